/* Patterns behind a literal filter. See rule_set.h.
 *
 * rule_filter.h gives the candidates and the places where a match of each can begin; PCRE2 is asked only there. Where all
 * beginnings are known literals the code is anchored and tried at each, else a search is held to the places. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include "pipeline/core/rule_set.h"

#include "pipeline/core/pattern_cache.h"
#include "pipeline/core/rule_factor.h"
#include "pipeline/core/rule_filter.h"
#include "pipeline/core/rule_macro.h"

#include <pcre2.h>
#include <stdlib.h>
#include <time.h>

#define MATCH_LIMIT 200000u
#define DEPTH_LIMIT 2000u
#define JIT_STACK   (256u << 10)
#define NAMES_MAX   255
/* Compiling a pattern to machine code costs as much as some hundred tries without it, and most patterns are tried less often
 * in a run of some hundred documents. So the first tries are interpreted, within a limit that none of ours comes near; what
 * does gets its machine code at once, and with it the limits that hold always. */
#define TRIES	    32u
#define TRIAL_LIMIT 5000u

enum { FILTER_ALL, FILTER_PART, FILTERS };

struct rule {
	struct slice id, where;
	uint32_t tag;
	pcre2_code *code; /* not for the JIT: shared by threads, each makes its own when it first needs it */
	bool at; /* code is anchored: tried only where a match can begin */
	struct uslice pattern;
	struct anchors anchors;
	const uint8_t *first; /* a bit a unit that a text may begin with, for rules without literals; NULL: any */
	uint32_t names, name_size;
	PCRE2_SPTR name_table;
	const uint8_t *name_ids; /* of each entry of the table: index into the set's names */
};

struct rule_set {
	struct arena a;
	struct macros macros;
	struct rule *rules;
	size_t n, cap;
	const uint16_t **names; /* of groups, each once, with a 0 behind */
	size_t n_names, cap_names;
	struct rule_filter *filter[FILTERS]; /* after seal */
	pcre2_compile_context *cctx;
	struct pattern_cache *cache;
};

struct rule_match_scratch {
	const struct rule_set *set;
	pcre2_match_data *data;
	pcre2_match_context *mctx, *trial; /* for machine code, for the first tries */
	pcre2_jit_stack *stack;
	struct rule_filter_scratch *filter[FILTERS];
	struct uslice looked;	    /* the text for which the part was asked last and not forgotten */
	const uint64_t *candidates; /* of it */
	bool profile;
	struct rule_profile *counts;
	pcre2_code **jit;   /* of each rule, NULL: not needed so far */
	uint8_t *tries;	    /* of each rule without it */
	pcre2_code **brute; /* the same as it is written */
};

struct rule_set *rule_set_new(void)
{
	struct rule_set *s = mem_zalloc(sizeof *s);

	arena_init(&s->a);
	s->cctx = pcre2_compile_context_create(NULL);
	return s;
}

void rule_set_free(struct rule_set *s)
{
	if (!s) return;
	for (size_t i = 0; i < s->n; i++) {
		pcre2_code_free(s->rules[i].code);
	}
	pcre2_compile_context_free(s->cctx);
	for (int f = 0; f < FILTERS; f++)
		rule_filter_free(s->filter[f]);
	arena_free(&s->a);
	mem_free(s);
}

void rule_set_use(struct rule_set *s, struct pattern_cache *c)
{
	s->cache = c;
}

enum status rule_set_macro(struct rule_set *s, struct slice name, struct slice pattern, struct slice where,
			   struct err *e)
{
	return macros_add(&s->macros, &s->a, name, pattern, where, e);
}

/* ---- names of groups ---- */

static const uint16_t *name_entry(const struct rule *r, uint32_t i)
{
	return r->name_table + (size_t)i * r->name_size;
}

static bool name_is(const uint16_t *p, const char *name)
{
	size_t i = 0;

	for (; name[i]; i++)
		if (p[i] != (uint16_t)(unsigned char)name[i]) return false;
	return p[i] == 0;
}

