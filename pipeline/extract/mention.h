/* A mention: one number of a sentence that may become a claim, with what the rules have said of it.
 */
#ifndef ZHC_MENTION_H
#define ZHC_MENTION_H

#include "pipeline/extract/claim_rules.h"
#include "pipeline/extract/view.h"

/* A stretch of d->text; len 0 = absent. */
struct stretch {
	uint32_t off, len;
};

static inline uint32_t stretch_end(struct stretch s)
{
	return s.off + s.len;
}

static inline bool stretch_overlaps(struct stretch a, struct stretch b)
{
	return a.len && b.len && a.off < stretch_end(b) && b.off < stretch_end(a);
}

struct mention {
	uint32_t annot; /* index into d->annots */
	uint32_t tok;	/* its token */
	uint32_t clause;
	struct slice facet[FACET_N]; /* absent = not set */
	struct stretch part[PART_N];
	int32_t from;		       /* mention with the earlier value, -1 */
	const struct claim_rule *rule; /* the first that set something, NULL none */
	bool skip;		       /* no claim of its own */
	bool inherited;		       /* indicator carried over from the mention before */
	bool splits;		       /* its indicator may begin with its owner */
	bool own_subj;		       /* subject of its own clause, not carried over */
	bool sum_mismatch;	       /* what is told as all of it does not add up to it */
	int32_t parent;		       /* mention that it hangs on, -1 */
	int32_t outer;	/* the same, of the sentence before: index into the frame's figures, -1 */
	int32_t beside; /* mention of a list of points whose slots it shares, -1 */
	struct stretch ind, subj, base, filter;
	uint64_t subj_is; /* signs of the subject's words, where it stands before the sentence
			     (candidate.h) */
	struct stretch who; /* whom its subject, a pronoun, stands for; len 0 none */
	/* "respectively": which of how many values, count 0 none */
	uint32_t resp_index, resp_count;
	int32_t claim; /* index into d->claims once made, -1 */
	int32_t when;  /* annotation: its time, once it is a claim, -1 */
};

struct mentions {
	struct mention *m;
	size_t n, cap;
};

/* The number of a mention. */
static inline const struct annot *mention_annot(const struct mention *m, const struct view *v)
{
	return &v->d->annots[m->annot];
}

/* Are the units of two numbers written alike? */
static inline bool annot_same_unit(const struct view *v, const struct annot *a,
				   const struct annot *b)
{
	return uslice_eq(doc_span(v->d, a->unit_off, a->unit_len),
			 doc_span(v->d, b->unit_off, b->unit_len));
}

/* Can the sentence hold a number that can be a claim? */
bool mentions_any(const struct view *v);
/* Collect the numbers of the sentence that can be claims, in order. In a. */
void mentions_collect(struct mentions *out, struct arena *a, const struct view *v);

/* What a rule of kind mood or statement found. */
struct find {
	const struct claim_rule *rule;
	struct stretch whole, cue, who, what;
	/* the speaker is the noun phrase from here, ending before there */
	struct stretch from, upto;
	struct stretch who_end; /* the noun phrase that ends with it is the speaker */
};

struct finds {
	struct find *f;
	size_t n, cap;
};

struct rule_run {
	const struct claim_rules *rules;
	struct rule_match_scratch *match;
	uint8_t *fired; /* rules->n bits as bytes, NULL but for proofs */
};

/* Run the rules over the sketch: set facets, and collect moods and statements into fs (in a).
 * run->fired collects which rules matched. Of a sentence without a number and without events only
 * statements can come, and only their rules are run. Gives the number of rules that ran into a
 * limit. */
size_t mentions_apply_rules(struct mentions *ms, struct finds *fs, struct arena *a,
			    const struct view *v, const struct rule_run *run);

#endif
