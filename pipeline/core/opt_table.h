/* The option table as the parser (opt.c) and the texts (opt_text.c) see it; built from options.def
 * and commands.def. Nobody else includes this. */
#ifndef ZHC_OPT_TABLE_H
#define ZHC_OPT_TABLE_H

#include "pipeline/core/opt.h"

enum opt_type { T_FLAG, T_STR, T_INT };

union opt_default {
	bool flag;
	const char *str;
	int64_t num;
};

struct opt_row {
	enum opt_type type;
	const char *name;
	char letter;
	const char *arg;
	union opt_default def;
	const char *limits;
	unsigned commands;
	const char *help;
	size_t field; /* offset in struct options */
};

struct cmd_row {
	unsigned bits;
	const char *name, *args, *help;
};

extern const struct opt_row opt_rows[];
extern const size_t opt_n_rows;
extern const struct cmd_row opt_commands[];
extern const size_t opt_n_commands;

/* The row of a command, NULL if there is none of that name. */
const struct cmd_row *opt_find_command(const char *name);

#endif
