/* How far reported speech goes on. See carry.h.
 *
 * Nothing marks its end. It goes on over the next sentence of its paragraph, and one more that
 * opens with a joint ("moreover", "of them"), unless that opens with a source of its own, a
 * pronoun, somebody who acts, or a place to which the reporter turns ("in Beijing, …"), or is what
 * he saw. One that opens with "of which" goes on whatever follows. */
#include "pipeline/extract/carry.h"

#include "pipeline/core/punctuation.h"

#define REST_UNITS     200 /* over which it goes on at most */
#define REST_SENTENCES 2
#define WORD_UNITS     4  /* of a word at the head of a sentence */

/* The longest word of the table that begins at off, its classes; its length in *len, 0 if none. */
static const struct word_kind *word_at(const struct words *w, struct uslice text, size_t off,
				       size_t *len)
{
	for (size_t n = WORD_UNITS; n > 0; n--) {
		const struct word_kind *k =
			off + n <= text.len ? words_kind_at(w, text, off, n) : NULL;
		*len = n;
		if (k && (k->role || k->side || k->label)) return k;
	}
	*len = 0;
	return NULL;
}

/* The name that begins at off: of a person or a body; NULL if none. */
static const struct annot *name_at(const struct doc *d, size_t off)
{
	for (size_t i = doc_first_annot(d, off); i < d->n_annots && d->annots[i].off == off; i++)
		if (d->annots[i].type == A_PERSON || d->annots[i].type == A_ORG)
			return &d->annots[i];
	return NULL;
}

/* The end of the annotation of the type that begins at off; off if none does. */
static size_t over_annot(const struct doc *d, size_t off, enum annot_type type)
{
	for (size_t i = doc_first_annot(d, off); i < d->n_annots && d->annots[i].off == off; i++)
		if (d->annots[i].type == type) return off + d->annots[i].len;
	return off;
}

/* "In Beijing, …": a preposition of one character at off, a place, a comma. */
static bool turns_to_place(const struct doc *d, const struct words *w, size_t off)
{
	size_t len, i = off + 1;
	const struct word_kind *k = word_at(w, d->text, off, &len);

	if (!k || len != 1 || !(k->role & ROLE_BREAK)) return false;
	for (size_t from = off; from != i;) {
		from = i;
		i = over_annot(d, i, A_PLACE);
	}
	return i > off + 1 && i < d->text.len && mark_is_comma(d->text.p[i]);
}

static bool same_text(const struct doc *d, struct stretch a, size_t off, size_t len)
{
	return a.len == len &&
	       !memcmp(d->text.p + a.off, d->text.p + off, len * sizeof *d->text.p);
}

/* Somebody opens the sentence at off, and it is not the body that speaks of itself. */
static bool names_actor(const struct doc *d, const struct words *w, const struct speech *s,
			size_t off)
{
	const struct annot *a = name_at(d, off);
	size_t len;

	if (a) return a->type == A_PERSON || !same_text(d, s->who, off, a->len);
	const struct word_kind *k = word_at(w, d->text, off, &len);
	if (!k) return false;
	if (k->side & (SIDE_SOURCE | SIDE_HE)) return true;
	if (len == 1 || same_text(d, s->who, off, len)) return false;
	return k->side & (SIDE_OFFICE | SIDE_PEOPLE);
}

/* Does the sentence open with the one whom the speech is about all the time (the company, both
 * sides, we), or with what should be done? */
static bool stays(const struct words *w, struct uslice text, size_t off)
{
	size_t len;
	const struct word_kind *k = word_at(w, text, off, &len);

	return k && ((k->role & (ROLE_SUBJ | ROLE_MODAL)) || (k->side & SIDE_PERSONAL));
}

/* Does sentence x go on with what s says, and open with a joint where one is wanted? */
static bool goes_on(const struct doc *d, const struct words *w, const struct speech *s,
		    const struct sentence *x, bool want_joint)
{
	size_t i = x->off, end = i + x->len, len;
	bool joint = false;

	for (size_t from = end; i < end && from != i;) {
		from = i;
		const struct word_kind *k = word_at(w, d->text, i, &len);
		if (k && len > 1 && (k->role & ROLE_AMONG)) return true;
		bool opens = k && (k->side & SIDE_OPENER);
		joint = joint || opens;
		if (opens) i += len;
		else if (mark_is_comma(d->text.p[i])) i++;
		else i = over_annot(d, i, A_TIME);
	}
	if (want_joint && !joint && !stays(w, d->text, i)) return false;
	return !names_actor(d, w, s, i) && !turns_to_place(d, w, i) &&
	       !words_hold_label(w, doc_span(d, x->off, x->len), LABEL_REPORTER);
}

struct stretch carry_rest(const struct doc *d, const struct words *w, uint32_t n,
			  const struct speech *s)
{
	const struct sentence *x = &d->sentences[n];
	struct stretch rest = { x->off + x->len, 0 };

	if (!s->who.len || !s->scope[1].len || stretch_end(s->scope[1]) != rest.off ||
	    d->text.p[s->scope[1].off] == QUOTE_OPEN)
		return (struct stretch){ 0, 0 };
	for (uint32_t i = n + 1; i < d->n_sentences && i <= n + REST_SENTENCES; i++) {
		const struct sentence *next = &d->sentences[i];
		uint32_t len = next->off + next->len - rest.off;
		bool apart = next->off > stretch_end(rest); /* a paragraph's end, flattened */
		if (next->block != x->block || apart || len > REST_UNITS ||
		    !goes_on(d, w, s, next, i > n + 1))
			break;
		rest.len = len;
	}
	return rest;
}
