/* Persons: known names, and names by the models of the segmenter where something beside them says
 * person: an office before or behind, a verb of saying behind, a row of names. A surname with a
 * form of address is a person as well, and what a parenthesis behind it calls a pseudonym or a
 * lady. Titles: offices, with what narrows them in front (deputy, former). */
#include "pipeline/annotate/entity.h"
#include "pipeline/core/punctuation.h"

#define SURNAMED_MAX 3 /* units of what somebody of a surname is */
#define NOTED_UNITS  4 /* units of such a name in Chinese characters at most */
#define PART_MAX     5 /* units of a part of a foreign name */

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
	       (name_is_sign(s, i - 1, LIST_MARK) || s->t[i - 1].pos == POS_CONJ);
}

/* Before the second of a row of names, which the models are surer of: three characters. */
static bool leads_person(const struct name_sentence *s, size_t i)
{
	return i + 2 < s->n && name_is_sign(s, i + 1, LIST_MARK) && s->t[i + 2].pos == POS_PERSON &&
	       s->t[i + 2].len > 2 && s->t[i + 2].annot < 0;
}

/* i - 1 wraps at the first token, which then counts as an edge. */
static bool has_cue(const struct name_sentence *s, size_t i)
{
	return is_title(s, i - 1) || is_title(s, i + 1) || is_speech(s, i + 1) ||
	       follows_person(s, i) || leads_person(s, i);
}

/* A word or a model's name of transliterating characters right behind an office: the office holder.
 */
static bool is_titled_foreign(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	if (i == 0 || !is_title(s, i - 1) || t->annot >= 0 || t->len < 2 || t->len > 6)
		return false;
	if (t->pos != POS_NOUN && t->pos != POS_OTHER && t->pos != POS_NAME) return false;
	if (i + 1 < s->n && (s->t[i + 1].pos == POS_NOUN || s->t[i + 1].pos == POS_VN))
		return false;
	return lexicon_is_translit(s->s->lexicon, name_text(s, i));
}

static bool has_dot(const struct name_sentence *s, size_t i)
{
	struct uslice t = name_text(s, i);

	for (size_t k = 1; k < t.len; k++)
		if (t.p[k] < HAN_FIRST) return true;
	return false;
}

/* At the head of a clause, with a predicate or another name behind: a subject's place. */
static bool heads_clause(const struct name_sentence *s, size_t i)
{
	if (!is_edge(s, i - 1) && s->t[i - 1].pos != POS_CONJ && s->t[i - 1].pos != POS_TIME)
		return false;
	if (is_edge(s, i + 1)) return true;
	switch (s->t[i + 1].pos) {
	case POS_VERB:
	case POS_PREP:
	case POS_CONJ:
	case POS_ADV:
	case POS_TIME:
	case POS_QUANTITY:
	case POS_AUX:
		return true;
	default:
		return false;
	}
}

static enum span_trust judge(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];
	bool common = lexicon_is_surname(s->s->lexicon, s->d->text.p[t->off]);

	if (has_cue(s, i) || !(t->flags & TOKEN_MODEL)) return TRUST_CERTAIN;
	if (t->flags & TOKEN_TRANSLIT)
		return has_dot(s, i) ? TRUST_CERTAIN : t->len >= 3 ? TRUST_LIKELY : TRUST_GUESS;
	bool subject = heads_clause(s, i);
	if (t->len >= 3) return common || subject ? TRUST_LIKELY : TRUST_WEAK;
	if (!common) return TRUST_WEAK;
	return subject ? TRUST_LIKELY : TRUST_GUESS;
}

/* Does the text of token i end in the tail of foreign places? */
static bool has_place_tail(const struct name_sentence *s, size_t i)
{
	struct uslice t = name_text(s, i);
	uint16_t cls;

	for (size_t n = 2; n <= 3 && n < t.len; n++)
		if (lexicon_pos(s->s->lexicon, (struct uslice){ t.p + t.len - n, n }, &cls) >= 0 &&
		    cls & CLASS_PLACE_END)
			return true;
	return false;
}

