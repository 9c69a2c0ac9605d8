/* An output file that appears whole or not at all: written under a name of its own beside the
 * target, synced, renamed. */
#ifndef ZHC_OUTFILE_H
#define ZHC_OUTFILE_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

struct outfile;

/* Begin a file at path. What is no regular file (/dev/full, a fifo, /dev/stdout) is written in
 * place. A left-over of a run that died is never taken up again: names are unique. ERR_IO with the
 * path. */
enum status outfile_open(struct outfile **o, const char *path, struct err *e);
/* Append. ERR_IO (a full disk among them), ERR_PIPE. */
enum status outfile_write(struct outfile *o, struct slice bytes, struct err *e);
/* Sync, rename to path, sync the folder. Ends o, whatever the status. */
enum status outfile_commit(struct outfile *o, struct err *e);
/* Give up: the unfinished file is removed, what stood at path before stays. o may be NULL. */
void outfile_abandon(struct outfile *o);

/* All of bytes to a descriptor, through interruptions. ERR_PIPE when the reader has gone, ERR_IO
 * else; name is for the message. */
enum status fd_write_all(int fd, struct slice bytes, const char *name, struct err *e);

#endif
