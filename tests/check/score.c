/* Scores claims against gold annotations, by kind, slot and rule.
 *
 * usage: score [-m N] [-r] [-u UNITS.tsv] GOLD_FOLDER CLAIMS.ndjson
 *   GOLD_FOLDER  NAME.gold.ndjson files (bytes of anchors and slots; tests/gold/README.md says what
 *                the keys mean)
 *   CLAIMS       claim records (claim/1); the article is the base name of doc_path without its
 *                suffix
 *   -u           spellings of one unit, two columns
 *   -m N         also list N missed, wrong and extra claims
 *   -r           only a table for rules: rule, right, given
 * detect: the anchor overlaps, value and unit are right; strict: also operator, measure, direction,
 * modality and the right edge of the indicator; full: also subject, time, comparison, statistic,
 * earlier value, base, filter, speaker. Gold lines marked opt are neither asked for nor held
 * against a claim. Last lines: KIND detect P R F1 … Limits: 4096 claims an article. */
#include <dirent.h>
#include <json-c/json.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CLAIMS 4096
#define MAX_RULES  2048

enum { NUMERIC, STATEMENT, EVENT, N_KINDS };
static const char *const KIND_NAMES[] = { "numeric", "statement", "event" };
static const char *const ANCHORS[] = { "value", "speech_cue", "trigger" };

enum { DETECT, STRICT, FULL, N_LEVELS };
static const char *const LEVEL_NAMES[] = { "detect", "strict", "full" };

/* Slots that are bytes: key in gold, key in spans. Slots that are words: key in gold, key in the
 * claim, default. */
static const char *const SPAN_SLOTS[][2] = { { "ind", "indicator" },
					     { "subj", "subject" },
					     { "base", "base" },
					     { "filter", "filter" },
					     { "who", "speaker" } };
static const char *const WORD_SLOTS[][3] = {
	{ "op", "value_op", "eq" },	    { "measure", "measure", NULL },
	{ "direction", "direction", NULL }, { "modality", "modality", "fact" },
	{ "compare", "compare", NULL },	    { "stat", "stat", NULL },
	{ "from", "from_dec", NULL },	    { "polarity", "polarity", "pos" }
};
#define N_SPAN_SLOTS 5
#define N_WORD_SLOTS 8
#define N_SLOTS	     (N_SPAN_SLOTS + N_WORD_SLOTS + 1) /* the last is time */

struct count {
	unsigned long gold, given, hit[N_LEVELS];
};
struct slot_count {
	unsigned long asked, given, right;
};
struct rule_count {
	char name[96];
	unsigned long right, given;
};
/* The article's own bytes, to see whether another mention of the same words was taken. */
struct article {
	char *bytes;
	size_t len;
};
struct score {
	struct article article;
	struct count kinds[N_KINDS];
	struct slot_count slots[N_SLOTS];
	struct rule_count rules[MAX_RULES];
	size_t n_rules;
	long misses; /* how many more to print */
	bool quiet;
};

static const char *word(struct json_object *o, const char *key)
{
	struct json_object *v = NULL;

	if (!json_object_object_get_ex(o, key, &v) || v == NULL) return NULL;
	return json_object_get_string(v);
}

static int kind_of(struct json_object *o)
{
	const char *kind = word(o, "kind");

	if (kind == NULL) return -1;
	if (strcmp(kind, "statement") == 0) return STATEMENT;
	return strcmp(kind, "event") == 0 ? EVENT : NUMERIC;
}

static bool pair(struct json_object *a, int64_t out[2])
{
	if (a == NULL || json_object_get_type(a) != json_type_array ||
	    json_object_array_length(a) != 2)
		return false;
	for (size_t i = 0; i < 2; i++)
		out[i] = json_object_get_int64(json_object_array_get_idx(a, i));
	return true;
}

static bool gold_span(struct json_object *g, const char *key, int64_t out[2])
{
	struct json_object *v = NULL;

	return json_object_object_get_ex(g, key, &v) && pair(v, out);
}

