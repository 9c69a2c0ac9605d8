/* The cheapest path through the words of a stretch of text that no annotation interrupts: the
 * inside of segment.h. */
#ifndef ZHC_SEGMENT_PATH_H
#define ZHC_SEGMENT_PATH_H

#include "pipeline/annotate/lexicon_table.h"
#include "pipeline/annotate/segment.h"

/* Scratch of a thread. */
struct segment_lattice {
	/* of a row of units, set by segment_units() */
	uint16_t code[SEGMENT_MAX + 2]; /* in the words' trie, 0 behind the last */
	/* [i + 1]: why place i is not the usual one, ODD_* of segment_path.c */
	uint8_t odd[SEGMENT_MAX + 1];
	/* the trie's cells behind one unit and two, 0 if no word begins so */
	uint64_t first[SEGMENT_MAX], second[SEGMENT_MAX];
	uint64_t one[SEGMENT_MAX]; /* the edges of one unit, see edge_pack() of segment_path.c */
	uint16_t third[SEGMENT_MAX + 1]; /* the places whose words may have three units or more */
	/* of a stretch */
	uint64_t best[SEGMENT_MAX + 1];	       /* the best edge to each place */
	uint64_t titles[SEGMENT_MAX / 64 + 1]; /* a bit a place: a word for an office ends there */
	bool titled;			       /* one of them is set */
};

struct segment_stretch {
	const uint16_t *s; /* of the text around it: [from, to) is the stretch, [0, n) what may be
			      looked at */
	size_t from, to, n;
	size_t off;	   /* of s in the document */
	size_t units;	   /* and among the units of the lattice */
	bool behind_title; /* an annotated title ends where the stretch begins */
};

/* What the lexicon says of each unit and of the words from it, whatever stands around: for
 * stretches within these units, at most SEGMENT_MAX. */
void segment_units(const struct lexicon *l, struct segment_lattice *g, struct uslice units);

/* Tokens of the stretch, whose units the lattice has, to out, which has room for to - from; their
 * number. Of paths of the same cost the one whose last word begins first. Linear. */
size_t segment_path(const struct lexicon *l, struct segment_lattice *g,
		    const struct segment_stretch *x, struct token *out);

/* For the table's builder: what there is to say of a unit. */
struct lexicon_unit segment_unit(const struct lexicon_char *c, const struct word_trie *words);

/* Stands inside a run of letters and digits. */
static inline bool segment_joins_run(uint16_t c)
{
	return c == '.' || c == '-' || c == '&' || c == '\'';
}

#endif
