/* What parts the members of a list, by its strength. Which of them count depends on what is listed;
 * the sets below are all there are. */
#ifndef ZHC_LIST_JOINT_H
#define ZHC_LIST_JOINT_H

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/view.h"

enum {
	JOINT_MARK = 1, /* the mark of lists */
	JOINT_AND = 2,	/* "and" */
	JOINT_WITH = 4	/* prepositions that join as well: with, along with */
};

/* Members of a counted list; before the last one "and", too: "A and B firms, C" has it inside. */
#define JOINS_MEMBERS	  JOINT_MARK
#define JOINS_LAST_MEMBER (JOINT_MARK | JOINT_AND)
/* Those who have a figure together: "with" joins nobody, the first one acts. */
#define JOINS_OWNERS (JOINT_MARK | JOINT_AND)
/* Names, values and offices in a row, where nobody acts. */
#define JOINS_ROW (JOINT_MARK | JOINT_AND | JOINT_WITH)

/* Is token t a joint of the set? */
static inline bool list_joins(const struct view *v, size_t t, unsigned set)
{
	if (!(v->cls[t] & ROLE_AND)) return false;
	if (v->unit[t] == LIST_MARK) return set & JOINT_MARK;
	bool with = v->tok[t].pos != POS_CONJ || (v->cls[t] & ROLE_GOVERNS);
	return set & (with ? JOINT_WITH : JOINT_AND);
}

#endif
