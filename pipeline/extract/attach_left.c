/* What stands left of a number: over the words that are no part of any name, to the noun phrase
 * that is measured. See attach.h. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

/* of "than the province (6.2 %) and the country (5.1 %) respectively" */
#define COMPARISON_TOKENS 16
#define ADJUST_TOKENS	  8 /* of "deducting price factors", with the verb */
#define NONE		  ((struct stretch){ 0, 0 })

/* "Cabbage | a pound | 5 yuan": what a price is of, no count. */
static bool is_basis(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_QUANTITY && v->tok[t].annot >= 0 &&
	       (v->d->annots[v->tok[t].annot].flags & ANNOT_ARTICLE);
}

/* "Above a trillion for the | third day | running": an ordinal behind such an adverb. */
static bool is_turn_of_row(const struct view *v, size_t t)
{
	return t > 0 && v->tok[t].annot >= 0 && (v->cls[t - 1] & ROLE_ADVERB) &&
	       v->d->annots[v->tok[t].annot].type == A_ORDINAL;
}

/* "The sales | target | is set at", "this year's | target": a noun of mood behind what it is of. */
static bool is_target(const struct view *v, size_t t)
{
	return (v->side[t] & SIDE_PLANNED) && v->tok[t].pos == POS_NOUN && t > 0 &&
	       !view_is_mark(v, t - 1) &&
	       (phrase_inner(v, t - 1) || v->tok[t - 1].pos == POS_TIME);
}

static bool stepped_over(const struct view *v, size_t t, bool moved)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	if (is_basis(v, t) || is_turn_of_row(v, t)) return true;

	/* "growth" right before its figure is the verb; before another verb it is what is measured
	 */
	bool named = t > 0 && phrase_head(v, t - 1); /* "server growth", not "growth" alone */
	if ((v->cls[t] & ROLE_HEAD) && (moved || named || !(v->cls[t] & (ROLE_UP | ROLE_DOWN))))
		return false;
	if (is_target(v, t)) return false;
	if (attach_is_cost(v, t)) return true;
	if (v->cls[t] & (ROLE_REACH | ROLE_UP | ROLE_DOWN | ROLE_ADVERB | ROLE_COMPARE | ROLE_STAT |
			 ROLE_MODAL))
		return true;
	if (v->cls[t] & (ROLE_HEAD | ROLE_TRANS | ROLE_INDVERB)) return false;
	if (p == POS_DE) return t > 0 && v->tok[t - 1].pos == POS_TIME; /* 2019's 3 % */
	if (v->side[t] & SIDE_CLOSE) return true; /* the index | at the close */
	if (moved && (v->side[t] & SIDE_ADNOUN) && p == POS_NOUN) return true;
	if (moved && (v->cls[t] & ROLE_AND) && v->tok[t].pos != POS_PUNCT &&
	    v->tok[t + 1].pos == POS_TIME)
		return true;						   /* against last year */
	if (p == POS_CLASS) return t > 0 && v->tok[t - 1].pos == POS_PRON; /* per ton */
	return p == POS_ADV || p == POS_AUX || p == POS_TIME || p == POS_SPACE || p == POS_PREP ||
	       p == POS_LOC || (moved && p == POS_PRON);
}

static bool is_paren(const struct view *v, size_t t)
{
	return unit_opens_bracket(phrase_mark(v, t)) || unit_closes_bracket(phrase_mark(v, t));
}

size_t attach_over_compared(const struct view *v, size_t lo, size_t t)
{
	if (t < lo + 3u || !(v->side[t - 1] & SIDE_COMPARED)) return t;
	for (size_t i = t - 1;
	     i > lo && t - i < COMPARISON_TOKENS && (!view_is_mark(v, i - 1) || is_paren(v, i - 1));
	     i--)
		if (v->tok[i - 1].pos == POS_PREP ||
		    ((v->cls[i - 1] & ROLE_AND) && v->tok[i - 1].pos != POS_PUNCT))
			return i - 1;
	return t;
}

/* "Year on year | losses | rose": are tokens from..to-1, behind a comparison that says all by
 * itself, what is measured? Not how fast the thing before it grows, nor "on year | fast". */
