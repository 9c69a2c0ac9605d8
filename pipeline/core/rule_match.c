/* Matching texts by sets of patterns. See rule_set.h.
 *
 * rule_filter.h gives the candidates and the places where a match of each can begin; PCRE2 is asked
 * only there. Where all beginnings are known literals the code is anchored and tried at each, else
 * a search is held to the places. Sets that are asked about the same text share one look for
 * literals (rule_sets_look). */
#include "pipeline/core/clock.h"
#include "pipeline/core/rule_set_state.h"

#include <assert.h>

#define MATCH_LIMIT 200000u
#define DEPTH_LIMIT 2000u
#define JIT_STACK   (256u << 10)
/* Compiling a pattern to machine code costs as much as some hundred tries without it, and most
 * patterns are tried less often in a run of some hundred documents. So the first tries are
 * interpreted, within a limit that none of ours comes near; what does gets its machine code at
 * once, and with it the limits that hold always. Both find the same, but for atomic groups in
 * atomic groups, which no rule has. */
#define TRIES	    64u
#define TRIAL_LIMIT 5000u

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
	for (int f = 0; f < FILTER_JOINT; f++)
		if (s->filter[f]) w->filter[f] = rule_filter_scratch_new(s->filter[f]);
	if (s->joint) w->filter[FILTER_JOINT] = rule_filter_scratch_new(s->filter[FILTER_JOINT]);
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
	for (int f = 0; f < FILTER_JOINT; f++) rule_filter_scratch_free(w->filter[f]);
	if (w->set->joint) rule_filter_scratch_free(w->filter[FILTER_JOINT]);
	mem_free(w->counts);
	mem_free(w);
}

void rule_scratch_profile(struct rule_match_scratch *w, bool on)
{
	w->profile = on;
}

void rule_scratch_compile_first(struct rule_match_scratch *w)
{
	memset(w->tries, TRIES, w->set->n);
}

