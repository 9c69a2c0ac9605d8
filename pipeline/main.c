/* zhclaims: raw Chinese news in, structured records of claims out. Parses the command line and
 * hands over. */
#include "output/outfile.h"
#include "pipeline/env.h"
#include "pipeline/explain.h"
#include "pipeline/rules_cmd.h"
#include "pipeline/run.h"
#include "pipeline/show.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static enum status print(struct buf *b, struct err *e)
{
	enum status st = fd_write_all(STDOUT_FILENO, buf_slice(b), "standard output", e);

	buf_free(b);
	return st;
}

/* "help [COMMAND]" and "COMMAND --help". */
static enum status print_help(const struct options *o, struct err *e)
{
	struct buf b = { 0 };
	const char *command = o->command;

	if (!o->help) command = o->n_args ? o->args[0] : NULL;
	if (!o->help && o->n_args > 1)
		return err_set(e, ERR_USAGE, "usage: zhclaims help [COMMAND]");
	TRY(opt_help(&b, command, e));
	return print(&b, e);
}

static enum status print_manual(const struct options *o, struct err *e)
{
	struct buf b = { 0 };
	const char *shell = o->n_args ? o->args[0] : NULL;

	if (o->n_args > 1 || (shell && strcmp(shell, "bash") != 0 && strcmp(shell, "zsh") != 0))
		return err_set(e, ERR_USAGE, "usage: zhclaims man [bash|zsh]");
	if (shell) opt_completion(&b, shell);
	else opt_man(&b);
	return print(&b, e);
}

static enum status dispatch(const struct env *env, bool *bad, struct err *e)
{
	if (strcmp(env->opt->command, "rules") == 0) return rules_command(env, bad, e);
	if (strcmp(env->opt->command, "show") == 0) return show_command(env, bad, e);
	return run_command(env, bad, e);
}

/* A standard stream that is closed at the start would become the first file opened: claims would
 * stand in a database, messages in a result. The wrong way round, so that using it fails still. */
static void hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
	struct options opt;
	struct err e = { OK, "" };
	struct env env = { .opt = NULL };
	struct arena a;
	bool bad = false;

	hold_streams();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files fails the write, like a full disk */
	arena_init(&a);
	enum status st = opt_parse(&opt, argc, argv, &e);
	if (st == OK && opt.output && strcmp(opt.output, "-") == 0) opt.output = NULL;
	if (st == OK && strcmp(opt.color, "auto") == 0 && !opt.output && isatty(STDOUT_FILENO))
		opt.color = "always";
	if (st == OK && opt.version) {
		st = env_init(&env, &opt, &a, &e);
		if (st == OK) printf("%.*s\n", (int)env.tool.len, env.tool.p);
	} else if (st == OK && (opt.help || strcmp(opt.command, "help") == 0)) {
		st = print_help(&opt, &e);
	} else if (st == OK && strcmp(opt.command, "man") == 0) {
		st = print_manual(&opt, &e);
	} else if (st == OK) {
		st = env_init(&env, &opt, &a, &e);
		if (st == OK) st = dispatch(&env, &bad, &e);
	}
	if ((fflush(stdout) != 0 || ferror(stdout)) && st == OK)
		st = errno == EPIPE ? ERR_PIPE
				    : err_set(&e, ERR_IO, "standard output: cannot be written");
	if (st != OK && st != ERR_PIPE) {
		fputs("zhclaims: ", stderr);
		explain_text(slice_str(e.text), stderr);
		fputc('\n', stderr);
	}
	env_close(&env);
	opt_free(&opt);
	arena_free(&a);
	return st == OK && bad ? 1 : status_exit(st);
}
