/* Blanks that only set numbers apart from the Chinese around them, as many outlets of Taiwan and
 * many posts write: one blank between a character and a digit, or between a digit or percent sign
 * and a character, where the number's other side touches no word either. Rules, words and units are
 * written for text without them.
 *
 * Other outlets, of Macau above all, set a blank before a number only: seized 56telephones.
 *
 * A line is judged by its own habit: more such places with a blank than without. Blanks between
 * columns stay: lines of more than two numbers without a mark of prose are rows, and a number that
 * begins a line numbers it.
 *
 * Numbers set digit by digit (reached 7 4 7 . 2 tons), as old reports and scans have them, are
 * closed on lines that have one of three digits or more; 1 2 3 only counts up and stays. */
#ifndef ZHC_BLANKS_H
#define ZHC_BLANKS_H

#include "pipeline/normalize/edit.h"

/* seen: fold_marks_scan of the passage. True if anything was removed. */
bool blanks_close(unsigned seen, struct passage *p);

#endif
