/* Loading of the debris rules. From: rules/clean/ *.rules and fold.tsv. To: one sealed rule set for
 * each place where rules apply. Limits: those of rule_set. */
#include "pipeline/clean/debris.h"
#include "pipeline/core/punctuation.h"

#define RANK_DEFAULT 30

static const char *const on_names[ON_N] = { "line", "field",  "head",	"tail",	 "title",
					    "join", "author", "source", "names", "outlet",
					    "site", "own",    "foot",	"",	 "" };
static const char *const zone_names[] = { "any", "head", "tail", "edge", "picture" };
static const char *const act_names[] = { "drop", "list", "end", "keep", "caption" };

/* Index of the block's word in names; absent = fallback. -1 unknown. */
static int word_of(const struct rule_block *b, const char *key, const char *const *names, int n,
		   int fallback)
{
	struct slice v = rule_field(b, key);
	if (!v.p) return fallback;
	for (int i = 0; i < n; i++)
		if (slice_is(v, names[i])) return i;
	return -1;
}

static unsigned number_of(const struct rule_block *b, const char *key, unsigned fallback)
{
	struct slice v = rule_field(b, key);
	unsigned n = 0;
	if (!v.p) return fallback;
	for (size_t i = 0; i < v.len; i++)
		if (v.p[i] >= '0' && v.p[i] <= '9' && n < 10000)
			n = n * 10 + (unsigned)(v.p[i] - '0');
	return n;
}

bool debris_is_stop(const struct debris *r, uint16_t c)
{
	uint16_t u = r->fold.to[c];
	return u == FULL_STOP || u == '!' || u == '?' || u == '"' || u == ELLIPSIS || u == ';';
}

/* Does a yes sentence of the rule end in a stop? Only such rules are tried on running text. */
static bool has_stop_proof(struct debris *r, const struct rule_block *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct slice rest = b->fields[i].value, sentence;
		if (!slice_is(b->fields[i].key, "yes") || !slice_split(&rest, '\t', &sentence))
			continue;
		struct uslice u = arena_utf16(&r->arena, slice_trim(sentence));
		if (u.len && debris_is_stop(r, u.p[u.len - 1])) return true;
	}
	return false;
}

/* The last rule of ON_LINE once more, in a smaller set. */
static void add_again(struct debris *r, struct debris_rule x, enum debris_on on)
{
	rule_set_add_again(r->set[on], r->set[ON_LINE], (uint32_t)r->n[ON_LINE] - 1,
			   (uint32_t)r->n[on]);
	x.on = (uint8_t)on;
	rule_set_longest(r->set[on], (uint32_t)r->n[on], x.max);
	*ARENA_PUSH(&r->arena, r->rules[on], r->n[on], r->cap[on]) = x;
}

static enum status add_rule(struct debris *r, const struct rule_file *f, const struct rule_block *b,
			    struct err *e)
{
	struct debris_rule x = { .block = b, .file = f->path, .id = arena_copy(&r->arena, b->id) };
	struct slice rest = b->id, kind;
	slice_split(&rest, '.', &kind);
	int why = clean_why_parse(kind);
	int on = word_of(b, "on", on_names, ON_LONG, ON_LINE);
	int zone = word_of(b, "zone", zone_names, 5, ZONE_ANY);
	int act = word_of(b, "act", act_names, 5, ACT_DROP);
	struct slice match = rule_field(b, "match");
	const char *fault = NULL;
	if (!match.len) fault = "no match";
	if (act < 0) fault = "unknown value of act";
	if (zone < 0) fault = "unknown value of zone";
	if (on < 0) fault = "unknown value of on";
	if (why < 0) fault = "no such kind before its dot (pipeline/clean/why.def lists them)";
	if (fault)
		return err_set(e, ERR_RULES, "%.*s:%u: rule %.*s: %s", (int)f->path.len, f->path.p,
			       b->line, (int)b->id.len, b->id.p, fault);
	x.why = (uint8_t)why;
	x.on = (uint8_t)on;
	x.zone = (uint8_t)zone;
	x.act = (uint8_t)act;
	x.rank = (uint8_t)number_of(b, "rank", RANK_DEFAULT);
	x.max = (uint16_t)number_of(b, "max", LONG_LINE);
	if (on == ON_LINE && x.max > r->longest) r->longest = x.max;
	struct slice where =
		arena_printf(&r->arena, "%.*s:%u", (int)f->path.len, f->path.p, b->line);
	TRY(rule_set_add(r->set[on], match, (uint32_t)r->n[on], b->id, where, e));
	if (on == ON_LINE) rule_set_longest(r->set[on], (uint32_t)r->n[on], x.max);
	*ARENA_PUSH(&r->arena, r->rules[on], r->n[on], r->cap[on]) = x;
	if (on == ON_LINE && x.max > LONG_LINE) add_again(r, x, ON_LONG);
	if (on == ON_LINE && has_stop_proof(r, b)) add_again(r, x, ON_STOP);
	return OK;
}

