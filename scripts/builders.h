/* Builders of compiled tables, called by tablec: sources (paths, NUL-terminated) -> named sections.
 */
#ifndef ZHC_BUILDERS_H
#define ZHC_BUILDERS_H

#include "pipeline/core/buf.h"
#include "pipeline/core/stage.h"

#define BUILDER_PARTS 20

struct builder_out {
	const char *names[BUILDER_PARTS];
	struct buf parts[BUILDER_PARTS];
	size_t n;
};

typedef enum status builder_fn(const struct slice *paths, size_t n, struct builder_out *out,
			       struct err *e);

/* A new section of the table (at most BUILDER_PARTS - 1); name must be static. */
struct buf *builder_section(struct builder_out *out, const char *name);

/* Of a table that is made from those already built, in env->data_dir. */
typedef enum status derived_fn(const struct env *env, struct builder_out *out, struct err *e);
derived_fn build_list_tops, build_spun_weights, build_claim_words;

/* One a kind: X(kind) for build_<kind>. scripts/builders.def */
#define X(kind) builder_fn build_##kind;
#include "scripts/builders.def"
#undef X

#endif