/* Transliterated, by the model or by the lexicon? */
static bool is_foreign(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	if (t->flags & TOKEN_TRANSLIT) return true;
	return !(t->flags & TOKEN_MODEL) && t->len >= 3 &&
	       lexicon_is_translit(s->s->lexicon, name_text(s, i));
}

/* A word that is no place but has the class of provinces: a place's name stands behind it ("the
 * capital", "bound for"). */
static bool points_at_place(const struct name_sentence *s, size_t i)
{
	return s->t[i].cls & CLASS_PROVINCE && s->t[i].pos != POS_PLACE && !s->taken[i];
}

/* A transliterated name that is a place: before a noun of place, behind another place or a word
 * that points at one, before a word of direction. */
static bool is_foreign_place(const struct name_sentence *s, size_t i)
{
	if (!is_foreign(s, i) || has_dot(s, i)) return false;
	if (has_place_tail(s, i)) return true;
	if (i > 0 && s->t[i].flags & TOKEN_MODEL && points_at_place(s, i - 1)) return true;
	if (has_cue(s, i)) return false;
	return (i > 0 && s->taken[i - 1] == 1 + A_PLACE) ||
	       (i + 1 < s->n && s->t[i + 1].pos == POS_LOC);
}

/* The noun of place that belongs to the foreign name at i; i when there is none. */
static size_t foreign_end(const struct name_sentence *s, size_t i)
{
	size_t k = i + 1;
	bool noun = is_foreign(s, i) && !has_dot(s, i) && k < s->n && !s->taken[k] &&
		    s->t[k].annot < 0 && s->t[k].cls & CLASS_PLACE_END && s->t[k].len <= 3;

	return noun ? k : i;
}

/* May what stands behind a surname and an ordinary word (woman, suspect, uncle) go on about that
 * person? */
static bool is_predicate(const struct name_sentence *s, size_t i)
{
	const unsigned told = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADV) |
			      POS_BIT(POS_PREP) | POS_BIT(POS_TIME) | POS_BIT(POS_QUANTITY);

	return i < s->n && (told & POS_BIT(s->t[i].pos) || is_speech(s, i));
}

/* A surname and a form of address or the sign for a withheld name, at i and i + 1; one that is an
 * ordinary word too only at the head of a clause and before what he does. Of a rare surname an
 * office stands there, too, and it is no word of grammar. */
static bool is_addressed(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *u = t + 1;

	if (t->len != 1 || t->annot >= 0 || i + 1 >= s->n || s->taken[i + 1] || u->annot >= 0)
		return false;
	uint16_t name = s->d->text.p[t->off];
	if (!(u->cls & CLASS_ADDRESS) || !lexicon_has_surname(s->s->lexicon, name)) return false;
	const unsigned governs = POS_BIT(POS_VERB) | POS_BIT(POS_PREP) | POS_BIT(POS_OTHER);
	bool opens = is_edge(s, i - 1) || governs & POS_BIT(s->t[i - 1].pos);
	if (lexicon_is_surname(s->s->lexicon, name))
		return u->len > 1 || u->pos == POS_PRON || (opens && is_predicate(s, i + 2));
	const unsigned grammar = POS_BIT(POS_PREP) | POS_BIT(POS_CONJ) | POS_BIT(POS_ADV) |
				 POS_BIT(POS_PRON) | POS_BIT(POS_VERB);
	if (grammar & POS_BIT(t->pos)) return false;
	return u->pos == POS_PRON || (u->len > 1 && (opens || !is_title(s, i + 1)));
}

/* "Somebody surnamed Lin" in one word, and behind it what he is: a man, a driver. Both classes mark
 * such a word. */
static bool is_surnamed(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *u = t + 1;

	if (!(t->cls & CLASS_ADDRESS) || !(t->cls & CLASS_RANK) || i + 1 >= s->n) return false;
	if (s->taken[i] || s->taken[i + 1] || u->annot >= 0 || u->len > SURNAMED_MAX) return false;
	return !(u->cls & (CLASS_GENERIC | CLASS_BREAK)) &&
	       (u->pos == POS_NOUN || u->pos == POS_VN || u->pos == POS_TITLE);
}

