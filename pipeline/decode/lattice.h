/* The best text behind a stretch of damaged bytes: a beam search over byte positions under the
 * n-gram model.
 *
 * Bytes may be unknown (a U+FFFD or a question mark stands there), missing, or doubled; every move
 * that the bytes alone do not force costs. Target: GBK or UTF-8. Limits: LATTICE_MAX elements a
 * call. */
#ifndef ZHC_LATTICE_H
#define ZHC_LATTICE_H

#include "pipeline/decode/list_tops.h"
#include "pipeline/normalize/reading.h"

#define LATTICE_MAX	   2048
#define LATTICE_EMIT	   3
#define LATTICE_FAR_BEHIND 18.0 /* log10 behind the best of the layer: given up */

/* Element of the observed sequence. Below 0x100: a byte. */
enum {
	LAT_WILD = 0x100, /* a mark that stands for one or two lost bytes; cp says which mark */
	LAT_ATOM = 0x101  /* a character that is no GBK pair: stays as it is, cp */
};

struct lat_elem {
	uint16_t what;
	uint32_t cp;
	struct spelling gloss; /* a gloss "(reading)" begins here or behind here; syllable
				 UINT16_MAX: none */
	uint8_t gloss_len;     /* elements of that gloss, this one included */
	uint8_t glossed;       /* trail byte of a character whose gloss ends before this, or 0 */
	bool may_insert;       /* a byte may be missing before this element */
	bool folded;	       /* an ASCII mark that may have been full width (A3 xx) once */
};

struct lat_pend { /* bytes of an unfinished character */
	uint8_t n;
	uint16_t b[3];
};

struct lat_node {
	double score;
	struct ngram_ctx ctx;
	struct lat_pend pend;
	uint32_t parent;	   /* index + 1 */
	uint32_t cp[LATTICE_EMIT]; /* characters emitted on the way from the parent */
	uint8_t chosen;		   /* bit i: cp[i] is a choice of the model */
	uint8_t model;		   /* a choice of the model is on the path */
	bool quote;		   /* a quotation is open */
	uint8_t edits;
	uint8_t guess; /* a character was chosen of which no byte is known */
	uint8_t skip;  /* elements still to pass over: a gloss that was put inside a character */
};

/* The best way into a state of the layer in the making. */
struct lat_state {
	struct lat_node node;
	uint32_t order; /* when it came: of equals the first counts */
	uint32_t slot;
};

struct lat_key {
	double score;
	uint32_t order, state;
};

struct lat_rest; /* lattice_bound.h */
struct lat_costs;
struct lattice;
/* Pushes what follows from a node. */
typedef void lattice_consume_fn(struct lattice *l, size_t node);

/* What is likely behind a symbol: its bigrams before end that cost at most limit. */
struct lat_followers {
	uint32_t end;
	uint8_t limit; /* 0: not known yet */
};

/* The two best ways into one state. */
struct lat_ways {
	const struct lat_node *into; /* NULL: not asked for */
	double first, second;
};

struct lattice {
	const struct charsets *t;
	const struct ngram *m;
	const struct suspects *s;
	const struct list_tops *tops;	 /* for lattice_gb_may_reach; NULL: it says "perhaps" */
	const struct readings *readings; /* NULL: none */
	bool hant;			 /* the document is in traditional characters */
	bool line_end;			 /* the line ends behind the elements */
	bool quick; /* a first look: fewer paths, only common characters, no pair of lost bytes */
	bool score_only; /* margin and what is chosen are not asked for */
	bool asking; /* lattice_gb_may_reach: no path is dropped but those that cannot reach want */
	double want;
	struct lat_rest *rest; /* while asking: the most that follows each place; mem_alloc'd */
	size_t cap_rest;
	const struct lat_costs *costs; /* while asking */
	uint16_t before[2];	       /* the last two symbols before the elements */
	struct lat_node *nodes;	       /* mem_alloc'd, of the worker */
	size_t n_nodes, cap_nodes;
	struct lat_key *keys; /* the layer's states in order; mem_alloc'd */
	size_t cap_keys;
	struct lat_state *states; /* of the layer in the making; mem_alloc'd */
	size_t n_states, cap_states;
	uint32_t *slots;	/* open addressing: index + 1 into states; mem_alloc'd */
	uint32_t n_slots, mask; /* powers of two: all there are; those in use less one */
	uint32_t n_pushed;
	size_t layer;	    /* first node of the last whole layer */
	uint32_t layers[LATTICE_MAX + 2]; /* first nodes of all; the best one comes first */
	struct lat_ways ways;		  /* while lattice_result asks how sure the path is */
	lattice_consume_fn *consume, *finish; /* see lattice_run */
	struct lat_followers *followers[2];   /* by symbol: for UTF-8, for GBK; mem_alloc'd */
	double best;	    /* of the layer in the making */
	double floor;	    /* in a first look: no path as bad as this is kept */
	double best_before; /* of the layer before it */
	const struct lat_elem *elems;
	size_t n, at;	 /* elements; the one being consumed */
	uint64_t effort; /* nodes of all runs: what the searches have cost so far */
};

