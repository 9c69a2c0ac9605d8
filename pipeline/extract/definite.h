/* What a definite noun phrase takes up: the said project, this railway, the above plan. */
#ifndef ZHC_DEFINITE_H
#define ZHC_DEFINITE_H

#include "pipeline/extract/claim_make.h"

/* The longer name before s that ends in its noun ("Qinghe bridge project … the project"), len 0 if
 * s points at nothing or what it points at stays open. At most some sentences back. */
struct stretch definite_antecedent(const struct maker *k, struct stretch s);

#endif