/* An ordinary word in a row of names, its first character a surname: "Wang Tao, Gaofeng, Li Ming".
 */
static bool is_listed(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	if (t->pos != POS_NOUN || t->len < 2 || t->len > 3 || !follows_person(s, i) ||
	    i + 2 >= s->n)
		return false;
	return name_is_sign(s, i + 1, LIST_MARK) && s->t[i + 2].pos == POS_PERSON &&
	       lexicon_is_surname(s->s->lexicon, s->d->text.p[t->off]);
}

/* A surname and one character by the model, and behind it "and" before what it cannot stand before:
 * it is the last of the name. */
static bool is_longer(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *u = t + 1;

	if (!(t->flags & TOKEN_MODEL) || t->flags & TOKEN_TRANSLIT || t->len != 2 || i + 1 >= s->n)
		return false;
	if (u->len != 1 || u->annot >= 0 || s->taken[i + 1]) return false;
	if (u->pos != POS_CONJ || !(u->cls & CLASS_ORG_IN)) return false;
	return is_edge(s, i + 2) || is_speech(s, i + 2) || s->t[i + 2].pos == POS_DE ||
	       s->t[i + 2].pos == POS_ADV || (s->t[i + 2].pos == POS_VERB && s->t[i + 2].annot < 0);
}

/* The surname of her husband before the name of a married woman in Hong Kong and Taiwan: the token
 * before the name at i + 1. */
static bool is_married(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *u = t + 1;

	if (t->len != 1 || i + 1 >= s->n || t->annot >= 0 || s->taken[i + 1]) return false;
	if (u->pos != POS_PERSON || u->len != 3 || !(u->flags & TOKEN_MODEL) ||
	    u->flags & TOKEN_TRANSLIT)
		return false;
	if (!is_edge(s, i - 1) && !is_title(s, i - 1)) return false;
	return (t->pos == POS_NOUN || t->pos == POS_NAME || t->flags & TOKEN_HAN) &&
	       lexicon_is_surname(s->s->lexicon, s->d->text.p[t->off]);
}

/* A transliterated name longer than the model knows: two of its tokens, one right behind the other.
 */
static bool is_torn_foreign(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *u = t + 1;

	if (i + 1 >= s->n || s->taken[i + 1] || t->annot >= 0 || u->annot >= 0) return false;
	if (t->pos != POS_PERSON || u->pos != POS_PERSON || has_dot(s, i) || has_dot(s, i + 1))
		return false;
	return u->flags & TOKEN_TRANSLIT && lexicon_is_translit(s->s->lexicon, name_text(s, i)) &&
	       !is_foreign_place(s, i) && !is_foreign_place(s, i + 1);
}

static void add_name(struct name_sentence *s, struct name_list *l, size_t i)
{
	size_t to = foreign_end(s, i);
	bool place = to > i || is_foreign_place(s, i);
	struct name_span *x =
		place ? name_add(l, s, i, to,
				 (struct name_kind){ A_PLACE, TRUST_LIKELY, "place.foreign" })
		      : name_add(l, s, i, i,
				 (struct name_kind){ A_PERSON, judge(s, i), "person.name" });

	x->foreign = to == i && is_foreign(s, i) && !has_dot(s, i);
}

#define LOOK_BACK_NAMES 256 /* names of the document that are compared */

/* Tokens from i on that are a name which the document has named before, as the lexicon has cut it:
 * one behind the last of them, i when there is none. Whole tokens only, so that no word is torn. */
