/* Options: the parser, and the texts made from the same table. See options.def and commands.def. */
#include "pipeline/core/opt.h"

#include "pipeline/core/mem.h"

#include <errno.h>
#include <stdlib.h>

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

/* clang-format off */
#define DEFAULT_FLAG(v) { .flag = v }
#define DEFAULT_STR(v)  { .str = v }
#define DEFAULT_INT(v)  { .num = v }
/* clang-format on */

static const struct opt_row rows[] = {
#define OPT(t, f, l, s, a, d, lim, c, h)                                                           \
	{ T_##t, l, s, a, DEFAULT_##t(d), lim, c, h, offsetof(struct options, f) },
#include "pipeline/options.def"
#undef OPT
};
#define N_ROWS (sizeof rows / sizeof *rows)

static const struct cmd_row commands[] = {
#define CMD(id, bits, name, args, help) { bits, name, args, help },
#include "pipeline/commands.def"
#undef CMD
};
#define N_COMMANDS (sizeof commands / sizeof *commands)

static const struct cmd_row *find_command(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0) return &commands[i];
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
	if (r->limits && !one_of(value, r->limits))
		return err_set(e, ERR_USAGE, "--%s %s: unknown; it is one of %s", r->name, value,
			       r->limits);
	*(const char **)p = value;
	return OK;
}

static const struct opt_row *find_row(struct slice name)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (slice_is(name, rows[i].name)) return &rows[i];
	return NULL;
}

static const struct opt_row *find_letter(char c)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].letter == c) return &rows[i];
	return NULL;
}

/* What the parser has in hand. */
struct parser {
	int argc, i;
	char **argv;
	const struct cmd_row *cmd;
	struct options *o;
	struct err *e;
	bool given[N_ROWS];
};

static enum status take(struct parser *p, const struct opt_row *r, const char *value)
{
	p->given[r - rows] = true;
	if (!r->arg && value) return err_set(p->e, ERR_USAGE, "--%s takes no value", r->name);
	if (r->arg && !value) {
		if (p->i + 1 >= p->argc)
			return err_set(p->e, ERR_USAGE, "--%s wants a value: %s", r->name, r->arg);
		value = p->argv[++p->i];
	}
	return set_value(p->o, r, value, p->e);
}

static enum status take_long(struct parser *p, const char *arg)
{
	struct slice name = slice_str(arg + 2);
	const char *eq = strchr(arg, '=');

	if (eq) name.len = (size_t)(eq - arg) - 2;
	const struct opt_row *r = find_row(name);
	if (!r)
		return err_set(p->e, ERR_USAGE, "unknown option --%.*s (see --help)", (int)name.len,
			       name.p);
	return take(p, r, eq ? eq + 1 : NULL);
}

static enum status take_letters(struct parser *p, const char *arg)
{
	for (const char *c = arg + 1; *c; c++) {
		const struct opt_row *r = find_letter(*c);
		if (!r) return err_set(p->e, ERR_USAGE, "unknown option -%c (see --help)", *c);
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
	for (size_t i = 0; c && i < N_ROWS; i++)
		if (p->given[i] && !(rows[i].commands & c->bits))
			return err_set(p->e, ERR_USAGE, "%s takes no --%s (see zhclaims %s --help)",
				       c->name, rows[i].name, c->name);
	return OK;
}

enum status opt_parse(struct options *o, int argc, char **argv, struct err *e)
{
	struct parser p = { .argc = argc, .argv = argv, .o = o, .e = e };
	bool only_paths = false;