static bool claim_span(struct json_object *c, const char *key, int64_t out[2])
{
	struct json_object *spans = NULL, *v = NULL;

	return json_object_object_get_ex(c, "spans", &spans) &&
	       json_object_object_get_ex(spans, key, &v) && pair(v, out);
}

static bool same_number(const char *a, const char *b)
{
	if (a == NULL || b == NULL) return a == b;
	return fabs(strtod(a, NULL) - strtod(b, NULL)) <= 1e-9 * fabs(strtod(a, NULL));
}

static bool same_word(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool detected(struct json_object *g, struct json_object *c, int kind,
		     struct json_object *units)
{
	const char *gu = word(g, "unit"), *cu = word(c, "unit_text"), *x;

	if (kind != NUMERIC) return true;
	if (gu != NULL && (x = word(units, gu)) != NULL) gu = x;
	if (cu != NULL && (x = word(units, cu)) != NULL) cu = x;
	if (!same_word(gu, cu)) return false;
	if (word(g, "lo") != NULL || word(g, "hi") != NULL)
		return same_number(word(g, "lo"), word(c, "low_dec")) &&
		       same_number(word(g, "hi"), word(c, "high_dec"));
	return word(g, "frac") != NULL || same_number(word(g, "v"), word(c, "value_dec"));
}

/* Two spans with the same bytes. */
static bool same_bytes(const struct article *x, const int64_t a[2], const int64_t b[2])
{
	size_t n = (size_t)(a[1] - a[0]);

	if (x->bytes == NULL || a[0] < 0 || b[0] < 0 || a[1] <= a[0] || b[1] - b[0] != a[1] - a[0])
		return false;
	if ((size_t)a[1] > x->len || (size_t)b[1] > x->len) return false;
	return memcmp(x->bytes + a[0], x->bytes + b[0], n) == 0;
}

/* One slot of a pair: asked for, given, right. */
static void slot_of(const struct article *x_doc, int slot, struct json_object *g,
		    struct json_object *c, bool out[3])
{
	int64_t a[2], b[2];

	if (slot < N_SPAN_SLOTS) {
		out[0] = gold_span(g, SPAN_SLOTS[slot][0], a);
		out[1] = claim_span(c, SPAN_SLOTS[slot][1], b);
		out[2] =
			out[0] && out[1] && (a[1] == b[1] || (slot > 0 && same_bytes(x_doc, a, b)));
	} else if (slot < N_SLOTS - 1) {
		const char *const *s = WORD_SLOTS[slot - N_SPAN_SLOTS];
		const char *x = word(g, s[0]), *y = word(c, s[1]);

		if (x == NULL) x = s[2];
		if (y == NULL) y = s[2];
		out[0] = x != NULL;
		out[1] = y != NULL;
		out[2] = out[0] && out[1] &&
			 (strcmp(s[0], "from") == 0 ? same_number(x, y) : strcmp(x, y) == 0);
	} else {
		struct json_object *t = NULL;

		out[0] = json_object_object_get_ex(g, "t", &t) && t != NULL;
		out[1] = word(c, "time_start") != NULL || word(c, "time_end") != NULL;
		out[2] = out[0] && out[1] &&
			 same_word(json_object_get_string(json_object_array_get_idx(t, 0)),
				   word(c, "time_start")) &&
			 same_word(json_object_get_string(json_object_array_get_idx(t, 1)),
				   word(c, "time_end"));
	}
}

static bool strict(const struct article *x, struct json_object *g, struct json_object *c, int kind)
{
	bool s[3];

	if (kind == EVENT) return same_word(word(g, "etype"), word(c, "event_type"));
	slot_of(x, kind == STATEMENT ? 4 : 0, g, c, s); /* speaker, or indicator */
	if (s[0] && !s[2]) return false;
	if (kind == STATEMENT) return true;
	for (int i = N_SPAN_SLOTS; i < N_SPAN_SLOTS + 4;
	     i++) { /* op measure direction modality, both ways */
		slot_of(x, i, g, c, s);
		if (s[0] != s[1] || (s[0] && !s[2])) return false;
	}
	return true;
}

static struct json_object *read_lines(const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	struct json_object *all = json_object_new_array();

	if (f == NULL) {
		fprintf(stderr, "score: cannot read %s\n", path);
		exit(66);
	}
	while (getline(&line, &cap, f) > 0) {
		struct json_object *o = json_tokener_parse(line);

		if (o != NULL) json_object_array_add(all, o);
	}
	free(line);
	fclose(f);
	return all;
}

static struct rule_count *rule_of(struct score *s, struct json_object *c)
{
	const char *name = word(c, "rule_id");

	if (name == NULL) name = "?";
	for (size_t i = 0; i < s->n_rules; i++)
		if (strncmp(s->rules[i].name, name, sizeof s->rules[i].name - 1) == 0)
			return &s->rules[i];
	if (s->n_rules == MAX_RULES) return &s->rules[0];
	snprintf(s->rules[s->n_rules].name, sizeof s->rules[0].name, "%s", name);
	return &s->rules[s->n_rules++];
}

static void say_gold(struct score *s, const char *what, const char *doc, struct json_object *g,
		     struct json_object *c)
{
	if (s->quiet || s->misses-- <= 0) return;
	printf("%s %s %s\n", what, doc,
	       g == NULL ? "" : json_object_to_json_string_ext(g, JSON_C_TO_STRING_PLAIN));
	if (c != NULL)
		printf("      <- %s %s|%s op=%s %s dir=%s mod=%s ind=%s subj=%s [%s] %.160s\n",
		       word(c, "kind"), word(c, "value_text"), word(c, "unit_text"),
		       word(c, "value_op"), word(c, "measure"), word(c, "direction"),
		       word(c, "modality"), word(c, "indicator_text"), word(c, "subject_text"),
		       word(c, "rule_id"), word(c, "quote"));
}

struct side { /* gold or claims of one kind */
	struct json_object *o[MAX_CLAIMS];
	int other[MAX_CLAIMS]; /* index of the one it is paired with, -1: none */
	size_t n;
};

static void side_fill(struct side *s, struct json_object *all, int kind)
{
	s->n = 0;
	for (size_t i = 0; i < json_object_array_length(all) && s->n < MAX_CLAIMS; i++)
		if (kind_of(json_object_array_get_idx(all, i)) == kind)
			s->o[s->n++] = json_object_array_get_idx(all, i);
}

/* Pair gold and claims of one kind: best pairs first (strict, then detected, then asked for), in
 * document order. */
static void match(const struct article *x, struct side *gold, struct side *claims, int kind,
		  struct json_object *units)
{
	struct json_object **g = gold->o, **c = claims->o;
	size_t n = gold->n, m = claims->n;
	int *claim_of = gold->other, *gold_of = claims->other;

	for (size_t i = 0; i < n; i++) claim_of[i] = -1;
	for (size_t j = 0; j < m; j++) gold_of[j] = -1;
	for (int level = 7; level >= 0; level--)
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < m; j++) {
				int64_t a[2], b[2];
				int rank;

				if (claim_of[i] >= 0 || gold_of[j] >= 0) continue;
				if (!gold_span(g[i], "anchor", a) ||
				    !claim_span(c[j], ANCHORS[kind], b))
					continue;
				if (a[0] >= b[1] || b[0] >= a[1]) continue;
				rank = 4 * strict(x, g[i], c[j], kind) +
				       2 * detected(g[i], c[j], kind, units) +
				       (word(g[i], "opt") == NULL);
				if (rank != level) continue;
				claim_of[i] = (int)j;
				gold_of[j] = (int)i;
			}
}