static enum status add_macros(struct debris *r, const struct rule_file *f,
			      const struct rule_block *b, struct err *e)
{
	for (size_t i = 0; i < b->n; i++) {
		if (!slice_is(b->fields[i].key, "macro")) continue;
		struct slice v = b->fields[i].value;
		size_t k = 0;
		while (k < v.len && v.p[k] != ' ' && v.p[k] != '\t') k++;
		struct slice where = arena_printf(&r->arena, "%.*s:%u", (int)f->path.len, f->path.p,
						  b->fields[i].line);
		for (int on = 0; on < ON_N; on++)
			TRY(rule_set_macro(r->set[on], slice_of(v.p, k),
					   slice_trim(slice_of(v.p + k, v.len - k)), where, e));
	}
	return OK;
}

static enum status load_files(struct debris *r, const struct env *env, struct err *e)
{
	struct slice dir =
		arena_printf(&r->arena, "%.*s/clean", (int)env->rules_dir.len, env->rules_dir.p);
	struct slice *paths;
	size_t n;
	TRY(rule_dir_list(dir.p, &r->arena, &paths, &n, e));
	struct rule_file *files = arena_alloc(&r->arena, (n + 1) * sizeof *files);
	for (size_t i = 0; i < n; i++) {
		TRY(rule_file_load(&files[i], &r->arena, paths[i].p, e));
		for (size_t k = 0; k < files[i].n; k++)
			if (!files[i].blocks[k].id.p)
				TRY(add_macros(r, &files[i], &files[i].blocks[k], e));
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < files[i].n; k++)
			if (files[i].blocks[k].id.p && rule_field(&files[i].blocks[k], "match").p)
				TRY(add_rule(r, &files[i], &files[i].blocks[k], e));
	return OK;
}

const char *debris_group_name(size_t group)
{
	static const char *const dates[DEBRIS_GROUPS - META_N] = {
		"rocdate",   "handate", "yydate",  "mddate",   "today",
		"yesterday", "agoday",	"agohour", "agominute"
	};
	return group < META_N ? meta_key_name((enum meta_key)group) : dates[group - META_N];
}

/* Seal the rules of one place. */
static enum status seal(struct debris *r, int on, struct err *e)
{
	TRY(rule_set_seal(r->set[on], on == ON_LINE ? r->headers : NULL, e));
	for (size_t g = 0; g < DEBRIS_GROUPS; g++)
		r->group[on][g] = rule_set_group(r->set[on], debris_group_name(g));
	return OK;
}

static void set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

/* Rules that are also asked for alone: headers have a filter of their own, of few literals, as it
 * is asked about all short lines of a page. */
static void mark_headers(struct debris *r)
{
	r->headers = arena_zalloc(&r->arena, (r->n[ON_LINE] / 64 + 1) * sizeof *r->headers);
	for (size_t i = 0; i < r->n[ON_LINE]; i++)
		if (debris_is_header(&r->rules[ON_LINE][i])) set_bit(r->headers, i);
}

