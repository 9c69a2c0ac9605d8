/* The annotate stage is a row of parts, run in the order of parts.def over one document.
 * A part reads d->text, d->sentences and the annotations so far, and adds its own by doc_add_annot.
 * Claimed ground: a later part leaves alone what an earlier one has covered, as it decides;
 * d->annots is sorted (doc_sort_annots) before each part runs. */
#ifndef ZHC_PART_H
#define ZHC_PART_H

#include "pipeline/core/prove.h"
#include "pipeline/core/stage.h"
#include "pipeline/core/unit_set.h"

struct annot_part {
	const char *name;
	enum status (*open)(const struct env *env, void **state, struct err *e);
	void (*close)(void *state);
	enum status (*worker_open)(const void *state, void **worker, struct err *e);
	void (*worker_close)(void *worker);
	void (*run)(const void *state, void *worker, struct doc *d);
	/* The units of a text at which the part has something to look at (look.h), of its state;
	 * NULL: it does not say. */
	const struct unit_set *(*looks)(const void *state);
	/* Proofs of the part's rule files; may be NULL. */
	enum status (*prove)(const struct env *env, const void *state, struct prove_report *r,
			     struct err *e);
};

/* The worker of a part that does nothing on its own but cut words: a segment_scratch. */
enum status part_cutter_open(const void *state, void **worker, struct err *e);
void part_cutter_close(void *worker);

#define X(name) extern const struct annot_part part_##name;
#include "pipeline/annotate/parts.def"
#undef X

#endif
