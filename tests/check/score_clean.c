/* Score of the clean stage: document records (doc/1, after clean) against gold.
 *   score_clean [-v] [-b] GOLD.ndjson DOCS.ndjson
 * A gold line has path, title, date, source, author, editor (null: none), must and keep (phrases
 * that stay), mustnot (phrases that go). White space does not count. -v tells every fault; -b holds
 * the bars of HACKING.md (exit 1 below). */
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
	size_t right, all;
};
enum slot { TITLE, DAY, SOURCE, AUTHOR, EDITOR, SLOTS };
static const char *const names[SLOTS] = { "title", "date", "source", "author", "editor" };

struct score {
	size_t docs, perfect, kept, lost, let_in;
	struct tally slot[SLOTS];
	size_t invented, no_author;
	bool verbose;
};

/* A string without white space, NUL-terminated. */
static char *squeeze(const char *s)
{
	char *out = malloc((s ? strlen(s) : 0) + 1), *end = out;
	if (!out) exit(74);
	for (; s && *s; s++) {
		if (*s == ' ' || *s == '\n' || *s == '\t' || *s == '\r') continue;
		if (!strncmp(s, "\xe3\x80\x80", 3) || !strncmp(s, "\xc2\xa0", 2)) {
			s += (unsigned char)*s == 0xe3 ? 2 : 1;
			continue;
		}
		*end++ = *s;
	}
	*end = 0;
	return out;
}

static const char *text_of(struct json_object *o, const char *key)
{
	struct json_object *v;
	return json_object_object_get_ex(o, key, &v) ? json_object_get_string(v) : NULL;
}

/* Value of a metadata key in a record: the first one. */
static const char *meta_of(struct json_object *doc, const char *key)
{
	struct json_object *metas, *m, *k;
	if (!json_object_object_get_ex(doc, "meta", &metas)) return NULL;
	if (json_object_is_type(metas, json_type_object)) {
		if (!json_object_object_get_ex(metas, key, &m)) return NULL;
		if (json_object_is_type(m, json_type_array)) m = json_object_array_get_idx(m, 0);
		return json_object_is_type(m, json_type_object) ? text_of(m, "value")
								: json_object_get_string(m);
	}
	for (size_t i = 0; i < json_object_array_length(metas); i++) {
		m = json_object_array_get_idx(metas, i);
		if (json_object_object_get_ex(m, "key", &k) &&
		    !strcmp(json_object_get_string(k), key))
			return text_of(m, "value");
	}
	return NULL;
}

static void phrases(struct score *s, struct json_object *gold, const char *key, const char *body,
		    bool stay, bool *perfect)
{
	struct json_object *list;
	if (!json_object_object_get_ex(gold, key, &list)) return;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		const char *raw = json_object_get_string(json_object_array_get_idx(list, i));
		char *p = squeeze(raw);
		bool there = strstr(body, p) != NULL;
		if (stay) {
			s->kept += there;
			s->lost += !there;
		} else {
			s->let_in += there;
		}
		if (there != stay) {
			*perfect = false;
			if (s->verbose) printf("  %s: %s\n", stay ? "lost" : "let in", raw);
		}
		free(p);
	}
}

static void slot(struct score *s, struct json_object *gold, struct json_object *doc,
		 enum slot which)
{
	const char *want = text_of(gold, names[which]);
	const char *have = which == DAY ? text_of(doc, "doc_date") : meta_of(doc, names[which]);
	char *a = squeeze(want), *b = squeeze(have);
	if (which == DAY && strlen(a) > 10) a[10] = 0;
	if (which == AUTHOR && !want) {
		s->no_author++;
		s->invented += *b != 0;
	}
	bool right = !strcmp(a, b);
	if (want || which == DAY) {
		s->slot[which].all++;
		s->slot[which].right += right;
	}
	if (!right && s->verbose)
		printf("  %s: %s, not %s\n", names[which], have ? have : "none",
		       want ? want : "none");
	free(a);
	free(b);
}

