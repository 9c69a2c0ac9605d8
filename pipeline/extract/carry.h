/* How far what one says without quotation marks goes on behind its sentence. */
#ifndef ZHC_CARRY_H
#define ZHC_CARRY_H

#include "pipeline/extract/speech.h"

/* The sentences behind sentence n, in its paragraph, that go on with speech s, which reaches to
 * the end of sentence n. */
struct stretch carry_rest(const struct doc *d, const struct words *w, uint32_t n,
			  const struct speech *s);

#endif
