/* Readers: how articles come in. A source is one opened input (file, member, standard input) as a
 * stream of bytes with compression already seen through; a reader cuts it into records, one a
 * document.
 *
 * Runs in the reading thread only. Memory does not grow with the archive: one record at a time. */
#ifndef ZHC_READER_H
#define ZHC_READER_H

#include "pipeline/core/doc.h"
#include "pipeline/core/stage.h"

struct source; /* source.h */

struct reader {
	const char *name; /* value of --reader */
	const char *summary;
	/* How sure, 0–100, that this input is ours: name = path without .gz/.zst, head = first
	 * bytes (up to 64 KiB). */
	int (*probe)(struct slice name, struct slice head);
	enum status (*open)(const struct env *env, struct source *in, void **state, struct err *e);
	/* Fill d (just reset): doc_set_source, metadata known from the container (label, URL, date,
	 * title, id). END at the end. A bad record: OK with doc_add_error() in d, and it goes on
	 * behind it. */
	enum status (*next)(void *state, struct doc *d, struct err *e);
	void (*close)(void *state);
	/* Records passed over because they hold no article (requests, pictures …); NULL: none ever.
	 */
	uint64_t (*skipped)(const void *state);
};

/* All readers, best guess first: X(name) for reader_<name>. corpus/readers.def */
#define X(name) extern const struct reader reader_##name;
#include "corpus/readers.def"
#undef X

#endif
