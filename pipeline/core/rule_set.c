/* Sets of patterns: compiling, names of groups, filters. See rule_set.h; matching is rule_match.c.
 */
#define PCRE2_CODE_UNIT_WIDTH 16
#include "pipeline/core/rule_set.h"

#include "pipeline/core/rule_factor.h"
#include "pipeline/core/rule_set_state.h"
#include "pipeline/core/unit_set.h"

#include <assert.h>

#define NAMES_MAX 255

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
	for (size_t i = 0; i < s->n; i++) pcre2_code_free(s->rules[i].pattern.code);
	pcre2_compile_context_free(s->cctx);
	for (int f = 0; f < FILTER_JOINT; f++) rule_filter_free(s->filter[f]);
	if (s->joint) rule_filter_free(s->filter[FILTER_JOINT]);
	arena_free(&s->a);
	mem_free(s);
}

void rule_set_use(struct rule_set *s, struct pattern_cache *c)
{
	s->cache = c;
}

enum status rule_set_macro(struct rule_set *s, struct slice name, struct slice pattern,
			   struct slice where, struct err *e)
{
	return macros_add(&s->macros, &s->a, name, pattern, where, e);
}

/* ---- names of groups ---- */

static const uint16_t *name_entry(const struct rule *r, uint32_t i)
{
	return r->pattern.name_table + (size_t)i * r->pattern.name_size;
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
	while (*a && *a == *b) a++, b++;
	return *a == *b;
}

/* Names become numbers, so that a match's groups are found without comparing strings. */
static enum status number_names(struct rule_set *s, struct rule *r, struct err *e)
{
	uint8_t *ids = arena_alloc(&s->a, r->pattern.names + 1);

	for (uint32_t i = 0; i < r->pattern.names; i++) {
		const uint16_t *name = name_entry(r, i) + 1;
		size_t k = 0;
		while (k < s->n_names && !same_name(s->names[k], name)) k++;
		if (k == NAMES_MAX)
			return err_set(e, ERR_RULES, "%.*s: too many names of groups (limit is %d)",
				       (int)r->where.len, r->where.p, NAMES_MAX);
		if (k == s->n_names) *ARENA_PUSH(&s->a, s->names, s->n_names, s->cap_names) = name;
		ids[i] = (uint8_t)k;
	}
	r->name_ids = ids;
	return OK;
}

/* ---- compiling ---- */

/* Units with which a match of a rule that is held to the text's beginning can begin: PCRE2 knows
 * them only of patterns that are not held. Bit 255 stands for all units from 255 on. */
static const uint8_t *first_units(struct rule_set *s, const struct pattern *p, struct uslice text)
{
	int code;
	PCRE2_SIZE off;
	uint32_t options = 0;
	const uint8_t *bits = NULL, *kept = NULL;

	pcre2_pattern_info(p->code, PCRE2_INFO_ALLOPTIONS, &options);
	if (p->anchors.n || p->anchors.start.n || !(options & PCRE2_ANCHORED) || text.p[0] != '^')
		return NULL;
	pcre2_code *loose =
		pcre2_compile(text.p + 1, text.len - 1, RULE_FLAGS, &code, &off, s->cctx);
	if (loose && pcre2_pattern_info(loose, PCRE2_INFO_FIRSTBITMAP, &bits) == 0 && bits)
		kept = (const uint8_t *)arena_copy(&s->a, slice_of((const char *)bits, 32)).p;
	pcre2_code_free(loose);
	return kept;
}

/* Compiling for the JIT is most of the work and is left to the thread that needs it: see jit_of. */
static enum status compile(struct rule_set *s, struct pattern *p, struct uslice text,
			   struct slice where, struct err *e)
{
	int code;
	PCRE2_SIZE off;

