/* Options: the table of options.def and commands.def, and its parser. The texts made from it are
 * opt_text.c. */
#include "pipeline/core/opt_table.h"

#include "pipeline/core/mem.h"

#include <errno.h>
#include <stdlib.h>

/* clang-format off */
#define DEFAULT_FLAG(v) { .flag = v }
#define DEFAULT_STR(v)  { .str = v }
#define DEFAULT_INT(v)  { .num = v }
/* clang-format on */

const struct opt_row opt_rows[] = {
#define OPT(t, f, l, s, a, d, lim, c, h)                                                           \
	{ T_##t, l, s, a, DEFAULT_##t(d), lim, c, h, offsetof(struct options, f) },
#include "pipeline/options.def"
#undef OPT
};
const size_t opt_n_rows = sizeof opt_rows / sizeof *opt_rows;

const struct cmd_row opt_commands[] = {
#define CMD(id, bits, name, args, help) { bits, name, args, help },
#include "pipeline/commands.def"
#undef CMD
};
const size_t opt_n_commands = sizeof opt_commands / sizeof *opt_commands;

const struct cmd_row *opt_find_command(const char *name)
{
	for (size_t i = 0; i < opt_n_commands; i++)
		if (strcmp(opt_commands[i].name, name) == 0) return &opt_commands[i];
	return NULL;
}

static void set_default(struct options *o, const struct opt_row *r)
{
	void *p = (char *)o + r->field;

	if (r->type == T_FLAG) *(bool *)p = r->def.flag;
	if (r->type == T_STR) *(const char **)p = r->def.str;
	if (r->type == T_INT) *(int64_t *)p = r->def.num;
}

static bool one_of(const char *value, const char *list)
{
	struct slice rest = slice_str(list), word;

	while (slice_split(&rest, '|', &word))
		if (slice_is(word, value)) return true;
	return false;
}

static enum status set_int(int64_t *field, const struct opt_row *r, const char *value,
			   struct err *e)
{
	char *end, *dash;

	errno = 0;
	long long v = strtoll(value, &end, 10);
	long long lo = strtoll(r->limits, &dash, 10), hi = strtoll(dash + 1, NULL, 10);
	if (errno || *end || end == value || v < lo || v > hi)
		return err_set(e, ERR_USAGE, "--%s wants a number from %lld to %lld", r->name, lo,
			       hi);
	*field = v;
	return OK;
}

static enum status set_value(struct options *o, const struct opt_row *r, const char *value,
			     struct err *e)
{
	void *p = (char *)o + r->field;

	if (r->type == T_FLAG) {
		*(bool *)p = true;
		return OK;
	}
	if (r->type == T_INT) return set_int(p, r, value, e);
	if (!*value && strcmp(r->arg, "LIST") != 0) /* a list may be empty: --steps '' */
		return err_set(e, ERR_USAGE, "--%s wants a value: %s", r->name, r->arg);
	if (r->limits && !one_of(value, r->limits))
		return err_set(e, ERR_USAGE, "--%s %s: unknown; it is one of %s", r->name, value,
			       r->limits);
	*(const char **)p = value;
	return OK;
}

static const struct opt_row *find_row(struct slice name)
{
	for (size_t i = 0; i < opt_n_rows; i++)
		if (slice_is(name, opt_rows[i].name)) return &opt_rows[i];
	return NULL;
}

static const struct opt_row *find_letter(char c)
{
	for (size_t i = 0; i < opt_n_rows; i++)
		if (opt_rows[i].letter == c) return &opt_rows[i];
	return NULL;
}

/* What the parser has in hand. */
struct parser {
	int argc, i;
	char **argv;
	const struct cmd_row *cmd;
	struct options *o;
	struct err *e;
	bool given[sizeof opt_rows / sizeof *opt_rows];
};

static enum status take(struct parser *p, const struct opt_row *r, const char *value)
{
	p->given[r - opt_rows] = true;
	if (!r->arg && value) return err_set(p->e, ERR_USAGE, "--%s takes no value", r->name);
	if (r->arg && !value) {
		if (p->i + 1 >= p->argc)
			return err_set(p->e, ERR_USAGE, "--%s wants a value: %s", r->name, r->arg);
		value = p->argv[++p->i];
	}
	return set_value(p->o, r, value, p->e);
}

static enum status unknown(const struct parser *p, const char *what, struct slice name)
{
	return err_set(p->e, ERR_USAGE, "unknown option %s%.*s (see zhclaims %s%s--help)", what,
		       (int)name.len, name.p, p->cmd ? p->cmd->name : "", p->cmd ? " " : "");
}

static enum status take_long(struct parser *p, const char *arg)
{
	struct slice name = slice_str(arg + 2);
	const char *eq = strchr(arg, '=');

	if (eq) name.len = (size_t)(eq - arg) - 2;
	const struct opt_row *r = find_row(name);
	if (!r) return unknown(p, "--", name);
	return take(p, r, eq ? eq + 1 : NULL);
}

static enum status take_letters(struct parser *p, const char *arg)
{
	for (const char *c = arg + 1; *c; c++) {
		const struct opt_row *r = find_letter(*c);
		if (!r) return unknown(p, "-", slice_of(c, 1));
		if (r->arg) return take(p, r, c[1] ? c + 1 : NULL);
		TRY(take(p, r, NULL));
	}
	return OK;
}

/* Is there a command, and does it take all that was given, before it or behind? */
static enum status check_command(const struct parser *p)
{
	const struct cmd_row *c = p->cmd;

	if (!c && !p->o->help && !p->o->version)
		return err_set(p->e, ERR_USAGE, "which command? (see zhclaims --help)");
	for (size_t i = 0; c && i < opt_n_rows; i++)
		if (p->given[i] && !(opt_rows[i].commands & c->bits))
			return err_set(p->e, ERR_USAGE, "%s takes no --%s (see zhclaims %s --help)",
				       c->name, opt_rows[i].name, c->name);
	return OK;
}

enum status opt_parse(struct options *o, int argc, char **argv, struct err *e)
{
	struct parser p = { .argc = argc, .argv = argv, .o = o, .e = e };
	bool only_paths = false;

	*o = (struct options){ 0 };
	for (size_t i = 0; i < opt_n_rows; i++) set_default(o, &opt_rows[i]);
	o->args = mem_zalloc(((size_t)argc + 1) * sizeof *o->args);
	for (p.i = 1; p.i < argc; p.i++) {
		const char *arg = argv[p.i];
		if (!only_paths && strcmp(arg, "--") == 0) {
			only_paths = true;
		} else if (!only_paths && arg[0] == '-' && arg[1] == '-') {
			TRY(take_long(&p, arg));
		} else if (!only_paths && arg[0] == '-' && arg[1]) {
			TRY(take_letters(&p, arg));
		} else if (!p.cmd) {
			p.cmd = opt_find_command(arg);
			if (!p.cmd)
				return err_set(e, ERR_USAGE,
					       "unknown command %s (see zhclaims --help)", arg);
			o->command = p.cmd->name;
		} else {
			o->args[o->n_args++] = arg;
		}
	}
	return check_command(&p);
}

void opt_free(struct options *o)
{
	mem_free(o->args);
	o->args = NULL;
}
