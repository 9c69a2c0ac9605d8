/* Trust in undoing a substitution of a guessed pair: log odds that it is right, up to a constant.
 * The weights begin as those of a logistic regression over edits of text that lists of our own had
 * spun, and were then moved by hand by what such text gave as a whole. */
#ifndef ZHC_TRUST_H
#define ZHC_TRUST_H

#include "pipeline/normalize/unspin_lattice.h"

/* From the pair alone: how common the word is (lists have the common ones), how often the pair is
 * seen in clean text. */
float trust_pair(const struct spun *s, uint32_t pair);
/* And from the edit: what the model says of it, whether the spun form is only a piece of the words
 * around it. */
float trust_edit(const struct spun *s, const struct unspin_edit *e);
/* The same once a document is known to be spun, so that each edit has to answer for itself: also
 * whether a word of like meaning goes better there (e->kin). Another scale: log odds but for what
 * the document adds. */
float trust_made(const struct spun *s, const struct unspin_edit *e);
/* How far trust_edit is beyond what clean text has, within bounds: what the edit says of its
 * part. */
float trust_beyond(float trust);

#endif
