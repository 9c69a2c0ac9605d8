/* Offices stand right before a name, one behind the other with their bodies ("the firm's chairman
 * and the institute's head | Wei"), or one behind it. See office.h. */
#include "pipeline/extract/office.h"

#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"

#define OFFICE_UNITS 48 /* longest run of offices, units */

/* May token t be part of the name of a body or an office? */
static bool is_part(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	if (p == POS_PERSON) return false;
	if (p == POS_WORK && v->tok[t + 1].pos != POS_NOUN) return false; /* X weekly's | editor */
	if (POS_NAMING & POS_BIT(p)) return !(v->side[t] & SIDE_OPENER);
	if (p == POS_LOC) /* East | Bay: a name of which the lexicon knows the end only */
		return v->tok[t].len == 1 && (t == 0 || view_is_mark(v, t - 1));
	return p == POS_ADJ || p == POS_OTHER;
}

/* Does token t end an office? */
static bool ends_office(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_TITLE || (v->tok[t].pos == POS_NOUN && speaker_is_people(v, t));
}

static struct stretch office_before(const struct view *v, size_t name)
{
	size_t from = name;

	if (!name || !ends_office(v, name - 1)) return (struct stretch){ 0, 0 };
	while (from > 0 && v->tok[name].off - v->tok[from - 1].off <= OFFICE_UNITS) {
		size_t t = from - 1;
		if (list_joins(v, t, JOINS_ROW) ? !t || !ends_office(v, t - 1) : !is_part(v, t))
			break;
		from = t;
	}
	/* "the former | president", "based in | Paris, the head" */
	while (from > 0 && (view_token_label(v, from - 1) & LABEL_TENURE)) from--;
	return phrase_stretch(v, phrase_of(from, name));
}

struct stretch office_beside(const struct view *v, struct stretch who)
{
	if (!who.len || who.off < v->off || stretch_end(who) > v->off + v->len)
		return (struct stretch){ 0, 0 };
	size_t name = view_token_at(v, who.off), end = view_token_at(v, stretch_end(who));
	if (v->tok[name].pos != POS_PERSON || v->tok[name].off != who.off || name + 1 < end)
		return (struct stretch){ 0, 0 };
	struct stretch s = office_before(v, name);
	if (!s.len && end < v->n_tok && v->tok[end].pos == POS_TITLE &&
	    v->tok[end].off == stretch_end(who))
		s = phrase_stretch(v, phrase_of(end, end + 1));
	return s;
}