static bool same_name(const uint16_t *a, const uint16_t *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

/* Names become numbers, so that a match's groups are found without comparing strings. */
static enum status number_names(struct rule_set *s, struct rule *r, struct err *e)
{
	uint8_t *ids = arena_alloc(&s->a, r->names + 1);

	for (uint32_t i = 0; i < r->names; i++) {
		const uint16_t *name = name_entry(r, i) + 1;
		size_t k = 0;
		while (k < s->n_names && !same_name(s->names[k], name))
			k++;
		if (k == NAMES_MAX) return err_set(e, ERR_RULES, "%.*s: too many names of groups (limit is %d)", (int)r->where.len, r->where.p, NAMES_MAX);
		if (k == s->n_names) *ARENA_PUSH(&s->a, s->names, s->n_names, s->cap_names) = name;
		ids[i] = (uint8_t)k;
	}
	r->name_ids = ids;
	return OK;
}

/* ---- compiling ---- */

#define FLAGS (PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE)

/* Units with which a match of a rule that is held to the text's beginning can begin: PCRE2 knows them only of patterns that
 * are not held. Bit 255 stands for all units from 255 on. */
static const uint8_t *first_units(struct rule_set *s, const struct rule *r)
{
	int code;
	PCRE2_SIZE off;
	uint32_t options = 0;
	const uint8_t *bits = NULL, *kept = NULL;

	pcre2_pattern_info(r->code, PCRE2_INFO_ALLOPTIONS, &options);
	if (r->anchors.n || r->anchors.start.n || !(options & PCRE2_ANCHORED) || r->pattern.p[0] != '^') return NULL;
	pcre2_code *loose = pcre2_compile(r->pattern.p + 1, r->pattern.len - 1, FLAGS, &code, &off, s->cctx);
	if (loose && pcre2_pattern_info(loose, PCRE2_INFO_FIRSTBITMAP, &bits) == 0 && bits)
		kept = (const uint8_t *)arena_copy(&s->a, slice_of((const char *)bits, 32)).p;
	pcre2_code_free(loose);
	return kept;
}

static bool may_begin(const struct rule *r, struct uslice text)
{
	if (!r->first) return true;
	unsigned c = text.len ? text.p[0] < 255 ? text.p[0] : 255 : 0;
	return text.len && r->first[c / 8] >> c % 8 & 1;
}

/* Compiling for the JIT is most of the work and is left to the thread that needs it: see jit_of. */
static enum status compile(struct rule_set *s, struct rule *r, struct err *e)
{
	int code;
	PCRE2_SIZE off;

	r->code = pattern_cache_find(s->cache, r->pattern, &r->anchors, &s->a);
	if (!r->code) {
		anchor_derive(&r->anchors, r->pattern, &s->a);
		uint32_t flags = r->anchors.start.n ? FLAGS | PCRE2_ANCHORED : FLAGS | PCRE2_USE_OFFSET_LIMIT;
		struct ubuf factored = { 0 };
		rule_factor(r->pattern, &factored);
		r->code = pcre2_compile(factored.p, factored.len, flags, &code, &off, s->cctx);
		if (!r->code) r->code = pcre2_compile(r->pattern.p, r->pattern.len, flags, &code, &off, s->cctx); /* for the message */
		ubuf_free(&factored);
		if (r->code && s->cache && s->cache->making) pattern_cache_note(s->cache, r->pattern, &r->anchors, r->code);
	}
	r->at = r->anchors.start.n > 0;
	if (!r->code) {
		uint16_t msg[128];
		int n = pcre2_get_error_message(code, msg, 128);
		struct slice m = arena_utf8(&s->a, (struct uslice){ msg, n > 0 ? (size_t)n : 0 });
		return err_set(e, ERR_RULES, "%.*s: bad pattern at character %zu: %.*s", (int)r->where.len,
			       r->where.p, (size_t)off, (int)m.len, m.p);
	}
	uint32_t groups = 0;
	pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups + 1 > RULE_GROUPS_MAX)
		return err_set(e, ERR_RULES, "%.*s: %u groups (limit is %d)", (int)r->where.len, r->where.p,
			       (unsigned)groups, RULE_GROUPS_MAX - 1);
	r->first = first_units(s, r);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMECOUNT, &r->names);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMEENTRYSIZE, &r->name_size);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMETABLE, &r->name_table);
	return OK;
}

enum status rule_set_add(struct rule_set *s, struct slice pattern, uint32_t tag, struct slice id, struct slice where,
			 struct err *e)
{
	struct buf full = { 0 };
	enum status st = macros_expand(&s->macros, pattern, where, &full, e);

	if (st == OK) {
		struct rule *r = ARENA_PUSH(&s->a, s->rules, s->n, s->cap);
		r->id = arena_copy(&s->a, id);
		r->where = arena_copy(&s->a, where);
		r->tag = tag;
		r->pattern = arena_utf16(&s->a, buf_slice(&full));
		st = compile(s, r, e);
	}
	buf_free(&full);
	return st;
}

