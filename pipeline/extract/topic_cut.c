/* What is cut off a noun phrase at the head of a clause until its topic is left. See topic_cut.h.
 */
#include "pipeline/extract/topic_cut.h"

#include "pipeline/extract/owner.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

#define DEED_TOKENS 5 /* of a deed before "after" */

/* "The city | renews 60 km of pipes": behind the name at its head, a verb that takes objects opens
 * the predicate. */
void topic_cut_predicate(const struct view *v, struct phrase *p)
{
	/* "the services fair | drew 100" */
	bool acts =
		p->to < v->n_tok && (v->tok[p->to].pos == POS_VERB || v->tok[p->to].pos == POS_ADV);

	uint32_t name = (uint32_t)topic_name_end(v, p->from, p->to);
	for (uint32_t t = name; t > p->from && t + 1 < p->to; t++) {
		/* "the province | combines its industry and its market's" */
		bool leads = t == name && (v->cls[t] & ROLE_LEADS) && v->tok[p->to].pos == POS_DE &&
			     !phrase_is_measure(v, p->to - 1u);
		if ((v->tok[t].pos == POS_VN &&
		     (((v->cls[t] & ROLE_TRANS) && !((v->cls[t] & ROLE_NOMINAL) && acts)) ||
		      leads)) ||
		    (v->cls[t] & ROLE_SAY)) {
			p->to = t;
			return;
		}
	}
}

/* Does a particle stand in [from, to)? What comes before it is an attribute then. */
static bool has_de(const struct view *v, uint32_t from, uint32_t to)
{
	while (from < to && v->tok[from].pos != POS_DE) from++;
	return from < to;
}

/* "Chairman Zhu | however says", "Lin | drives": behind a person and what he is called, an adverb,
 * a preposition or a verb opens the predicate. */
void topic_cut_person(const struct view *v, struct phrase *p)
{
	const unsigned opens = POS_BIT(POS_ADV) | POS_BIT(POS_PREP) | POS_BIT(POS_VERB);

	for (uint32_t t = p->from; t + 1 < p->to; t++) {
		if (v->tok[t].pos != POS_PERSON) continue;
		uint32_t k = t + 1;
		while (k < p->to && (v->tok[k].pos == POS_TITLE || v->tok[k].cls & CLASS_ADDRESS ||
				     (view_token_label(v, k) & LABEL_FAMILY)))
			k++;
		if (k == p->to || v->tok[k].annot >= 0) continue;
		/* "Li | grows | pepper": a classifier of nothing is a verb; "Li | in the final" */
		bool verb = v->tok[k].pos == POS_CLASS && k + 2 == p->to &&
			    p->to < v->n_tok && v->tok[p->to].pos == POS_QUANTITY;
		bool played = (v->side[k] & SIDE_GAME) != 0;
		if (!verb && !played && !(opens >> v->tok[k].pos & 1)) continue;
		if ((v->cls[k] & ROLE_AND) || (v->side[k] & SIDE_ETC) || has_de(v, k, p->to))
			continue;
		p->to = k;
	}
}

/* A verb of the clause where a phrase fills it: a verbal noun, one that also says how things are
 * (sound: to make sound), spending with what it was spent on. */
static bool whole_verb(const struct view *v, struct phrase p, uint32_t t)
{
	if (v->tok[t].pos == POS_ADJ) return v->cls[t] & ROLE_POLICY;
	if (v->tok[t].pos != POS_VN) return false;
	bool spent = (v->cls[t] & ROLE_INDVERB) && (v->cls[p.to - 1] & ROLE_PROJECT);
	return spent || !phrase_is_measure(v, t);
}

/* "The city | supports science's renewal,": a verbal noun at the end of *p is the object of the one
 * at t where a noun stands between; "the city's | traffic control," is none. */
