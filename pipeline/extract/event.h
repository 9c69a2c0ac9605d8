/* Events: clauses whose main verb signs, opens, founds, releases … (rules/extract/events.tsv). */
#ifndef ZHC_EVENT_H
#define ZHC_EVENT_H

#include "pipeline/extract/claim_make.h"

struct event_table {
	struct arena a;
	struct event_row *rows;
	size_t n, cap;
	struct datrie_key *triggers; /* value: row index */
	size_t n_triggers, cap_triggers;
	struct uslice *agents; /* words before who does it: by */
	size_t n_agents, cap_agents;
	struct uslice *manner; /* words of manner before the verb: jointly */
	size_t n_manner, cap_manner;
	struct uslice *unreal; /* words after which nothing has happened: asked to */
	size_t n_unreal, cap_unreal;
	uint64_t unreal_begin; /* a bit for the low six bits of the first unit of each */
};

/* Read rules/extract/events.tsv. ERR_RULES on a bad row. */
enum status event_open(struct event_table *t, const struct env *env, struct err *e);
void event_close(struct event_table *t);

/* The events of the sentence as claims. text offset of each trigger is its value's place for speech_at; the first new
 * claim is at index d->n_claims before the call; offs (in a) gets the trigger's text offset of each. */
size_t event_collect(const struct event_table *t, const struct maker *k, struct arena *a, uint32_t **offs);

#endif
