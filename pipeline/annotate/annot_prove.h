/* What the proofs of annotate's parts do alike: look for one annotation that holds all slots of a
 * yes line. */
#ifndef ZHC_ANNOT_PROVE_H
#define ZHC_ANNOT_PROVE_H

#include "pipeline/core/doc.h"
#include "pipeline/core/rule_file.h"

typedef bool annot_holds_fn(struct doc *d, const struct annot *a, const struct rule_slot *slot);

/* Is there an annotation with the id of the rule for which holds says yes to all n slots? */
static inline bool annot_prove(struct doc *d, struct slice rule, const struct rule_slot *slots,
			       size_t n, annot_holds_fn *holds)
{
	for (size_t i = 0; i < d->n_annots; i++) {
		size_t k = 0;
		if (!slice_eq(d->annots[i].rule_id, rule)) continue;
		while (k < n && holds(d, &d->annots[i], &slots[k])) k++;
		if (k == n) return true;
	}
	return false;
}

#endif
