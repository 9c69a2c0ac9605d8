/* What a clause inherits: subject and indicator of the clauses before, the times and places that
 * frame it. One a document and worker; every inherited slot keeps the stretch of text that it
 * points at. */
#ifndef ZHC_FRAME_H
#define ZHC_FRAME_H

#include "pipeline/annotate/place_names.h"
#include "pipeline/extract/mention.h"

struct speeches;

#define FRAME_NAMES 16
struct frame_name {
	struct stretch s; /* where it stood last */
	uint32_t n;	  /* clauses that were about it */
	uint64_t is;	  /* signs of its words (candidate.h) */
};

#define FRAME_FIGURES 8
/* A figure of the sentence before, of which this one may tell the parts. */
struct frame_figure {
	uint32_t annot;
	int32_t claim; /* index into d->claims */
	struct stretch ind;
};

/* Where a story was told, in its first paragraph. */
struct dateline {
	struct slice text, code; /* absent where there is none; gbt2260:, iso3166: or unknown */
	struct src_span src;
	uint32_t block; /* the paragraph that it opens */
};

struct frame {
	/* last subject that was an entity; of this paragraph or the ones before */
	struct stretch subject;
	/* head of the last sentence of this paragraph, where it is no entity */
	struct stretch topic;
	struct uslice title;   /* the article's title, in the document's arena */
	uint32_t headline;     /* where the last headline ends: what was named before it is another
				  story's */
	struct stretch figure; /* owner of the last figure */
	struct stretch figure_who; /* whom he stands for, a pronoun; len 0 none */
	uint64_t subject_is, topic_is, figure_is; /* signs of their words (candidate.h) */
	struct frame_name names[FRAME_NAMES];
	struct stretch indicator; /* last indicator of this paragraph */
	struct stretch parted;	  /* the same at the head of the sentence */
	uint8_t indicator_dim;	  /* enum dimension of the number that it was measured by */
	int32_t para_time;	  /* annotation: a time that opens the paragraph, -1 */
	int32_t last_time; /* annotation: last time of the sentence before in this paragraph, -1 */
	bool para_said, last_said; /* these are the days of a saying, not of what is said */
	int32_t doc_time;	   /* annotation: a period in the title or the lead, -1 */
	int32_t head_time;	   /* annotation: a time in the heading above, -1 */
	int32_t list_time; /* annotation: a time of the sentence that announces the paragraphs
				below, -1 */
	int32_t doc_day;   /* annotation: the day that the lead tells of, -1 */
	bool day_told; /* the lead tells of a game, a day's trade, a mishap: its day holds below */
	int32_t horizon;	  /* annotation: the first deadline of the document, -1 */
	int32_t figure_time;	  /* annotation: what the last figure holds for, -1 */
	struct dateline dateline; /* of the one story, absent where there are more */
	struct frame_figure figures[FRAME_FIGURES]; /* no changes; of the same paragraph */
	uint32_t n_figures, figures_of;		    /* how many; index of their sentence */
	struct slice mood; /* of the last figure of the sentence before, in this paragraph */
	bool plan;	   /* the section or the document sets targets */
	bool plan_doc;
	const struct speeches *said; /* up to this sentence */
	unsigned plan_level; /* how deep its numbered heading stands, 0: it has none */
	uint32_t block;
};

/* Nothing is known: a document begins. */
void frame_begin(struct frame *f);
/* Does the title make the document a plan? Words of class plan at its end. */
void frame_title(struct frame *f, struct doc *d, const struct words *words);
/* Where the dateline that clean has found stood, and the code of its place. */
void frame_dateline(struct frame *f, struct doc *d, const struct place_names *names);
/* Enter the block of a sentence: a new paragraph drops what does not outlive one; a heading sets
 * its time. */
void frame_enter(struct frame *f, const struct doc *d, const struct words *words, uint32_t block);
/* Sentence n begins at text offset off, behind frame_enter: what is too far off to be meant goes
 * (paragraphs have no limit). */
void frame_reach(struct frame *f, uint32_t n, uint32_t off);
/* Keep a figure of sentence n for the next one. */
void frame_keep_figure(struct frame *f, uint32_t n, struct frame_figure figure);

#endif
