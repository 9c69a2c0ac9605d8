/* What is made from the option table: --help, the man page, the completions of two shells. */
#include "pipeline/core/opt_table.h"

#include <string.h>

static void add_default(struct buf *out, const struct opt_row *r)
{
	if (r->type == T_INT) buf_printf(out, " [%lld]", (long long)r->def.num);
	if (r->type == T_STR && r->def.str) buf_printf(out, " [%s]", r->def.str);
}

#define HELP_FROM  36 /* column of the texts */
#define HELP_WIDTH 96

/* Text from column HELP_FROM on, broken at blanks. */
static void add_wrapped(struct buf *out, struct slice text)
{
	struct slice word;
	size_t column = HELP_FROM;

	while ((word = slice_word(&text)).len) {
		if (column > HELP_FROM && column + 1 + word.len > HELP_WIDTH) {
			buf_printf(out, "\n%*s", HELP_FROM, "");
			column = HELP_FROM;
		} else if (column > HELP_FROM) {
			buf_addc(out, ' ');
			column++;
		}
		buf_add_slice(out, word);
		column += word.len;
	}
	buf_addc(out, '\n');
}

static void help_row(struct buf *out, const struct opt_row *r)
{
	struct buf text = { 0 };
	size_t start = out->len;

	if (r->letter) buf_printf(out, "  -%c, --%s", r->letter, r->name);
	else buf_printf(out, "      --%s", r->name);
	if (r->arg) buf_printf(out, " %s", r->type == T_STR && r->limits ? r->limits : r->arg);
	if (out->len - start > HELP_FROM - 2) {
		buf_addc(out, '\n');
		start = out->len;
	}
	buf_printf(out, "%*s", (int)(HELP_FROM - (out->len - start)), "");
	buf_add_str(&text, r->help);
	add_default(&text, r);
	add_wrapped(out, buf_slice(&text));
	buf_free(&text);
}

static void help_overview(struct buf *out)
{
	buf_add_str(out, "zhclaims " ZHC_VERSION
			 ": raw Chinese news in, structured records of claims out\n\n"
			 "usage: zhclaims COMMAND [OPTION...] [PATH...]\n\n");
	for (size_t i = 0; i < opt_n_commands; i++)
		buf_printf(out, "  %-10s %s\n", opt_commands[i].name, opt_commands[i].help);
	buf_add_str(
		out,
		"\nzhclaims COMMAND --help says what it takes. A PATH of - is standard input.\n"
		"Stages chain in a pipe:\n"
		"  zhclaims decode FILE | zhclaims clean | zhclaims normalize | zhclaims annotate "
		"|\n"
		"  zhclaims extract | zhclaims write --to csv\n\n"
		"Exit: 0 all good, 1 some documents carry errors (show: no such claim; rules "
		"check: a "
		"proof failed),\n64 usage, 65 rules or data bad, 66 no input, 74 I/O, 75 try "
		"again. A "
		"closed pipe is a quiet end.\n");
}

enum status opt_help(struct buf *out, const char *command, struct err *e)
{
	const struct cmd_row *c = command ? opt_find_command(command) : NULL;