static bool has_object(const struct view *v, struct phrase p, uint32_t t)
{
	if (v->tok[p.to - 1].pos != POS_VN) return true;
	return p.to > t + 2u && v->tok[p.to - 2].pos == POS_NOUN;
}

/* "The region's | build-and-invest group,": a body whose name holds the verbal noun at t. */
static bool body_holds(const struct view *v, struct phrase p, uint32_t t)
{
	const struct token *last = &v->tok[p.to - 1];
	bool acts = (v->cls[t] & (ROLE_TRANS | ROLE_POLICY | ROLE_LEADS)) &&
		    !(v->cls[t] & ROLE_NOMINAL);

	return !acts && last->len > 1 && last->pos != POS_VN && (last->cls & CLASS_ORG_END);
}

/* A name, or one of those who have figures. */
static bool may_act(const struct view *v, size_t t)
{
	return topic_is_entity(v, t) || owner_is(v, t) || v->tok[t].pos == POS_NUM ||
	       (v->tok[t].cls & CLASS_ORG_END);
}

/* "The terminal | opens,": does the verbal noun at t say what happens to what stands before it? */
static bool happens(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_VN && !v->cls[t] &&
	       words_kind(v->words, view_token_text(v, t)).event;
}

/* "Line 6 | runs the present fares,": a phrase that fills its clause holds the verb of the clause,
 * behind a name or one of those who have figures. */
void topic_cut_whole(const struct view *v, struct phrase *p)
{
	for (uint32_t t = p->from + 1; t < p->to; t++) {
		if (!may_act(v, t - 1)) continue;
		bool verb = t + 1 == p->to
				    ? happens(v, t)
				    : whole_verb(v, *p, t) && v->tok[t + 1].pos != POS_DE &&
					      has_object(v, *p, t) && !body_holds(v, *p, t);
		if (verb) {
			p->to = t;
			return;
		}
	}
}

/* "Doctors | advise Ko": a verb right before a name opens the predicate. */
void topic_cut_named(const struct view *v, struct phrase *p)
{
	for (uint32_t t = p->from + 1; t + 1 < p->to; t++)
		if (topic_verb_names(v, t)) {
			p->to = t;
			return;
		}
}

struct phrase topic_deed(const struct view *v, size_t t, size_t end)
{
	const unsigned verbs = POS_BIT(POS_VERB) | POS_BIT(POS_VN),
		       opens = verbs | POS_BIT(POS_ADV) | POS_BIT(POS_PREP) | POS_BIT(POS_TIME);
	size_t from = t;

	/* "this" alone does something itself: this led to */
	if (t == 0 || (v->tok[t - 1].len < 2 && !(view_token_label(v, t - 1) & LABEL_BACK)))
		return NO_PHRASE;
	if (t + 2 < end && v->tok[t].pos == POS_ADJ && v->tok[t + 1].pos == POS_DE) from = t + 2;
	if (from + 1 >= end || !(verbs >> v->tok[from].pos & 1) || v->tok[from].len < 2 ||
	    (v->cls[from] & (ROLE_SAY | ROLE_REACH | ROLE_COPULA)))
		return NO_PHRASE;
	return opens >> v->tok[from + 1].pos & 1 ? phrase_of(t, from + 1) : NO_PHRASE;
}

/* Verbal nouns alone at the head of a clause are its verbs. */
bool topic_only_verbs(const struct view *v, struct phrase p)
{
	for (uint32_t t = p.from; t < p.to; t++) {
		/* newly opened */
		bool newly = v->tok[t].pos == POS_ADJ && v->tok[t].len == 1 && t + 1 < p.to;
		if (!newly && (v->tok[t].pos != POS_VN || phrase_is_measure(v, t))) return false;
	}
	return true;
}

/* Cut what stands at the end of a topic as an adverb before the verb: on the spot, mainly. */
void topic_cut_adnouns(const struct view *v, struct phrase *p)
{
	while (p->to > p->from + 1u && (v->side[p->to - 1] & SIDE_ADNOUN)) p->to--;
}

