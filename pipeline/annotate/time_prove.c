/* Runs the yes and no lines of rules/annotate/time.rules through the part itself (time_prove.h). */
#include "pipeline/annotate/time_prove.h"

#include "pipeline/annotate/annot_prove.h"
#include "pipeline/annotate/part.h"
#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/rule_file.h"

void time_run_sentence(const void *state, struct doc *d, struct slice sentence, int32_t date)
{
	d->text = arena_utf16(&d->arena, sentence);
	d->date = date;
	doc_add_block(d, BLOCK_PARA, 0, d->text.len);
	for (size_t i = 0, end; i < d->text.len; i = end) { /* one paragraph of so many */
		for (end = i; end < d->text.len && d->text.p[end] != FULL_STOP;) end++;
		if (end < d->text.len) end++;
		struct sentence *s =
			ARENA_PUSH(&d->arena, d->sentences, d->n_sentences, d->cap_sentences);
		s->off = (uint32_t)i;
		s->len = (uint32_t)(end - i);
	}
	part_time.run(state, NULL, d);
	doc_sort_annots(d);
}

static bool day_is(struct doc *d, int32_t day, struct slice want)
{
	if (slice_is(want, "open")) return day == DAY_NONE;
	return day != DAY_NONE && slice_eq(date_format(&d->arena, day), want);
}

static bool slot_holds(struct doc *d, const struct annot *a, const struct rule_slot *s)
{
	if (slice_is(s->name, "date")) return true;
	if (slice_is(s->name, "text")) return slice_eq(doc_span_utf8(d, a->off, a->len), s->value);
	if (slice_is(s->name, "start")) return day_is(d, a->time.start, s->value);
	if (slice_is(s->name, "end")) return day_is(d, a->time.end, s->value);
	if (slice_is(s->name, "type")) return time_type_parse(s->value) == a->time.type;
	if (slice_is(s->name, "grain")) return time_grain_parse(s->value) == a->time.grain;
	if (slice_is(s->name, "how")) return time_how_parse(s->value) == a->time.how;
	return false;
}

static void prove_line(const void *state, struct doc *d, const struct rule_file *f,
		       struct slice rule, const struct rule_field *line, struct prove_report *r)
{
	bool want = slice_is(line->key, "yes");
	struct rule_slot *slots;
	struct slice sentence;
	int32_t date = DAY_NONE;
	size_t n;

	doc_reset(d);
	sentence = rule_proof(line->value, &d->arena, &slots, &n);
	for (size_t i = 0; i < n; i++)
		if (slice_is(slots[i].name, "date") && !date_parse(slots[i].value, &date))
			date = DAY_NONE;
	time_run_sentence(state, d, sentence, date);
	r->n_proofs++;
	if (annot_prove(d, rule, slots, want ? n : 0, slot_holds) == want) return;
	prove_fail(r, f->path, line->line, "%.*s: %s", (int)rule.len, rule.p,
		   want ? "no such time found" : "found where it should not be");
}

static void prove_block(const void *state, struct doc *d, const struct rule_file *f,
			const struct rule_block *b, struct prove_report *r)
{
	bool yes = false, no = false;

	r->n_rules++;
	for (size_t i = 0; i < b->n; i++) {
		bool is_yes = slice_is(b->fields[i].key, "yes"),
		     is_no = slice_is(b->fields[i].key, "no");
		if (!is_yes && !is_no) continue;
		yes = yes || is_yes;
		no = no || is_no;
		prove_line(state, d, f, b->id, &b->fields[i], r);
	}
	if (!yes || !no)
		prove_fail(r, f->path, b->line, "rule has no \"%s\" line", yes ? "no" : "yes");
}

enum status time_prove(const struct env *env, const void *state, struct prove_report *r,
		       struct err *e)
{
	struct arena a;
	struct doc d;
	struct rule_file f;
	enum status st;

	arena_init(&a);
	doc_init(&d);
	struct slice path = arena_printf(&a, "%.*s/annotate/time.rules", (int)env->rules_dir.len,
					 env->rules_dir.p);
	st = rule_file_load(&f, &a, path.p, e);
	for (size_t i = 0; st == OK && i < f.n; i++)
		if (f.blocks[i].id.p) prove_block(state, &d, &f, &f.blocks[i], r);
	doc_free(&d);
	arena_free(&a);
	return st;
}