struct lat_part {	   /* one restored character */
	uint8_t len;	   /* units of the text */
	bool chosen;	   /* by the model; else its bytes are all there */
	uint32_t from, to; /* the elements whose bytes it has, at least one */
};

struct lat_parts {
	struct lat_part *p; /* mem_alloc'd; from and to never go backwards */
	size_t n, cap;
};

struct lat_result {
	double score;		/* of the best path */
	double margin;		/* log10 odds against the next best text */
	bool model;		/* the model chose a character */
	bool guess;		/* and of one it knew no byte */
	struct ubuf text;	/* mem_alloc'd */
	struct lat_parts parts; /* that make up the text */
};

void lattice_free(struct lattice *l);
void lattice_result_free(struct lat_result *r);

struct lat_edges {	      /* what surrounds the elements */
	struct ngram_ctx ctx; /* what stands before */
	bool quote;	      /* a quotation is open there */
	int quote_after;      /* -1 unknown, 0/1 what the text behind wants */
};

/* Decode elems. r->text is cleared first. False when no path reaches the end. */
bool lattice_decode_gb(struct lattice *l, const struct lat_elem *elems, size_t n,
		       struct lat_edges edges, struct lat_result *r);
/* May any path at all, also one that the search would drop, reach the score? False: certainly none
 * does, so lattice_decode_gb would give less. True: perhaps. */
bool lattice_gb_may_reach(struct lattice *l, const struct lat_elem *elems, size_t n,
			  struct lat_edges edges, double want);
/* The same for bytes of UTF-8; ctx: what stands before. */
bool lattice_decode_utf8(struct lattice *l, const struct lat_elem *elems, size_t n,
			 struct ngram_ctx ctx, struct lat_result *r);

/* For the two targets: a path goes on as a copy of its end; characters and bytes are put, then it
 * is pushed. What is put only costs: a path that is too low may be dropped at once. */
static inline bool lattice_too_low(const struct lattice *l, double score)
{
	return (score < l->best - LATTICE_FAR_BEHIND && !l->asking) || score <= l->floor;
}
/* What lies below is too low. */
static inline double lattice_low(const struct lattice *l)
{
	double low = l->best - LATTICE_FAR_BEHIND;

	return l->asking || l->floor > low ? l->floor : low;
}
/* Steps of the model that a character may cost behind from when cost comes on top. One that the
 * model has not seen there costs as much as it does by itself and what the context does, so that of
 * most that are too low a byte and a bit tell. */
static inline int lattice_room(const struct lattice *l, const struct lat_node *from, double cost)
{
	double room = (from->score - cost - lattice_low(l)) * (double)NGRAM_SCALE;

	if (room > 1024) return 1024;
	return room < -1 ? -1 : (int)(room + 1); /* 1: for rounding */
}
/* What the context adds to that. */
static inline int lattice_unseen(const struct lattice *l, const struct lat_node *from)
{
	return l->m->uni_bow[from->ctx.b] + (from->ctx.bi ? l->m->bi_bow[from->ctx.bi - 1] : 0);
}
/* Does a gloss begin at the element at hand or at the next? Then a step may pay. */
static inline bool lattice_gloss_near(const struct lattice *l)
{
	for (size_t i = l->at; i < l->n && i < l->at + 2; i++)
		if (l->elems[i].gloss.syllable != UINT16_MAX) return true;
	return false;
}
/* A copy of node to go on from. */
struct lat_node lattice_follow(const struct lattice *l, size_t node);
/* Put a character behind n and pay for it; model: the model chose it. */
void lattice_put(struct lattice *l, struct lat_node *n, uint32_t cp, bool model);
/* What lattice_put does but for the model's step, for those that have made it. */
void lattice_emit(const struct lattice *l, struct lat_node *n, uint32_t cp, bool model);
/* n is done: into the next layer, if no better path has its state. */
void lattice_push(struct lattice *l, const struct lat_node *n);
/* Likely characters behind a symbol: so many, or what there is. */
#define LATTICE_FOLLOWERS_UTF8 256
#define LATTICE_FOLLOWERS_GB   64
struct lat_followers lattice_followers(struct lattice *l, uint16_t sym, size_t max);
/* The first of those bigrams at or behind i that may cost at most room, f->end without one. */
uint32_t lattice_follower(const struct lattice *l, const struct lat_followers *f, uint32_t i,
			  int room);
/* Run: consume pushes what follows from a node and element l->elems[l->at]; finish does at the end
 * of the bytes. */
bool lattice_run(struct lattice *l, const struct lat_elem *elems, size_t n,
		 const struct lat_node *start, lattice_consume_fn *consume,
		 lattice_consume_fn *finish);
/* The best path into r; false without one. */
bool lattice_result(struct lattice *l, int quote_after, struct lat_result *r);

#endif