	anchor_derive(&p->anchors, text, &s->a);
	uint32_t flags = p->anchors.start.n ? RULE_FLAGS | PCRE2_ANCHORED
					    : RULE_FLAGS | PCRE2_USE_OFFSET_LIMIT;
	struct ubuf factored = { 0 };
	rule_factor(text, &factored);
	p->code = pcre2_compile(factored.p, factored.len, flags, &code, &off, s->cctx);
	if (!p->code) /* for the message */
		p->code = pcre2_compile(text.p, text.len, flags, &code, &off, s->cctx);
	ubuf_free(&factored);
	if (!p->code) {
		uint16_t msg[128];
		int n = pcre2_get_error_message(code, msg, 128);
		struct slice m = arena_utf8(&s->a, (struct uslice){ msg, n > 0 ? (size_t)n : 0 });
		return err_set(e, ERR_RULES, "%.*s: bad pattern at character %zu: %.*s",
			       (int)where.len, where.p, (size_t)off, (int)m.len, m.p);
	}
	pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &p->groups);
	pcre2_pattern_info(p->code, PCRE2_INFO_MINLENGTH, &p->shortest);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &p->names);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &p->name_size);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &p->name_table);
	p->anchors.first = first_units(s, p, text);
	return OK;
}

static enum status expand(const struct rule *r, struct arena *a, struct uslice *text,
			  struct err *e)
{
	struct buf full = { 0 };
	enum status st = macros_expand(r->macros, r->source, r->where, &full, e);

	if (st == OK) *text = arena_utf16(a, buf_slice(&full));
	buf_free(&full);
	return st;
}

/* The pattern as it was compiled ahead, else compiled now. */
static enum status find_or_compile(struct rule_set *s, struct rule *r, struct err *e)
{
	struct pattern_key key;
	struct uslice text;
	bool keyed = s->cache && macros_key(&s->macros, r->source, &key);

	if (keyed && pattern_cache_find(s->cache, &key, &r->pattern, &s->a)) return OK;
	TRY(expand(r, &s->a, &text, e));
	TRY(compile(s, &r->pattern, text, r->where, e));
	if (keyed && s->cache->making) pattern_cache_note(s->cache, &key, &r->pattern);
	return OK;
}

enum status rule_set_add(struct rule_set *s, struct slice pattern, uint32_t tag, struct slice id,
			 struct slice where, struct err *e)
{
	struct rule *r = ARENA_PUSH(&s->a, s->rules, s->n, s->cap);

	r->id = arena_copy(&s->a, id);
	r->where = arena_copy(&s->a, where);
	r->source = arena_copy(&s->a, pattern);
	r->macros = &s->macros;
	r->tag = tag;
	r->longest = UINT32_MAX;
	TRY(find_or_compile(s, r, e));
	r->at = r->pattern.anchors.start.n > 0;
	return r->pattern.groups < RULE_GROUPS_MAX
		       ? OK
		       : err_set(e, ERR_RULES, "%.*s: %u groups (limit is %d)", (int)where.len,
				 where.p, (unsigned)r->pattern.groups + 1, RULE_GROUPS_MAX - 1);
}

void rule_set_add_again(struct rule_set *s, const struct rule_set *of, uint32_t i, uint32_t tag)
{
	struct rule *r = ARENA_PUSH(&s->a, s->rules, s->n, s->cap);

	*r = of->rules[i];
	r->tag = tag;
	if (!r->pattern.code) return;
	r->pattern.code = pcre2_code_copy(r->pattern.code);
	pcre2_pattern_info(r->pattern.code, PCRE2_INFO_NAMETABLE, &r->pattern.name_table);
}

enum status rule_set_seal(struct rule_set *s, const uint64_t *part, struct err *e)
{
	const struct anchors **anchors = mem_alloc((s->n + 1) * sizeof *anchors);

	enum status st = OK;
	for (size_t i = 0; st == OK && i < s->n; i++) {
		st = number_names(s, &s->rules[i], e);
		anchors[i] = &s->rules[i].pattern.anchors;
	}
	if (st == OK) st = rule_filter_make(&s->filter[FILTER_ALL], anchors, s->n, false, e);
	for (size_t i = 0; i < s->n; i++)
		if (!part || !(part[i / 64] >> i % 64 & 1)) anchors[i] = NULL;
	if (st == OK && part)
		st = rule_filter_make(&s->filter[FILTER_PART], anchors, s->n, false, e);
	mem_free(anchors);
	return st;
}

