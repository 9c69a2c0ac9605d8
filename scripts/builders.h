/* Builders of compiled tables, called by tablec: sources (paths, NUL-terminated) -> named sections.
 */
#ifndef ZHC_BUILDERS_H
#define ZHC_BUILDERS_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

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

/* One a kind: X(kind) for build_<kind>. scripts/builders.def */
#define X(kind) builder_fn build_##kind;
#include "scripts/builders.def"
#undef X

#endif
