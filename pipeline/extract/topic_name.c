/* Names at the head of a phrase: of places and firms that no lexicon knows, and of whom words of
 * shares and offices say who he is. See topic.h. */
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define PLACE_NAME_MAX 4 /* units of a place's name before its kind */
#define BRAND_TOKENS   6 /* of the name of a firm */
#define THING_TOKENS   6 /* of the name of a thing behind that of its place */

size_t topic_place_end(const struct view *v, size_t from, size_t to)
{
	size_t t = from, len = 0;

	for (; t < to && len <= PLACE_NAME_MAX; t++) {
		if (t > from && (v->side[t] & SIDE_PLACEKIND) && v->tok[t].annot < 0)
			return phrase_head(v, t) ? t + 1 : from;
		bool name = v->tok[t].pos == POS_NOUN || v->tok[t].pos == POS_NAME ||
			    v->tok[t].pos == POS_PLACE || (v->tok[t].flags & TOKEN_HAN);
		if (!name || v->cls[t] || v->side[t]) return from;
		len += v->tok[t].len;
	}
	return from;
}

/* A fixed word right behind a name that may be part of it: "the delta's integration | zone", a
 * model; behind a place a sign like 5G opens the next noun. */
static bool goes_on(const struct view *v, size_t t)
{
	bool sign = !unit_is_ideograph(v->d->text.p[v->tok[t].off]);
	bool place = v->tok[t - 1].pos == POS_PLACE || (v->cls[t - 1] & ROLE_SUBJ);

	return v->tok[t].pos == POS_VETO && !v->cls[t] && !phrase_is_measure(v, t) &&
	       !(sign && place);
}

bool topic_is_model(const struct view *v, size_t t)
{
	uint16_t first = v->d->text.p[v->tok[t].off];

	return t > 0 && topic_is_entity(v, t - 1) && first >= 'A' && first <= 'Z' && goes_on(v, t);
}

size_t topic_summed_end(const struct view *v, size_t t, size_t to)
{
	bool number = t > 0 && t + 1 < to && v->tok[t].pos == POS_NUM && v->tok[t].annot < 0;

	if (!number || !topic_is_entity(v, t - 1) ||
	    !(view_token_label(v, t + 1) & LABEL_SUMMED))
		return t;
	return view_token_label(v, t) & LABEL_NUMERAL ? t + 2 : t;
}

/* "Tesla | Shanghai | plant": behind a body and a place, the noun of what it has there. */
static bool is_site(const struct view *v, size_t from, size_t t, size_t to)
{
	if (t < from + 2 || t >= to || v->tok[t - 1].pos != POS_PLACE ||
	    v->tok[t - 2].pos != POS_ORG || v->tok[t].pos != POS_NOUN)
		return false;
	return (v->side[t] & SIDE_OWNER) || (v->cls[t] & ROLE_PROJECT);
}

/* "The Qinghe | (class) | freighter's load": behind the word at t that makes the name of a ship, a
 * train, a model of the name before it, and the noun of what it is, unless a figure says how much
 * there is of that. */
static size_t called_end(const struct view *v, size_t from, size_t t, size_t to)
{
	if (t == from || t >= to || !(view_token_label(v, t) & LABEL_CALLED)) return t;
	bool last = t + 2 >= to;
	bool figure = to < v->n_tok &&
		      (v->tok[to].pos == POS_QUANTITY || v->tok[to].pos == POS_NUM);
	bool kind = t + 1 < to && v->tok[t + 1].pos == POS_NOUN && !(last && figure) &&
		    !phrase_is_measure(v, t + 1);
	return t + 1 + kind;
}

/* "Asia's | badminton | open's prizes": behind the noun that makes the name of one thing of the
 * name before it and the nouns between; t if there is none. */
static size_t thing_end(const struct view *v, size_t from, size_t t, size_t to)
{
	const unsigned parts = POS_BIT(POS_NOUN) | POS_BIT(POS_VN) | POS_BIT(POS_ADJ) |
			       POS_BIT(POS_NAME);

	if (t == from || (v->cls[t - 1] & ROLE_SUBJ)) return t;
	if (t == from + 1 && v->tok[from].len == 1) return t;
	for (size_t i = t; i < to && i < t + THING_TOKENS; i++) {
		if (view_token_label(v, i) & LABEL_THING) return i + 1;
		if (view_is_type(v, i, A_ORDINAL)) continue; /* the city's | 31st | games */
		if (!(parts >> v->tok[i].pos & 1) || v->tok[i].annot >= 0 || v->cls[i]) break;
	}
	return t;
}

