/* Numbers listed before one unit, a power of ten or the mark of ordinals that is said once. */
#ifndef ZHC_NUMBER_LIST_H
#define ZHC_NUMBER_LIST_H

#include "pipeline/annotate/number_table.h"
#include "pipeline/core/doc.h"

/* The last annotation of d has just been added by the numbers: what it shares with those listed
 * before it. The unit's span stays where it stands; a number that also takes the power of ten has
 * ANNOT_SHARED_POWER. */
void number_list_share(const struct number_table *t, struct doc *d);

/* Multiply the number of annotation a of d, its bounds and its step by 10^power, which is written
 * elsewhere: flag (ANNOT_SHARED_POWER, ANNOT_HEADING_UNIT) says where. */
void number_scale(struct doc *d, struct annot *a, int power, uint8_t flag);

#endif