static bool names_measure(const struct view *v, size_t from, size_t to)
{
	uint64_t rise = words_classes(v->words, doc_span(v->d, v->tok[from].off, 1));

	if (v->tok[from - 1].pos != POS_NOUN || ((v->cls[from] | rise) & (ROLE_UP | ROLE_DOWN)))
		return false;
	return phrase_is_measure(v, to - 1) ||
	       (v->tok[to - 1].pos == POS_NOUN && phrase_head(v, to - 1));
}

/* Where a comparison (than last year, than the average) begins that ends before token t: its first
 * word, or t. */
static size_t over_comparison(const struct view *v, size_t lo, size_t t)
{
	for (size_t i = t; i > lo && t - i < COMPARISON_TOKENS; i--) {
		if (view_is_mark(v, i - 1) && !(v->cls[i - 1] & ROLE_AND) && !is_paren(v, i - 1))
			break;
		if (!(v->cls[i - 1] & ROLE_COMPARE) || i == t) continue;
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (names_measure(v, i, t)) return t;
		bool noun = p == POS_PREP || p == POS_QUANTITY || (v->cls[i] & ROLE_REACH);
		return noun ? t : i - 1;
	}
	return t;
}

/* "Spending, | price factors deducted, | rose 4 %": where such words begin that end before token t,
 * t if none do. */
static size_t over_adjusted(const struct view *v, size_t lo, size_t t)
{
	for (size_t i = t; i > lo && t - i < ADJUST_TOKENS; i--) {
		if (v->side[i - 1] & SIDE_BINDS)
			return i < t && !(v->cls[t - 1] & ROLE_HEAD) ? i - 1 : t;
		enum pos_tag p = (enum pos_tag)v->tok[i - 1].pos;
		if (p == POS_DE || (p == POS_LOC ? i < t : !phrase_inner(v, i - 1))) break;
	}
	return t;
}

/* Step left from token t over words that are no part of the indicator. */
static size_t step_left(const struct view *v, size_t lo, size_t t, bool moved)
{
	while (t > lo) {
		size_t u = attach_over_compared(v, lo, phrase_over_parens(v, lo, t));
		if (u == t && !stepped_over(v, t - 1, moved)) break;
		t = u == t ? t - 1 : u;
		moved = moved || (v->cls[t] & (ROLE_UP | ROLE_DOWN | ROLE_COMPARE)) ||
			v->tok[t].pos == POS_CLASS || attach_is_cost(v, t);
	}
	size_t c = moved ? over_adjusted(v, lo, t) : t;
	if (c == t) c = over_comparison(v, lo, t);
	return c < t ? step_left(v, lo, c, true) : t;
}

size_t attach_step_left(const struct view *v, size_t lo, size_t t)
{
	return step_left(v, lo, t, false);
}

static bool in_list_of_values(const struct view *v, size_t lo, size_t t)
{
	return t > lo + 1 && v->tok[t - 2].annot >= 0 &&
	       (v->tok[t - 2].pos == POS_QUANTITY || v->tok[t - 2].pos == POS_NUM) &&
	       list_joins(v, t - 1, JOINS_ROW);
}

/* "Badly | damaged", "together | housed": where what is measured begins that ends in the verb at
 * t. */
static size_t with_manner(const struct view *v, size_t lo, size_t t)
{
	if (t == lo || v->tok[t].pos != POS_VERB || v->tok[t - 1].len != 2 || v->cls[t - 1])
		return t;
	bool manner = v->tok[t - 1].pos == POS_ADJ ||
		      (view_token_label(v, t - 1) & LABEL_ADJOINED);
	return manner ? t - 1 : t;
}

bool attach_joins_places(const struct view *v, size_t t)
{
	return t + 2 < v->n_tok && v->tok[t].pos == POS_PLACE && v->tok[t + 2].pos == POS_PLACE &&
	       (view_token_label(v, t + 1) & LABEL_SPANS);
}