static void score_pair(struct score *s, const char *doc, struct json_object *g,
		       struct json_object *c, int kind, struct json_object *units)
{
	bool d = detected(g, c, kind, units), st = d && strict(&s->article, g, c, kind), every = st,
	     x[3];

	for (int i = 0; i < N_SLOTS; i++) {
		slot_of(&s->article, i, g, c, x);
		if (kind == NUMERIC) {
			s->slots[i].asked += x[0];
			s->slots[i].given += x[1];
			s->slots[i].right += x[2];
		}
		every = every && (x[2] || !x[0]);
	}
	s->kinds[kind].hit[DETECT] += d;
	s->kinds[kind].hit[STRICT] += st;
	s->kinds[kind].hit[FULL] += every;
	rule_of(s, c)->right += st;
	if (!st) say_gold(s, d ? "wrong" : "value", doc, g, c);
}

static void score_kind(struct score *s, const char *doc, struct json_object *gold,
		       struct json_object *claims, int kind, struct json_object *units)
{
	static struct json_object *none;
	struct side *g = calloc(2, sizeof *g), *c = g + 1;

	side_fill(g, gold, kind);
	side_fill(c, claims, kind);
	match(&s->article, g, c, kind, units);
	for (size_t j = 0; j < c->n; j++) {
		if (c->other[j] >= 0 && word(g->o[c->other[j]], "opt") != NULL) continue;
		s->kinds[kind].given++;
		rule_of(s, c->o[j])->given++;
		if (c->other[j] < 0) say_gold(s, "extra", doc, none, c->o[j]);
	}
	for (size_t i = 0; i < g->n; i++) {
		if (word(g->o[i], "opt") != NULL) continue;
		s->kinds[kind].gold++;
		if (g->other[i] < 0) say_gold(s, "miss ", doc, g->o[i], NULL);
		else score_pair(s, doc, g->o[i], c->o[g->other[i]], kind, units);
	}
	free(g);
}

