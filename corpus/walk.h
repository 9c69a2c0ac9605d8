/* The paths of the command line as one stream of files: folders are walked to any depth, in byte
 * order of the whole path, whatever order the file system gives. Memory: the names of the folders
 * on the way to the current file. */
#ifndef ZHC_WALK_H
#define ZHC_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "pipeline/core/status.h"

struct walk;

/* What was passed over inside folders. */
struct walk_counts {
	size_t files;  /* given out */
	size_t hidden; /* names that begin with a dot */
	size_t again;  /* folders that a link leads to and that were walked already (loops among
			  them) */
};

/* paths is borrowed and must outlive the walk. "-" is given out as it stands. */
struct walk *walk_open(const char *const *paths, size_t n);
void walk_close(struct walk *w);

/* The next file: OK and *path, valid until the next call. END at the end. ERR_NOINPUT: something
 * could not be looked into (a missing path, a dangling link, a folder without permission; the
 * message says which), ERR_INPUT: a fifo, device or socket in a folder: the walk goes on with the
 * next call. */
enum status walk_next(struct walk *w, const char **path, struct err *e);

/* The path of the last call, also of one that failed; valid until the next. */
const char *walk_path(const struct walk *w);
/* Was the last path named on the command line itself (source_open: direct)? */
bool walk_direct(const struct walk *w);
const struct walk_counts *walk_counts(const struct walk *w);

#endif
