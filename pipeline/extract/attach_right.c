/* What stands right of a number: its unit and bound, and the noun phrase that is counted. See
 * attach.h. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"

#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"

#define DESCRIBED_TOKENS 12 /* of an attribute before its particle */
#define NONE		 ((struct stretch){ 0, 0 })

bool attach_counts(const struct annot *a)
{
	return a->dim == DIM_COUNT || a->type == A_NUMBER;
}

/* "two batches, 43 projects in all", "two batches of | 43 projects": both count the projects. */
static bool is_joined_count(const struct view *v, size_t t)
{
	bool value = v->tok[t].annot >= 0 && v->tok[t].pos == POS_QUANTITY;

	if (value && t > 0 && phrase_is_count(v, t - 1))
		return attach_counts_actions(v, &v->d->annots[v->tok[t - 1].annot]);
	if (value) return t > 0 && (v->cls[t - 1] & ROLE_STAT);
	return (v->cls[t] & ROLE_STAT) && t + 1 < v->n_tok && v->tok[t + 1].annot >= 0 &&
	       v->tok[t + 1].pos == POS_QUANTITY;
}

/* Is the count that begins at token t an object, part of a longer phrase, or of a place: no noun
 * that it counts stands before it? In a list of counts the first one tells; a verbal noun that
 * opens the clause is a verb ("train 5 driving schools"). */
static bool is_governed(const struct view *v, size_t lo, size_t t)
{
	for (size_t i = t; t > lo && phrase_is_mark(v, t - 1, LIST_MARK) && i-- > lo;)
		if (phrase_is_count(v, i)) t = i;
	if (t == lo) return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	return (p == POS_VN && t == lo + 1) || p == POS_VERB || p == POS_AUX || p == POS_DE ||
	       p == POS_PREP || (v->side[t - 1] & SIDE_DET) || (p == POS_PLACE && t == lo + 1) ||
	       ((v->cls[t - 1] & ROLE_SUBJ) && t == lo + 1);
}

/* "120 households: unlicensed breeding households": does a noun at t end in the unit itself? */
static bool names_its_unit(const struct view *v, const struct annot *a, size_t t)
{
	struct phrase p = phrase_right(v, t);

	if (p.from == p.to || a->unit_len != 1) return false;
	const struct token *k = &v->tok[p.to - 1];
	return k->len > 1 && v->d->text.p[k->off + k->len - 1] == v->d->text.p[a->unit_off];
}

/* "Gave two | explanations": a verb behind the count that another verb rules, with a classifier
 * that is of no people or places, is a noun. */
static bool is_given_as_noun(const struct view *v, const struct mention *m, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t cue = attach_before_cue(m, v);
	uint64_t out = ROLE_UP | ROLE_DOWN | ROLE_REACH | ROLE_MODAL | ROLE_BREAK;

	if (cue == v->clauses[m->clause].from || !a->unit_len || v->tok[t].len < 2 ||
	    (v->cls[t] & out) || attach_self_unit(v, a))
		return false;
	return (v->cls[cue - 1] & (ROLE_TRANS | ROLE_MAKE)) && v->tok[cue - 1].pos == POS_VERB;
}

/* "3 people died | 9 were hurt", "| some 9 were hurt": does a count begin at token t? */
static bool figure_follows(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_ADV && t + 1 < v->n_tok) t++;
	return v->tok[t].pos == POS_QUANTITY && v->tok[t].annot >= 0 &&
	       v->d->annots[v->tok[t].annot].dim == DIM_COUNT;
}

/* "3 trapped people were saved", "saved 3 trapped people": a verb that only describes the noun
 * behind it, because the clause has its own verb before the number or behind the noun. "5 people
 * died" counts the deaths. */
static struct phrase attributive_verb(const struct view *v, const struct mention *m, size_t t)
{
	struct phrase none = phrase_of(t, t);
	size_t lo = v->clauses[m->clause].from, hi = v->clauses[m->clause].to;

