/* Proofs of the claim rules: every yes and no sentence goes through annotate and extract.
 * yes: the rule fires, and one claim has all the slots named. no: the rule does not fire.
 * A rule without a pattern fires where a claim bears its id. The slot date=YYYY-MM-DD gives the
 * article's date (2024-06-15 otherwise); a pilcrow ends a line. */
#include "pipeline/core/date.h"
#include "pipeline/core/prove.h"
#include "pipeline/extract/extract_state.h"

#include <stdio.h>

struct prover {
	const struct env *env;
	void *annotate, *annotate_worker, *extract, *extract_worker;
	struct prove_report *r;
	struct doc d;
	uint8_t *fired;
};

static enum status open_all(struct prover *p, struct err *e)
{
	TRY(stage_annotate.open(p->env, &p->annotate, e));
	TRY(stage_annotate.worker_open(p->annotate, &p->annotate_worker, e));
	TRY(stage_extract.open(p->env, &p->extract, e));
	return stage_extract.worker_open(p->extract, &p->extract_worker, e);
}

static void close_all(struct prover *p)
{
	if (p->extract_worker) stage_extract.worker_close(p->extract_worker);
	if (p->extract) stage_extract.close(p->extract);
	if (p->annotate_worker) stage_annotate.worker_close(p->annotate_worker);
	if (p->annotate) stage_annotate.close(p->annotate);
	mem_free(p->fired);
	doc_free(&p->d);
}

/* The sentence as a document. */
static void run_sentence(struct prover *p, struct slice sentence, struct slice date)
{
	struct doc *d = &p->d;

	doc_reset(d);
	prove_set_lines(d, sentence);
	if (!date.p || !date_parse(date, &d->date)) d->date = date_days(2024, 6, 15);
	stage_annotate.run(p->annotate, p->annotate_worker, d);
	stage_extract.run(p->extract, p->extract_worker, d);
}

static bool field_is(const struct claim *c, struct slice name, struct slice want)
{
#define IS_STR(f)   return slice_eq(c->f, want);
#define IS_DATE(f)  return slice_eq(c->f, want);
#define IS_OTHER(f) return false;
#define IS_SCHEMA   IS_OTHER
#define IS_INT	    IS_OTHER
#define IS_NUM	    IS_OTHER
#define IS_PARTS    IS_OTHER
#define IS_STRS	    IS_OTHER
#define IS_FLAGS    IS_OTHER
#define IS_SPANS    IS_OTHER
#define X(type, f)                                                                                 \
	if (slice_is(name, #f)) IS_##type(f)
	CLAIM_FIELDS(X)
#undef X
	return false;
}

static bool claim_matches(const struct claim *c, const struct rule_slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!slice_is(slots[i].name, "date") && !field_is(c, slots[i].name, slots[i].value))
			return false;
	return true;
}

static bool some_claim(const struct prover *p, const struct rule_slot *slots, size_t n)
{
	for (size_t i = 0; i < p->d.n_claims; i++)
		if (claim_matches(&p->d.claims[i], slots, n)) return true;
	return false;
}

static struct slice show_claims(struct doc *d)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < d->n_claims && i < 3; i++) {
		const struct claim *c = &d->claims[i];
		buf_printf(&b, " [%.*s %.*s %.*s %.*s ind=%.*s who=%.*s]", (int)c->kind.len,
			   c->kind.p, (int)c->measure.len, c->measure.p, (int)c->value_dec.len,
			   c->value_dec.p, (int)c->direction.len, c->direction.p,
			   (int)c->indicator_text.len, c->indicator_text.p,
			   (int)c->speaker_text.len, c->speaker_text.p);
	}
	struct slice s = arena_copy(&d->arena, buf_slice(&b));
	buf_free(&b);
	return s;
}

static void prove_line(struct prover *p, const struct claim_rule *rule, size_t index,
		       const struct rule_field *f, bool yes)
{
	struct rule_slot *slots;
	size_t n;
	struct arena a;
	struct slice date = SLICE_NONE;
	const struct rule_slot own = { SLICE("rule_id"), rule->id };

	arena_init(&a);
	struct slice sentence = rule_proof(f->value, &a, &slots, &n);
	for (size_t i = 0; i < n; i++)
		if (slice_is(slots[i].name, "date")) date = slots[i].value;
	memset(p->fired, 0, ((struct extract_state *)p->extract)->rules.n);
	run_sentence(p, sentence, date);
	bool fired = rule->by_code ? some_claim(p, &own, 1) : p->fired[index];
	p->r->n_proofs++;
	if (yes && !fired)
		prove_fail(p->r, rule->file, f->line, "rule %.*s does not match its yes",
			   (int)rule->id.len, rule->id.p);
	else if (yes && !some_claim(p, slots, n))
		prove_fail(p->r, rule->file, f->line, "no claim has these slots; there are%.*s",
			   400, show_claims(&p->d).p);
	else if (!yes && fired)
		prove_fail(p->r, rule->file, f->line, "rule %.*s matches its no", (int)rule->id.len,
			   rule->id.p);
	arena_free(&a);
}

static void prove_rule(struct prover *p, const struct claim_rule *rule, size_t index)
{
	size_t n_yes = 0, n_no = 0;

	p->r->n_rules++;
	for (size_t i = 0; i < rule->block->n; i++) {
		const struct rule_field *f = &rule->block->fields[i];
		bool yes = slice_is(f->key, "yes");
		if (!yes && !slice_is(f->key, "no")) continue;
		n_yes += yes;
		n_no += !yes;
		prove_line(p, rule, index, f, yes);
	}
	if (!n_yes) prove_fail(p->r, rule->file, rule->line, "rule has no \"yes\" line");
	if (!n_no) prove_fail(p->r, rule->file, rule->line, "rule has no \"no\" line");
}

enum status extract_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	struct prover p = { .env = env, .r = r };

	doc_init(&p.d);
	enum status st = open_all(&p, e);
	if (st == OK) {
		const struct extract_state *s = p.extract;
		p.fired = mem_zalloc(s->rules.n + 1);
		((struct extract_worker *)p.extract_worker)->fired = p.fired;
		for (size_t i = 0; i < s->rules.n; i++) prove_rule(&p, &s->rules.rules[i], i);
	}
	close_all(&p);
	return st;
}
