/* Who speaks where the verb of saying has only a pronoun beside it, or nothing. */
#ifndef ZHC_ANTECEDENT_H
#define ZHC_ANTECEDENT_H

#include "pipeline/extract/speech.h"

/* Where a speech stands. */
struct speech_place {
	const struct view *v;
	const struct speeches *said; /* the speeches before it */
	struct stretch block;	     /* its paragraph */
	struct stretch cue;
	uint32_t sentence; /* where its sentence begins */
	uint64_t other;	   /* SIDE_MALE or SIDE_FEMALE: who the pronoun does not stand for */
};

/* The speaker of a speech: who, as the rule of the given scope has found him; for scope "pronoun",
 * and where who is a pronoun, the one it stands for; for scopes "again" and "same", the one who
 * goes on speaking. Empty if there is none. */
struct stretch antecedent_of(const struct speech_place *p, struct slice scope, struct stretch who);

/* Who has come between: the speaker who has been found in a clause before that of the verb, or,
 * where another one acts there or in a clause between them, that one ("A was caught, her lawyers
 * rushed in, said that"). */
struct stretch antecedent_actor(const struct speech_place *p, struct stretch who);

/* The annotation of exactly this stretch, NULL if none. */
const struct annot *antecedent_annot(const struct doc *d, struct stretch s);

#endif
