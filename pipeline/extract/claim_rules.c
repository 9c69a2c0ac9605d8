/* Loading the *.rules of rules/extract. See claim_rules.h. */
#include "pipeline/extract/claim_rules.h"

#include "pipeline/extract/view.h"

#include <math.h>
#include <stdlib.h>

static const char *const facet_names[FACET_N] = {
#define X(id, name) name,
	FACETS(X)
#undef X
};

static const char *const part_names[PART_N] = {
#define X(id, name) name,
	PARTS(X)
#undef X
};

/* {NUM} {QTY} …: the private-use characters of the sketch as macros. */
static enum status sketch_macros(struct claim_rules *r, struct err *e)
{
	static const struct {
		const char *name;
		uint32_t code;
	} classes[] = {
#define X(name, code) { #name, code },
		SKETCH_CLASSES(X)
#undef X
	};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		struct buf b = { 0 };
		buf_add_cp(&b, classes[i].code);
		enum status st = rule_set_macro(r->set, slice_str(classes[i].name), buf_slice(&b),
						SLICE("sketch"), e);
		buf_free(&b);
		TRY(st);
	}
	return OK;
}

/* What is set twice in a line is set as it stands last. */
static struct set_facet *facet_of(struct claim_rules *r, struct rule_set_line *s, enum facet f)
{
	for (size_t i = 0; i < s->n_facets; i++)
		if (s->facets[i].facet == f) return &s->facets[i];
	struct set_facet *x = ARENA_PUSH(&r->a, s->facets, s->n_facets, s->cap_facets);
	x->facet = f;
	return x;
}

static struct set_part *part_of(struct claim_rules *r, struct rule_set_line *s, enum part p)
{
	for (size_t i = 0; i < s->n_parts; i++)
		if (s->parts[i].part == p) return &s->parts[i];
	struct set_part *x = ARENA_PUSH(&r->a, s->parts, s->n_parts, s->cap_parts);
	x->part = p;
	return x;
}

static enum status parse_set(struct claim_rules *r, struct claim_rule *rule,
			     const struct rule_field *f, struct rule_set_line *s, struct err *e)
{
	struct slice rest = f->value, word;

	s->group.name = arena_copy(&r->a, slice_word(&rest)).p;
	while ((word = slice_word(&rest)).len) {
		struct slice key, value = word;
		slice_split(&value, '=', &key);
		int facet = slice_index(key, facet_names, FACET_N),
		    part = slice_index(key, part_names, PART_N);
		if (value.p && part >= 0 && value.len > 1 && value.p[0] == '@')
			part_of(r, s, (enum part)part)->group.name =
				arena_copy(&r->a, slice_of(value.p + 1, value.len - 1)).p;
		else if (value.p && facet >= 0) facet_of(r, s, (enum facet)facet)->value = value;
		else
			return err_set(e, ERR_RULES, "%.*s:%u: unknown setting %.*s",
				       (int)rule->file.len, rule->file.p, f->line, (int)word.len,
				       word.p);
	}
	return OK;
}

static enum status add_rule(struct claim_rules *r, const struct rule_file *f,
			    const struct rule_block *b, struct err *e)
{
	struct slice where = arena_printf(&r->a, "%s:%u", f->path.p, b->line);
	struct slice kind = rule_field(b, "kind"), conf = rule_field(b, "confidence");
	struct slice match = rule_field(b, "match");
	struct claim_rule *rule = ARENA_PUSH(&r->a, r->rules, r->n, r->cap);
	size_t cap = 0;

	*rule = (struct claim_rule){ .id = b->id, .file = f->path, .line = b->line, .block = b };
	rule->kind = slice_is(kind, "statement") ? RULE_STATEMENT
		     : slice_is(kind, "mood")	 ? RULE_MOOD
						 : RULE_MENTION;
	rule->speech = rule_field(b, "speech");
	rule->modality = rule_field(b, "modality");
	rule->polarity = rule_field(b, "polarity");
	rule->scope = rule_field(b, "scope");
	rule->weak = slice_is(rule_field(b, "strength"), "weak");
	rule->confidence = conf.p ? strtod(conf.p, NULL) : (double)NAN;
	rule->by_code = !match.p && rule_field(b, "about").p;
	if (!match.p && !rule->by_code)
		return err_set(e, ERR_RULES, "%s: rule has no match", where.p);
	for (size_t i = 0; i < b->n; i++) {
		if (!slice_is(b->fields[i].key, "set")) continue;
		struct rule_set_line *s = ARENA_PUSH(&r->a, rule->sets, rule->n_sets, cap);
		TRY(parse_set(r, rule, &b->fields[i], s, e));
	}
	for (size_t i = 0; i < b->n; i++)
		if (slice_is(b->fields[i].key, "match"))
			TRY(rule_set_add(r->set, b->fields[i].value, (uint32_t)(r->n - 1), b->id,
					 where, e));
	return OK;
}