size_t topic_name_end(const struct view *v, size_t from, size_t to)
{
	bool titled = from + 1 < to && v->tok[from].pos == POS_TITLE &&
		      v->tok[from + 1].pos == POS_PERSON;
	size_t t = titled ? from + 1 : from, place = topic_place_end(v, from, to);

	if (place > from) return place;
	while (t < to && (topic_is_entity(v, t) || (t > from && goes_on(v, t)))) t++;
	while (t > from && t < to && v->tok[from].pos != POS_PLACE &&
	       (view_token_label(v, t) & LABEL_FAMILY))
		t++;
	size_t called = called_end(v, from, t, to);
	if (called > t) return called;
	size_t thing = thing_end(v, from, t, to);
	if (thing > t) return thing;
	size_t summed = topic_summed_end(v, t, to);
	if (summed > t) return summed;
	if (is_site(v, from, t, to)) return t + 1;
	if (t + 1 < v->n_tok && t > from && (v->side[t] & SIDE_PIVOT) &&
	    v->tok[t + 1].pos == POS_QUANTITY)
		return t; /* "the city | organises 20 men" */
	if (t == from || t == to || (v->cls[t - 1] & ROLE_SUBJ) ||
	    !(v->tok[t].cls & (CLASS_ORG_END | CLASS_ORG_WEAK | CLASS_PLACE_END)) ||
	    !phrase_head(v, t))
		return t;
	/* "the delta's railway mileage": a railway inside a longer phrase ends no name */
	bool inside = v->tok[t].len > 1 && !(v->tok[t].cls & CLASS_ORG_END) && t + 1 < to &&
		      v->tok[t + 1].pos != POS_PUNCT;
	return inside ? t : t + 1;
}

static bool ends_firm(const struct view *v, size_t t)
{
	return v->tok[t].cls & (CLASS_ORG_END | CLASS_ORG_WEAK);
}

/* Behind the brand of a firm at t that no lexicon knows, up to the trade that ends it: loose
 * characters, or what stands behind a place; t if there is none. */
static size_t brand_end(const struct view *v, size_t t, size_t to, bool behind_place)
{
	const unsigned verbs = POS_BIT(POS_VERB) | POS_BIT(POS_VN);
	size_t i = t, loose = t;

	for (; i < to; i++) {
		unsigned p = POS_BIT(v->tok[i].pos);
		bool trade = i > t && ends_firm(v, i);
		if (phrase_is_measure(v, i) || p & (POS_BIT(POS_DE) | POS_BIT(POS_PUNCT) |
						    POS_BIT(POS_PREP) | POS_BIT(POS_CONJ)))
			break;
		if (trade && (i + 1 == to || !ends_firm(v, i + 1))) return i + 1;
		if (i == loose && v->tok[i].len == 1) loose++;
		if (p & verbs && v->tok[i].len > 1 && !ends_firm(v, i)) break;
	}
	if (loose > t + 1) { /* "Ruiqi investment", "Ruiqi | plans" */
		uint64_t acts = ROLE_MODAL | ROLE_POLICY | ROLE_UP | ROLE_DOWN | ROLE_SAY;
		bool trade = loose < to && v->tok[loose].pos == POS_VN && !(v->cls[loose] & acts);
		return trade ? loose + 1 : loose;
	}
	return behind_place ? i : t;
}

size_t topic_holder_end(const struct view *v, size_t t, size_t to)
{
	size_t from = t + 1;

	if (t >= to || !(v->side[t] & SIDE_HOLDER)) return t;
	while (from < to && ((v->side[from] & SIDE_HOLDER) || v->tok[from].pos == POS_TITLE))
		from++;
	size_t end = topic_name_end(v, from, to);
	if (end > from && v->tok[end - 1].pos != POS_PLACE) return end;
	size_t brand =
		brand_end(v, end, to < from + BRAND_TOKENS ? to : from + BRAND_TOKENS, end > from);
	return brand > from ? brand : t + 1;
}

size_t topic_holder_behind(const struct view *v, size_t lo, size_t end)
{
	if (!(v->all_side & SIDE_HOLDER)) return end;
	for (size_t t = lo + 1; t < end; t++) {
		size_t b = t;
		while (b > lo + 1 && (v->tok[b - 1].pos == POS_DE || v->tok[b - 1].pos == POS_LOC ||
				      unit_closes_bracket(phrase_mark(v, b - 1))))
			b--;
		const struct token *share = &v->tok[b - 1];
		if ((v->side[t] & SIDE_HOLDER) && share->annot >= 0 &&
		    v->d->annots[share->annot].type == A_PERCENT &&
		    topic_holder_end(v, t, end) > t + 1)
			return t;
	}
	return end;
}