/* "Data storage | needs", "the pit's collapse | led to": a thing does nothing by itself, and what
 * led to something happened; the verb is the next one. */
static bool is_subject_deed(const struct view *v, struct phrase p)
{
	size_t noun = p.to - 2u;

	if (p.to < p.from + 2u || v->tok[p.to].pos != POS_VERB ||
	    (v->cls[p.to - 1] & (ROLE_POLICY | ROLE_MODAL)) || !phrase_noun(v, noun))
		return false;
	if (v->side[p.to] & SIDE_CAUSE) return true;
	return !topic_is_entity(v, noun) && !owner_is(v, noun) && !speaker_is_people(v, noun) &&
	       !(view_token_label(v, noun) & LABEL_PERSONS) && !(v->cls[noun] & ROLE_KIN) &&
	       v->tok[noun].pos == POS_NOUN && v->tok[noun].len > 1 &&
	       !(v->tok[noun].cls & (CLASS_ORG_END | CLASS_ORG_WEAK | CLASS_TITLE));
}

/* A verbal noun right before a number or a verb is the verb of the clause, not the end of its
 * topic. */
void topic_cut_verb(const struct view *v, struct phrase *p, size_t end)
{
	for (uint32_t t = p->from + 1; t + 1u < p->to;
	     t++) /* "the host A | entered": behind a person stands what he does */
		if (v->tok[t].pos == POS_PERSON && v->tok[t - 1].pos == POS_TITLE &&
		    v->tok[t + 1].pos == POS_VN)
			p->to = t + 1;
	/* "the contest asks entrants", "the war cost homes": from a verb that wants a clause on */
	for (uint32_t t = p->from + 1; t < p->to; t++)
		if (((v->side[t] & SIDE_PIVOT) && v->tok[t].pos == POS_VN) ||
		    ((v->side[t] & SIDE_CAUSE) && v->tok[t].pos == POS_VERB &&
		     !has_de(v, t, p->to)))
			p->to = t;
	if (p->to < end && p->to > p->from + 1u && view_is_mark(v, p->to) &&
	    !(v->cls[p->to] & ROLE_AND) && v->tok[p->to - 1].pos == POS_VN &&
	    !phrase_is_measure(v, p->to - 1)) {
		p->to--;
		return;
	}
	if (p->to >= end || v->tok[p->to - 1].pos != POS_VN || phrase_is_measure(v, p->to - 1))
		return;
	enum pos_tag next = (enum pos_tag)v->tok[p->to].pos;
	bool joined = view_token_label(v, p->to) & LABEL_ONVERB; /* "the valve | is used in" */
	if (next != POS_QUANTITY && next != POS_NUM && next != POS_VERB && next != POS_AUX &&
	    next != POS_TIME && !joined)
		return;
	if (is_subject_deed(v, *p)) return;
	p->to--;
	while (p->to > p->from + 1u && v->tok[p->to - 1].pos == POS_VN &&
	       (v->cls[p->to - 1] & ROLE_POLICY)) /* "the plant plans | to build" */
		p->to--;
}

/* A verb that leads with one short noun may be a compound: renewal | projects. */
bool topic_is_led(const struct view *v, struct phrase p)
{
	if (p.to < p.from + 2u || !(v->cls[p.from] & ROLE_LEADS)) return false;
	const struct token *next = &v->tok[p.from + 1], *last = &v->tok[p.to - 1];
	if (next->pos == POS_DE || phrase_is_measure(v, p.to - 1)) return false;
	if (topic_is_entity(v, p.from + 1)) return true;
	if (owner_is(v, p.to - 1) || (last->cls & CLASS_ORG_END)) return false;
	return p.to > p.from + 2u || next->len > 3;
}

/* "The school that lies in the zone": of a clause that describes, only the noun behind its last
 * particle. */
