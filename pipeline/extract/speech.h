/* Speech: who says what. Statements become claims; the numbers and events inside hang on them. */
#ifndef ZHC_SPEECH_H
#define ZHC_SPEECH_H

#include "pipeline/extract/claim_make.h"

struct speech {
	uint32_t sentence; /* where its sentence begins: speeches are in order of it, and reach only
			      so far from it */
	struct stretch who, role, cue;
	struct stretch frame; /* the cue; of an attribution, from the preposition to its verb: holds
				 no other cue */
	struct stretch scope[2]; /* of d->text: what is said; before and behind the cue */
	struct stretch joined;	 /* quotations right before scope[0] that name no other speaker */
	struct stretch rest;	 /* sentences of the paragraph over which reported speech goes on */
	struct slice kind;	 /* direct indirect attributed */
	struct slice who_norm;
	const char *who_type; /* person org document unnamed */
	int32_t claim;
	bool asks;  /* a turn of one who asks */
	bool human; /* one person speaks, known by name or not: he or she may go on */
};

struct speeches {
	struct speech *s;
	size_t n, cap;
};

/* Add the statements of a sentence (finds of kind statement) with their scopes, and make their
 * claims. In a. */
void speech_collect(struct speeches *out, struct arena *a, const struct maker *k);

/* The innermost speech that text offset off is said in, one that names who speaks before one that
 * does not (he says that by what is said, ...); NULL if none. */
const struct speech *speech_at(const struct speeches *s, size_t off);

/* Put the speaker of a speech on a claim. */
void speech_mark(struct doc *d, struct claim *c, const struct speech *s);

#endif
