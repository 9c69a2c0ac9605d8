/* From a name to the verb of saying. See speaker_near.h. */
#include "pipeline/extract/speaker_near.h"

#include "pipeline/extract/speaker_words.h"

/* The token behind the last one before cue that is no adverb, time or particle with what it makes
 * an adverb of. */
size_t speaker_over_manner(const struct view *v, size_t lo, size_t cue)
{
	size_t e = cue;

	while (e > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[e - 1].pos;
		if (p == POS_AUX && e - 1 > lo && v->tok[e - 2].pos == POS_ADJ)
			e -= 2; /* excited | ly */
		else if (p == POS_ADV || p == POS_TIME || p == POS_AUX) e--;
		else break;
	}
	return e;
}

/* Do tokens [t, e) only say to whom or what he does ("A said to B", "A comforted B")? */
static bool is_told(const struct view *v, size_t t, size_t e)
{
	bool told = false, acts = false;

	for (size_t i = t; i + 1 < e; i++) {
		bool verb =
			v->tok[i].len > 1 && (v->tok[i].pos == POS_VERB || v->tok[i].pos == POS_VN);
		told = told || v->tok[i].pos == POS_PREP || (v->cls[i] & ROLE_BREAK);
		acts = v->tok[i].pos != POS_DE && (acts || verb);
	}
	return told || acts;
}

/* The token behind the nouns that begin at t, counts before people among them: "the UN | Economic
 * Commission", "the ministry | spokesman", "the college's | one student", "the party's | 20th
 * congress". */
size_t speaker_nouns_end(const struct view *v, size_t t, size_t e)
{
	const uint32_t counts = POS_BIT(POS_QUANTITY) | POS_BIT(POS_NUM) | POS_BIT(POS_CLASS);
	bool people = e > t + 1 && speaker_is_people(v, e - 1);

	while (t < e) {
		/* one that ends them is the predicate */
		bool last = t + 1 == e && v->tok[t].pos == POS_VN;
		bool name = v->tok[t].pos == POS_OTHER && t + 1 == e &&
			    v->d->text.p[v->tok[t].off] >= HAN_FIRST;
		bool noun = ((POS_NAMING & POS_BIT(v->tok[t].pos)) && !last) || name;
		bool paper = view_token_label(v, t) & LABEL_PAPER;
		bool none = (v->cls[t] & (ROLE_NOTSUBJ | ROLE_NOTNOUN)) ||
			    ((v->side[t] & SIDE_NOTICE) && !paper);
		bool counted = people || (t + 1 < e && v->tok[t + 1].pos == POS_NOUN);
		if ((!noun || none) && !(counted && (counts & POS_BIT(v->tok[t].pos)))) break;
		t++;
	}
	return t;
}

/* What tokens [t, end) of the clause make of the name before them: the person at their end, his
 * kin, one described behind an attributive particle. apart: the verb is in another clause, only kin
 * counts. */
static struct stretch kin_or_owned(const struct view *v, struct stretch who, size_t t, size_t end,
				   bool apart)
{
	size_t last = t, person = t, kin = 0;
	bool verb = t + 1 < end && (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN) &&
		    v->tok[t + 1].pos == POS_DE;
	/* "the army's", "the media that the army controls" */
	bool owned = v->tok[t].pos == POS_DE || verb;

	for (size_t i = t; i < end; i++) {
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (v->cls[i] & ROLE_KIN) kin = i + 1;
		bool aged = i == t && p == POS_TIME && i + 1 < end && v->tok[i + 1].pos == POS_DE;
		if (aged || (i == t && verb)) continue; /* 39 years old | the wife */
		if (!speaker_in_run(v, i) || p == POS_LOC || (p == POS_VERB && !owned && !kin) ||
		    (v->cls[i] & ROLE_BREAK))
			break;
		if (apart && (p == POS_VERB || p == POS_VN || p == POS_CONJ)) break;
		if (p == POS_PERSON) person = i + 1;
		if (speaker_ends_run(v, i)) last = i + 1;
	}
	if (person > t && person == last)
		return (struct stretch){ v->tok[person - 1].off, v->tok[person - 1].len };
	if (last == t || (!owned && !kin)) return who;
	size_t name = kin;
	while (name && name < end && v->tok[name].len == 1 &&
	       (speaker_in_run(v, name) || (name > kin && v->tok[name].pos == POS_ADV)))
		name++;
	/* a name that no lexicon knows behind the kin: sister Mao */
	if (name > kin + 1 && name <= kin + 3) {
		who.off = v->tok[kin].off;
		last = name;
	}
	return (struct stretch){ who.off, v->tok[last - 1].off + v->tok[last - 1].len - who.off };
}

/* A name matched before the verb may only describe who speaks: "A's sister says", "the recall of
 * A's initiator B says". Over the words that can stand inside one phrase, to the noun that ends it.
 */
struct stretch speaker_near(const struct view *v, struct stretch who, size_t cue)
{
	size_t t = view_token_at(v, stretch_end(who));

	if (t >= cue || v->tok[t].off != stretch_end(who)) return who;
	size_t e = speaker_over_manner(v, t, cue), clause = view_clause_of(v, t);
	if (e > t && !is_told(v, t, e) && clause == view_clause_of(v, e - 1)) {
		const struct token *last = &v->tok[e - 1];
		bool behind =
			e > t + 1 && ((v->cls[e - 2] & ROLE_KIN) || v->tok[e - 2].pos == POS_TITLE);
		if (behind && last->pos == POS_PERSON)
			return (struct stretch){ last->off, last->len };
		if (v->cls[e - 1] & ROLE_KIN) /* A's 73-year-old mother */
			return (struct stretch){ who.off, last->off + last->len - who.off };
	}
	bool body = (t > 0 && v->tok[t - 1].pos != POS_PERSON) ||
		    (e == t + 1 && (v->cls[t] & ROLE_SUBJ));
	if (body && e > t && speaker_nouns_end(v, t, e) == e && v->tok[e - 1].pos != POS_PERSON &&
	    (v->tok[e - 1].len > 1 || v->tok[e - 1].pos == POS_TITLE || e > t + 1))
		return (struct stretch){ who.off, v->tok[e - 1].off + v->tok[e - 1].len - who.off };
	size_t end = v->clauses[clause].to;
	return kin_or_owned(v, who, t, end <= cue ? end : cue, end <= cue);
}

/* People or a body by what they are, or a word in the place of a name ("villager | Old Li"). */
bool speaker_goes_on(const struct view *v, size_t more)
{
	const struct token *last = &v->tok[more - 1];

	if (speaker_is_people(v, more - 1) || (v->cls[more - 1] & ROLE_SUBJ)) return true;
	if (view_token_label(v, more - 1) & LABEL_PAPER) return true;
	if (last->cls & (CLASS_ORG_END | CLASS_ORG_WEAK)) return true;
	bool name = last->pos == POS_NOUN && last->len <= SHORT_NAME;
	return name && !(v->side[more - 1] & SIDE_NOTICE) && speaker_is_people(v, more - 2);
}
