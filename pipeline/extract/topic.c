/* Topics: what a clause is about. See topic.h. */
#include "pipeline/extract/topic.h"

#include "pipeline/extract/phrase.h"

#define NONE ((struct stretch){ 0, 0 })

bool topic_is_entity(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_PLACE || p == POS_ORG || p == POS_PERSON || p == POS_WORK || (v->cls[t] & ROLE_SUBJ);
}

size_t topic_name_end(const struct view *v, size_t from, size_t to)
{
	size_t t = from;

	while (t < to && (topic_is_entity(v, t) || (t > from && v->tok[t].pos == POS_VETO)))
		t++;
	if (t > from && t < to && (v->tok[t].cls & (CLASS_ORG_END | CLASS_ORG_WEAK | CLASS_PLACE_END)) && phrase_head(v, t)) t++;
	return t;
}

/* Behind a preposition: its phrase and the place word after it. */
static size_t over_preposition(const struct view *v, size_t t, size_t end)
{
	struct phrase p = phrase_right(v, t + 1);

	t = p.to > t + 1 ? p.to : t + 1;
	if (t < end && v->tok[t].pos == POS_LOC) t++;
	return t;
}

static struct phrase topic_phrase(const struct view *v, size_t clause)
{
	size_t t = v->clauses[clause].from, end = v->clauses[clause].to;

	while (t < end) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (p == POS_PREP)
			t = over_preposition(v, t, end);
		else if (p == POS_TIME || p == POS_ADV || p == POS_CONJ || p == POS_SPACE || p == POS_LOC || p == POS_AUX)
			t++;
		else
			break;
	}
	if (t >= end || (v->cls[t] & ROLE_NOTSUBJ)) return (struct phrase){ 0, 0 };
	return phrase_right(v, t);
}

/* Does a figure of the phrase follow: a verb of reaching or changing, or the number itself? */
static bool measured_next(const struct view *v, size_t t, size_t end)
{
	while (t < end && v->tok[t].pos == POS_ADV && !v->cls[t])
		t++;
	return t < end && ((v->cls[t] & (ROLE_REACH | ROLE_UP | ROLE_DOWN | ROLE_COMPARE)) || v->tok[t].pos == POS_QUANTITY);
}

/* "Company: profit up 5 %": a clause that is one phrase and a colon names whom the headline is about. */
static bool is_label(const struct view *v, size_t clause, struct phrase p)
{
	const struct clause *c = &v->clauses[clause];

	return p.from == c->from && p.to + 1 == c->to && p.to - p.from <= 4 &&
	       (phrase_is_mark(v, p.to, ':') || phrase_is_mark(v, p.to, 0xff1a));
}

static bool has_particle(const struct view *v, struct phrase p)
{
	for (size_t t = p.from; t < p.to; t++)
		if (v->tok[t].pos == POS_DE) return true;
	return false;
}

/* Is the phrase one who speaks? What he says has subjects of its own. */
static bool speaks(const struct view *v, size_t t, size_t end)
{
	for (; t < end; t++)
		if (v->cls[t] & ROLE_SAY) return true;
	return false;
}

struct stretch topic_find(const struct view *v, size_t clause, bool *entity)
{
	struct phrase p = topic_phrase(v, clause);

	*entity = false;
	if (p.from == p.to || v->tok[p.from].pos == POS_VERB || (v->cls[p.from] & (ROLE_TRANS | ROLE_POLICY))) return NONE;
	*entity = topic_is_entity(v, p.from);
	if (speaks(v, p.to, v->clauses[clause].to)) return NONE;
	bool stands_for = (v->cls[p.from] & ROLE_SUBJ) != 0;
	if (!*entity && is_label(v, clause, p)) *entity = true;
	if (*entity && (stands_for || has_particle(v, p) || measured_next(v, p.to, v->clauses[clause].to))) {
		/* the phrase is what is measured: only the name at its head is the subject */
		p.to = (uint32_t)topic_name_end(v, p.from, p.to);
	}
	return phrase_stretch(v, p);
}
