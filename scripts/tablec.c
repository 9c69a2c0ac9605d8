/* tablec: compile the tables listed in rules/tables.list.  usage: tablec RULES_DIR OUT_DIR
 * A row is "name kind source...": a builder of that kind makes OUT_DIR/name.tab from the sources
 * (below RULES_DIR). Every table gets a section "hash": SHA-256 over its sources' bytes, in order.
 * Last come those made from tables (derived), and patterns.tab, the patterns of all rules, compiled
 * (pattern_cache.h), for which the stages that have some are opened once. */
#include "pipeline/core/pattern_cache.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/sha256.h"
#include "pipeline/core/table.h"
#include "scripts/builders.h"

#include <stdio.h>

#define SOURCES_MAX 16

struct job {
	const char *rules_dir, *out_dir;
};

enum status build_lexicon(const struct slice *paths, size_t n, struct builder_out *out,
			  struct err *e)
{
	struct buf *trie = builder_section(out, "trie"), *rows = builder_section(out, "rows");

	if (n != 1) return err_set(e, ERR_RULES, "a lexicon has one source, not %zu", n);
	return table_build_lexicon(paths[0].p, SOURCES_MAX, trie, rows, e);
}

static const struct {
	const char *kind;
	builder_fn *fn;
} builders[] = {
#define X(kind) { #kind, build_##kind },
#include "scripts/builders.def"
#undef X
};

struct buf *builder_section(struct builder_out *out, const char *name)
{
	out->names[out->n] = name;
	return &out->parts[out->n++];
}

static enum status add_hash(const struct slice *paths, size_t n, struct buf *out, struct err *e)
{
	struct sha256 h;
	uint8_t digest[32];

	sha256_begin(&h);
	for (size_t i = 0; i < n; i++) {
		struct buf raw = { 0 };
		enum status st = file_read(paths[i].p, &raw, e);
		sha256_add(&h, raw.p, raw.len);
		buf_free(&raw);
		TRY(st);
	}
	sha256_end(&h, digest);
	buf_add(out, digest, sizeof digest);
	return OK;
}

static enum status write_parts(const struct builder_out *out, const char *path, struct err *e)
{
	struct table_part parts[BUILDER_PARTS];

	for (size_t i = 0; i < out->n; i++)
		parts[i] = (struct table_part){ out->names[i], buf_slice(&out->parts[i]) };
	return table_write(path, parts, out->n, e);
}

static void free_parts(struct builder_out *out)
{
	for (size_t i = 0; i < out->n; i++) buf_free(&out->parts[i]);
}

static enum status build(const struct job *j, struct slice name, struct slice kind,
			 const struct slice *paths, size_t n, struct err *e)
{
	struct builder_out out = { 0 };
	struct buf path = { 0 };
	enum status st = ERR_RULES;
	bool found = false;

	buf_printf(&path, "%s/%.*s.tab", j->out_dir, (int)name.len, name.p);
	buf_addc(&path, 0);
	for (size_t i = 0; i < sizeof builders / sizeof *builders && !found; i++) {
		if (!slice_is(kind, builders[i].kind)) continue;
		found = true;
		st = builders[i].fn(paths, n, &out, e);
	}
	if (!found) err_set(e, st, "rules/tables.list: unknown kind %.*s", (int)kind.len, kind.p);
	if (st == OK) st = add_hash(paths, n, builder_section(&out, "hash"), e);
	if (st == OK) st = write_parts(&out, path.p, e);
	free_parts(&out);
	buf_free(&path);
	return st;
}

static enum status run_line(const struct job *j, struct slice line, struct err *e)
{
	struct arena a;
	struct slice paths[SOURCES_MAX], w;
	size_t n = 0;

	line = slice_trim(line);
	if (!line.len || line.p[0] == '#') return OK;
	arena_init(&a);
	struct slice name = slice_word(&line), kind = slice_word(&line);
	while ((w = slice_word(&line)).len && n < SOURCES_MAX)
		paths[n++] = arena_printf(&a, "%s/%.*s", j->rules_dir, (int)w.len, w.p);
	enum status st = build(j, name, kind, paths, n, e);
	arena_free(&a);
	return st;
}

static const struct {
	const char *name;
	derived_fn *fn;
} derived[] = { { "list_tops", build_list_tops },
	      { "spun_weights", build_spun_weights },
	      { "claim_words", build_claim_words } };

static enum status build_derived(const struct job *j, size_t i, struct err *e)
{
	struct env env = { .rules_dir = slice_str(j->rules_dir),
			   .data_dir = slice_str(j->out_dir) };
	struct builder_out out = { 0 };
	struct buf path = { 0 };
	enum status st = derived[i].fn(&env, &out, e);

	buf_printf(&path, "%s/%s.tab", j->out_dir, derived[i].name);
	buf_addc(&path, 0);
	if (st == OK) st = write_parts(&out, path.p, e);
	free_parts(&out);
	buf_free(&path);
	return st;
}

static enum status build_patterns(const struct job *j, struct err *e)
{
	static const struct stage *const with_rules[] = { &stage_clean, &stage_extract };
	struct pattern_cache cache = { .making = true };
	struct options opt = { .command = "run" };
	struct env env = { .opt = &opt,
			   .rules_dir = slice_str(j->rules_dir),
			   .data_dir = slice_str(j->out_dir),
			   .patterns = &cache };
	struct buf path = { 0 }, slots = { 0 };
	enum status st = OK;

	for (size_t i = 0; st == OK && i < sizeof with_rules / sizeof *with_rules; i++) {
		void *state = NULL;
		st = with_rules[i]->open(&env, &state, e);
		if (state) with_rules[i]->close(state);
	}
	pattern_cache_sections(&cache, &slots);
	struct table_part parts[] = { { "slots", buf_slice(&slots) },
				      { "heads", buf_slice(&cache.noted_heads) },
				      { "codes", buf_slice(&cache.noted_codes) } };
	buf_printf(&path, "%s/patterns.tab", j->out_dir);
	buf_addc(&path, 0);
	if (st == OK) st = table_write(path.p, parts, 3, e);
	buf_free(&path);
	buf_free(&slots);
	pattern_cache_close(&cache);
	return st;
}

int main(int argc, char **argv)
{
	struct err e = { OK, "" };
	struct buf list = { 0 }, path = { 0 };
	struct slice rest, line;

	if (argc != 3) {
		fprintf(stderr, "usage: tablec RULES_DIR OUT_DIR\n");
		return 64;
	}
	struct job j = { argv[1], argv[2] };
	buf_printf(&path, "%s/tables.list", argv[1]);
	buf_addc(&path, 0);
	enum status st = file_read(path.p, &list, &e);
	rest = buf_slice(&list);
	while (st == OK && slice_split(&rest, '\n', &line)) st = run_line(&j, line, &e);
	for (size_t i = 0; st == OK && i < sizeof derived / sizeof *derived; i++)
		st = build_derived(&j, i, &e);
	if (st == OK) st = build_patterns(&j, &e);
	if (st != OK) fprintf(stderr, "tablec: %s\n", e.text);
	buf_free(&list);
	buf_free(&path);
	return status_exit(st);
}