/* "After | saving": a word of time behind what was done; not "ranked the | first | 3". */
static bool is_behind_deed(const struct view *v, size_t t)
{
	if (t + 1 >= v->n_tok || !(v->side[t] & SIDE_PERIOD) || v->tok[t].pos != POS_LOC)
		return false;
	int32_t figure = v->tok[t + 1].annot;
	return figure < 0 || v->d->annots[figure].dim != DIM_COUNT;
}

/* "A to | B freight": does p open with the place that one before it is joined with? */
static bool links_places(const struct view *v, size_t lo, struct phrase p)
{
	return p.from >= lo + 2u && p.from + 1u < p.to && phrase_noun(v, p.to - 1) &&
	       attach_joins_places(v, p.from - 2u);
}

/* Does the phrase name one who does what the plain verb right behind it says? */
static bool does(const struct view *v, struct phrase p, size_t verb)
{
	if (p.from == p.to || v->tok[verb].pos != POS_VERB) return false;
	size_t t = p.to - 1u;
	/* "the owner | earned" */
	if (v->tok[verb].len == 1 && v->cls[verb] == ROLE_INDVERB)
		return v->tok[t].pos == POS_PERSON || speaker_is_people(v, t);
	if (v->tok[verb].len < 2 || v->cls[verb]) return false;
	if (v->tok[t].pos == POS_PERSON) return false; /* his figure is told by his name */
	return (v->side[t] & SIDE_OWNER) || (v->cls[t] & ROLE_SUBJ) || topic_is_entity(v, t) ||
	       (v->tok[t].cls & CLASS_ORG_END) || speaker_is_people(v, t);
}

/* No noun stands there, but a word that is no boundary either: a verb that is what is measured, a
 * name that the lexicon has not. A verb that only takes the number as its object leaves the noun
 * before it. */
static struct phrase odd_head(const struct view *v, size_t lo, size_t t, bool lone)
{
	struct phrase none = phrase_of(t, t), p = none;
	uint64_t cls = v->cls[t - 1];

	if (view_is_mark(v, t - 1) || (cls & ROLE_BREAK) || v->tok[t - 1].annot >= 0 ||
	    v->tok[t - 1].pos == POS_DE || v->tok[t - 1].pos == POS_PRON ||
	    (v->tok[t - 1].pos == POS_NUM && v->tok[t - 1].len > 1)) /* some years */
		return none;
	if (is_behind_deed(v, t)) return none;
	if (!(cls & ROLE_TRANS) || (cls & ROLE_NOMINAL)) {
		size_t over = attach_step_left(v, lo, t - 1);
		p = phrase_left(v, lo, over);
		bool noun = p.from < p.to && ((v->cls[p.to - 1] & ROLE_HEAD) ||
					      (!(cls & (ROLE_NOMINAL | ROLE_INDVERB)) &&
					       phrase_is_measure(v, p.to - 1)));
		if (noun) return p; /* "output (will) hold at": output */
		if (over < t - 1) p = none;
		if (v->tok[t - 1].pos == POS_CONJ || (cls & (ROLE_AND | ROLE_SAY))) return none;
		if (p.from < p.to && (v->cls[p.to - 1] & (ROLE_TRANS | ROLE_NOMINAL)) == ROLE_TRANS)
			p = none; /* "build | with an output of" */
		if (p.from == p.to && !lone && !(cls & ROLE_INDVERB)) return none;
		if (does(v, p, t - 1)) p = none; /* "the government | sets aside" */
		return phrase_of(p.from < p.to ? p.from : with_manner(v, lo, t - 1), t);
	}
	size_t u = attach_step_left(v, lo, t - 1);
	if (u > lo) p = phrase_left(v, lo, u);
	if (p.from < p.to && (phrase_is_measure(v, p.to - 1) || (cls & ROLE_REACH))) return p;
	return cls & (ROLE_REACH | ROLE_STAT)
		       ? p
		       : phrase_of(t - 1, t); /* "the winner gets 300,000": gets */
}

/* "in Ningbo's spending a head", "by the storm | hurt people's number": of an object of a
 * preposition with a measure behind a particle or a verb, only the measure. */