	if (t + 1 < hi && v->tok[t].pos == POS_ADJ && v->tok[t + 1].pos == POS_VERB &&
	    (t + 2 >= hi || view_is_mark(v, t + 2)))
		return phrase_of(t, t + 2); /* "10,000 different choices" */
	if (t >= hi || (v->tok[t].pos != POS_VERB && !(v->cls[t] & ROLE_INDVERB))) return none;
	struct phrase p = phrase_right(v, t + 1);
	if (p.from < p.to && p.to + 1u < hi && v->tok[p.to].pos == POS_DE &&
	    phrase_inner(v, p.to + 1u)) { /* "1,000 beds with filters" */
		struct phrase q = phrase_right(v, p.to + 1u);
		if (q.from < q.to) return phrase_of(t, q.to);
	}
	if (p.from == p.to) {
		bool ends = t + 1 >= hi || view_is_mark(v, t + 1) ||
			    (figure_follows(v, t + 1) && !(v->cls[t] & (ROLE_UP | ROLE_DOWN))) ||
			    (v->cls[t + 1] & (ROLE_UP | ROLE_DOWN));
		bool counted =
			(v->cls[t] & ROLE_INDVERB) || is_given_as_noun(v, m, t) ||
			(!(v->cls[t] & ~ROLE_POLICY) &&
			 attach_counts_actions(v, &v->d->annots[m->annot])); /* 14 air raids */
		return ends && counted ? phrase_of(t, t + 1) : none;
	}
	if (v->cls[t] &
	    (ROLE_TRANS | ROLE_REACH | ROLE_SAY | ROLE_UP | ROLE_DOWN | ROLE_MODAL | ROLE_BREAK))
		return none;
	bool verb_before = is_governed(v, lo, attach_before_cue(m, v));
	bool verb_behind =
		p.to < hi && (v->tok[p.to].pos == POS_ADV || v->tok[p.to].pos == POS_VERB ||
			      names_its_unit(v, &v->d->annots[m->annot], t + 1));
	return verb_before || verb_behind ? phrase_of(t, p.to) : none;
}

/* "2143 people went back to work": behind a unit that says what is counted, verbs are the predicate
 * unless they are what is counted (died, applied). */
static bool only_acts(const struct view *v, const struct mention *m, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];

	size_t cue = attach_before_cue(m, v);
	bool named = cue > v->clauses[m->clause].from && v->tok[cue - 1].pos == POS_NOUN &&
		     !(v->tok[t].cls & CLASS_ORG_END);
	bool passes = t + 1 < v->n_tok && (v->tok[t].pos == POS_VN || v->tok[t].pos == POS_VERB) &&
		      v->tok[t + 1].pos == POS_PREP;
	if (named && passes && !(v->cls[t] & (ROLE_INDVERB | ROLE_HEAD)))
		return true; /* "shares, 3 million, passed to X" */
	if (!attach_self_unit(v, a) || (v->cls[t] & (ROLE_INDVERB | ROLE_HEAD))) return false;
	bool acts = v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN;
	if (acts && names_its_unit(v, a, t + 1)) return false;
	return acts && t + 1 < v->n_tok &&
	       !view_is_mark(v, t + 1); /* a lone verb is what is counted */
}

/* "100 brands with yearly sales of over 10 million", "6 schools of 10,000 pupils' size": nothing
 * counts a measure; the noun stands behind its figure and a particle. */
static struct phrase sized_noun(const struct view *v, struct phrase p)
{
	bool figure = v->tok[p.from].pos == POS_NUM || v->tok[p.from].pos == POS_QUANTITY;
	size_t t = p.to, end;

