/* Lists at the head of a clause. See topic_cut.h.
 *
 * "The shareholder A, B and C plan": what is joined by list marks and "and" has the figure
 * together, and so has one who is named by two of his offices. "With" joins nobody: the first one
 * acts. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/topic_cut.h"

#define CONJUNCTS_MAX 12
#define NAME_TOKENS   6 /* of the name that a list has, with its quotation marks */

/* A size inside a name: the 12 GWh storage project, the 500 kV line. */
static bool sizes(const struct view *v, size_t t)
{
	if (v->tok[t].pos != POS_QUANTITY || v->tok[t].annot < 0 || phrase_is_measure(v, t - 1))
		return false;
	if (v->tok[t - 1].pos == POS_VN) return false;
	uint8_t dim = v->d->annots[v->tok[t].annot].dim;
	return dim == DIM_ENERGY || dim == DIM_MASS || dim == DIM_VOLUME || dim == DIM_SPEED;
}

/* "The line's A station | to B station between them", "the motorway A | to B section": behind the
 * other end of a way that begins with p; p.to if it is none. */
static uint32_t way_end(const struct view *v, struct phrase p, size_t end)
{
	if (p.from == p.to || p.to + 1u >= end || !(view_token_label(v, p.to) & LABEL_SPANS))
		return p.to;
	struct phrase q = phrase_right(v, p.to + 1u);
	if (q.from == q.to || q.to >= end) return p.to;
	if (view_token_label(v, q.to) & LABEL_ROUTE) return q.to + 1u;
	for (uint32_t t = q.to; t > q.from + 1u; t--)
		if (view_token_label(v, t - 1) & LABEL_ROUTE) return t;
	return p.to;
}

struct phrase topic_right(const struct view *v, size_t t, size_t end)
{
	struct phrase p = phrase_right(v, t);

	p.to = way_end(v, p, end);

	while (p.to > p.from && p.to + 1u < end && ((v->cls[p.to] & ROLE_AND) || sizes(v, p.to))) {
		struct phrase q = phrase_right(v, p.to + 1u);
		if (q.to == q.from || q.to > end) break;
		p.to = q.to;
	}
	return p;
}

static bool has_particle(const struct view *v, size_t from, size_t to)
{
	while (from < to && v->tok[from].pos != POS_DE) from++;
	return from < to;
}

/* Behind the one of a list that begins at t: its name and kind, before its verb; t for none. */
static size_t conjunct_end(const struct view *v, size_t t, size_t end)
{
	size_t noun = t;

	while (noun < end && (v->tok[noun].cls & CLASS_GENERIC) && !phrase_head(v, noun))
		noun++; /* other, relevant */
	struct phrase p =
		noun < end && v->tok[noun].pos != POS_VERB ? phrase_right(v, noun) : NO_PHRASE;
	if (p.to > end) p.to = (uint32_t)end;
	if (p.from >= p.to) return t;
	p.from = (uint32_t)t;
	size_t name = topic_name_end(v, t, p.to), holder = topic_holder_end(v, name, p.to);
	if (holder > name) return holder;
	if (name > t) topic_cut_predicate(v, &p);
	if (name > t && has_particle(v, t, p.to)) return name;
	topic_cut_verb(v, &p, end);
	topic_cut_adnouns(v, &p);
	return topic_only_verbs(v, p) || phrase_is_measure(v, p.to - 1) ? t : p.to;
}

/* Does what stands at t say what the name before it does: no noun that it describes? */
static bool predicates(const struct view *v, size_t t, size_t end)
{
	if (t >= end || v->tok[t].pos == POS_AUX || v->tok[t].pos == POS_DE) return false;
	return v->tok[t].pos == POS_VN || !phrase_inner(v, t);
}

/* "Cars, cells and panels, the 'new three'": the end of the short quoted name at t, 0 for none. */
static size_t named_close(const struct view *v, size_t t, size_t end)
{
	uint16_t open = t < end ? phrase_mark(v, t) : 0,
		 close = open == QUOTE_OPEN ? QUOTE_CLOSE : CORNER_CLOSE;

	if (open != QUOTE_OPEN && open != CORNER_OPEN) return 0;
	for (size_t i = t + 2; i < end && i < t + NAME_TOKENS; i++)
		if (phrase_is_mark(v, i, close)) return predicates(v, i + 1, end) ? i : 0;
	return 0;
}

/* "A, B", "A and its | subsidiaries". */
static bool joins_owners(const struct view *v, size_t t)
{
	return list_joins(v, t, JOINS_OWNERS) ||
	       (v->tok[t].pos == POS_CONJ && (view_token_label(v, t) & LABEL_THEIRS) &&
		!phrase_is_count(v, t + 1));
}

size_t topic_join(const struct view *v, struct phrase *p, size_t end)
{
	size_t to = p->to;

	for (int n = 1; n < CONJUNCTS_MAX && to + 1 < end && joins_owners(v, to); n++) {
		size_t next = conjunct_end(v, to + 1, end);
		if (next == to + 1) break;
		to = next;
	}
	bool list = to > p->to;
	for (size_t t = p->from; t < p->to && !list; t++) list = list_joins(v, t, JOINS_OWNERS);
	size_t close = list ? named_close(v, to, end) : 0;
	if (close) *p = phrase_of(to, close + 1);
	if (close) return 0;
	bool etc = to + 1 < end && (v->side[to] & SIDE_ETC) && list;
	if (to == p->to && !etc) {
		p->to = (uint32_t)topic_summed_end(v, to, end);
		return 0;
	}
	if (to + 1 < end && (v->side[to] & SIDE_ETC)) {
		if (phrase_is_count(v, to + 1)) return to + 1;
		struct phrase kind = phrase_right(v, to + 1); /* "A, B and other firms" */
		topic_cut_named(v, &kind);
		while (kind.to > kind.from + 1u && v->tok[kind.to - 1].pos == POS_ADJ) kind.to--;
		if (kind.to > to + 1 && kind.to <= end && !phrase_is_measure(v, kind.to - 1))
			to = kind.to;
	}
	if (to < end && phrase_is_count(v, to)) return to;
	p->to = (uint32_t)topic_summed_end(v, to, end);
	return 0;
}
