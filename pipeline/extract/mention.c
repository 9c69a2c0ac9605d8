/* Numbers of a sentence, and the rules applied to them. See mention.h. */
#include "pipeline/extract/mention.h"

#include "pipeline/core/punctuation.h"

/* "History's second | highest", "the board's third": an ordinal, bare or of persons, before an
 * adjective of one unit or at the end of its clause ranks where a rule says so. */
static bool may_rank(const struct view *v, size_t t)
{
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);

	if (unit.len && !(words_kind(v->words, unit).label & LABEL_PERSONS)) return false;
	if (++t >= v->n_tok) return true;
	if (view_is_mark(v, t)) return v->unit[t] != LIST_MARK; /* second, we must */
	bool most = v->tok[t].len == 1 &&
		    (v->tok[t].pos == POS_ADJ || (v->cls[t] & (ROLE_UP | ROLE_DOWN)));
	return most && (t + 1 >= v->n_tok || view_is_mark(v, t + 1) ||
			(v->cls[t + 1] & ROLE_MARK));
}

/* Could the annotation of token t be the value of a claim? */
static bool is_value(const struct view *v, size_t t)
{
	const struct annot *a = &v->d->annots[v->tok[t].annot];

	if (a->flags & (ANNOT_ARTICLE | ANNOT_HEADING_UNIT))
		return false; /* a table's cell: its heads are no sentence */
	switch ((enum annot_type)a->type) {
	case A_NUMBER:
	case A_PERCENT:
	case A_QUANTITY:
	case A_MONEY:
	case A_DURATION:
		return a->num_len > 0;
	case A_ORDINAL:
		return a->num_len > 0 && (a->form == FORM_RANK || may_rank(v, t));
	default:
		return false;
	}
}

#define VALUE_TYPES                                                                                \
	(1u << A_NUMBER | 1u << A_PERCENT | 1u << A_QUANTITY | 1u << A_MONEY | 1u << A_DURATION |  \
	 1u << A_ORDINAL)

bool mentions_any(const struct view *v)
{
	return v->types & VALUE_TYPES;
}

void mentions_collect(struct mentions *out, struct arena *a, const struct view *v)
{
	*out = (struct mentions){ NULL, 0, 0 };
	if (!mentions_any(v)) return;
	for (size_t i = 0; i < v->n_tok; i++) {
		if (v->tok[i].annot < 0 || !is_value(v, i)) continue;
		struct mention *m = ARENA_PUSH(a, out->m, out->n, out->cap);
		m->annot = (uint32_t)v->tok[i].annot;
		m->tok = (uint32_t)i;
		m->clause = (uint32_t)view_clause_of(v, i);
		m->from = m->parent = m->outer = m->claim = m->beside = m->when = -1;
	}
}

static struct mention *mention_of(struct mentions *ms, uint32_t annot)
{
	for (size_t k = 0; k < ms->n; k++)
		if (ms->m[k].annot == annot) return &ms->m[k];
	return NULL;
}

/* The mention whose annotation stands at sketch unit i, NULL if none. */
static struct mention *mention_at(struct mentions *ms, const struct view *v, size_t i)
{
	size_t k = view_atom_from(v, i);

	return k < v->n_atoms && v->atoms[k].at == i ? mention_of(ms, v->atoms[k].annot) : NULL;
}

struct applier {
	struct mentions *ms;
	struct finds *fs;
	struct arena *a;
	const struct view *v;
	const struct claim_rules *rules;
	uint8_t *fired;
};

static struct stretch to_text(const struct view *v, uint32_t from, uint32_t to)
{
	uint32_t off = view_text_at(v, from);

	return (struct stretch){ off, view_text_at(v, to) - off };
}

/* "Within 5 years to 50 lines" is no course from one to the other: values of different dimensions.
 */
static bool same_dimension(const struct view *v, const struct mention *m, const struct mention *k)
{
	const struct annot *a = &v->d->annots[m->annot], *b = &v->d->annots[k->annot];

	return a->type == A_NUMBER || b->type == A_NUMBER || a->dim == b->dim;
}