	for (uint32_t i = p.from; i < p.to; i++)
		if (!phrase_is_measure(v, i) && !(figure && i < p.from + 2u) &&
		    !(v->cls[i] & (ROLE_PER | ROLE_STAT)))
			return p;
	if (v->side[p.to - 1] & SIDE_TALLY) return p;
	for (end = t + 6; !figure && t < v->n_tok && t < end; t++) {
		figure = v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM;
		if (view_is_mark(v, t) || v->tok[t].pos == POS_DE) return p;
	}
	while (t < v->n_tok && (v->side[t] & SIDE_BOUND)) t++;
	if (!figure || t >= v->n_tok) return p;
	t += v->tok[t].pos == POS_DE;
	struct phrase q = phrase_right(v, t);
	return q.from < q.to ? phrase_of(p.from, q.to) : p;
}

/* "Sold at the price of 60 yuan": the verb behind the measure is not part of it. */
static struct phrase at_price(const struct view *v, struct phrase p)
{
	size_t to = p.to;

	while (to > p.from + 1u && v->tok[to - 1].pos == POS_VN && !phrase_is_measure(v, to - 1))
		to--;
	if (to < p.to && phrase_is_measure(v, to - 1)) p.to = (uint32_t)to;
	return p;
}

/* Two to four characters between a classifier and the end of the clause that the lexicon knows no
 * word for: a noun of the day. */
static struct phrase unknown_noun(const struct view *v, const struct mention *m, size_t t)
{
	size_t hi = v->clauses[m->clause].to, e = t;
	bool modal = t < hi && (v->cls[t] || v->side[t]);

	while (e < hi && v->tok[e].len == 1 && v->tok[e].annot < 0 && !view_is_mark(v, e) &&
	       unit_is_ideograph(v->d->text.p[v->tok[e].off]))
		e++;
	if (modal || e - t < 2 || e - t > 4 || e >= hi || !view_is_mark(v, e))
		return phrase_of(t, t);
	return phrase_of(t, e);
}

/* "400 Chinese technical, managing and building hands": a list of modifiers or things without
 * numbers that "and" closes. */
static struct phrase listed(const struct view *v, struct phrase p)
{
	uint32_t to = p.to;

	for (int i = 0; i < 6 && to + 1u < v->n_tok && (v->cls[to] & ROLE_AND); i++) {
		bool last = v->tok[to].pos != POS_PUNCT;
		struct phrase q = phrase_right(v, to + 1u);
		if (q.from == q.to || v->tok[q.from].pos == POS_QUANTITY ||
		    v->tok[q.from].pos == POS_NUM)
			return p;
		to = q.to;
		for (uint32_t k = q.from; k < q.to;
		     k++) /* "A, B and C": the chunker took "B and C" for one */
			last = last || ((v->cls[k] & ROLE_AND) && v->tok[k].pos != POS_PUNCT);
		if (last) return phrase_of(p.from, to);
	}
	return p;
}

/* "201 lakes (reservoirs)": a word of one or two characters in brackets right behind the noun is
 * another of its kind. */
static struct phrase with_kind(const struct view *v, struct phrase p)
{
	uint32_t t = p.to;

	if (t + 2 >= v->n_tok || !unit_opens_bracket(phrase_mark(v, t))) return p;
	bool closed = unit_closes_bracket(phrase_mark(v, t + 2));
	bool word = v->tok[t + 1].len <= 2 && unit_is_ideograph(v->d->text.p[v->tok[t + 1].off]);
	return closed && word ? phrase_of(p.from, t + 3) : p;
}

/* Behind "of 7,000 yuan": a word that is no noun by itself, before one: a steady income,
 * short-sight surgery. */
static struct phrase modified(const struct view *v, size_t t)
{
	struct phrase p = { (uint32_t)t, (uint32_t)t };

	if (t + 1 >= v->n_tok || view_is_mark(v, t) || v->tok[t].pos == POS_PREP ||
	    v->tok[t].pos == POS_AUX || v->tok[t].pos == POS_ADV)
		return p;
	if (v->tok[t].annot >= 0 || (v->cls[t] & (ROLE_SAY | ROLE_MODAL | ROLE_BREAK))) return p;
	struct phrase q = phrase_right(v, t + 1);
	return q.from < q.to ? phrase_of(t, q.to) : p;
}

