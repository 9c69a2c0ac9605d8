/* Kinds of things and people that open an indicator: "flats of four rooms' | price". See owner.h.
 *
 * A place or body owns its figures whatever is measured (owner.c). A kind of thing does where the
 * measure is of nothing but things that are sold (shipments, selling price), people where it is
 * money, a trade where it earns, and any noun before the particle. Other compounds are the
 * measure's own name: the rate of employment, investment in fixed assets. */
#include "pipeline/extract/owner.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/owner_find.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

#define NONE ((struct stretch){ 0, 0 })

/* Classes of a word, and of the two and three characters that a compound ends in. */
static struct word_kind kind_of_end(const struct view *v, size_t t)
{
	struct word_kind all = view_token_end(v, t, v->tok[t].len);

	for (size_t n = 2; n <= 3 && n < v->tok[t].len; n++) {
		struct word_kind end = view_token_end(v, t, n);
		all.side |= end.side;
		all.label |= end.label;
	}
	return all;
}

/* A noun of things or people that ends [from, t], which may own what is measured. */
static bool may_own(const struct view *v, size_t from, size_t t)
{
	const uint64_t not_cls = ROLE_STAT | ROLE_PER | ROLE_GROUP | ROLE_NOTSUBJ | ROLE_INDVERB |
				 ROLE_UP | ROLE_DOWN;
	uint64_t not_side = SIDE_ADNOUN | SIDE_PERIOD | SIDE_FRAME | SIDE_STAKE;

	if (!speaker_is_people(v, t)) not_side |= SIDE_HOLDER; /* profit of the holders */

	return phrase_noun(v, t) && (t > from || v->tok[t].len > 1) &&
	       !phrase_is_measure(v, t) && !(v->cls[t] & not_cls) &&
	       !(kind_of_end(v, t).side & not_side) &&
	       (t > from || !(kind_of_end(v, t).label & LABEL_FIELD));
}

/* Where the words begin that [from, tail) has before its measure: "abroad", "export" in the prices
 * of soy for export. */
static size_t over_limits(const struct view *v, size_t from, size_t tail)
{
	while (tail > from + 1u &&
	       (v->tok[tail - 1].pos == POS_LOC || v->tok[tail - 1].pos == POS_ADJ ||
		(v->cls[tail - 1] & ROLE_INDVERB) ||
		(view_token_label(v, tail - 1) & LABEL_FIELD)))
		tail--;
	if (tail > from + 1u && v->tok[tail - 1].pos == POS_DE) tail--;
	return tail;
}

/* Behind a verb with its particle: "who took part in the drive, | the riders". */
static size_t behind_relative(const struct view *v, size_t from, size_t tail)
{
	for (size_t t = tail; t-- > from + 1u;)
		if (v->tok[t].pos == POS_DE) return t + 1;
	return from;
}

static bool holds_verb(const struct view *v, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++)
		if (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_QUANTITY ||
		    (v->side[t] & SIDE_BINDS) || (v->cls[t] & ROLE_TRANS))
			return true;
	return false;
}

static bool holds_name(const struct view *v, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++)
		if ((topic_is_entity(v, t) && v->tok[t].pos != POS_TITLE) ||
		    (v->cls[t] & ROLE_SUBJ))
			return true;
	return false;
}

/* "This | model": with what points at it right before. */
static size_t over_pointer(const struct view *v, size_t from)
{
	size_t t = from > 0 && v->tok[from - 1].pos == POS_CLASS ? from - 1 : from;

	return t > 0 && (v->side[t - 1] & SIDE_DET) ? t - 1 : from;
}

/* A measure that what is named before it owns: [tail, to) of what is sold, of money before people,
 * or behind the particle, where it is no noun of a measure alone ("the clock's share"). */
static bool is_of_kind(const struct view *v, size_t from, size_t tail, size_t to)
{
	struct word_kind measure = kind_of_end(v, to - 1);
	bool de = v->tok[tail].pos == POS_DE,
	     taken = from > 0 && v->tok[from - 1].pos == POS_VERB;

	if (measure.label & LABEL_SOLD) return true;
	if (!de) measure.side |= v->side[tail]; /* "wages' | median" */
	if (speaker_is_people(v, tail - 1) && (measure.side & SIDE_AMOUNT)) return true;
	return de && !taken && !(measure.label & LABEL_GAUGE) && v->tok[to - 1].pos != POS_VN;
}

/* "The dolphin's | length", "the brigades' | size": right behind token tail a measure of single
 * things or groups, and such a one before it. */
static bool is_gauged(const struct mention *m, const struct view *v, size_t tail, size_t to)
{
	const uint64_t not_side = SIDE_AMOUNT | SIDE_CURRENCY;
	size_t from = view_token_at(v, m->ind.off);

	if (tail != owner_measure_tail(v, from, to) || v->tok[tail - 1].pos != POS_NOUN ||
	    v->tok[from].pos == POS_VN || mention_annot(m, v)->type == A_PERCENT ||
	    attach_is_change(m, v))
		return false;
	for (size_t t = from; t < tail; t++) /* "of the tunnel, designed | speed" */
		if (v->cls[t] & ROLE_DESIGN) return false;
	return (kind_of_end(v, to - 1).label & (LABEL_OFTHING | LABEL_OFCOUNTED)) &&
	       !(kind_of_end(v, tail - 1).side & not_side);
}

struct stretch owner_kind(const struct mention *m, const struct view *v, enum owner_kind_how how)
{
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind)),
	       tail = over_limits(v, from, owner_measure_tail(v, from, to));

	if (tail == from || tail >= to) return NONE;
	if ((v->side[to - 1] & SIDE_TALLY) && (how != KIND_ALONE || speaker_is_people(v, tail - 1)))
		return NONE; /* "the number of the dead" */
	from = behind_relative(v, from, tail);
	uint64_t label = kind_of_end(v, to - 1).label |
			 words_kind(v->words, doc_span(v->d, m->ind.off, m->ind.len)).label;
	bool done = (v->cls[to - 1] & ROLE_INDVERB) && !(v->side[to - 1] & SIDE_INVEST);
	/* "China | phones' mean price" */
	size_t before = from - (from > v->clauses[m->clause].from);
	if ((label & LABEL_ECONOMY) || !may_own(v, from, tail - 1) || holds_verb(v, from, tail) ||
	    holds_name(v, before, tail) ||
	    (how == KIND_CERTAIN ? !is_of_kind(v, from, tail, to) : done) ||
	    (how == KIND_ALONE && !is_gauged(m, v, tail, to)))
		return NONE;
	return phrase_stretch(v, phrase_of(over_pointer(v, from), tail));
}

bool owner_is_sold(const struct view *v, struct stretch ind)
{
	return kind_of_end(v, view_token_at(v, stretch_end(ind) - 1)).label & LABEL_SOLD;
}

bool owner_kind_goes_on(const struct mention *m, const struct view *v)
{
	if (m->inherited || !m->ind.len) return true;
	if (!owner_pure_measure(m, v)) return false;
	size_t last = view_token_at(v, stretch_end(m->ind) - 1);
	return (v->cls[last] & ROLE_PART) || (kind_of_end(v, last).label & LABEL_SOLD);
}
