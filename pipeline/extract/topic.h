/* Topics: the noun phrase that a clause is about, and the name at its head. Positions are tokens of the view. */
#ifndef ZHC_TOPIC_H
#define ZHC_TOPIC_H

#include "pipeline/extract/mention.h"
#include "pipeline/extract/view.h"

/* The noun phrase that a clause is about: before its verb. len 0 if there is none. *entity: it is or begins with a
 * place, organisation, person or a word that stands for one. */
struct stretch topic_find(const struct view *v, size_t clause, bool *entity);

/* Is token t a place, organisation, person or work, or a word that stands for one? */
bool topic_is_entity(const struct view *v, size_t t);

/* End of the name that opens tokens [from, to): entities, fixed words between, and the noun that closes the name of a
 * place or body (port, park, bank) right behind one. */
size_t topic_name_end(const struct view *v, size_t from, size_t to);

#endif