/* "800 yuan of | farm-machine buying subsidy": behind the particle, a verb between two nouns of
 * which the last names what is paid. */
static struct phrase funded(const struct view *v, struct phrase p)
{
	size_t t = p.to;

	if (t + 1 >= v->n_tok || v->tok[t].pos != POS_VERB || v->cls[t] || v->tok[t].len != 2)
		return p;
	if (!(v->cls[t + 1] & ROLE_HEAD) || !phrase_head(v, t + 1)) return p;
	return t + 2 >= v->n_tok || view_is_mark(v, t + 2) ? phrase_of(p.from, t + 2) : p;
}

/* "Seized fishing boats, 12 | that had crossed the line": a verb rules the noun before a count;
 * what stands behind the count begins something new. */
static bool counts_object(const struct view *v, size_t lo, size_t cue)
{
	if (cue < lo + 2u) return false;
	const struct token *noun = &v->tok[cue - 1], *verb = &v->tok[cue - 2];
	if (noun->pos != POS_NOUN || noun->len < 2 || phrase_is_measure(v, cue - 1) ||
	    v->cls[cue - 1])
		return false;
	if (v->side[cue - 1] & (SIDE_OWNER | SIDE_ADNOUN)) return false;
	return verb->pos == POS_VERB && !(v->cls[cue - 2] & (ROLE_MODAL | ROLE_SAY | ROLE_INDVERB));
}

/* "320 boilers, of 1,560 tons of steam": of two measures of the same things that a list mark joins,
 * the place behind the second. */
static size_t behind_second(const struct view *v, const struct annot *a, size_t t)
{
	if (a->type != A_QUANTITY || a->dim != DIM_COUNT || t + 2 >= v->n_tok ||
	    !phrase_is_mark(v, t, LIST_MARK))
		return t;
	if (v->tok[t + 1].annot < 0 || v->tok[t + 1].pos != POS_QUANTITY) return t;
	const struct annot *b = &v->d->annots[v->tok[t + 1].annot];
	bool size = b->type == A_QUANTITY && (b->dim == DIM_ENERGY || b->dim == DIM_MASS ||
					      b->dim == DIM_AREA || b->dim == DIM_LENGTH);
	return size && phrase_head(v, t + 2) ? t + 2 : t;
}

/* "62 million shares and 19 million shares of state stock": a value of the same unit behind "and".
 */
static bool same_unit(const struct view *v, const struct annot *a, size_t t)
{
	if (v->tok[t].pos != POS_QUANTITY || v->tok[t].annot < 0 || !a->unit_len) return false;
	const struct annot *b = &v->d->annots[v->tok[t].annot];
	return b->type == a->type && annot_same_unit(v, a, b);
}

/* "Invest 500 million | in building a school", "| in backing farmers": behind a sum that a verb has
 * put in, a verb with its object. */
static bool builds_on(const struct view *v, size_t cue, size_t t)
{
	if (cue == 0 || !(v->cls[cue - 1] & (ROLE_INDVERB | ROLE_TRANS)) ||
	    v->tok[t].pos != POS_VN)
		return false;
	size_t last = phrase_right(v, t).to - 1u;
	bool helped = last > t && (speaker_is_people(v, last) || v->tok[last].pos == POS_ORG ||
				   v->tok[last].cls & CLASS_ORG_END);
	if (!(v->cls[t] & (ROLE_TRANS | ROLE_POLICY)) && !helped) return false;
	return t + 1 < v->n_tok && (phrase_inner(v, t + 1) || v->tok[t + 1].pos == POS_DE) &&
	       !(v->side[t + 1] & SIDE_AMOUNT);
}

/* "Transferred land, 1,800 mu, | growing okra", "funds of 2 million | rewarding firms": behind an
 * area or a sum whose noun stands before it, a verb with its object. */