/* "After the sale | the firm": a deed and the word that says before or after it. */
static void cut_deed(const struct view *v, struct phrase *p)
{
	for (uint32_t t = p->from + 1u; t + 1u < p->to && t < p->from + DEED_TOKENS; t++) {
		enum pos_tag deed = (enum pos_tag)v->tok[t - 1].pos;
		bool beside = v->tok[t].pos == POS_LOC && (v->cls[t] & ROLE_BESIDE);
		bool owner = topic_is_entity(v, t + 1) || (v->cls[t + 1] & ROLE_SUBJ);
		if (!beside || !owner || (deed != POS_VN && deed != POS_VERB)) continue;
		p->from = t + 1;
		return;
	}
}

void topic_cut_relative(const struct view *v, struct phrase *p)
{
	cut_deed(v, p);
	if (v->tok[p->from].pos != POS_VERB && !(v->cls[p->from] & (ROLE_TRANS | ROLE_POLICY)) &&
	    !topic_verb_names(v, p->from))
		return;
	for (uint32_t t = p->to; t-- > p->from;)
		if (v->tok[t].pos == POS_DE) {
			p->from = t + 1;
			return;
		}
}

/* "Pingchuan | came next,": a set phrase that ends a clause says something of the topic. */
static bool is_predicate(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_IDIOM && view_is_mark(v, t + 1);
}

/* "The station | from the centre | 12 km": where the word for a distance to what ends *p stands, a
 * length right behind it; p.to if none does. */
static uint32_t distance_from(const struct view *v, struct phrase p)
{
	const struct token *next = p.to < v->n_tok ? &v->tok[p.to] : NULL;

	if (!next || next->annot < 0 || v->d->annots[next->annot].dim != DIM_LENGTH) return p.to;
	for (uint32_t t = p.from + 1; t + 1 < p.to; t++)
		if (v->tok[t].pos == POS_PREP && (v->cls[t] & ROLE_HEAD)) return t;
	return p.to;
}

void topic_cut_tail(const struct view *v, struct phrase *p)
{
	p->to = distance_from(v, *p);
	while (p->to > p->from + 1u &&
	       ((v->cls[p->to - 1] & ROLE_PER) || is_predicate(v, p->to - 1)))
		p->to--;
	while (p->to > p->from + 1u && (v->cls[p->to - 1] & ROLE_NOTSUBJ) &&
	       (v->cls[p->to - 1] & ROLE_REVIEW))
		p->to--;
}

/* "A think tank of B's -- | the Centre": behind two dashes, the name of what *p says of which kind
 * it is; *p stays where none follows. */
static void over_dashes(const struct view *v, struct phrase *p, size_t end)
{
	const unsigned behind = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADV) |
				POS_BIT(POS_TIME) | POS_BIT(POS_PREP) | POS_BIT(POS_PUNCT);
	const uint16_t dash = 0x2014;
	uint32_t from = p->to + 2u;

	if (from >= end || phrase_mark(v, p->to) != dash || phrase_mark(v, p->to + 1u) != dash)
		return;
	struct phrase name = phrase_right(v, from);
	bool named = topic_is_entity(v, from) || phrase_opens(v, from) ||
		     topic_place_end(v, from, name.to) > from ||
		     (v->tok[name.to - 1u].cls & CLASS_ORG_END);
	bool kind = owner_is(v, p->to - 1u) || phrase_noun(v, p->to - 1u);
	if (name.from < name.to && name.to < end && named && kind &&
	    (behind >> v->tok[name.to].pos & 1))
		*p = name;
}

void topic_over_others(const struct view *v, struct phrase *p, size_t end)
{
	over_dashes(v, p, end);
	if (p->to + 1u < end && (v->side[p->to] & SIDE_ETC) &&
	    v->tok[p->to - 1].pos == POS_PERSON && phrase_head(v, p->to + 1u))
		p->to += 2;
}