static bool behind_particle(const struct view *v, struct phrase *p)
{
	if (!phrase_is_measure(v, p->to - 1)) return false;
	for (uint32_t t = p->to; t-- > p->from + 1u;) {
		bool particle = v->tok[t].pos == POS_DE;
		if (!particle && !(v->cls[t] & ROLE_INDVERB)) continue;
		p->from = t + particle;
		return true;
	}
	return false;
}

/* "Counties | (districts) | 12", "lakes | (ponds)": kinds of places or a word of one character in a
 * parenthesis are counted with what stands before it. */
static struct stretch with_kinds(const struct view *v, struct stretch s, size_t t)
{
	if (t + 2 >= v->n_tok || !unit_opens_bracket(phrase_mark(v, t))) return s;
	size_t i = t + 1 + (v->tok[t + 1].len == 1 && unit_is_ideograph(phrase_mark(v, t + 1)));
	while (i < v->n_tok && ((v->side[i] & SIDE_PLACEKIND) || phrase_is_mark(v, i, LIST_MARK)))
		i++;
	if (i == t + 1 || i >= v->n_tok || !unit_closes_bracket(phrase_mark(v, i))) return s;
	return (struct stretch){ s.off, v->tok[i].off + v->tok[i].len - s.off };
}

#define RATIO_UNITS 3 /* of the nouns of class ratio */

/* "Income than | last year rose": the word that names a ratio (income ratio) before a time is cut
 * wrongly; its last character opens the comparison. */
static struct stretch without_than(const struct view *v, struct stretch s, size_t t)
{
	if (s.len <= RATIO_UNITS || t >= v->n_tok || v->tok[t].pos != POS_TIME) return s;
	struct uslice end = doc_span(v->d, stretch_end(s) - RATIO_UNITS, RATIO_UNITS);
	if (!(words_kind(v->words, end).side & SIDE_RATIO)) return s;
	return (struct stretch){ s.off, s.len - 1u };
}

#define MEAN_TOKENS 3 /* of the noun before a mean */

/* "Fine particles' mean | concentration": over the mean to the noun whose measure it is, unless
 * that is one who has figures. */
static size_t over_mean(const struct view *v, size_t lo, size_t from)
{
	if (from < lo + 2 || !(v->cls[from - 1] & ROLE_PER) || !(v->side[from - 1] & SIDE_ADNOUN) ||
	    !phrase_is_measure(v, from))
		return from;
	struct phrase q = phrase_left(v, lo, from - 1);
	size_t t = from - 2, at = q.from;

	for (size_t k = q.from; k <= t && q.from < q.to;
	     k++) { /* "the county's cities' | fine particles' mean" */
		bool owner = (v->side[k] & (SIDE_OWNER | SIDE_SPOT)) ||
			     (v->tok[k].cls & (CLASS_ORG_END | CLASS_PLACE_END));
		if (owner || topic_is_entity(v, k) || v->tok[k].pos == POS_DE ||
		    phrase_is_count(v, k) || v->tok[k].pos == POS_PUNCT)
			at = k + 1;
	}
	bool thing = v->tok[t].pos == POS_VETO || v->tok[t].pos == POS_NOUN;
	return thing && q.from < q.to && at <= t && t - at < MEAN_TOKENS && !phrase_is_measure(v, t)
		       ? at
		       : from;
}

/* "Drank | up 8 billion", "net bought | out": a lone verb of one character behind another verb only
 * completes it. */
static uint32_t with_verb(const struct view *v, size_t lo, struct phrase p)
{
	enum pos_tag own = (enum pos_tag)v->tok[p.from].pos;
	if (p.from + 1u != p.to || p.from <= lo || v->tok[p.from].len != 1 || own == POS_NOUN ||
	    own == POS_PRON || own == POS_CLASS)
		return p.from;
	size_t t = p.from - 1u;
	bool verb = v->tok[t].pos == POS_VERB && v->tok[t].len <= 2 &&
		    !(v->cls[t] & (ROLE_MODAL | ROLE_BREAK | ROLE_REACH | ROLE_SAY));
	if (!verb) return p.from;
	bool net = t > lo && v->tok[t - 1].len == 1 && v->tok[t - 1].pos == POS_ADJ;
	return (uint32_t)(net ? t - 1 : t);
}

