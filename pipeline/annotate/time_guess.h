/* The article's year from its own words, when nothing else dates it. */
#ifndef ZHC_TIME_GUESS_H
#define ZHC_TIME_GUESS_H

#include "pipeline/annotate/time_words.h"
#include "pipeline/core/doc.h"

/* The year that a sentence ties to "this year", "last year", "next year": a number in brackets
 * behind it, to "this year" also a plan of several years that begins with it, the first or last
 * year of a five-year plan. The first sentence that does decides. 0: none. Linear. */
int time_guess_year(const struct time_words *w, const struct doc *d);

#endif