/* Claims by article: the base name of doc_path without its last suffix. */
static struct json_object *by_article(struct json_object *claims)
{
	struct json_object *all = json_object_new_object();

	for (size_t i = 0; i < json_object_array_length(claims); i++) {
		struct json_object *c = json_object_array_get_idx(claims, i), *list = NULL;
		const char *path = word(c, "doc_path"),
			   *slash = path == NULL ? NULL : strrchr(path, '/');
		char name[512], *dot;

		snprintf(name, sizeof name, "%s",
			 slash != NULL	? slash + 1
			 : path == NULL ? ""
					: path);
		if ((dot = strrchr(name, '.')) != NULL) *dot = '\0';
		if (!json_object_object_get_ex(all, name, &list)) {
			list = json_object_new_array();
			json_object_object_add(all, name, list);
		}
		json_object_array_add(list, json_object_get(c));
	}
	return all;
}

/* Read the article that the claims name. */
static void open_article(struct article *x, struct json_object *claims)
{
	const char *path = json_object_array_length(claims) == 0
				   ? NULL
				   : word(json_object_array_get_idx(claims, 0), "doc_path");
	FILE *f = path == NULL ? NULL : fopen(path, "rb");

	free(x->bytes);
	*x = (struct article){ NULL, 0 };
	if (f == NULL) return;
	if (fseek(f, 0, SEEK_END) == 0) x->len = (size_t)ftell(f);
	rewind(f);
	x->bytes = malloc(x->len + 1);
	if (x->bytes != NULL) x->len = fread(x->bytes, 1, x->len, f);
	fclose(f);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static double ratio(unsigned long a, unsigned long b)
{
	return b == 0 ? 0.0 : (double)a / (double)b;
}

static void report_kind(const char *name, const struct count *k, bool every)
{
	for (int l = 0; l < N_LEVELS; l++) {
		double p = ratio(k->hit[l], k->given), r = ratio(k->hit[l], k->gold);

		if (every || l == DETECT)
			printf("%s %s P %.3f R %.3f F1 %.3f (%lu gold, %lu claims)\n", name,
			       LEVEL_NAMES[l], p, r, p + r > 0 ? 2 * p * r / (p + r) : 0.0, k->gold,
			       k->given);
	}
}

static void report(const struct score *s, bool rules)
{
	for (size_t i = 0; rules && i < s->n_rules; i++)
		printf("%s\t%lu\t%lu\n", s->rules[i].name, s->rules[i].right, s->rules[i].given);
	if (rules) return;
	for (int i = 0; i < N_SLOTS; i++) {
		const struct slot_count *x = &s->slots[i];
		const char *name = i < N_SPAN_SLOTS  ? SPAN_SLOTS[i][1]
				   : i < N_SLOTS - 1 ? WORD_SLOTS[i - N_SPAN_SLOTS][0]
						     : "time";

		printf("slot %-10s asked %5lu given %5lu right %5lu  P %.3f R %.3f\n", name,
		       x->asked, x->given, x->right, ratio(x->right, x->given),
		       ratio(x->right, x->asked));
	}
	for (int k = 0; k < N_KINDS; k++) report_kind(KIND_NAMES[k], &s->kinds[k], true);
}

/* Spellings of one unit: written, means. */
static struct json_object *read_units(const char *path)
{
	char line[256];
	struct json_object *units = json_object_new_object();
	FILE *f = path == NULL ? NULL : fopen(path, "r");

	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		char a[100], b[100];

		if (line[0] != '#' && sscanf(line, "%99s %99s", a, b) == 2)
			json_object_object_add(units, a, json_object_new_string(b));
	}
	if (f != NULL) fclose(f);
	return units;
}

