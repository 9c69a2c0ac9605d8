/* See sift.h. */
#include "pipeline/normalize/sift.h"

#include "pipeline/normalize/gloss.h"

#define STEP 64u /* units between two looks at the room that is left */

void sifter_make(struct sifter *s, const struct fold_marks *m, const struct t2s *t)
{
	const uint16_t beside = MARK_DIGIT | MARK_ZERO_END; /* matter only beside another mark */

	for (uint32_t c = 0; c < 65536; c++) {
		unsigned cls = 0;
		if (t->script[c] == T2S_HANS) cls |= SIFT_HANS;
		if (t->script[c] == T2S_HANT) cls |= SIFT_HANT;
		if (m->bits[c] & ~beside) cls |= SIFT_MARK;
		if (gloss_may_begin((uint16_t)c)) cls |= SIFT_GLOSS;
		if (t2s_closing_quote((uint16_t)c)) cls |= SIFT_QUOTE;
		if (c == '\n') cls |= SIFT_LINE;
		s->cls[c] = (uint8_t)cls;
	}
}

/* Hot, and which units are listed no processor can guess: every place is written, and kept by
 * counting it. */
void sift_text(const struct sifter *s, struct uslice text, struct sifted *l)
{
	const uint8_t *of = s->cls;
	size_t n = 0, hans = 0, hant = 0;

	for (size_t i = 0; i < text.len;) {
		size_t end = text.len - i < STEP ? text.len : i + STEP;
		l->at = mem_grow(l->at, &l->cap, n + STEP, sizeof *l->at);
		for (; i < end; i++) {
			uint8_t cls = of[text.p[i]];
			l->at[n] = (uint32_t)i;
			n += cls > SIFT_HANS;
			hans += cls & 1u;
		}
	}
	for (size_t k = 0; k < n; k++) hant += of[text.p[l->at[k]]] >> 1 & 1u; /* all are listed */
	l->by = s;
	l->text = text;
	l->n = n;
	l->count = (struct t2s_count){ hant, hans };
}

/* Units that were only swapped stand where they stood, and one that need be listed no more does no
 * harm. */
void sift_changed(struct uslice text, struct sifted *l)
{
	if (text.len != l->text.len) {
		sift_text(l->by, text, l);
		return;
	}
	for (size_t k = 0; k < l->n; k++) {
		uint8_t was = sift_class(l, k), is = l->by->cls[text.p[l->at[k]]];
		l->count.hans += (is & 1u) - (was & 1u);
		l->count.hant += (is >> 1 & 1u) - (was >> 1 & 1u);
	}
	l->text = text;
}

void sift_free(struct sifted *l)
{
	mem_free(l->at);
}
