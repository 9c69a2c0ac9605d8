/* Man or woman. See speaker_sex.h.
 *
 * Only words of two characters beside a name are asked (rules/extract/words.tsv: male, female), so
 * that it works where no tokens are at hand. */
#include "pipeline/extract/speaker_sex.h"

#define SEX_UNITS 2 /* units of such a word */

static const struct word_kind *kind_at(const struct view *v, size_t off)
{
	static const struct word_kind none = { 0, 0, 0, 0 };
	struct uslice text = { v->d->text.p, v->d->text.len };

	return off + SEX_UNITS <= text.len ? words_kind_at(v->words, text, off, SEX_UNITS) : &none;
}

static uint64_t sex_of(const struct word_kind *k)
{
	return k ? k->side & (SIDE_MALE | SIDE_FEMALE) : 0;
}

uint64_t speaker_sex(const struct view *v, struct stretch s)
{
	uint64_t sex = s.len > SEX_UNITS ? sex_of(kind_at(v, stretch_end(s) - SEX_UNITS)) : 0;

	if (!s.len || sex) return sex;
	const struct word_kind *next = kind_at(v, stretch_end(s));
	if (next && (next->role & ROLE_KIN)) return 0; /* his wife */
	sex = sex_of(next);
	return sex || s.off < SEX_UNITS ? sex : sex_of(kind_at(v, s.off - SEX_UNITS));
}

uint64_t speaker_pronoun_sex(const struct view *v, struct stretch cue)
{
	size_t t = view_token_at(v, cue.off), lo = v->clauses[view_clause_of(v, t)].from;

	while (t-- > lo)
		if (v->side[t] & SIDE_HE) return v->side[t] & (SIDE_MALE | SIDE_FEMALE);
	return 0;
}