static bool used_for(const struct view *v, const struct annot *a, size_t cue, size_t t)
{
	if (cue == 0 || v->tok[cue - 1].pos != POS_NOUN || v->tok[t].pos != POS_VN) return false;
	bool spent = a->type == A_MONEY && (v->side[cue - 1] & SIDE_AMOUNT);
	return (spent || a->dim == DIM_AREA) && t + 1 < v->n_tok && phrase_head(v, t + 1);
}

/* "1,600 people linked with the conflict", "20 firms listed abroad", "two planes just starting |
 * collided": behind a classifier, a phrase that opens with a preposition or an adverb and the
 * particle before the noun. */
static struct phrase described(const struct view *v, const struct mention *m, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];
	struct phrase none = phrase_of(t, t);
	bool joined = (v->cls[t] & ROLE_AND) && v->tok[t].pos != POS_PUNCT,
	     adverb = v->tok[t].pos == POS_ADV;

	if (attach_self_unit(v, a) || (v->tok[t].pos != POS_PREP && !joined && !adverb))
		return none;
	size_t noun = phrase_relative(v, t);
	if (!noun || noun - t > DESCRIBED_TOKENS) return none;
	if (joined && !(v->side[noun - 2] & SIDE_LINKED)) return none;
	struct phrase q = phrase_right(v, noun);
	/* "two | have already flown to the nearest port" */
	if (adverb && (q.to >= v->n_tok || view_is_mark(v, q.to))) return none;
	return q.from < q.to ? phrase_of(t, q.to) : none;
}

/* "230 billion of | 7-day | repos": a figure that only names the loan behind it. */
static bool is_tenor(const struct view *v, size_t t)
{
	if (t >= v->n_tok || v->tok[t].annot < 0) return false;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	return a->unit_len &&
	       (words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_TENOR);
}

/* "Carried out 30 tests of blood": is the number's clause ruled by a verb that only says that
 * something was done? Then an action is counted. */
static bool is_carried_out(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;

	for (size_t t = attach_before_cue(m, v); t-- > lo;) {
		if (v->side[t] & SIDE_LIGHT) return true;
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (p == POS_VERB || p == POS_PREP || p == POS_PUNCT ||
		    (v->cls[t] & (ROLE_TRANS | ROLE_REACH | ROLE_SAY)) == ROLE_SAY)
			return false;
	}
	return false;
}

#define MARK_DIGITS 5 /* of a count that a barrier or record is told of: 10,000 and more */

/* "Below the barrier of 9,000 points", "a record of 210,000 passengers": the noun behind says what
 * the figure is on its scale, not what is measured; three barriers are counted. */
static bool is_mark(const struct view *v, const struct annot *a, bool particle, struct phrase p)
{
	bool counted = !particle && a->dim == DIM_COUNT && a->value_dec.len < MARK_DIGITS;

	return p.from < p.to && (v->cls[p.to - 1] & ROLE_MARK) && !counted;
}

/* "5 yuan | a pound | 's price": one of a unit between a sum and a particle. */
static bool is_for_one(const struct view *v, size_t t)
{
	return t + 1 < v->n_tok && v->tok[t].pos == POS_QUANTITY && v->tok[t].annot >= 0 &&
	       slice_is(v->d->annots[v->tok[t].annot].value_dec, "1") &&
	       v->tok[t + 1].pos == POS_DE;
}

/* "163 | city, district-level | monuments": grades or kinds of places that a list mark joins, with
 * what they describe; empty if it is no such list. */
static struct phrase graded(const struct view *v, size_t t)
{
	size_t i = t;

	while (i + 2 < v->n_tok && v->tok[i].annot < 0 && v->tok[i].len <= 3 &&
	       (v->cls[i + 1] & ROLE_AND) &&
	       ((v->cls[i + 2] & ROLE_GRADED) || (v->side[i + 2] & SIDE_PLACEKIND)))
		i += 2;
	if (i == t || !(v->cls[i] & ROLE_GRADED)) return phrase_of(t, t);
	struct phrase p = phrase_right(v, i + 1);
	return p.from < p.to ? phrase_of(t, p.to) : phrase_of(t, t);
}

