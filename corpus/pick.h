/* Which reader an input is for. */
#ifndef ZHC_PICK_H
#define ZHC_PICK_H

#include "corpus/reader.h"
#include "corpus/source.h"

/* The reader named by --reader, or the one whose probe likes the name and the first bytes best.
 * NULL: nothing reads it (a picture, a program, a database …), e says what it is. */
const struct reader *reader_pick(const struct env *env, struct source *in, struct err *e);

#endif