/* Those that name an editor. */
static void mark_editors(struct debris *r)
{
	for (int k = LOOK_LINE; k <= LOOK_FIELD; k++) {
		enum debris_on on = debris_line_on(k);
		int editor = r->group[on][META_EDITOR];
		r->editors[k] =
			arena_zalloc(&r->arena, (r->n[on] / 64 + 1) * sizeof *r->editors[k]);
		for (size_t i = 0; i < r->n[on]; i++)
			if (rule_set_has_group(r->set[on], (uint32_t)i, editor))
				set_bit(r->editors[k], i);
	}
}

/* Units that fold to one of a set; all, where there is none (some is false). */
static void unfold(const struct debris *r, const struct unit_set *folded, bool some,
		   struct unit_set *out)
{
	for (uint32_t c = 0; c < 65536; c++)
		if (!some || unit_set_has(folded, r->fold.to[c])) unit_set_add(out, (uint16_t)c);
}

#define COUNTED 32768 /* bytes of proofs that tell how often a unit stands in text */

/* How often units stand in the sentences that rules must not match. */
static void count_units_of(struct debris *r, uint16_t *often)
{
	size_t left = COUNTED;
	for (int on = 0; on < ON_N; on++)
		for (size_t i = 0; i < r->n[on]; i++) {
			const struct rule_block *b = r->rules[on][i].block;
			for (size_t k = 0; k < b->n; k++) {
				struct slice v = b->fields[k].value;
				if (!slice_is(b->fields[k].key, "no") || v.len > left) continue;
				struct uslice u = arena_utf16(&r->arena, v);
				for (size_t x = 0; x < u.len; x++) often[u.p[x]]++;
				left -= v.len;
			}
		}
}

/* Units without which no rule of ON_FOOT, none that names an editor, no header matches. */
static void find_units(struct debris *r)
{
	struct unit_set foot = { { 0 } }, editor = { { 0 } }, header = { { 0 } };
	uint16_t *often = mem_zalloc(65536 * sizeof *often);
	count_units_of(r, often);
	unfold(r, &foot, rule_set_units(r->set[ON_FOOT], NULL, often, &foot), &r->foot_units);
	bool some = rule_set_units(r->set[ON_LINE], r->editors[LOOK_LINE], often, &editor) &&
		    rule_set_units(r->set[ON_FIELD], r->editors[LOOK_FIELD], often, &editor);
	unfold(r, &editor, some, &r->editor_units);
	some = rule_set_units(r->set[ON_LINE], r->headers, often, &header);
	unfold(r, &header, some, &r->header_units);
	mem_free(often);
}

enum status debris_open(struct debris *r, const struct env *env, struct err *e)
{
	arena_init(&r->arena);
	for (int on = 0; on < ON_N; on++) {
		r->set[on] = rule_set_new();
		rule_set_use(r->set[on], env->patterns);
	}
	struct slice fold = arena_printf(&r->arena, "%.*s/clean/fold.tsv", (int)env->rules_dir.len,
					 env->rules_dir.p);
	TRY(fold_load(&r->fold, fold.p, e));
	TRY(load_files(r, env, e));
	mark_headers(r);
	for (int on = 0; on < ON_N; on++) TRY(seal(r, on, e));
	mark_editors(r);
	find_units(r);
	for (int k = 0; k < LINE_SETS; k++) r->line_sets[k] = r->set[debris_line_on(k)];
	TRY(rule_sets_join(r->line_sets, LINE_SETS, e));
	return rule_sets_join(&r->set[ON_JOIN], 1, e); /* asked of a text and its head */
}

void debris_close(struct debris *r)
{
	for (int on = 0; on < ON_N; on++)
		if (r->set[on]) rule_set_free(r->set[on]);
	arena_free(&r->arena);
}