/* "1 person | after treatment | died": of people with no noun behind, the mishap that ends the
 * clause. */
static struct phrase mishap_last(const struct view *v, const struct mention *m, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t end = v->clauses[m->clause].to;

	if (!attach_self_unit(v, a)) return NO_PHRASE;
	while (end > t && view_is_mark(v, end - 1)) end--;
	uint64_t both = ROLE_INDVERB | ROLE_MISHAP;
	if (end <= t || (v->cls[end - 1] & both) != both) return NO_PHRASE;
	for (size_t i = t; i + 1 < end; i++)
		if (v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_DE || view_is_mark(v, i))
			return NO_PHRASE;
	return phrase_of(end - 1, end);
}

#define MADE_TOKENS 3 /* of what is made or done, with words that describe it */

/* "Made | 30 million of | compensation", "announced 3 days of | mourning", "held, for 10 days, | a
 * passing truce": behind a sum or a time that a verb without a sense of its own rules, the verb
 * that ends the clause is what is paid or done. */
static struct phrase object_made(const struct view *v, const struct mention *m, size_t t)
{
	size_t lo = v->clauses[m->clause].from, hi = v->clauses[m->clause].to, end = t,
	       cue = attach_before_cue(m, v);
	bool time = v->d->annots[m->annot].type == A_DURATION;

	while (time && cue > lo && (v->cls[cue - 1] & ROLE_REACH)) cue--;
	bool made = cue > lo &&
		    ((v->cls[cue - 1] & ROLE_MAKE) || (v->side[cue - 1] & SIDE_GIVE) ||
		     (time && ((v->side[cue - 1] & (SIDE_LIGHT | SIDE_COMMIT)) ||
			       (v->cls[cue - 1] & ROLE_TRANS))));
	while (end + 1 < hi && end + 1 < t + MADE_TOKENS && phrase_inner(v, end)) end++;
	bool verb = v->tok[end].pos == POS_VERB && v->tok[end].len > 1;

	if ((!time && v->d->annots[m->annot].type != A_MONEY) || !made || !verb) return NO_PHRASE;
	return end + 1 >= hi || view_is_mark(v, end + 1) ? phrase_of(t, end + 1) : NO_PHRASE;
}

#define OBJECT_TOKENS 16 /* of a count's noun with all that stands before it */

/* "Set up 84 | all grades' workshops": of a count that its verb rules, the noun that ends the
 * clause, whatever opens the phrase; not where somebody acts in between. */
static struct phrase object_at_end(const struct view *v, const struct mention *m, size_t t)
{
	size_t hi = v->clauses[m->clause].to, end = t, de = t;

	if (!attach_only_has(m, v) || view_is_mark(v, t) || (v->cls[t] & ROLE_EACH) ||
	    attach_counts_people(v, &v->d->annots[m->annot]))
		return NO_PHRASE;
	for (; end < hi && end < t + OBJECT_TOKENS; end++) {
		if (v->tok[end].pos == POS_CONJ && !(v->cls[end] & ROLE_AND)) break;
		if (view_is_mark(v, end) && !phrase_is_mark(v, end, LIST_MARK)) break;
		if (v->tok[end].pos == POS_QUANTITY || v->tok[end].pos == POS_AUX ||
		    (v->cls[end] & (ROLE_SAY | ROLE_REACH | ROLE_PASSIVE)))
			return NO_PHRASE;
		if (v->tok[end].pos == POS_DE) de = end + 1;
	}
	if (end < t + 2u || !phrase_noun(v, end - 1) || phrase_is_measure(v, end - 1))
		return NO_PHRASE;
	for (size_t i = de; i < end; i++)
		if (v->tok[i].pos == POS_VERB || v->tok[i].pos == POS_PREP) return NO_PHRASE;
	return phrase_of(t, end);
}

