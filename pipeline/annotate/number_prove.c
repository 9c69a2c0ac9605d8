/* Runs the yes and no lines of rules/annotate/numbers.rules through sentence, veto and number
 * (number_prove.h). */
#include "pipeline/annotate/number_prove.h"
#include "pipeline/annotate/annot_prove.h"

#include "pipeline/annotate/part.h"
#include "pipeline/core/rule_file.h"

struct prover {
	const void *number;
	void *worker, *sentence, *veto;
	struct doc doc;
	struct rule_file file;
	struct prove_report *report;
};

static void annotate(struct prover *p, struct slice sentence)
{
	struct doc *d = &p->doc;

	d->text = arena_utf16(&d->arena, sentence);
	doc_add_block(d, BLOCK_PARA, 0, d->text.len);
	part_sentence.run(p->sentence, NULL, d);
	part_veto.run(p->veto, NULL, d);
	doc_sort_annots(d);
	part_number.run(p->number, p->worker, d);
	doc_sort_annots(d);
}

static bool slot_holds(struct doc *d, const struct annot *a, const struct rule_slot *s)
{
	const struct {
		const char *name;
		struct slice value;
	} slots[] = { { "value", a->value_dec },
		      { "low", a->low_dec },
		      { "high", a->high_dec },
		      { "code", a->unit_code },
		      { "op", slice_str(value_op_name(a->op)) },
		      { "type", slice_str(annot_type_name(a->type)) },
		      { "form", slice_str(num_form_name(a->form)) },
		      { "article", a->flags & ANNOT_ARTICLE ? SLICE("yes") : SLICE("no") } };

	if (slice_is(s->name, "rule")) return true;
	if (slice_is(s->name, "text")) return slice_eq(doc_span_utf8(d, a->off, a->len), s->value);
	if (slice_is(s->name, "unit"))
		return slice_eq(doc_span_utf8(d, a->unit_off, a->unit_len), s->value);
	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
		if (slice_is(s->name, slots[i].name)) return slice_eq(slots[i].value, s->value);
	return false;
}

/* A slot "rule" names another rule's id. */
static bool found(struct doc *d, struct slice rule, const struct rule_slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_is(slots[i].name, "rule")) rule = slots[i].value;
	return annot_prove(d, rule, slots, n, slot_holds);
}

static void prove_line(struct prover *p, struct slice rule, const struct rule_field *line)
{
	bool want = slice_is(line->key, "yes");
	struct rule_slot *slots;
	size_t n;

	doc_reset(&p->doc);
	struct slice sentence = rule_proof(line->value, &p->doc.arena, &slots, &n);
	annotate(p, sentence);
	p->report->n_proofs++;
	if (found(&p->doc, rule, slots, want ? n : 0) == want) return;
	prove_fail(p->report, p->file.path, line->line, "%.*s: %s", (int)rule.len, rule.p,
		   want ? "no such number found" : "found where it should not be");
}

static void prove_block(struct prover *p, const struct rule_block *b)
{
	bool yes = false, no = false;

	p->report->n_rules++;
	for (size_t i = 0; i < b->n; i++) {
		bool is_yes = slice_is(b->fields[i].key, "yes"),
		     is_no = slice_is(b->fields[i].key, "no");
		if (!is_yes && !is_no) continue;
		yes = yes || is_yes;
		no = no || is_no;
		prove_line(p, b->id, &b->fields[i]);
	}
	if (!yes || !no)
		prove_fail(p->report, p->file.path, b->line, "rule has no \"%s\" line",
			   yes ? "no" : "yes");
}

enum status number_prove(const struct env *env, const void *state, struct prove_report *r,
			 struct err *e)
{
	struct prover p = { .number = state, .report = r };
	struct arena a;

	arena_init(&a);
	doc_init(&p.doc);
	struct slice path = arena_printf(&a, "%.*s/annotate/numbers.rules", (int)env->rules_dir.len,
					 env->rules_dir.p);
	enum status st = rule_file_load(&p.file, &a, path.p, e);
	if (st == OK) st = part_sentence.open(env, &p.sentence, e);
	if (st == OK) st = part_veto.open(env, &p.veto, e);
	if (st == OK) st = part_number.worker_open(state, &p.worker, e);
	for (size_t i = 0; st == OK && i < p.file.n; i++)
		if (p.file.blocks[i].id.p) prove_block(&p, &p.file.blocks[i]);
	if (p.sentence) part_sentence.close(p.sentence);
	if (p.veto) part_veto.close(p.veto);
	if (p.worker) part_number.worker_close(p.worker);
	doc_free(&p.doc);
	arena_free(&a);
	return st;
}