void rule_set_add_again(struct rule_set *s, const struct rule_set *of, uint32_t i, uint32_t tag)
{
	struct rule *r = ARENA_PUSH(&s->a, s->rules, s->n, s->cap);

	*r = of->rules[i];
	r->tag = tag;
	r->code = pcre2_code_copy(of->rules[i].code);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMETABLE, &r->name_table); /* inside the code */
}

enum status rule_set_seal(struct rule_set *s, const uint64_t *part, struct err *e)
{
	const struct anchors **anchors = mem_alloc((s->n + 1) * sizeof *anchors);

	enum status st = OK;
	for (size_t i = 0; st == OK && i < s->n; i++) {
		st = number_names(s, &s->rules[i], e);
		anchors[i] = &s->rules[i].anchors;
	}
	if (st == OK) st = rule_filter_make(&s->filter[FILTER_ALL], anchors, s->n, e);
	for (size_t i = 0; i < s->n; i++)
		if (!part || !(part[i / 64] >> i % 64 & 1)) anchors[i] = NULL;
	if (st == OK && part) st = rule_filter_make(&s->filter[FILTER_PART], anchors, s->n, e);
	mem_free(anchors);
	return st;
}

size_t rule_set_count(const struct rule_set *s)
{
	return s->n;
}

uint32_t rule_set_tag(const struct rule_set *s, uint32_t rule)
{
	return s->rules[rule].tag;
}

struct uslice rule_set_pattern(const struct rule_set *s, uint32_t rule)
{
	return s->rules[rule].pattern;
}

bool rule_set_anchored(const struct rule_set *s, uint32_t rule)
{
	return s->rules[rule].anchors.n > 0;
}

struct slice rule_set_id(const struct rule_set *s, uint32_t rule)
{
	return s->rules[rule].id;
}

int rule_set_group(const struct rule_set *s, const char *name)
{
	for (size_t i = 0; i < s->n_names; i++)
		if (name_is(s->names[i], name)) return (int)i;
	return -1;
}

bool rule_hit_group_at(const struct rule_set *s, const struct rule_hit *hit, int group, uint32_t *start, uint32_t *end)
{
	const struct rule *r = &s->rules[hit->rule];

	for (uint32_t i = 0; i < r->names; i++) {
		if (r->name_ids[i] != group) continue;
		uint32_t g = name_entry(r, i)[0];
		if (g >= hit->n_groups || hit->start[g] == UINT32_MAX) continue;
		*start = hit->start[g];
		*end = hit->end[g];
		return true;
	}
	return false;
}

bool rule_hit_group(const struct rule_set *s, const struct rule_hit *hit, const char *name, uint32_t *start,
		    uint32_t *end)
{
	return rule_hit_group_at(s, hit, rule_set_group(s, name), start, end);
}

/* ---- matching ---- */

struct rule_match_scratch *rule_scratch_new(const struct rule_set *s)
{
	struct rule_match_scratch *w = mem_zalloc(sizeof *w);

	w->set = s;
	w->data = pcre2_match_data_create(RULE_GROUPS_MAX, NULL);
	w->mctx = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(w->mctx, MATCH_LIMIT);
	pcre2_set_depth_limit(w->mctx, DEPTH_LIMIT);
	w->trial = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(w->trial, TRIAL_LIMIT);
	pcre2_set_depth_limit(w->trial, DEPTH_LIMIT);
	w->stack = pcre2_jit_stack_create(32u << 10, JIT_STACK, NULL);
	if (w->stack) pcre2_jit_stack_assign(w->mctx, NULL, w->stack);
	for (int f = 0; f < FILTERS; f++)
		if (s->filter[f]) w->filter[f] = rule_filter_scratch_new(s->filter[f]);
	w->counts = mem_zalloc((s->n + 1) * sizeof *w->counts);
	w->jit = mem_zalloc((s->n + 1) * sizeof *w->jit);
	w->tries = mem_zalloc(s->n + 1);
	w->brute = mem_zalloc((s->n + 1) * sizeof *w->brute);
	return w;
}

void rule_scratch_free(struct rule_match_scratch *w)
{
	if (!w) return;
	for (size_t i = 0; i < w->set->n; i++) {
		pcre2_code_free(w->jit[i]);
		pcre2_code_free(w->brute[i]);
	}
	mem_free(w->jit);
	mem_free(w->tries);
	mem_free(w->brute);
	pcre2_match_data_free(w->data);
	pcre2_match_context_free(w->mctx);
	pcre2_match_context_free(w->trial);
	pcre2_jit_stack_free(w->stack);
	for (int f = 0; f < FILTERS; f++)
		rule_filter_scratch_free(w->filter[f]);
	mem_free(w->counts);
	mem_free(w);
}