static size_t named_before(const struct name_sentence *s, const struct name_list *l, size_t i)
{
	size_t low = l->n > LOOK_BACK_NAMES ? l->n - LOOK_BACK_NAMES : 0;

	uint16_t first = s->d->text.p[s->t[i].off];

	if (!name_may_begin(l, first) || !lexicon_is_surname(s->s->lexicon, first)) return i;
	for (size_t to = i; to < s->n && to < i + 3 && !s->taken[to] && s->t[to].annot < 0; to++) {
		uint32_t len = s->t[to].off + s->t[to].len - s->t[i].off;
		if (len > 4) return i;
		for (size_t k = l->n; k-- > low;) {
			const struct name_span *x = &l->items[k];
			if (x->type == A_PERSON && x->trust >= TRUST_CERTAIN && x->len == len &&
			    !memcmp(s->d->text.p + x->off, s->d->text.p + s->t[i].off,
				    len * sizeof(uint16_t)))
				return to + 1;
		}
	}
	return i;
}

/* One character that opens familiar names, and one of given names. */
static bool is_familiar(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i], *u = t + 1;

	if (t->len > 1 || i + 1 >= s->n || s->taken[i + 1] || u->len != 1 || u->annot >= 0)
		return false;
	bool plain = u->pos == POS_NOUN || u->pos == POS_VN || u->pos == POS_VERB ||
		     u->pos == POS_ADJ || u->pos == POS_NAME || u->pos == POS_OTHER;
	return plain &&
	       lexicon_is_familiar(s->s->lexicon, s->d->text.p[t->off], s->d->text.p[u->off]);
}

/* Certain beside a verb of saying or kin; else it has to come back. */
static enum span_trust judge_familiar(const struct name_sentence *s, size_t i)
{
	bool certain = is_speech(s, i + 2) || is_title(s, i - 1) || follows_person(s, i);
	return certain ? TRUST_CERTAIN : TRUST_GUESS;
}

/* Two loose characters, neither a word of grammar: secretary | Li | Feng | at the talk. */
static bool is_pair(const struct name_sentence *s, size_t i)
{
	return name_is_loose(s, i) && name_is_loose(s, i + 1) && s->t[i].pos != POS_PREP &&
	       s->t[i + 1].pos != POS_PREP;
}

/* Two or three characters, the first a surname, between an office and a verb of saying: a name that
 * the models have cut (professor Lin Jia | and | explains), or two before a preposition. One behind
 * its last token; i when it is none. */
static size_t titled_end(const struct name_sentence *s, size_t i)
{
	size_t to = i;

	if (i > 0 && is_title(s, i - 1) && s->t[i].pos == POS_FOREIGN && s->t[i].len > 1 &&
	    is_speech(s, i + 1))
		return i + 1; /* manager Rick says */
	if (i == 0 || !is_title(s, i - 1) ||
	    !lexicon_has_surname(s->s->lexicon, s->d->text.p[s->t[i].off]))
		return i;
	for (; to < s->n && to < i + 3 && !s->taken[to] && s->t[to].annot < 0 && !is_speech(s, to);
	     to++) {
		bool middle = to == i || (to == i + 1 && s->t[i].len == 1);
		if (!middle && s->t[to].pos == POS_PREP)
			return to == i + 2 && is_pair(s, i) ? to : i;
		if (!middle && s->t[to].pos == POS_CONJ && !(s->t[to].cls & CLASS_ORG_IN))
			return i; /* minister Li Yang | however | says */
		bool given = to == i + 1 && s->t[i].len == 1 && s->t[to].len == 2 &&
			     is_speech(s, to + 1); /* Hong | Datong */
		if (s->t[to].len > 1 && !given &&
		    !(s->t[to].flags & TOKEN_MODEL && s->t[to].pos == POS_PERSON))
			return i;
	}
	if (to < i + 2 || !is_speech(s, to)) return i;
	uint32_t len = s->t[to].off - s->t[i].off;
	return len >= 2 && len <= 3 && s->d->text.p[s->t[to - 1].off] >= HAN_FIRST ? to : i;
}