/* "A 3.5 inch, 23 megapixel | screen": behind a size that no word names, over another size right
 * behind it, the place of the noun of both; t if there is none. */
static size_t behind_sizes(const struct mention *m, const struct view *v, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t cue = attach_before_cue(m, v),
	       u = t + (t < v->n_tok && phrase_is_mark(v, t, LIST_MARK));

	bool size = a->dim == DIM_LENGTH || a->dim == DIM_MASS || a->dim == DIM_AREA ||
		    a->dim == DIM_ENERGY;
	if (a->type != A_QUANTITY || !size || u + 1 >= v->n_tok ||
	    v->tok[u].pos != POS_QUANTITY || v->tok[u].annot < 0)
		return t;
	const struct annot *b = &v->d->annots[v->tok[u].annot];
	bool named = cue > v->clauses[m->clause].from &&
		     (phrase_is_measure(v, cue - 1) || v->tok[cue - 1].pos == POS_ADJ ||
		      (v->cls[cue - 1] & ROLE_REACH));
	if (b->type != A_QUANTITY || named) return t;
	u += 1 + (v->tok[u + 1].pos == POS_DE);
	return u < v->n_tok && phrase_head(v, u) && !phrase_is_measure(v, u) ? u : t;
}

/* Where the noun would begin: behind the particle and other figures of the same. */
static size_t noun_from(const struct mention *m, const struct view *v, bool *particle)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = attach_behind(m, v);

	if (a->type == A_MONEY && is_for_one(v, t)) t++; /* the price of 5 yuan | a pound */
	bool sized = t + 2 < v->n_tok && v->tok[t].pos == POS_ADJ && v->tok[t].len == 1 &&
		     v->tok[t + 1].pos == POS_DE && phrase_inner(v, t + 2) && !attach_counts(a);
	t += sized; /* a ship 50 metres | long */
	*particle = t < v->n_tok && v->tok[t].pos == POS_DE;
	t += *particle;
	while (t < v->n_tok && is_joined_count(v, t)) t++;
	while (!*particle && t + 1 < v->n_tok && (v->cls[t] & ROLE_AND) && same_unit(v, a, t + 1))
		t += 2;
	t = behind_sizes(m, v, behind_second(v, a, attach_behind_size(v, a, t)));
	if (t < v->n_tok) t = attach_behind_age(v, a, t);
	return t + (a->type == A_MONEY && is_tenor(v, t));
}

/* "21 % of the people | are jobless": a verbal noun that ends the clause behind those of whom it is
 * a part tells what they do. */
static bool tells_of_part(const struct view *v, struct phrase p)
{
	if (p.to < p.from + 2u || v->tok[p.to - 1].pos != POS_VN) return false;
	if ((v->cls[p.to - 1] & (ROLE_INDVERB | ROLE_HEAD | ROLE_FLOW | ROLE_UP | ROLE_DOWN)) ||
	    (p.to < v->n_tok && !view_is_mark(v, p.to)))
		return false;
	return (v->side[p.to - 2] & (SIDE_OWNER | SIDE_CROWD)) || speaker_is_people(v, p.to - 2u);
}