void rule_scratch_profile(struct rule_match_scratch *w, bool on)
{
	w->profile = on;
}

const struct rule_profile *rule_scratch_counts(const struct rule_match_scratch *w)
{
	return w->counts;
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fill_hit(struct rule_hit *h, const struct rule_match_scratch *w, int rc)
{
	const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(w->data);

	h->n_groups = (uint32_t)rc;
	for (int g = 0; g < rc; g++) {
		h->start[g] = ov[2 * g] == PCRE2_UNSET ? UINT32_MAX : (uint32_t)ov[2 * g];
		h->end[g] = ov[2 * g] == PCRE2_UNSET ? UINT32_MAX : (uint32_t)ov[2 * g + 1];
	}
}

/* The pattern of rule i for this thread, compiled to machine code when it is first needed (without JIT the interpreter does). */
static const pcre2_code *jit_of(struct rule_match_scratch *w, uint32_t i)
{
	if (!w->jit[i]) {
		w->jit[i] = pcre2_code_copy(w->set->rules[i].code);
		pcre2_jit_compile(w->jit[i], PCRE2_JIT_COMPLETE);
	}
	return w->jit[i];
}

/* The pattern as it is written: neither held to a place nor factored. */
static const pcre2_code *brute_of(struct rule_match_scratch *w, uint32_t i)
{
	const struct rule *r = &w->set->rules[i];
	int code;
	PCRE2_SIZE off;

	if (!w->brute[i]) {
		w->brute[i] = pcre2_compile(r->pattern.p, r->pattern.len, FLAGS, &code, &off, w->set->cctx);
		pcre2_jit_compile(w->brute[i], PCRE2_JIT_COMPLETE);
	}
	return w->brute[i];
}

/* pcre2_match without what it checks before it hands over to the JIT; patterns that have none go the long way. */
static int match_at(struct rule_match_scratch *w, const pcre2_code *code, struct uslice text, size_t pos)
{
	int rc = pcre2_jit_match(code, text.p, text.len, pos, PCRE2_NO_UTF_CHECK, w->data, w->mctx);

	return rc == PCRE2_ERROR_JIT_BADOPTION ? pcre2_match(code, text.p, text.len, pos, PCRE2_NO_UTF_CHECK, w->data, w->mctx) : rc;
}

static int match_rule(struct rule_match_scratch *w, uint32_t i, struct uslice text, size_t pos)
{
	if (!w->jit[i] && w->tries[i] < TRIES) {
		const pcre2_code *code = w->set->rules[i].code;
		int rc = pcre2_match(code, text.p, text.len, pos, PCRE2_NO_UTF_CHECK, w->data, w->trial);
		w->tries[i]++;
		if (rc > 0 || rc == PCRE2_ERROR_NOMATCH) return rc;
	}
	return match_at(w, jit_of(w, i), text, pos);
}

static void set_offset_limit(struct rule_match_scratch *w, size_t limit)
{
	pcre2_set_offset_limit(w->mctx, limit);
	pcre2_set_offset_limit(w->trial, limit);
}

/* Where the search goes on behind a hit. */
static uint32_t behind_hit(const struct rule_hit *h, uint32_t from, struct uslice text)
{
	uint32_t pos = h->end[0] > h->start[0] ? h->end[0] : h->end[0] + 1;

	if (pos < text.len && (text.p[pos] & 0xfc00) == 0xdc00 && h->end[0] == h->start[0]) pos++;
	return pos > from ? pos : from + 1;
}

/* Who is told of hits, and how often a rule came to its limit meanwhile. */
struct listener {
	rule_hit_fn *fn;
	void *ctx;
	size_t limited;
};

/* All matches of one rule, tried everywhere. false: the caller wants no more. */
static bool run_everywhere(struct rule_match_scratch *w, uint32_t i, const pcre2_code *code, struct uslice text,
			   struct listener *to)
{
	struct rule_hit h = { .rule = i, .tag = w->set->rules[i].tag };
	uint32_t pos = 0;
	bool more = true;

	while (more && pos <= text.len) {
		int rc = match_at(w, code, text, pos);
		w->counts[i].runs++;
		if (rc == PCRE2_ERROR_NOMATCH) break;
		if (rc <= 0) {
			to->limited++;
			break;
		}
		fill_hit(&h, w, rc);
		w->counts[i].matches++;
		pos = behind_hit(&h, pos, text);
		more = to->fn(to->ctx, &h);
	}
	return more;
}

/* All matches of one rule, tried where its literals (found by filter f) say that one can begin. */
static bool run_rule(struct rule_match_scratch *w, int f, uint32_t i, struct uslice text, struct listener *to)
{
	const struct rule *r = &w->set->rules[i];
	struct rule_hit h; /* filled at a match: most rules that are tried have none */
	struct rule_places places;
	uint32_t pos = 0, from, upto;
	bool more = true;

	if (!may_begin(r, text)) return true;
	rule_places_begin(&places, w->set->filter[f], w->filter[f], i, text);
	while (more && rule_places_next(&places, pos, &from, &upto)) {
		if (!r->at) set_offset_limit(w, upto);
		int rc = match_rule(w, i, text, from);
		w->counts[i].runs++;
		pos = upto + 1;
		if (rc == PCRE2_ERROR_NOMATCH) continue;
		if (rc <= 0) {
			to->limited++;
			break;
		}
		h.rule = i;
		h.tag = r->tag;
		fill_hit(&h, w, rc);
		w->counts[i].matches++;
		pos = behind_hit(&h, from, text);
		more = to->fn(to->ctx, &h);
	}
	if (!r->at) set_offset_limit(w, PCRE2_UNSET);
	return more;
}

static struct uslice cut_text(struct uslice text)
{
	if (text.len > RULE_TEXT_MAX) {
		text.len = RULE_TEXT_MAX;
		if ((text.p[text.len - 1] & 0xfc00) == 0xd800) text.len--;
	}
	return text;
}

/* The candidates of filter f in a text, found anew unless it is the one that the part was asked for last. */
static const uint64_t *find_candidates(const struct rule_set *s, struct rule_match_scratch *w, int f, struct uslice text)
{
	if (f != FILTER_PART) return rule_filter_find(s->filter[f], w->filter[f], text);
	if (!w->looked.p || w->looked.p != text.p || w->looked.len != text.len) {
		w->looked = text;
		w->candidates = rule_filter_find(s->filter[f], w->filter[f], text);
	}
	return w->candidates;
}

void rule_scratch_forget(struct rule_match_scratch *w)
{
	w->looked.p = NULL;
}

static size_t match(const struct rule_set *s, struct rule_match_scratch *w, int f, struct uslice text, rule_hit_fn *fn, void *ctx)
{
	struct listener to = { fn, ctx, 0 };

	text = cut_text(text);
	const uint64_t *candidate = find_candidates(s, w, f, text);
	for (size_t word = 0; word <= s->n / 64; word++) {
		for (uint64_t bits = candidate[word]; bits; bits &= bits - 1) {
			uint32_t i = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits);
			uint64_t t = w->profile ? now_ns() : 0;
			bool more = run_rule(w, f, i, text, &to);
			if (w->profile) w->counts[i].ns += now_ns() - t;
			if (!more) return to.limited;
		}
	}
	return to.limited;
}

