/* Straight quotation marks in Chinese text become opening and closing ones, in turn, line by line:
 * rules of speech, names and quotations tell where one begins by its mark.
 *
 * A line is left as it is when it has no Chinese character, an odd number of straight marks, a
 * curved one among them, or one that would open behind a letter, a digit (inches) or an equals sign
 * (an attribute), or hold nothing. */
#ifndef ZHC_STRAIGHT_QUOTES_H
#define ZHC_STRAIGHT_QUOTES_H

#include "pipeline/normalize/edit.h"

/* seen: fold_marks_scan of the passage. True if anything was changed. */
bool straight_pair(unsigned seen, struct passage *p);

#endif
