/* The rules command: prove, list, explain. profile runs the line and asks the stages for their
 * counters. */
#include "pipeline/rules_cmd.h"

#include "pipeline/core/prove.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/profile.h"

#include <stdio.h>

static const struct {
	const char *name;
	enum status (*prove)(const struct env *env, struct prove_report *r, struct err *e);
} provers[] = {
#define X(name) { #name, name##_prove },
#include "pipeline/stages.def"
#undef X
};
#define N_PROVERS (sizeof provers / sizeof *provers)

static enum status check(const struct env *env, bool *failed, struct err *e)
{
	struct prove_report all = { 0 };

	for (size_t i = 0; i < N_PROVERS; i++) {
		struct prove_report r = { 0 };
		enum status st = provers[i].prove(env, &r, e);
		printf("%-10s %5zu rules %6zu proofs %4zu failed\n", provers[i].name, r.n_rules,
		       r.n_proofs, r.n_failed);
		all.n_proofs += r.n_proofs;
		all.n_failed += r.n_failed;
		buf_add_slice(&all.text, buf_slice(&r.text));
		buf_free(&r.text);
		if (st != OK) {
			buf_free(&all.text);
			return st;
		}
	}
	if (all.text.len) fwrite(all.text.p, 1, all.text.len, stdout);
	printf("%zu passed, %zu failed\n",
	       all.n_proofs - (all.n_failed < all.n_proofs ? all.n_failed : all.n_proofs),
	       all.n_failed);
	*failed = all.n_failed > 0;
	buf_free(&all.text);
	return OK;
}

typedef bool block_fn(void *ctx, const struct rule_file *f, const struct rule_block *b);

/* Every rule block of every rules file, stage by stage. */
static enum status each_block(const struct env *env, struct arena *a, block_fn *fn, void *ctx,
			      struct err *e)
{
	for (size_t s = 0; s < N_PROVERS; s++) {
		struct slice dir = arena_printf(a, "%s/%s", env->rules_dir.p, provers[s].name),
			     *paths;
		size_t n;
		TRY(rule_dir_list(dir.p, a, &paths, &n, e));
		for (size_t i = 0; i < n; i++) {
			struct rule_file f;
			TRY(rule_file_load(&f, a, paths[i].p, e));
			for (size_t k = 0; k < f.n; k++)
				if (f.blocks[k].id.p && !fn(ctx, &f, &f.blocks[k])) return OK;
		}
	}
	return OK;
}

static bool list_block(void *ctx, const struct rule_file *f, const struct rule_block *b)
{
	(void)ctx;
	printf("%-40.*s %.*s:%u\n", (int)b->id.len, b->id.p, (int)f->path.len, f->path.p, b->line);
	return true;
}

struct explain {
	const char *id;
	bool found;
};

static bool explain_block(void *ctx, const struct rule_file *f, const struct rule_block *b)
{
	struct explain *x = ctx;

	if (!slice_is(b->id, x->id)) return true;
	x->found = true;
	printf("%.*s:%u\n", (int)f->path.len, f->path.p, b->line);
	for (size_t i = 0; i < b->n; i++)
		printf("%-10.*s %.*s\n", (int)b->fields[i].key.len, b->fields[i].key.p,
		       (int)b->fields[i].value.len, b->fields[i].value.p);
	return true;
}

static enum status explain(const struct env *env, struct arena *a, struct err *e)
{
	struct explain x = { env->opt->args[1], false };

	TRY(each_block(env, a, explain_block, &x, e));
	return x.found ? OK : err_set(e, ERR_USAGE, "no rule %s (see zhclaims rules list)", x.id);
}

enum status rules_command(const struct env *env, bool *failed, struct err *e)
{
	const struct options *o = env->opt;
	const char *what = o->n_args ? o->args[0] : "";
	enum status st;
	struct arena a;

	arena_init(&a);
	if (strcmp(what, "check") == 0 && o->n_args == 1) st = check(env, failed, e);
	else if (strcmp(what, "list") == 0 && o->n_args == 1)
		st = each_block(env, &a, list_block, NULL, e);
	else if (strcmp(what, "explain") == 0 && o->n_args == 2) st = explain(env, &a, e);
	else if (strcmp(what, "profile") == 0 && o->n_args > 1) st = profile_command(env, e);
	else
		st = err_set(e, ERR_USAGE,
			     "usage: zhclaims rules check|list|explain ID|profile PATH...");
	arena_free(&a);
	return st;
}