static void score_folder(struct score *s, const char *folder, struct json_object *articles,
			 struct json_object *units)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	char *names[4096];
	size_t n = 0;

	while (d != NULL && (e = readdir(d)) != NULL && n < 4096) {
		size_t len = strlen(e->d_name);

		if (len > 12 && strcmp(e->d_name + len - 12, ".gold.ndjson") == 0)
			names[n++] = strndup(e->d_name, len - 12);
	}
	if (d != NULL) closedir(d);
	qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++) {
		char path[2048];
		struct json_object *gold, *claims = NULL, *none = json_object_new_array();
		struct count before = s->kinds[NUMERIC], k;

		snprintf(path, sizeof path, "%s/%s.gold.ndjson", folder, names[i]);
		gold = read_lines(path);
		if (!json_object_object_get_ex(articles, names[i], &claims)) claims = none;
		open_article(&s->article, claims);
		for (int kind = 0; kind < N_KINDS; kind++)
			score_kind(s, names[i], gold, claims, kind, units);
		k = s->kinds[NUMERIC];
		if (!s->quiet)
			printf("%-28s gold %3lu claims %3lu detect %3lu strict %3lu full %3lu\n",
			       names[i], k.gold - before.gold, k.given - before.given,
			       k.hit[DETECT] - before.hit[DETECT],
			       k.hit[STRICT] - before.hit[STRICT], k.hit[FULL] - before.hit[FULL]);
		json_object_put(gold);
		json_object_put(none);
		free(names[i]);
	}
}

int main(int argc, char **argv)
{
	struct score *s = calloc(1, sizeof *s);
	struct json_object *claims, *articles, *units;
	const char *unit_path = NULL;
	bool rules = false;
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-r") == 0) rules = true;
		else if (strcmp(argv[i], "-m") == 0 && i + 1 < argc)
			s->misses = strtol(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "-u") == 0 && i + 1 < argc) unit_path = argv[++i];
		else break;
	}
	if (argc - i != 2) {
		fprintf(stderr,
			"usage: score [-m N] [-r] [-u UNITS.tsv] GOLD_FOLDER CLAIMS.ndjson\n");
		free(s);
		return 64;
	}
	s->quiet = rules;
	claims = read_lines(argv[i + 1]);
	articles = by_article(claims);
	units = read_units(unit_path);
	score_folder(s, argv[i], articles, units);
	report(s, rules);
	json_object_put(articles);
	json_object_put(claims);
	json_object_put(units);
	free(s->article.bytes);
	free(s);
	return 0;
}
