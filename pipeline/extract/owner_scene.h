/* Owners that a clause before the figure sets for what follows: what led to it, on what occasion it
 * was done. Each len 0 where it does not stand. */
#ifndef ZHC_OWNER_SCENE_H
#define ZHC_OWNER_SCENE_H

#include "pipeline/extract/mention.h"

/* "The storm led to 3 deaths; roads cut in 28 places": what is said to have led to what the figure
 * counts, in its clause or in one before it of the sentence. */
struct stretch owner_cause(const struct mentions *ms, const struct mention *m,
			   const struct view *v);

/* "The flood struck | A and B cities' | 15 counties, 158 townships": the places of which the verb
 * of cause says in the figure's clause how many parts were struck. */
struct stretch owner_struck(const struct mention *m, const struct view *v);

/* "The court sentenced | A and B | to three years and fined them 40,000": who is sentenced to what
 * the figure measures, in its clause or in one before it of the sentence. */
struct stretch owner_sentenced(const struct mention *m, const struct view *v);

/* "At the fair, 73 projects were signed, worth 20 billion": on what occasion something was done
 * that is told without one who did it. */
struct stretch owner_occasion(const struct mentions *ms, const struct mention *m,
			      const struct view *v);

#endif
