/* Proofs of normalize: every yes line of rules/normalize must become its out slot, every no line
 * must stay. */
#include "pipeline/core/prove.h"
#include "pipeline/core/rule_file.h"

struct proving {
	struct prove_report *report;
	void *state, *worker;
	struct slice path;
	struct arena a;
};

/* The text after the stage, as if it were the body of a document. */
static struct slice normalized(struct proving *p, struct slice sentence)
{
	struct doc d;

	doc_init(&d);
	d.text = arena_utf16(&d.arena, sentence);
	map_init(&d.map);
	map_push_block(&d.arena, &d.map, (uint32_t)d.text.len, 0, (uint32_t)sentence.len, MAP_SAME);
	stage_normalize.run(p->state, p->worker, &d);
	struct slice out = arena_utf8(&p->a, d.text);
	doc_free(&d);
	return out;
}

static void prove_line(struct proving *p, const struct rule_field *f, bool yes)
{
	struct rule_slot *slots;
	size_t n;
	struct slice in = rule_proof(f->value, &p->a, &slots, &n), want = in, got;

	p->report->n_proofs++;
	if (yes && (n != 1 || !slice_is(slots[0].name, "out"))) {
		prove_fail(p->report, p->path, f->line, "a yes line has one slot: out=");
		return;
	}
	if (yes) want = slots[0].value;
	got = normalized(p, in);
	if (!slice_eq(got, want))
		prove_fail(p->report, p->path, f->line, "became \"%.*s\"", (int)got.len, got.p);
}

static void prove_block(struct proving *p, const struct rule_block *b)
{
	size_t n[2] = { 0, 0 };

	if (!b->id.p) return;
	p->report->n_rules++;
	for (size_t i = 0; i < b->n; i++) {
		bool yes = slice_is(b->fields[i].key, "yes");
		if (!yes && !slice_is(b->fields[i].key, "no")) continue;
		n[yes]++;
		prove_line(p, &b->fields[i], yes);
	}
	if (!n[0] || !n[1])
		prove_fail(p->report, p->path, b->line, "rule %.*s has no \"%s\" line",
			   (int)b->id.len, b->id.p, n[1] ? "no" : "yes");
}

enum status normalize_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	struct proving p = { .report = r };
	struct slice *paths, dir;
	size_t n = 0;

	TRY(stage_normalize.open(env, &p.state, e));
	arena_init(&p.a);
	dir = arena_printf(&p.a, "%.*s/normalize", (int)env->rules_dir.len, env->rules_dir.p);
	enum status st = stage_normalize.worker_open(p.state, &p.worker, e);
	if (st == OK) st = rule_dir_list(dir.p, &p.a, &paths, &n, e);
	for (size_t i = 0; st == OK && i < n; i++) {
		struct rule_file f;
		st = rule_file_load(&f, &p.a, paths[i].p, e);
		p.path = paths[i];
		for (size_t k = 0; st == OK && k < f.n; k++) prove_block(&p, &f.blocks[k]);
	}
	arena_free(&p.a);
	stage_normalize.worker_close(p.worker);
	stage_normalize.close(p.state);
	return st;
}