static enum status add_macros(struct claim_rules *r, const struct rule_file *f,
			      const struct rule_block *b, struct err *e)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct rule_field *x = &b->fields[i];
		struct slice rest = x->value,
			     where = arena_printf(&r->a, "%s:%u", f->path.p, x->line);
		if (!slice_is(x->key, "macro")) continue;
		struct slice name = slice_word(&rest);
		TRY(rule_set_macro(r->set, name, slice_trim(rest), where, e));
	}
	return OK;
}

static enum status load_file(struct claim_rules *r, const char *path, struct err *e)
{
	struct rule_file f;

	TRY(rule_file_load(&f, &r->a, path, e));
	for (size_t i = 0; i < f.n; i++)
		TRY(f.blocks[i].id.p ? add_rule(r, &f, &f.blocks[i], e)
				     : add_macros(r, &f, &f.blocks[i], e));
	return OK;
}

/* Of every group that is asked for its number, so that nothing is compared by name when a rule has
 * matched. */
static void number_groups(struct claim_rules *r)
{
	static const char *const find_names[FIND_N] = {
#define X(id, name) name,
		FIND_GROUPS(X)
#undef X
	};

	for (int i = 0; i < FIND_N; i++) r->find[i] = rule_set_group(r->set, find_names[i]);
	for (size_t i = 0; i < r->n; i++) {
		for (size_t k = 0; k < r->rules[i].n_sets; k++) {
			struct rule_set_line *s = &r->rules[i].sets[k];
			s->group.number = rule_set_group(r->set, s->group.name);
			for (size_t p = 0; p < s->n_parts; p++)
				s->parts[p].group.number =
					rule_set_group(r->set, s->parts[p].group.name);
		}
	}
}

/* Statements are the part of the rules that sentences without figures and events are left to. */
static enum status seal(struct claim_rules *r, struct err *e)
{
	size_t n = rule_set_count(r->set);
	uint64_t *statements = arena_zalloc(&r->a, (n / 64 + 1) * sizeof *statements);

	for (uint32_t i = 0; i < n; i++)
		if (r->rules[rule_set_tag(r->set, i)].kind == RULE_STATEMENT)
			statements[i / 64] |= UINT64_C(1) << i % 64;
	TRY(rule_set_seal(r->set, statements, e));
	number_groups(r);
	return OK;
}

enum status claim_rules_open(struct claim_rules *r, const struct env *env, struct err *e)
{
	struct slice *paths;
	size_t n;

	*r = (struct claim_rules){ .set = rule_set_new() };
	arena_init(&r->a);
	rule_set_use(r->set, env->patterns);
	enum status st = sketch_macros(r, e);
	struct slice dir = arena_printf(&r->a, "%s/extract", env->rules_dir.p);
	if (st == OK) st = rule_dir_list(dir.p, &r->a, &paths, &n, e);
	for (size_t i = 0; st == OK && i < n; i++) st = load_file(r, paths[i].p, e);
	if (st == OK) st = seal(r, e);
	if (st != OK) claim_rules_close(r);
	return st;
}

void claim_rules_close(struct claim_rules *r)
{
	rule_set_free(r->set);
	arena_free(&r->a);
	*r = (struct claim_rules){ .n = 0 };
}