	*o = (struct options){ 0 };
	for (size_t i = 0; i < N_ROWS; i++) set_default(o, &rows[i]);
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
			p.cmd = find_command(arg);
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

/* ---- texts ---- */

static void add_default(struct buf *out, const struct opt_row *r)
{
	if (r->type == T_INT) buf_printf(out, " [%lld]", (long long)r->def.num);
	if (r->type == T_STR && r->def.str) buf_printf(out, " [%s]", r->def.str);
}

static void help_row(struct buf *out, const struct opt_row *r)
{
	size_t start = out->len;

	if (r->letter) buf_printf(out, "  -%c, --%s", r->letter, r->name);
	else buf_printf(out, "      --%s", r->name);
	if (r->arg) buf_printf(out, " %s", r->type == T_STR && r->limits ? r->limits : r->arg);
	if (out->len - start > 34) {
		buf_addc(out, '\n');
		start = out->len;
	}
	while (out->len - start < 36) buf_addc(out, ' ');
	buf_add_str(out, r->help);
	add_default(out, r);
	buf_addc(out, '\n');
}

static void help_overview(struct buf *out)
{
	buf_add_str(out, "zhclaims " ZHC_VERSION
			 ": raw Chinese news in, structured records of claims out\n\n"
			 "usage: zhclaims COMMAND [OPTION...] [PATH...]\n\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		buf_printf(out, "  %-10s %-38s %s\n", commands[i].name, commands[i].args,
			   commands[i].help);
	buf_add_str(
		out,
		"\nzhclaims COMMAND --help lists its options. A PATH of - is standard input.\n"
		"Stages chain in a pipe:\n"
		"  zhclaims decode FILE | zhclaims clean | zhclaims normalize | zhclaims annotate "
		"|\n"
		"  zhclaims extract | zhclaims write --to csv\n\n"
		"Exit: 0 all good, 1 some documents carry errors, 64 usage, 65 rules or data bad,\n"
		"66 no input, 74 I/O, 75 try again. A closed pipe is a quiet end.\n");
}

void opt_help(struct buf *out, const char *command)
{
	const struct cmd_row *c = command ? find_command(command) : NULL;

	if (!c) {
		help_overview(out);
		return;
	}
	buf_printf(out, "usage: zhclaims %s [OPTION...] %s\n%s\n\n", c->name, c->args, c->help);
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].commands & c->bits) help_row(out, &rows[i]);
}

static void roff(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '-' || *s == '\\') buf_addc(out, '\\');
		buf_addc(out, *s);
	}
}

/* The commands that take an option, where not all of them do. */
static void man_commands(struct buf *out, const struct opt_row *r)
{
	const char *lead = ". Taken by ";

	if (r->commands == CMD_ALL) return;
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (!(commands[i].bits & r->commands)) continue;
		buf_printf(out, "%s%s", lead, commands[i].name);
		lead = ", ";
	}
	buf_addc(out, '.');
}

void opt_man(struct buf *out)
{
	buf_add_str(out,
		    ".TH ZHCLAIMS 1 \"\" \"zhclaims " ZHC_VERSION "\" \"User Commands\"\n.SH NAME\n"
		    "zhclaims \\- structured records of claims from raw Chinese news\n"
		    ".SH SYNOPSIS\n.B zhclaims\n.I COMMAND\n.RI [ OPTION ...]\n.RI [ PATH ...]\n"
		    ".SH COMMANDS\n");
	for (size_t i = 0; i < N_COMMANDS; i++) {
		buf_printf(out, ".TP\n.B %s ", commands[i].name);
		roff(out, commands[i].args);
		buf_addc(out, '\n');
		roff(out, commands[i].help);
		buf_addc(out, '\n');
	}
	buf_add_str(out, ".SH OPTIONS\n");
	for (size_t i = 0; i < N_ROWS; i++) {
		buf_add_str(out, ".TP\n.B ");
		if (rows[i].letter) buf_printf(out, "\\-%c, ", rows[i].letter);
		buf_add_str(out, "\\-\\-");
		roff(out, rows[i].name);
		if (rows[i].arg) {
			buf_addc(out, ' ');
			bool values = rows[i].type == T_STR && rows[i].limits;
			roff(out, values ? rows[i].limits : rows[i].arg);
		}
		buf_addc(out, '\n');
		roff(out, rows[i].help);
		add_default(out, &rows[i]);
		man_commands(out, &rows[i]);
		buf_addc(out, '\n');
	}
	buf_add_str(out, ".SH EXIT STATUS\n0 all good; 1 some documents carry errors; 64 usage; 65 "
			 "rules or data bad; "
			 "66 no input; 74 I/O; 75 try again. A closed pipe is a quiet end.\n");
	buf_add_str(
		out,
		".SH EXAMPLES\nThe claims of a folder into a database, in eight threads:\n.PP\n"
		".nf\n    zhclaims run \\-j8 \\-\\-db claims.sqlite articles/\n.fi\n.PP\n"
		"The same as a pipe, to CSV:\n.PP\n.nf\n"
		"    zhclaims decode articles/ | zhclaims clean | zhclaims normalize |\n"
		"    zhclaims annotate | zhclaims extract | zhclaims write \\-\\-to csv\n.fi\n"
		".PP\nWhat was removed from a page, and why:\n.PP\n.nf\n"
		"    zhclaims run \\-\\-until clean \\-\\-explain page.html >page.ndjson\n.fi\n");
}