const struct rule_profile *rule_scratch_counts(const struct rule_match_scratch *w)
{
	return w->counts;
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

/* The pattern of rule i for this thread, compiled to machine code when it is first needed (without
 * JIT the interpreter does). */
static const pcre2_code *jit_of(struct rule_match_scratch *w, uint32_t i)
{
	if (!w->jit[i]) {
		w->jit[i] = pattern_own(&w->set->rules[i].pattern);
		pcre2_jit_compile(w->jit[i], PCRE2_JIT_COMPLETE);
	}
	return w->jit[i];
}

/* The pattern as it is written: neither held to a place nor factored. */
static const pcre2_code *brute_of(struct rule_match_scratch *w, uint32_t i)
{
	int code;
	PCRE2_SIZE off;

	if (!w->brute[i]) {
		struct arena a;
		arena_init(&a);
		struct uslice p = rule_set_pattern(w->set, i, &a);
		w->brute[i] = pcre2_compile(p.p, p.len, RULE_FLAGS, &code, &off, w->set->cctx);
		pcre2_jit_compile(w->brute[i], PCRE2_JIT_COMPLETE);
		arena_free(&a);
	}
	return w->brute[i];
}

/* pcre2_match without what it checks before it hands over to the JIT; patterns that have none go
 * the long way. */
static int match_at(struct rule_match_scratch *w, const pcre2_code *code, struct uslice text,
		    size_t pos)
{
	int rc = pcre2_jit_match(code, text.p, text.len, pos, PCRE2_NO_UTF_CHECK, w->data, w->mctx);

	return rc == PCRE2_ERROR_JIT_BADOPTION ? pcre2_match(code, text.p, text.len, pos,
							     PCRE2_NO_UTF_CHECK, w->data, w->mctx)
					       : rc;
}

static int match_rule(struct rule_match_scratch *w, uint32_t i, struct uslice text, size_t pos)
{
	if (!w->jit[i] && w->tries[i] < TRIES) {
		const pcre2_code *code = pattern_shared(&w->set->rules[i].pattern);
		int rc = pcre2_match(code, text.p, text.len, pos, PCRE2_NO_UTF_CHECK, w->data,
				     w->trial);
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
static bool run_everywhere(struct rule_match_scratch *w, uint32_t i, const pcre2_code *code,
			   struct uslice text, struct listener *to)
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
static bool run_rule(struct rule_match_scratch *w, int f, uint32_t i, struct uslice text,
		     struct listener *to)
{
	const struct rule *r = &w->set->rules[i];
	struct rule_hit h; /* filled at a match: most rules that are tried have none */
	struct rule_places places;
	uint32_t pos = 0, from, upto;
	bool more = true;

	rule_places_begin(&places, w->set->filter[f], w->filter[f],
			  f == FILTER_JOINT ? w->set->base + i : i, text);
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

/* The candidates of filter f in a text, found anew unless it is the one that the part was asked for
 * last; those of the joint filter have been found. */
static const uint64_t *find_candidates(const struct rule_set *s, struct rule_match_scratch *w,
				       int f, struct uslice text)
{
	if (f == FILTER_JOINT) return w->joint_candidates + s->base / 64;
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

static size_t match(const struct rule_set *s, struct rule_match_scratch *w, int f,
		    struct uslice text, rule_hit_fn *fn, void *ctx)
{
	struct listener to = { fn, ctx, 0 };

	text = cut_text(text);
	const uint64_t *candidate = find_candidates(s, w, f, text);
	for (size_t word = 0; word < (s->n + 63) / 64; word++) {
		for (uint64_t bits = candidate[word]; bits; bits &= bits - 1) {
			uint32_t i = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits);
			const struct rule *r = &s->rules[i];
			if (text.len > r->longest || text.len < r->pattern.shortest) continue;
			uint64_t t = w->profile ? clock_now_ns() : 0;
			bool more = run_rule(w, f, i, text, &to);
			if (w->profile) w->counts[i].ns += clock_now_ns() - t;
			if (!more) return to.limited;
		}
	}
	return to.limited;
}

static bool may_match(const struct rule_set *s, struct rule_match_scratch *w, int f,
		      struct uslice text)
{
	if (text.len > RULE_TEXT_MAX) return true;
	const uint64_t *candidate = find_candidates(s, w, f, text);
	for (size_t word = 0; word < (s->n + 63) / 64; word++)
		if (candidate[word]) return true;
	return false;
}

bool rule_set_may_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text)
{
	return may_match(s, w, FILTER_ALL, text);
}

bool rule_set_part_may_match(const struct rule_set *s, struct rule_match_scratch *w,
			     struct uslice text)
{
	rule_scratch_forget(w);
	return may_match(s, w, FILTER_PART, text);
}

size_t rule_set_brute(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text,
		      rule_hit_fn *fn, void *ctx)
{
	struct listener to = { fn, ctx, 0 };

	text = cut_text(text);
	for (size_t i = 0; i < s->n; i++)
		if (!run_everywhere(w, (uint32_t)i, brute_of(w, (uint32_t)i), text, &to)) break;
	return to.limited;
}

size_t rule_set_match(const struct rule_set *s, struct rule_match_scratch *w, struct uslice text,
		      rule_hit_fn *fn, void *ctx)
{
	return match(s, w, FILTER_ALL, text, fn, ctx);
}

bool rule_set_part_may_still(const struct rule_set *s, struct rule_match_scratch *w,
			     struct uslice text)
{
	return may_match(s, w, FILTER_PART, text);
}

size_t rule_set_match_part(const struct rule_set *s, struct rule_match_scratch *w,
			   struct uslice text, rule_hit_fn *fn, void *ctx)
{
	return match(s, w, FILTER_PART, text, fn, ctx);
}

void rule_scratches_join(struct rule_match_scratch *const *w, size_t n)
{
	for (size_t k = 1; k < n; k++) w[k]->filter[FILTER_JOINT] = w[0]->filter[FILTER_JOINT];
}

unsigned rule_sets_look(struct rule_match_scratch *const *w, size_t n, struct uslice text)
{
	const struct rule_set *first = w[0]->set;
	unsigned may = 0;

	assert(text.len <= RULE_TEXT_MAX && n == first->joint->n);
	const uint64_t *candidates =
		rule_filter_find(first->filter[FILTER_JOINT], w[0]->filter[FILTER_JOINT], text);
	for (size_t k = 0; k < n; k++) {
		const struct rule_set *s = first->joint->sets[k];
		w[k]->joint_candidates = candidates;
		for (size_t word = 0; word < (s->n + 63) / 64; word++)
			if (candidates[s->base / 64 + word]) may |= 1u << k;
	}
	return may;
}

bool rule_set_any_seen(const struct rule_set *s, const struct rule_match_scratch *w,
		       const uint64_t *rules)
{
	for (size_t word = 0; word < (s->n + 63) / 64; word++)
		if (w->joint_candidates[s->base / 64 + word] & rules[word]) return true;
	return false;
}

size_t rule_set_match_seen(const struct rule_set *s, struct rule_match_scratch *w,
			   struct uslice text, rule_hit_fn *fn, void *ctx)
{
	return match(s, w, FILTER_JOINT, text, fn, ctx);
}
