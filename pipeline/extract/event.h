/* Events: clauses whose main verb signs, opens, founds, releases … (rules/extract/events.tsv). */
#ifndef ZHC_EVENT_H
#define ZHC_EVENT_H

#include "pipeline/core/word_table.h"
#include "pipeline/extract/claim_make.h"

struct event_table {
	struct word_table words; /* value: row index */
	struct arena a;
	struct event_row *rows;
	size_t n, cap;
};

/* Read rules/extract/events.tsv. ERR_RULES on a bad row. */
enum status event_open(struct event_table *t, const struct env *env, struct err *e);
void event_close(struct event_table *t);

/* Tokens of the sentence that are triggers. */
struct triggers {
	uint32_t *tok;
	size_t n, cap;
};
void event_find(const struct event_table *t, const struct view *v, struct arena *a, struct triggers *out);

/* The events of the sentence as claims. text offset of each trigger is its value's place for speech_at; the first new
 * claim is at index d->n_claims before the call; offs (in a) gets the trigger's text offset of each. */
size_t event_collect(const struct event_table *t, const struct triggers *at, const struct maker *k, struct arena *a, uint32_t **offs);

#endif
