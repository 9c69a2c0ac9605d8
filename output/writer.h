/* Writers: how claims leave. A writer appends to a buf; only run.c writes to standard output. */
#ifndef ZHC_WRITER_H
#define ZHC_WRITER_H

#include "pipeline/core/doc.h"
#include "pipeline/core/stage.h"

struct writer {
	const char *name; /* value of --to */
	const char *summary;
	/* What stands before the first document and behind the last; may be NULL. */
	void (*begin)(const struct env *env, struct buf *out);
	/* The result of one document, appended to out; called in worker threads. */
	void (*doc)(const struct env *env, const struct doc *d, struct buf *out);
	/* For writers whose output is their claims one by one: claims [from, to) of d. A document
	 * of very many is then written in pieces as it goes out. May be NULL. */
	void (*claims)(const struct env *env, const struct doc *d, size_t from, size_t to,
		       struct buf *out);
	void (*end)(const struct env *env, struct buf *out);
};

/* All writers: X(name) for writer_<name>. output/writers.def */
#define X(name) extern const struct writer writer_##name;
#include "output/writers.def"
#undef X

#endif