/* Where the noun p behind the number ends: what is counted or sized, without what is told of it. */
static struct phrase ended(const struct mention *m, const struct view *v, struct phrase p,
			   bool particle)
{
	const struct annot *a = &v->d->annots[m->annot];
	bool acts = attach_counts_actions(v, a) || is_carried_out(m, v);
	if (a->type == A_PERCENT && tells_of_part(v, p)) p.to--;
	if (attach_counts(a) && !particle)
		p = sized_noun(v, phrase_counted(v, p, acts));
	/* "a flat of 50 square metres' | rent was"; "tons of | output | raised" is one */
	if (a->type == A_QUANTITY && !attach_counts(a) && !particle && p.from < p.to &&
	    p.to < v->n_tok && !(v->cls[p.to] & (ROLE_UP | ROLE_DOWN)))
		p = phrase_before_measure(v, p);
	/* "a clerk of 4 years' service" */
	for (uint32_t i = p.from + 1; a->type == A_DURATION && i < p.to; i++)
		if (v->tok[i].pos == POS_DE && phrase_is_measure(v, i - 1)) p.to = i;
	while (p.to > p.from + 1u && (v->side[p.to - 1] & SIDE_ADNOUN) && p.to < v->n_tok &&
	       v->tok[p.to].pos == POS_VERB) /* "dozens of causes | one by one | examined" */
		p.to--;
	if (p.from < p.to && attach_counts(a)) p = listed(v, with_kind(v, p));
	size_t cue = attach_before_cue(m, v);
	/* "at | 12 yuan a share" */
	while (cue > 0 &&
	       (v->tok[cue - 1].pos == POS_CLASS ||
		((v->cls[cue - 1] & (ROLE_PER | ROLE_ADVERB)) && v->tok[cue - 1].pos != POS_PREP)))
		cue--;
	if (particle && cue > 0 && v->tok[cue - 1].pos == POS_PREP) p = at_price(v, p);
	return p;
}

struct stretch attach_right(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	bool particle = false;
	size_t t = noun_from(m, v, &particle);

	if (t >= v->n_tok || v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_QUANTITY)
		return NONE;
	if (v->tok[t].pos == POS_NUM && t + 1 < v->n_tok && (v->side[t + 1] & SIDE_GAME))
		return NONE; /* "27 points | 6 rebounds" */
	if (!attach_counts(a) && !particle && (v->cls[t] & ROLE_TRANS) &&
	    !(v->cls[t] & ROLE_NOMINAL))
		return NONE;
	if (a->type == A_MONEY && !particle && builds_on(v, attach_before_cue(m, v), t))
		return NONE;
	if (!particle && used_for(v, a, attach_before_cue(m, v), t)) return NONE;
	if (!particle && a->type == A_QUANTITY && a->dim == DIM_COUNT &&
	    counts_object(v, v->clauses[m->clause].from, attach_before_cue(m, v)))
		return NONE;
	struct phrase p = graded(v, t);
	if (p.from == p.to) p = phrase_right(v, t);
	if (p.to > p.from + 1u && !attach_counts(a) && v->tok[p.to - 1].pos == POS_VN &&
	    (v->cls[p.to - 1] & ROLE_MARK) && v->tok[p.to - 2].pos != POS_DE)
		p.to--; /* "at 7 billion | of loans | reckoned" */
	if (is_mark(v, a, particle, p)) return NONE;
	/* "21,000 points | lost and found again" */
	bool fixed = p.to == p.from + 1u && v->tok[p.from].pos == POS_IDIOM;
	if (fixed && !particle && (a->dim == DIM_INDEX || a->dim == DIM_MONEY)) return NONE;
	if (!particle && only_acts(v, m, t)) {
		p = mishap_last(v, m, t);
		return p.from < p.to ? phrase_stretch(v, p) : NONE;
	}
	if (particle && p.from < p.to && a->type == A_MONEY) p = funded(v, p);
	if (p.from == p.to && particle) p = modified(v, t);
	if (p.from == p.to && attach_counts(a)) p = attributive_verb(v, m, t);
	if (p.from == p.to && a->dim == DIM_COUNT && !particle) p = described(v, m, t);
	if (p.from == p.to && !particle && a->type == A_QUANTITY && a->dim == DIM_COUNT)
		p = unknown_noun(v, m, t);
	if (p.from == p.to) p = object_made(v, m, t);
	if (p.from == p.to && !particle) p = mishap_last(v, m, t);
	if (p.from == p.to && !particle) {
		p = object_at_end(v, m, t);
		if (p.from < p.to) return phrase_stretch(v, p);
	}
	if (p.from < p.to) p = ended(m, v, p, particle);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}
