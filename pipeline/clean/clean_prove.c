/* Proofs of clean's rules: every yes line must be matched by its rule with the slots it names, no
 * no line may be. Addresses prove sites' rules. From: rules/clean. To: a report. Limits: those of
 * FOLD_MAX. */
#include "pipeline/clean/debris.h"
#include "pipeline/clean/sites.h"
#include "pipeline/core/prove.h"

struct proof {
	const struct debris *r;
	struct debris_worker *w;
	struct prove_report *out;
	struct arena *a;
	const struct debris_rule *rule;
	uint32_t index; /* of the rule in its set */
	struct folded fold;
	struct rule_hit hit;
	bool found;
};

static bool take_own(void *ctx, const struct rule_hit *hit)
{
	struct proof *p = ctx;
	if (hit->rule != p->index) return true;
	p->hit = *hit;
	p->found = true;
	return false;
}

/* Fold a proof sentence; \n in it stands for a line end. */
static void fold_sentence(struct proof *p, struct slice s)
{
	struct uslice u = arena_utf16(p->a, s);
	uint16_t *t = (uint16_t *)(uintptr_t)u.p;
	size_t n = 0;
	bool join = p->rule->on == ON_JOIN;
	for (size_t i = 0; i < u.len; i++) {
		if (join && u.p[i] == '\\' && i + 1 < u.len && u.p[i + 1] == 'n') {
			t[n++] = 1;
			i++;
		} else {
			t[n++] = u.p[i];
		}
	}
	fold_text(&p->r->fold, t, n, 0, &p->fold);
	for (size_t i = 0; i < p->fold.len; i++)
		if (p->fold.p[i] == 1) p->fold.p[i] = '\n';
}

static void try_sentence(struct proof *p, struct slice s)
{
	fold_sentence(p, s);
	p->found = false;
	if (p->rule->on == ON_LINE && p->fold.len > p->rule->max) return;
	rule_set_match(p->r->set[p->rule->on], p->w->scratch[p->rule->on],
		       (struct uslice){ p->fold.p, p->fold.len }, take_own, p);
}

static void check_slot(struct proof *p, const struct rule_slot *slot, unsigned line)
{
	uint32_t from, to;
	struct folded want;
	char name[32] = { 0 };
	memcpy(name, slot->name.p, slot->name.len < 31 ? slot->name.len : 31);
	struct uslice u = arena_utf16(p->a, slot->value);
	fold_text(&p->r->fold, u.p, u.len, 0, &want);
	struct uslice got = { NULL, 0 };
	if (rule_hit_group(p->r->set[p->rule->on], &p->hit, name, &from, &to))
		got = (struct uslice){ p->fold.p + from, to - from };
	if (uslice_eq(got, (struct uslice){ want.p, want.len })) return;
	struct slice s = arena_utf8(p->a, got);
	prove_fail(p->out, p->rule->file, line, "rule %.*s: %.*s is \"%.*s\"", (int)p->rule->id.len,
		   p->rule->id.p, (int)slot->name.len, slot->name.p, (int)s.len, s.p);
}

static void prove_field(struct proof *p, const struct rule_field *f, bool yes)
{
	struct rule_slot *slots;
	size_t n;
	struct slice s = rule_proof(f->value, p->a, &slots, &n);
	p->out->n_proofs++;
	try_sentence(p, s);
	if (p->found != yes) {
		prove_fail(p->out, p->rule->file, f->line, "rule %.*s: \"%s\" line %s",
			   (int)p->rule->id.len, p->rule->id.p, yes ? "yes" : "no",
			   yes ? "is not matched" : "is matched");
		return;
	}
	for (size_t i = 0; yes && i < n; i++) check_slot(p, &slots[i], f->line);
}

static void prove_rule(struct proof *p)
{
	const struct rule_block *b = p->rule->block;
	size_t n_yes = 0, n_no = 0;
	p->out->n_rules++;
	for (size_t i = 0; i < b->n; i++) {
		bool yes = slice_is(b->fields[i].key, "yes"), no = slice_is(b->fields[i].key, "no");
		n_yes += yes;
		n_no += no;
		if (yes || no) prove_field(p, &b->fields[i], yes);
	}
	if (!n_yes || !n_no)
		prove_fail(p->out, p->rule->file, b->line, "rule %.*s has no \"%s\" line",
			   (int)b->id.len, b->id.p, n_yes ? "no" : "yes");
}

/* Sites: an address belongs to the rule (yes) or does not (no). */
static void prove_site(const struct sites *s, size_t index, struct prove_report *r)
{
	const struct site *x = &s->items[index];
	size_t n_yes = 0, n_no = 0;
	r->n_rules++;
	for (size_t i = 0; i < x->block->n; i++) {
		const struct rule_field *f = &x->block->fields[i];
		bool yes = slice_is(f->key, "yes"), no = slice_is(f->key, "no");
		n_yes += yes;
		n_no += no;
		if (!yes && !no) continue;
		r->n_proofs++;
		if ((sites_of_url(s, f->value) == index) != yes)
			prove_fail(r, x->file, f->line, "rule %.*s: \"%s\" line %s", (int)x->id.len,
				   x->id.p, yes ? "yes" : "no",
				   yes ? "is not matched" : "is matched");
	}
	if (!n_yes || !n_no)
		prove_fail(r, x->file, x->block->line, "rule %.*s has no \"%s\" line",
			   (int)x->id.len, x->id.p, n_yes ? "no" : "yes");
}

static enum status prove_sites(const struct env *env, struct prove_report *r, struct err *e)
{
	struct sites *s = mem_zalloc(sizeof *s);
	enum status st = sites_open(s, env, e);
	for (size_t i = 0; st == OK && i < s->n; i++) prove_site(s, i, r);
	sites_close(s);
	mem_free(s);
	return st;
}

enum status clean_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	struct debris *debris = mem_zalloc(sizeof *debris);
	struct debris_worker *w = mem_zalloc(sizeof *w);
	struct arena a;
	arena_init(&a);
	enum status st = debris_open(debris, env, e);
	if (st == OK) {
		debris_worker_open(w, debris);
		struct proof *p = mem_zalloc(sizeof *p);
		p->r = debris;
		p->w = w;
		p->out = r;
		p->a = &a;
		for (int on = 0; on < ON_LONG; on++) {
			for (size_t i = 0; i < debris->n[on]; i++) {
				p->rule = &debris->rules[on][i];
				p->index = (uint32_t)i;
				prove_rule(p);
			}
		}
		mem_free(p);
		debris_worker_close(w);
	}
	debris_close(debris);
	arena_free(&a);
	mem_free(w);
	mem_free(debris);
	return st == OK ? prove_sites(env, r, e) : st;
}
