/* State of the extract stage: shared by its stage and its prover. */
#ifndef ZHC_EXTRACT_STATE_H
#define ZHC_EXTRACT_STATE_H

#include "pipeline/extract/claim_rules.h"
#include "pipeline/extract/event.h"
#include "pipeline/extract/owner_choice.h"
#include "pipeline/extract/period_choice.h"
#include "pipeline/extract/table_claims.h"
#include "pipeline/extract/words.h"

struct extract_state { /* process */
	struct lexicon *lexicon;
	struct words words;
	struct table_words tables;
	struct event_table events;
	struct owner_weights owners;
	struct period_weights times;
	struct claim_rules rules;
	struct place_names places;
	struct slice tool;
};

struct extract_worker { /* thread */
	struct arena doc_arena, sentence_arena;
	struct table_reader table;
	struct segment_scratch *segment;
	struct owner_choice choice;
	struct period_choice when;
	struct rule_match_scratch *match;
	uint8_t *fired; /* proofs only: a byte a rule, NULL otherwise; not owned */
};

#endif
