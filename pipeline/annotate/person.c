/* Persons: known names, and names by the models of the segmenter where something beside them says person: an office
 * before or behind, a verb of saying behind, a row of names. A surname with a form of address is a person as well.
 * Titles: offices, with what narrows them in front (deputy, former). */
#include "pipeline/annotate/entity.h"

#define ENUM_MARK 0x3001

static bool is_title(const struct name_sentence *s, size_t i)
{
	return i < s->n && (s->t[i].pos == POS_TITLE || s->t[i].cls & CLASS_TITLE);
}

static bool is_speech(const struct name_sentence *s, size_t i)
{
	return i < s->n && s->t[i].cls & CLASS_SPEECH && !s->taken[i];
}

static bool is_edge(const struct name_sentence *s, size_t i)
{
	return i >= s->n || s->t[i].pos == POS_PUNCT || s->t[i].pos == POS_SPACE;
}

/* In a row of names: a person, then an enumeration mark or "and", then token i. */
static bool follows_person(const struct name_sentence *s, size_t i)
{
	return i >= 2 && s->taken[i - 2] == 1 + A_PERSON &&
	       (name_is_sign(s, i - 1, ENUM_MARK) || s->t[i - 1].pos == POS_CONJ);
}

/* i - 1 wraps at the first token, which then counts as an edge. */
static bool has_cue(const struct name_sentence *s, size_t i)
{
	return is_title(s, i - 1) || is_title(s, i + 1) || is_speech(s, i + 1) || follows_person(s, i);
}

/* A word or a model's name of transliterating characters right behind an office: the office holder. */
static bool is_titled_foreign(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	if (i == 0 || !is_title(s, i - 1) || t->annot >= 0 || t->len < 2 || t->len > 6) return false;
	if (t->pos != POS_NOUN && t->pos != POS_OTHER && t->pos != POS_NAME) return false;
	if (i + 1 < s->n && (s->t[i + 1].pos == POS_NOUN || s->t[i + 1].pos == POS_VN)) return false;
	return lexicon_is_translit(s->s->lexicon, name_text(s, i));
}

static bool has_dot(const struct name_sentence *s, size_t i)
{
	struct uslice t = name_text(s, i);

	for (size_t k = 1; k < t.len; k++)
		if (t.p[k] < 0x3400) return true;
	return false;
}

static enum span_trust judge(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];
	bool cue = has_cue(s, i);

	if (cue || !(t->flags & TOKEN_MODEL)) return TRUST_CERTAIN;
	if (t->flags & TOKEN_TRANSLIT) return has_dot(s, i) ? TRUST_CERTAIN : t->len >= 3 ? TRUST_LIKELY : TRUST_GUESS;
	if (t->len >= 3) return TRUST_LIKELY;
	return is_edge(s, i - 1) && is_edge(s, i + 1) ? TRUST_LIKELY : TRUST_GUESS;
}

/* A transliterated name before a noun of place is a place. */
static bool is_foreign_place(const struct name_sentence *s, size_t i)
{
	return s->t[i].flags & TOKEN_TRANSLIT && i + 1 < s->n && !s->taken[i + 1] && s->t[i + 1].cls & CLASS_PLACE_END &&
	       s->t[i + 1].len <= 3 && !has_dot(s, i);
}

/* One character that is a surname, and a form of address or the sign for a withheld name. */
static bool is_addressed(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	return t->len == 1 && t->annot < 0 && i + 1 < s->n && !s->taken[i + 1] && s->t[i + 1].annot < 0 &&
	       s->t[i + 1].cls & CLASS_ADDRESS && lexicon_is_surname(s->s->lexicon, s->d->text.p[t->off]);
}

void person_find(struct name_sentence *s, struct name_list *l)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->taken[i] || s->t[i].annot >= 0) continue;
		if (is_addressed(s, i)) {
			name_add(l, s, i, i + 1, A_PERSON, TRUST_LIKELY, "person.address");
			i++;
		} else if (s->t[i].pos == POS_PERSON && is_foreign_place(s, i)) {
			name_add(l, s, i, i + 1, A_PLACE, TRUST_LIKELY, "place.foreign");
			i++;
		} else if (s->t[i].pos == POS_PERSON || is_titled_foreign(s, i)) {
			name_add(l, s, i, i, A_PERSON, judge(s, i), "person.name");
		}
	}
}

void title_find(struct name_sentence *s, struct name_list *l)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct token *t = &s->t[i];
		if (s->taken[i] || t->annot >= 0 || !is_title(s, i)) continue;
		bool beside = (i + 1 < s->n && s->taken[i + 1] == 1 + A_PERSON) || (i > 0 && s->taken[i - 1] == 1 + A_PERSON);
		if (t->pos != POS_TITLE && !beside) continue;
		size_t from = i;
		while (from > 0 && !s->taken[from - 1] && s->t[from - 1].annot < 0 && s->t[from - 1].cls & CLASS_RANK)
			from--;
		name_add(l, s, from, i, A_TITLE, TRUST_CERTAIN, "title.word");
	}
}