	if (!command) {
		help_overview(out);
		return OK;
	}
	if (!c) return err_set(e, ERR_USAGE, "unknown command %s (see zhclaims --help)", command);
	buf_printf(out, "usage: zhclaims %s [OPTION...] %s\n%s\n\n", c->name, c->args, c->help);
	for (size_t i = 0; i < opt_n_rows; i++)
		if (opt_rows[i].commands & c->bits) help_row(out, &opt_rows[i]);
	return OK;
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
	for (size_t i = 0; i < opt_n_commands; i++) {
		if (!(opt_commands[i].bits & r->commands)) continue;
		buf_printf(out, "%s%s", lead, opt_commands[i].name);
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
	for (size_t i = 0; i < opt_n_commands; i++) {
		buf_printf(out, ".TP\n.B %s ", opt_commands[i].name);
		roff(out, opt_commands[i].args);
		buf_addc(out, '\n');
		roff(out, opt_commands[i].help);
		buf_addc(out, '\n');
	}
	buf_add_str(out, ".SH OPTIONS\n");
	for (size_t i = 0; i < opt_n_rows; i++) {
		buf_add_str(out, ".TP\n.B ");
		if (opt_rows[i].letter) buf_printf(out, "\\-%c, ", opt_rows[i].letter);
		buf_add_str(out, "\\-\\-");
		roff(out, opt_rows[i].name);
		if (opt_rows[i].arg) {
			buf_addc(out, ' ');
			bool values = opt_rows[i].type == T_STR && opt_rows[i].limits;
			roff(out, values ? opt_rows[i].limits : opt_rows[i].arg);
		}
		buf_addc(out, '\n');
		roff(out, opt_rows[i].help);
		add_default(out, &opt_rows[i]);
		man_commands(out, &opt_rows[i]);
		buf_addc(out, '\n');
	}
	buf_add_str(out, ".SH EXIT STATUS\n0 all good; 1 some documents carry errors (show: no "
			 "such claim; rules check: a proof "
			 "failed); 64 usage; 65 "
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

static bool has_values(const struct opt_row *r)
{
	return r->type == T_STR && r->limits;
}

/* "a|b|c" as "a b c". */
static void add_values(struct buf *out, const struct opt_row *r)
{
	struct slice rest = slice_str(r->limits), word;

	while (slice_split(&rest, '|', &word))
		buf_printf(out, "%s%.*s", word.p == r->limits ? "" : " ", (int)word.len, word.p);
}

/* The words that may stand behind a command: "check list explain profile" of "check|list|explain
 * ID|profile PATH...". False if it has none. */
static bool add_words(struct buf *out, const struct cmd_row *c)
{
	struct slice rest = slice_str(c->args), word;
	size_t start = out->len;

	if (!strchr(c->args, '|')) return false;
	while (slice_split(&rest, '|', &word)) {
		if (out->len > start) buf_addc(out, ' ');
		for (size_t i = 0; i < word.len && word.p[i] != ' '; i++)
			if (word.p[i] != '[' && word.p[i] != ']') buf_addc(out, word.p[i]);
	}
	return true;
}

static void add_commands(struct buf *out)
{
	for (size_t i = 0; i < opt_n_commands; i++) buf_printf(out, "%s ", opt_commands[i].name);
}

static void completion_bash(struct buf *out)
{
	buf_add_str(out, "_zhclaims() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
			 "prev=${COMP_WORDS[COMP_CWORD-1]} opts= words=\n"
			 "\tif [ \"$cur\" = = ]; then cur=\n" /* --to=csv is three words */
			 "\telif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
			 "\tcase $prev in\n");
	for (size_t i = 0; i < opt_n_rows; i++) {
		if (!has_values(&opt_rows[i])) continue;
		buf_printf(out, "\t--%s) COMPREPLY=($(compgen -W \"", opt_rows[i].name);
		add_values(out, &opt_rows[i]);
		buf_add_str(out, "\" -- \"$cur\")); return;;\n");
	}
	buf_add_str(out,
		    "\tesac\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \"");
	add_commands(out);
	buf_add_str(out, "--help --version\" -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase "
			 "${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < opt_n_commands; i++) {
		buf_printf(out, "\t%s) words=\"", opt_commands[i].name);
		add_words(out, &opt_commands[i]);
		buf_add_str(out, "\" opts=\"");
		for (size_t k = 0; k < opt_n_rows; k++)
			if (opt_rows[k].commands & opt_commands[i].bits)
				buf_printf(out, "--%s ", opt_rows[k].name);
		buf_add_str(out, "\";;\n");
	}
	buf_add_str(out, "\tesac\n\tif [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$opts\" -- "
			 "\"$cur\"))\n"
			 "\telif [ -n \"$words\" ] && [ \"$COMP_CWORD\" -eq 2 ]; then\n"
			 "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
			 "\telse COMPREPLY=($(compgen -f -- \"$cur\")); fi\n}\ncomplete -o "
			 "filenames -F _zhclaims zhclaims\n");
}

/* Text inside single quotes; in brackets "]" and, in a list of commands, ":" would end it. */
static void zsh_text(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\'') buf_add_str(out, "'\\'");
		if (*s == ']' || *s == ':') buf_addc(out, '\\');
		buf_addc(out, *s);
	}
}

static void zsh_option(struct buf *out, const struct opt_row *r)
{
	if (r->letter)
		buf_printf(out, " '(-%c --%s)'{-%c%s,--%s%s}'[", r->letter, r->name, r->letter,
			   r->arg ? "+" : "", r->name, r->arg ? "=" : "");
	else buf_printf(out, " '--%s%s[", r->name, r->arg ? "=" : "");
	zsh_text(out, r->help);
	buf_addc(out, ']');
	if (r->arg) buf_printf(out, ":%s:", r->arg);
	if (has_values(r)) {
		buf_addc(out, '(');
		add_values(out, r);
		buf_addc(out, ')');
	} else if (r->arg && (strcmp(r->arg, "FILE") == 0 || strcmp(r->arg, "DIR") == 0)) {
		buf_add_str(out, *r->arg == 'F' ? "_files" : "_files -/");
	}
	buf_addc(out, '\'');
}

static void completion_zsh(struct buf *out)
{
	struct buf words = { 0 };

	buf_add_str(out, "#compdef zhclaims\nlocal -a commands\ncommands=(\n");
	for (size_t i = 0; i < opt_n_commands; i++) {
		buf_printf(out, "\t'%s:", opt_commands[i].name);
		zsh_text(out, opt_commands[i].help);
		buf_add_str(out, "'\n");
	}
	buf_add_str(out, ")\nif (( CURRENT == 2 )); then _describe command commands; return; "
			 "fi\nlocal command=$words[2]\nshift words; (( CURRENT-- ))\n"
			 "case $command in\n");
	for (size_t i = 0; i < opt_n_commands; i++) {
		buf_printf(out, "%s) _arguments -s", opt_commands[i].name);
		for (size_t k = 0; k < opt_n_rows; k++)
			if (opt_rows[k].commands & opt_commands[i].bits)
				zsh_option(out, &opt_rows[k]);
		words.len = 0;
		if (add_words(&words, &opt_commands[i]))
			buf_printf(out, " '1:what:(%.*s)'", (int)words.len, words.p);
		buf_add_str(out, " '*:file:_files';;\n");
	}
	buf_add_str(out, "esac\n");
	buf_free(&words);
}

void opt_completion(struct buf *out, const char *shell)
{
	if (strcmp(shell, "zsh") == 0) completion_zsh(out);
	else completion_bash(out);
}
