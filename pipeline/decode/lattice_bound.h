/* How much the rest of a window of GBK bytes can bring at most: what lies behind a place under any
 * moves of lattice_gb.c, whatever characters are chosen. With it a search asks whether any path at
 * all reaches a score, and drops at once what cannot: nearly all windows are sound text with a rare
 * name or a question mark in it, and are told so in this way. */
#ifndef ZHC_LATTICE_BOUND_H
#define ZHC_LATTICE_BOUND_H

#include "pipeline/decode/lattice.h"

/* What stands before a place and is known to stand there. When bytes are taken as they are:
 * nothing; the last character, of one element or of two; the last two. Behind a choice: a character
 * whose lead byte is the element before, or its trail. */
enum bound_kind {
	BEFORE_ANY,
	BEFORE_1,
	BEFORE_2,
	BEFORE_11,
	BEFORE_12,
	BEFORE_21,
	BEFORE_22,
	BEFORE_LEAD,
	BEFORE_TRAIL,
	BEFORE_N
};

#define BOUND_EDITS 5 /* characters chosen so far, the last of them: so many or more */

/* The most that follows a move by which a character is chosen, to which the choice's own score is
 * added, or none is put; -INFINITY: there is no such move. */
struct lat_moves {
	double chosen[BOUND_EDITS], plain[BOUND_EDITS];
};

/* At a place: the most that the rest brings, with nothing unfinished or with the element before as
 * lead byte. */
struct lat_rest {
	double most[2][BEFORE_N][BOUND_EDITS];
	double other[BOUND_EDITS]; /* with another lead byte, or an unknown one; -INFINITY where
				      none can be */
	struct lat_moves moves[2]; /* as most: with nothing unfinished, behind the lead byte */
	double top;		   /* the greatest of them */
	double as_is;	 /* score of the path that leaves all before this place as it is; -INFINITY:
			    there is none */
	uint16_t sym[2]; /* symbol of the character of one element, of two, that ends here;
			    BOUND_NO_SYM: none does */
};
#define BOUND_NO_SYM 0xffffu

/* What the moves cost, for the bound: those of lattice_gb.c */
struct lat_costs {
	double insert, lost_trail, lost_after, lost_middle, delete, mark_one, mark_two, mark_stays,
		mark_junk, folded;
};

/* Fill l->rest for the elements l->elems, by l->costs. False when the window has what the bound
 * does not know: a gloss, a line's end. */
bool lattice_bound_make(struct lattice *l, const struct lat_node *start);

/* The best score of a character, wherever it stands. */
double lattice_bound_char(const struct lattice *l, uint32_t cp);

/* Steps that a character with byte (lead or trail) costs behind symbol sym at least. */
int lattice_bound_steps(const struct lattice *l, uint16_t sym, unsigned byte, bool lead);

/* The most that follows when node stands before element at. */
double lattice_bound_rest(const struct lattice *l, size_t at, const struct lat_node *node);

/* The most that follows behind element l->at when a character has been chosen that has it as trail
 * byte; edits: before. */
double lattice_bound_trail(const struct lattice *l, unsigned edits);
/* The same when one has been chosen for lead byte x, whose trail is lost: element l->at is taken
 * anew. */
double lattice_bound_lost(const struct lattice *l, unsigned x, unsigned edits);
/* Can a character with byte (lead or trail) be chosen behind node for cost, when so much follows at
 * most? */
bool lattice_bound_choice(const struct lattice *l, const struct lat_node *node, unsigned byte,
			  bool lead, double cost, double rest);

#endif