/* "Rose by 20 % on the basis of | the present limit": of a phrase that names a basis, what stands
 * before it. */
static struct phrase without_basis(const struct view *v, struct phrase p)
{
	bool basis = p.to > p.from + 2u && (v->side[p.to - 1] & SIDE_BASIS) &&
		     v->tok[p.to - 2].pos == POS_DE;

	return basis && p.to < v->n_tok && v->tok[p.to].pos == POS_LOC
		       ? phrase_of(p.from, p.to - 2u)
		       : p;
}

/* "Of these, by | block trading | no more than 1 million shares will be sold": nothing but the
 * means stands before the verb. */
static bool is_means(const struct view *v, size_t lo, struct phrase p)
{
	size_t t = p.from;

	if (t > lo + 1u && v->tok[t - 1].pos != POS_PREP && v->tok[t - 1].len == 2 &&
	    (v->side[t - 2] & SIDE_MEANS))
		t--; /* by | gathered | bidding */
	bool way = t > lo && (v->side[p.to - 1] & SIDE_WAY) && v->tok[t - 1].pos == POS_PREP;
	if (t == lo || !(way || (v->side[t - 1] & SIDE_MEANS))) return false;
	for (size_t i = lo; i + 1 < t; i++)
		if (v->tok[i].pos != POS_CONJ && v->tok[i].pos != POS_ADV &&
		    v->tok[i].pos != POS_TIME)
			return false;
	return true;
}

/* "The man was | sentenced": is p the verb of a passive, and q who suffered it, no thing? */
static bool is_suffered(const struct view *v, struct phrase p, struct phrase q)
{
	enum pos_tag verb = (enum pos_tag)v->tok[p.to - 1].pos,
		     who = (enum pos_tag)v->tok[q.to - 1].pos;

	if (!(v->cls[p.from - 1] & ROLE_PASSIVE) || (verb != POS_VERB && verb != POS_VN))
		return false;
	return who == POS_ORG || who == POS_PLACE || speaker_is_people(v, q.to - 1u);
}

/* "In the city | it costs", not "the city's output": where, and no measure. */
static bool is_spot(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_PLACE || (v->side[t] & (SIDE_PLACEKIND | SIDE_SPOT)) ||
	       (v->tok[t].cls & CLASS_PLACE_END);
}

/* "Holding | senior posts: teachers": does the verb before p open its attribute? */
static bool opens_attribute(const struct view *v, size_t lo, struct phrase p)
{
	if (p.from == lo || v->tok[p.from - 1].pos != POS_VERB ||
	    !(view_token_label(v, p.from - 1) & LABEL_RELATES))
		return false;
	for (size_t t = p.from + 1; t + 1 < p.to; t++)
		if (v->tok[t].pos == POS_DE) return true;
	return false;
}

/* "By block trade reduced | the company's stock", not the worth of the stock reduced: where in p
 * the object begins of a verb of one who acts, unless that is one word (reduced stock). */
static uint32_t behind_deed(const struct view *v, struct phrase p)
{
	for (uint32_t t = p.to; t-- > p.from + 1u;) /* "decided | to grant" */
		if ((v->side[t - 1] & SIDE_PIVOT) &&
		    (v->tok[t].pos == POS_VN || phrase_is_measure(v, t)))
			return t;
	for (uint32_t t = p.to - (p.from < p.to); t-- > p.from + 1u;)
		if ((v->cls[t - 1] & ROLE_ACTS) && v->tok[t].pos != POS_DE &&
		    !phrase_is_measure(v, p.to - 1))
			return t;
	return p.from;
}

/* The phrase left of token t within the clause that starts at lo. lone: nothing before it in the
 * sentence could lend its indicator, so that even a bare verb is better than none. */
/* "(Staff above) | 300's | firms": a figure with its bound before it and the particle behind, which
 * end an attribute that began further left. */