static void score_doc(struct score *s, struct json_object *gold, struct json_object *doc)
{
	bool perfect = true;
	char *body = squeeze(text_of(doc, "text"));
	if (s->verbose) printf("%s\n", text_of(gold, "path"));
	phrases(s, gold, "must", body, true, &perfect);
	phrases(s, gold, "keep", body, true, &perfect);
	phrases(s, gold, "mustnot", body, false, &perfect);
	for (int i = 0; i < SLOTS; i++) slot(s, gold, doc, (enum slot)i);
	s->docs++;
	s->perfect += perfect;
	free(body);
}

static const char *base_of(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	return slash ? slash + 1 : path ? path : "";
}

static struct json_object *find_doc(char *const *lines, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		struct json_object *o = json_tokener_parse(lines[i]);
		if (o && !strcmp(base_of(text_of(o, "doc_path")), base_of(path))) return o;
		json_object_put(o);
	}
	return NULL;
}

static char **read_lines(const char *path, size_t *n)
{
	char **lines = NULL, *line = NULL;
	size_t cap = 0, room = 0;
	FILE *f = fopen(path, "rb");
	*n = 0;
	if (!f) {
		fprintf(stderr, "score_clean: %s cannot be opened\n", path);
		exit(66);
	}
	while (getline(&line, &room, f) > 0) {
		if (*n == cap) lines = realloc(lines, (cap = cap ? cap * 2 : 64) * sizeof *lines);
		if (!lines) exit(74);
		lines[(*n)++] = line;
		line = NULL;
		room = 0;
	}
	free(line);
	fclose(f);
	return lines;
}

static double share(size_t a, size_t b)
{
	return b ? (double)a / (double)b : 1;
}

static int report(const struct score *s, bool bars)
{
	double f1 = share(2 * s->kept, 2 * s->kept + s->lost + s->let_in);
	printf("pages %zu\nbody F1 %.3f (kept %zu, lost %zu, let in %zu)\nperfect %.3f\n", s->docs,
	       f1, s->kept, s->lost, s->let_in, share(s->perfect, s->docs));
	for (int i = 0; i < SLOTS; i++)
		printf("%s %.3f of %zu\n", names[i], share(s->slot[i].right, s->slot[i].all),
		       s->slot[i].all);
	printf("author invented %.3f of %zu\n", s->no_author ? share(s->invented, s->no_author) : 0,
	       s->no_author);
	if (!bars) return 0;
	return f1 < 0.96 || share(s->perfect, s->docs) < 0.8 ||
	       share(s->slot[TITLE].right, s->slot[TITLE].all) < 0.95 ||
	       share(s->slot[DAY].right, s->slot[DAY].all) < 0.97 ||
	       share(s->slot[SOURCE].right, s->slot[SOURCE].all) < 0.85 ||
	       share(s->slot[AUTHOR].right, s->slot[AUTHOR].all) < 0.75 ||
	       (s->no_author && share(s->invented, s->no_author) > 0.05);
}

int main(int argc, char **argv)
{
	struct score s = { 0 };
	bool bars = false;
	size_t n_gold, n_docs;
	int i = 1;
	for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
		s.verbose |= !strcmp(argv[i], "-v");
		bars |= !strcmp(argv[i], "-b");
	}
	if (argc - i != 2) {
		fprintf(stderr, "usage: score_clean [-v] [-b] GOLD.ndjson DOCS.ndjson\n");
		return 64;
	}
	char **gold = read_lines(argv[i], &n_gold), **docs = read_lines(argv[i + 1], &n_docs);
	for (size_t k = 0; k < n_gold; k++) {
		struct json_object *g = json_tokener_parse(gold[k]);
		struct json_object *d = g ? find_doc(docs, n_docs, text_of(g, "path")) : NULL;
		if (d) score_doc(&s, g, d);
		else printf("no record for gold line %zu\n", k + 1);
		json_object_put(g);
		json_object_put(d);
		free(gold[k]);
	}
	for (size_t k = 0; k < n_docs; k++) free(docs[k]);
	free(gold);
	free(docs);
	return s.docs < n_gold ? 1 : report(&s, bars);
}
