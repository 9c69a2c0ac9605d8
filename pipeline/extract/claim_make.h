/* Making claim records: slots to text and bytes, values with sign and scale, identities. */
#ifndef ZHC_CLAIM_MAKE_H
#define ZHC_CLAIM_MAKE_H

#include "pipeline/extract/frame.h"
#include "pipeline/extract/mood.h"
#include "pipeline/extract/period_choice.h"

/* What all claims of a sentence share; made with the first of them. */
struct shared_slots {
	bool made;
	struct src_span ev;
	struct slice quote;
};

/* What making a claim needs beside the mention. */
struct maker {
	struct doc *d;
	const struct view *v;
	const struct finds *finds;
	const struct frame *frame;
	const struct mentions *ms;
	const struct period_choice *when; /* how times are chosen */
	struct slice tool;
	uint32_t sentence; /* index */
	struct slice doc_date;
	struct shared_slots *shared; /* zero before the first claim */
	const struct turn *turn;     /* that begins in the sentence, NULL none */
	/* for sentences before it that are looked at again */
	const struct view_words *cut;
	struct arena *scratch; /* of the sentence */
};

/* The claim of a mention, added to d->claims; its index. */
size_t claim_make_number(const struct maker *k, struct mentions *ms, size_t i);

/* What a number measures, by its form and unit. */
const char *claim_measure(const struct doc *d, const struct words *words, const struct annot *a);

/* A new claim of the sentence with kind, rule, document and evidence filled; its index. */
size_t claim_make_plain(const struct maker *k, struct slice kind, struct slice rule_id,
			double confidence);

/* Fill a text slot and its span from a stretch of the text. Nothing for an empty stretch. */
void claim_set_slot(struct doc *d, struct claim *c, struct slice *text, enum claim_span span,
		    struct stretch s);
/* Fill the time slots from an annotation (-1 none); how: HOW_NULL keeps its own. */
void claim_set_time(struct doc *d, struct claim *c, int32_t annot, uint8_t how);
/* The days that they say, when they are others than the annotation's. */
void claim_set_span(struct doc *d, struct claim *c, const struct timespan *s);
/* The place of a subject that is one. */
void claim_set_place(struct doc *d, struct claim *c, struct stretch subj);
void claim_set_mood(struct doc *d, struct claim *c, struct mood m);
/* The norm of a name: canonical name of the annotation that it is, else its text. */
struct slice claim_norm(struct doc *d, struct stretch s);
/* The same of a subject, which may point at a name told before. */
struct slice claim_subject_norm(const struct maker *k, struct stretch s);
/* A day as text, absent for DAY_NONE. */
struct slice claim_day(struct doc *d, int32_t day);
void claim_add_flag(struct doc *d, struct claim *c, const char *flag);

/* After all slots of all claims are filled: repair class, flags, ids, parents. parent[i] is the
 * index of claim i's parent or -1. */
void claim_finish_all(struct doc *d, const int32_t *parent);

/* Document order: by the first byte of value, trigger or cue; then by kind. */
void claim_sort(struct doc *d);

#endif
