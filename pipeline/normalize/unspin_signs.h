/* The first look at a text that may be spun: its signatures, each read between its neighbours.
 *
 * A signature is a spun string that clean text has rarely (spun.h). Where one stands by right the
 * model likes it there; where a spinner put it, the word that it replaced goes better between what
 * stands beside it. So only few of a text's places are asked, and clean text mostly says nothing
 * at all. */
#ifndef ZHC_UNSPIN_SIGNS_H
#define ZHC_UNSPIN_SIGNS_H

#include "pipeline/normalize/spun.h"

/* Trust in undoing the signatures of a text, beyond what clean text has: of each its best place,
 * of at most UNSPIN_SIGNS different ones. */
#define UNSPIN_SIGNS 128
float unspin_signs(const struct spun *s, const struct ngram *m, struct uslice text);

#endif