void rule_set_longest(struct rule_set *s, uint32_t rule, uint32_t longest)
{
	s->rules[rule].longest = longest;
}

/* Rules of the sets one behind the other, each set from a multiple of 64 on; what fills up is never
 * a candidate. */
enum status rule_sets_join(struct rule_set *const *sets, size_t n, struct err *e)
{
	struct rule_joint *joint = arena_zalloc(&sets[0]->a, sizeof *joint);
	size_t all = 0;

	assert(n <= RULE_JOINT_MAX);
	for (size_t k = 0; k < n; k++) {
		sets[k]->base = (uint32_t)all;
		joint->sets[joint->n++] = sets[k];
		all += (sets[k]->n + 63) / 64 * 64;
	}
	const struct anchors **anchors = mem_zalloc((all + 1) * sizeof *anchors);
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < sets[k]->n; i++)
			anchors[sets[k]->base + i] = &sets[k]->rules[i].pattern.anchors;
	struct rule_filter *filter = NULL;
	enum status st = rule_filter_make(&filter, anchors, all, true, e);
	for (size_t k = 0; k < n; k++) sets[k]->filter[FILTER_JOINT] = filter;
	sets[0]->joint = joint;
	mem_free(anchors);
	return st;
}

/* The rarest unit of a literal. */
static uint16_t rare_unit(struct uslice lit, const uint16_t *often)
{
	uint16_t rare = lit.p[0];

	for (size_t i = 1; i < lit.len; i++)
		if (often[lit.p[i]] < often[rare]) rare = lit.p[i];
	return rare;
}

bool rule_set_units(const struct rule_set *s, const uint64_t *rules, const uint16_t *often,
		    struct unit_set *u)
{
	for (size_t i = 0; i < s->n; i++) {
		if (rules && !(rules[i / 64] >> i % 64 & 1)) continue;
		const struct anchors *an = &s->rules[i].pattern.anchors;
		const struct anchor_group *best = an->n ? &an->groups[0] : NULL;
		for (size_t g = 1; g < an->n; g++)
			if (an->groups[g].n < best->n) best = &an->groups[g];
		if (!best) return false;
		for (size_t k = 0; k < best->n; k++)
			unit_set_add(u, rare_unit(best->lits[k], often));
	}
	return true;
}

size_t rule_set_count(const struct rule_set *s)
{
	return s->n;
}

uint32_t rule_set_tag(const struct rule_set *s, uint32_t rule)
{
	return s->rules[rule].tag;
}

struct uslice rule_set_pattern(const struct rule_set *s, uint32_t rule, struct arena *a)
{
	struct uslice text = { NULL, 0 };
	struct err none;

	expand(&s->rules[rule], a, &text, &none); /* it was expanded before */
	return text;
}

bool rule_set_anchored(const struct rule_set *s, uint32_t rule)
{
	return s->rules[rule].pattern.anchors.n > 0;
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

bool rule_set_has_group(const struct rule_set *s, uint32_t rule, int group)
{
	const struct rule *r = &s->rules[rule];

	for (uint32_t i = 0; i < r->pattern.names; i++)
		if (r->name_ids[i] == group) return true;
	return false;
}

bool rule_hit_group_at(const struct rule_set *s, const struct rule_hit *hit, int group,
		       uint32_t *start, uint32_t *end)
{
	const struct rule *r = &s->rules[hit->rule];

	for (uint32_t i = 0; i < r->pattern.names; i++) {
		if (r->name_ids[i] != group) continue;
		uint32_t g = name_entry(r, i)[0];
		if (g >= hit->n_groups || hit->start[g] == UINT32_MAX) continue;
		*start = hit->start[g];
		*end = hit->end[g];
		return true;
	}
	return false;
}

bool rule_hit_group(const struct rule_set *s, const struct rule_hit *hit, const char *name,
		    uint32_t *start, uint32_t *end)
{
	return rule_hit_group_at(s, hit, rule_set_group(s, name), start, end);
}