static void bash_words(struct buf *out, const struct opt_row *r)
{
	struct slice rest = slice_str(r->limits), word;

	while (slice_split(&rest, '|', &word)) buf_printf(out, "%.*s ", (int)word.len, word.p);
}

static void completion_bash(struct buf *out)
{
	buf_add_str(out, "_zhclaims() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
			 "prev=${COMP_WORDS[COMP_CWORD-1]}\n"
			 "\tcase $prev in\n");
	for (size_t i = 0; i < N_ROWS; i++) {
		if (rows[i].type != T_STR || !rows[i].limits) continue;
		buf_printf(out, "\t--%s) COMPREPLY=($(compgen -W \"", rows[i].name);
		bash_words(out, &rows[i]);
		buf_add_str(out, "\" -- \"$cur\")); return;;\n");
	}
	buf_add_str(out,
		    "\tesac\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \"");
	for (size_t i = 0; i < N_COMMANDS; i++) buf_printf(out, "%s ", commands[i].name);
	buf_add_str(out, "--help --version\" -- \"$cur\"))\n\t\treturn\n\tfi\n\tlocal opts\n\tcase "
			 "${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < N_COMMANDS; i++) {
		buf_printf(out, "\t%s) opts=\"", commands[i].name);
		for (size_t k = 0; k < N_ROWS; k++)
			if (rows[k].commands & commands[i].bits)
				buf_printf(out, "--%s ", rows[k].name);
		buf_add_str(out, "\";;\n");
	}
	buf_add_str(out, "\tesac\n\tif [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$opts\" -- "
			 "\"$cur\"))\n"
			 "\telse COMPREPLY=($(compgen -f -- \"$cur\")); fi\n}\ncomplete -o "
			 "filenames -F _zhclaims zhclaims\n");
}

static void completion_zsh(struct buf *out)
{
	buf_add_str(out, "#compdef zhclaims\nlocal -a commands\ncommands=(\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		buf_printf(out, "\t'%s:%s'\n", commands[i].name, commands[i].help);
	buf_add_str(out, ")\nif (( CURRENT == 2 )); then _describe command commands; return; "
			 "fi\ncase $words[2] in\n");
	for (size_t i = 0; i < N_COMMANDS; i++) {
		buf_printf(out, "%s) _arguments", commands[i].name);
		for (size_t k = 0; k < N_ROWS; k++) {
			const struct opt_row *r = &rows[k];
			if (!(r->commands & commands[i].bits)) continue;
			buf_printf(out, " '--%s[%s]", r->name, r->help);
			if (r->arg && r->limits && r->type == T_STR) {
				buf_printf(out, ":%s:(", r->arg);
				bash_words(out, r);
				buf_addc(out, ')');
			} else if (r->arg) {
				buf_printf(out, ":%s:_files", r->arg);
			}
			buf_addc(out, '\'');
		}
		buf_add_str(out, " '*:file:_files';;\n");
	}
	buf_add_str(out, "esac\n");
}

void opt_completion(struct buf *out, const char *shell)
{
	if (strcmp(shell, "zsh") == 0) completion_zsh(out);
	else completion_bash(out);
}
