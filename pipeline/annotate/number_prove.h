/* Proofs of the number and veto parts: the yes and no lines of rules/annotate/numbers.rules. Slots
 * of a yes line:
 *   text= value= low= high= op= unit= code= type= form= article=yes
 *   rule=  another rule's id gives it
 * A yes line holds when one annotation with the rule's id has all of them; a no line when none has
 * the id. */
#ifndef ZHC_NUMBER_PROVE_H
#define ZHC_NUMBER_PROVE_H

#include "pipeline/core/prove.h"

/* state: of part_number. ERR_RULES when the file or the tables cannot be read. */
enum status number_prove(const struct env *env, const void *state, struct prove_report *r,
			 struct err *e);

#endif