/* A person at token i; gives the token behind what was found, i + 1 if nothing was. */
static size_t find_at(struct name_sentence *s, struct name_list *l, size_t i)
{
	size_t to;

	if (is_surnamed(s, i)) {
		name_add(l, s, i, i + 1,
			 (struct name_kind){ A_PERSON, TRUST_LIKELY, "person.surnamed" });
		return i + 2;
	}
	if (is_addressed(s, i)) {
		name_add(l, s, i, i + 1,
			 (struct name_kind){ A_PERSON, TRUST_LIKELY, "person.address" });
		return i + 2;
	}
	if ((to = titled_end(s, i)) > i) {
		name_add(l, s, i, to - 1,
			 (struct name_kind){ A_PERSON, TRUST_CERTAIN, "person.titled" });
		return to;
	}
	if (is_longer(s, i) || is_married(s, i) || is_torn_foreign(s, i)) {
		name_add(l, s, i, i + 1,
			 (struct name_kind){ A_PERSON, TRUST_LIKELY, "person.longer" });
		return i + 2;
	}
	if (s->t[i].pos == POS_PERSON || is_titled_foreign(s, i) || is_listed(s, i)) {
		add_name(s, l, i);
		return foreign_end(s, i) + 1;
	}
	if (is_familiar(s, i)) {
		name_add(l, s, i, i + 1,
			 (struct name_kind){ A_PERSON, judge_familiar(s, i), "person.familiar" });
		return i + 2;
	}
	if ((to = named_before(s, l, i)) > i)
		name_add(l, s, i, to - 1,
			 (struct name_kind){ A_PERSON, TRUST_LIKELY, "person.again" });
	return to > i ? to : i + 1;
}

/* "Ah Ling (a pseudonym)", "Dora (Ms)": token i says so. What stands between an edge and the
 * parenthesis is the name, or the word right before it. */
static void find_noted(struct name_sentence *s, struct name_list *l, size_t i)
{
	bool inside = i > 1 && i + 1 < s->n &&
		      (name_is_sign(s, i - 1, BRACKET_OPEN) || name_is_sign(s, i - 1, '(')) &&
		      (name_is_sign(s, i + 1, BRACKET_CLOSE) || name_is_sign(s, i + 1, ')'));

	if (!inside) return;
	size_t end = i - 1, from = end - 1;
	uint32_t stop = s->t[end].off;
	if (s->taken[from] || s->t[from].annot >= 0 || is_edge(s, from)) return;
	while (from > 0 && stop - s->t[from - 1].off <= NOTED_UNITS && !s->taken[from - 1] &&
	       s->t[from - 1].annot < 0 && s->t[from - 1].len == 1 && !is_edge(s, from - 1))
		from--;
	bool latin = s->t[end - 1].pos == POS_FOREIGN;
	if (latin || s->t[end - 1].len > 1) from = end - 1;
	uint32_t len = stop - s->t[from].off;
	if (len > 1 && (latin || len <= NOTED_UNITS))
		name_add(l, s, from, end - 1,
			 (struct name_kind){ A_PERSON, TRUST_CERTAIN, "person.noted" });
}

/* A word of a Latin name: "Hatzius", but not "CEO" or "iPhone". */
static bool is_latin_part(const struct name_sentence *s, size_t i)
{
	if (i >= s->n || s->t[i].pos != POS_FOREIGN || s->taken[i] || s->t[i].annot >= 0)
		return false;
	struct uslice t = name_text(s, i);
	return t.len > 1 && t.p[0] >= 'A' && t.p[0] <= 'Z' && t.p[1] >= 'a' && t.p[1] <= 'z';
}

/* "Analyst | Jan Hatzius": two Latin words or more behind an office are a person, one only before a
 * verb of saying. */
static void find_latin(struct name_sentence *s, struct name_list *l, size_t i)
{
	size_t before = i - 1, to = i;

	if (before > 0 && s->t[before].pos == POS_SPACE) before--; /* CEO | Tim Cook */
	if (!is_title(s, before) || !is_latin_part(s, i)) return;
	while (to + 2 < s->n && s->t[to + 1].len == 1 &&
	       (s->t[to + 1].pos == POS_SPACE || name_is_sign(s, to + 1, '-')) &&
	       is_latin_part(s, to + 2))
		to += 2;
	if (to > i || is_speech(s, i + 1))
		name_add(l, s, i, to,
			 (struct name_kind){ A_PERSON, TRUST_CERTAIN, "person.latin" });
}