static bool may_match(const struct rule_set *s, struct rule_match_scratch *w, int f, struct uslice text)
{
	if (text.len > RULE_TEXT_MAX) return true;
	const uint64_t *candidate = find_candidates(s, w, f, text);
	for (size_t word = 0; word <= s->n / 64; word++)
		if (candidate[word]) return true;
	return false;
}

bool rule_set_may_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text)
{
	return may_match(s, w, FILTER_ALL, text);
}

bool rule_set_part_may_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text)
{
	rule_scratch_forget(w);
	return may_match(s, w, FILTER_PART, text);
}

size_t rule_set_brute(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text, rule_hit_fn *fn,
		      void *ctx)
{
	struct listener to = { fn, ctx, 0 };

	text = cut_text(text);
	for (size_t i = 0; i < s->n; i++)
		if (!run_everywhere(w, (uint32_t)i, brute_of(w, (uint32_t)i), text, &to)) break;
	return to.limited;
}

size_t rule_set_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text, rule_hit_fn *fn, void *ctx)
{
	return match(s, w, FILTER_ALL, text, fn, ctx);
}

bool rule_set_part_may_still(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text)
{
	return may_match(s, w, FILTER_PART, text);
}

size_t rule_set_match_part(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text, rule_hit_fn *fn, void *ctx)
{
	return match(s, w, FILTER_PART, text, fn, ctx);
}
