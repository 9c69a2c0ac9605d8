/* One look at every unit of a text for all of normalize's steps: what one of them might change is
 * listed, and the steps walk that list instead of the text. Most of a clean text is in no list, so
 * that it costs one look.
 *
 * The list is of one text and is made again when a step has changed it. */
#ifndef ZHC_SIFT_H
#define ZHC_SIFT_H

#include "pipeline/normalize/fold_marks.h"
#include "pipeline/normalize/t2s.h"

/* Classes of a unit; all but SIFT_HANS are listed. */
enum sift_class {
	SIFT_HANS = 1,	 /* only simplified text has it; counted */
	SIFT_HANT = 2,	 /* only traditional text has it; counted too */
	SIFT_MARK = 4,	 /* has a bit of enum mark_bit that fold_marks_width or fold_marks_quotes
			    looks for */
	SIFT_GLOSS = 8,	 /* an injected reading may begin: a bracket, a letter with a tone mark */
	SIFT_QUOTE = 16, /* opens a quotation (t2s_closing_quote) */
	SIFT_LINE = 32	 /* U+000A */
};

/* Process lifetime, read-only. */
struct sifter {
	uint8_t cls[65536];
};

/* What is in a text. Document lifetime, mem_alloc'd. */
struct sifted {
	const struct sifter *by;
	struct uslice text;
	uint32_t *at; /* ascending: units that have a class other than SIFT_HANS */
	size_t n, cap;
	struct t2s_count count;
};

/* From what the steps look for. */
void sifter_make(struct sifter *s, const struct fold_marks *m, const struct t2s *t);
/* Sift text, whatever l held before (zero to begin with). */
void sift_text(const struct sifter *s, struct uslice text, struct sifted *l);
/* l is of the text as it was before a fold or the removal of glosses, which change none but listed
 * units. */
void sift_changed(struct uslice text, struct sifted *l);
void sift_free(struct sifted *l);

/* Index of the first one at or behind unit at; from: one known to stand not behind it. */
static inline size_t sift_from(const struct sifted *l, size_t from, size_t at)
{
	while (from < l->n && l->at[from] < at) from++;
	return from;
}

/* Class of the listed unit k. */
static inline uint8_t sift_class(const struct sifted *l, size_t k)
{
	return l->by->cls[l->text.p[l->at[k]]];
}

#endif