/* May token i be a part of a foreign name with hyphens? */
static bool is_part(const struct name_sentence *s, size_t i)
{
	const unsigned parts = POS_BIT(POS_NOUN) | POS_BIT(POS_PERSON) | POS_BIT(POS_NAME) |
			       POS_BIT(POS_OTHER) | POS_BIT(POS_PLACE);
	const struct token *t = &s->t[i];

	if (s->taken[i] || t->annot >= 0 || t->len > PART_MAX || t->cls & CLASS_BREAK) return false;
	return (t->len == 1 || parts >> t->pos & 1) &&
	       lexicon_is_translit(s->s->lexicon, name_text(s, i));
}

/* "Joseph-Cha | hine", "Saint-James | Park": the name does not end with token i. */
static bool goes_further(const struct name_sentence *s, size_t i)
{
	if (is_edge(s, i + 1)) return false;
	if (s->t[i + 1].cls & (CLASS_PLACE_END | CLASS_ORG_END)) return true;
	return s->t[i].len == 1 && s->t[i + 1].len == 1 && s->t[i + 1].pos != POS_DE;
}

/* "Chris-Paul" where the lexicon knows Paul as a word, so that the models have not joined them: at
 * the hyphen i. Gives the token behind the name. */
static size_t find_joined(struct name_sentence *s, struct name_list *l, size_t i)
{
	size_t from = i - 1, to = i + 1;
	bool person = false, place = true, lengthy = false;

	if (!is_part(s, from)) return i + 1;
	while (to < s->n && is_part(s, to) && to + 2 < s->n && name_is_sign(s, to + 1, '-') &&
	       is_part(s, to + 2))
		to += 2;
	if (to >= s->n || !is_part(s, to)) return i + 1;
	for (size_t k = from; k <= to; k += 2) {
		person |= s->t[k].pos == POS_PERSON && s->t[k].len > 1;
		place &= s->t[k].pos == POS_PLACE;
		lengthy |= s->t[k].len > 2;
	}
	if ((!person && !lengthy) || place || goes_further(s, to)) return i + 1;
	name_add(l, s, from, to, (struct name_kind){ A_PERSON, TRUST_LIKELY, "person.joined" });
	return to + 1;
}

void person_find(struct name_sentence *s, struct name_list *l)
{
	size_t next = 0;

	for (size_t i = 0; s->cls & CLASS_ADDRESS && i < s->n; i++)
		if (s->t[i].cls & CLASS_ADDRESS) find_noted(s, l, i);
	for (size_t i = 1; s->pos >> POS_FOREIGN & 1 && i < s->n; i++)
		if (s->t[i].pos == POS_FOREIGN) find_latin(s, l, i);
	for (size_t i = 1; s->hyphen && i + 1 < s->n;)
		i = name_is_sign(s, i, '-') ? find_joined(s, l, i) : i + 1;
	for (size_t k = 0; k < s->n_openers; k++) {
		size_t i = s->openers[k];
		if (i >= next && !s->taken[i] && s->t[i].annot < 0) next = find_at(s, l, i);
	}
}

void title_find(struct name_sentence *s, struct name_list *l)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct token *t = &s->t[i];
		if (!is_title(s, i) || s->taken[i] || t->annot >= 0) continue;
		bool beside = (i + 1 < s->n && s->taken[i + 1] == 1 + A_PERSON) ||
			      (i > 0 && s->taken[i - 1] == 1 + A_PERSON);
		if (t->pos != POS_TITLE && !beside) continue;
		size_t from = i;
		while (from > 0 && !s->taken[from - 1] && s->t[from - 1].annot < 0 &&
		       s->t[from - 1].cls & CLASS_RANK)
			from--;
		name_add(l, s, from, i, (struct name_kind){ A_TITLE, TRUST_CERTAIN, "title.word" });
	}
}
