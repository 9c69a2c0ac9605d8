/* How a stretch of text reads under a hypothesis: read in one encoding, written in another. */
#ifndef ZHC_REREAD_H
#define ZHC_REREAD_H

#include "pipeline/decode/decode.h"

struct hypothesis {
	enum charset read_as, wrote;
};

/* A stretch of the text under a hypothesis. */
struct reading_again {
	size_t from, to; /* units of the text */
	struct hypothesis as;
	size_t hyp; /* its number, for the caller */
	unsigned rounds;
	double gain;
	bool model; /* through the lattice: characters were chosen */
	double margin;
	struct ubuf text;
	struct buf bytes;
	struct lat_parts parts; /* of the text, when it came through the lattice */
};

/* Read t under r->as, misread up to a few times over (r->rounds): r->gain says by how much it reads
 * better, r->text what it says. known: it is so in most of the document; else the head of a long
 * stretch is looked at first, as most hypotheses are plainly wrong. */
void reread_judge(const struct decoder *dec, struct decode_worker *w, struct uslice t, bool known,
		  struct reading_again *r);
void reread_free(struct reading_again *r);

#endif