static void set_parts(struct applier *ap, struct mention *m, const struct rule_hit *h,
		      const struct rule_set_line *s)
{
	uint32_t from, to;

	for (size_t i = 0; i < s->n_parts; i++) {
		enum part p = s->parts[i].part;
		if (m->part[p].len) continue;
		if (!rule_hit_group_at(ap->rules->set, h, s->parts[i].group.number, &from, &to) ||
		    to == from)
			continue;
		struct mention *f = p == PART_FROM ? mention_at(ap->ms, ap->v, from) : NULL;
		if (f && !same_dimension(ap->v, m, f)) continue;
		m->part[p] = to_text(ap->v, from, to);
		if (p != PART_FROM || m->from >= 0) continue;
		if (f && f != m) {
			m->from = (int32_t)(f - ap->ms->m);
			f->skip = true;
		}
	}
}

/* What is set stays, but for the measure "reach", which only says that it is no change. */
static void set_line(struct applier *ap, const struct claim_rule *r, const struct rule_hit *h,
		     const struct rule_set_line *s)
{
	uint32_t from, to;

	if (!rule_hit_group_at(ap->rules->set, h, s->group.number, &from, &to)) return;
	for (size_t i = view_atom_from(ap->v, from); i < ap->v->n_atoms && ap->v->atoms[i].at < to;
	     i++) {
		struct mention *m = mention_of(ap->ms, ap->v->atoms[i].annot);
		if (!m) continue;
		for (size_t f = 0; f < s->n_facets; f++) {
			struct slice *x = &m->facet[s->facets[f].facet];
			if (!x->p || slice_is(*x, "reach")) *x = s->facets[f].value;
		}
		set_parts(ap, m, h, s);
		if (!m->rule) m->rule = r;
		if (m->facet[FACET_SKIP].p && slice_is(m->facet[FACET_SKIP], "yes")) m->skip = true;
	}
}

static struct stretch group(const struct applier *ap, const struct rule_hit *h, enum find_group g)
{
	uint32_t from, to;

	if (!rule_hit_group_at(ap->rules->set, h, ap->rules->find[g], &from, &to))
		return (struct stretch){ 0, 0 };
	return to_text(ap->v, from, to);
}

static void add_find(struct applier *ap, const struct claim_rule *r, const struct rule_hit *h)
{
	struct find *f = ARENA_PUSH(ap->a, ap->fs->f, ap->fs->n, ap->fs->cap);

	f->rule = r;
	f->whole = to_text(ap->v, h->start[0], h->end[0]);
	f->cue = group(ap, h, FIND_CUE);
	f->who = group(ap, h, FIND_WHO);
	f->who_end = group(ap, h, FIND_WHO_END);
	f->from = group(ap, h, FIND_FROM);
	f->upto = group(ap, h, FIND_UPTO);
	f->what = group(ap, h, FIND_WHAT);
}

static bool apply(void *ctx, const struct rule_hit *h)
{
	struct applier *ap = ctx;
	const struct claim_rule *r = &ap->rules->rules[h->tag];

	if (ap->fired) ap->fired[h->tag] = 1;
	if (r->kind != RULE_MENTION) add_find(ap, r, h);
	for (size_t i = 0; i < r->n_sets; i++) set_line(ap, r, h, &r->sets[i]);
	return true;
}

size_t mentions_apply_rules(struct mentions *ms, struct finds *fs, struct arena *a,
			    const struct view *v, const struct rule_run *run)
{
	struct applier ap = { ms, fs, a, v, run->rules, run->fired };

	*fs = (struct finds){ NULL, 0, 0 };
	if (!ms->n && !v->n_triggers && !run->fired)
		return rule_set_match_part(run->rules->set, run->match, v->sketch, apply, &ap);
	size_t limits = rule_set_match(run->rules->set, run->match, v->sketch, apply, &ap);
	for (size_t i = 0; i < ms->n; i++) { /* no rule: it only names */
		struct mention *m = &ms->m[i];
		const struct annot *n = mention_annot(m, v);
		if (n->type == A_ORDINAL && n->form != FORM_RANK)
			m->skip = m->skip || !slice_is(m->facet[FACET_MEASURE], "rank");
	}
	return limits;
}