static bool is_bounded_attribute(const struct view *v, size_t t)
{
	if (v->tok[t].annot < 0 || v->tok[t + 1].pos != POS_DE)
		return false;
	const struct annot *a = &v->d->annots[v->tok[t].annot];
	return a->op_len && a->op_off < a->off;
}

struct stretch attach_left(const struct view *v, size_t lo, size_t t, bool lone)
{
	bool deed = lone && t == lo + 1u && (v->cls[lo] & ROLE_ACTS);
	size_t figure = t;

	t = attach_step_left(v, lo, t);
	while (in_list_of_values(v, lo, t)) t = attach_step_left(v, lo, t - 2);
	if (t == lo) return deed ? phrase_stretch(v, phrase_of(lo, lo + 1u)) : NONE;
	struct phrase p = without_basis(v, phrase_left(v, lo, t));
	while (p.from < p.to && v->tok[p.to - 1].pos == POS_VN && is_behind_deed(v, p.to))
		p.to--; /* "the price | after adjusting" */
	if (p.from == p.to) p = odd_head(v, lo, t, lone);
	if (p.to == p.from + 1u && v->tok[p.from].pos == POS_CLASS)
		return NONE; /* "has | a | ten years' ailment" */
	if (links_places(v, lo, p)) p.from -= 2;
	if (p.from < p.to && (is_means(v, lo, p) || phrase_expects(v, p.to - 1u) ||
			      (v->side[p.to - 1] & SIDE_PERIOD))) /* "when he ..., | 20" */
		return NONE;
	if (p.from < p.to && (v->side[p.to - 1] & SIDE_HEADS) && p.to < figure &&
	    (v->cls[p.to] & ROLE_INDVERB))
		p.to++; /* "a head | earned more" */
	/* "won with | a total of | 378 points" */
	bool beside = p.from < p.to && p.to == figure && (v->cls[p.to - 1] & ROLE_HEAD) &&
		      v->tok[p.to - 1].pos == POS_NOUN && !(v->side[p.to - 1] & SIDE_HEADS);
	if (p.from > lo && p.from < p.to && v->tok[p.from - 1].pos == POS_PREP &&
	    !(v->cls[p.from - 1] & ROLE_MODAL) && !behind_particle(v, &p) && !beside) {
		/* the object of a preposition is no indicator while something else stands before it
		 */
		size_t u = attach_step_left(v, lo, p.from - 1);
		struct phrase q = u > lo ? phrase_left(v, lo, u) : p;
		if (u == lo && is_spot(v, p.to - 1u) && p.to < figure) return NONE;
		if (q.from < q.to && !is_suffered(v, p, q)) p = q;
		if (v->side[p.to - 1] & SIDE_FRAME)
			return NONE; /* "calculated at constant prices" */
	}
	/* "carry out | water works", "affects | the price level", not "payment limit" */
	bool limit = p.from + 2u == p.to && phrase_is_measure(v, p.to - 1);
	bool rules = p.from + 1 < p.to && v->tok[p.from].pos == POS_VN &&
		     !(v->cls[p.from] & ROLE_NOMINAL) &&
		     ((v->cls[p.from] & ROLE_TRANS) ||
		      ((v->cls[p.from] & ROLE_LEADS) && p.from + 2u < p.to &&
		       (p.from == lo || v->tok[p.from - 1].pos == POS_TIME) &&
		       !phrase_is_measure(v, p.to - 1)));
	if (rules && !limit && v->tok[p.from + 1].pos != POS_DE &&
	    v->tok[p.from + 1].pos != POS_VN)
		p.from++;
	p.from = behind_deed(v, p);
	if (p.from < p.to) p.from = (uint32_t)over_mean(v, lo, p.from);
	if (p.from < p.to) p.from = with_verb(v, lo, p);
	p.from -= opens_attribute(v, lo, p);
	if (p.from + 2u < p.to && !(v->cls[p.to - 1] & ROLE_SUBJ) &&
	    is_bounded_attribute(v, p.from))
		p.from += 2;
	return p.from < p.to ? without_than(v, with_kinds(v, phrase_stretch(v, p), p.to), p.to)
			     : NONE;
}
