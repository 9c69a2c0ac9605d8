/* Progress and the summary line on standard error, for people only. */
#ifndef ZHC_PROGRESS_H
#define ZHC_PROGRESS_H

#include "pipeline/core/stage.h"

struct progress {
	bool live;    /* draw while running */
	bool summary; /* one line at the end */
	uint64_t start_ns, shown_ns;
	uint64_t total; /* raw bytes expected, 0 unknown */
	uint64_t docs, claims, bad, bytes;
	uint64_t skipped; /* passed over on purpose, for the summary */
};

/* total: raw bytes of the input if known, else 0. */
void progress_begin(struct progress *p, const struct options *o, uint64_t total);
/* One document more; raw: raw bytes read so far. Draws at most five times a second. */
void progress_add(struct progress *p, const struct doc *d, uint64_t raw);
/* Clear the line, print the summary. */
void progress_end(struct progress *p);

/* Sum of the sizes of the named files and of the files in named folders; 0 when standard input is
 * among them. */
uint64_t progress_total(const struct options *o);

#endif
