/* The office of one who speaks, as it is written beside his name. */
#ifndef ZHC_OFFICE_H
#define ZHC_OFFICE_H

#include "pipeline/extract/mention.h"

/* "The bank's chief economist and head of research | Li", "Li | professor": the offices beside the
 * person who, with the bodies that they are offices of. len 0 where who is no person of the
 * sentence v, or none stands beside him. */
struct stretch office_beside(const struct view *v, struct stretch who);

#endif
