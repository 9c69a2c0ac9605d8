/* Options: one table (options.def) is read by the parser, --help, the man page and the completions.
 */
#ifndef ZHC_OPT_H
#define ZHC_OPT_H

#include "pipeline/core/buf.h"
#include "pipeline/core/status.h"

/* Command bits of commands.def and options.def. */
enum {
	CMD_RUN = 1,
	CMD_DECODE = 2,
	CMD_STAGE = 4, /* reads and writes document records */
	CMD_INPUT = 8, /* reads articles */
	CMD_WRITE = 16,
	CMD_RULES = 32,
	CMD_SHOW = 64,
	CMD_MAN = 128,
	CMD_CLEAN = 256,     /* with CMD_STAGE */
	CMD_NORMALIZE = 512, /* with CMD_STAGE */
	CMD_ALL = 1023
};

/* Field types of struct options by row type. */
#define OPT_FLAG_T bool
#define OPT_STR_T  const char *
#define OPT_INT_T  int64_t

struct options {
#define OPT(type, field, ...) OPT_##type##_T field;
#include "pipeline/options.def"
#undef OPT
	const char *command; /* "run", "decode", … */
	const char **args;   /* what is left: paths */
	size_t n_args;
};

/* Parse the command line. argv is borrowed and must outlive o. ERR_USAGE with a message on an
 * unknown option, a missing or bad argument, an option that the command does not take. o->args is
 * mem_alloc'd. */
enum status opt_parse(struct options *o, int argc, char **argv, struct err *e);
void opt_free(struct options *o);

/* Texts made from the table. */
/* What a command takes; NULL: all commands in short. ERR_USAGE for a command that there is not. */
enum status opt_help(struct buf *out, const char *command, struct err *e);
void opt_man(struct buf *out);				 /* man page, roff */
void opt_completion(struct buf *out, const char *shell); /* "bash" or "zsh" */

#endif
