/* Where rules and tables stand, and their hash. See env.h. */
#include "pipeline/env.h"

#include "pipeline/core/pattern_cache.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/sha256.h"
#include "pipeline/core/table.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_dir(struct slice path)
{
	struct stat sb;

	return stat(path.p, &sb) == 0 && S_ISDIR(sb.st_mode);
}

/* Folder of the running program, absent when the system does not say. */
static struct slice program_dir(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	if (n <= 0) return SLICE_NONE;
	while (n > 0 && path[n - 1] != '/') n--;
	return arena_copy(a, slice_of(path, (size_t)(n > 1 ? n - 1 : n)));
}

/* The folder that a folder stands in. */
static struct slice above(struct slice dir)
{
	while (dir.len > 1 && dir.p[dir.len - 1] != '/') dir.len--;
	return slice_of(dir.p, dir.len > 1 ? dir.len - 1 : dir.len);
}

/* The first of the places that is a folder: below the program's own folder or, for each "../" of
 * the place, the one above. */
static struct slice find_dir(struct arena *a, const char *given, const char *const *beside,
			     const char *installed)
{
	struct slice own = program_dir(a);

	if (given) return arena_copy(a, slice_str(given));
	for (size_t i = 0; own.p && beside[i]; i++) {
		const char *place = beside[i];
		struct slice dir = own;
		for (; strncmp(place, "../", 3) == 0; place += 3) dir = above(dir);
		struct slice path = arena_printf(a, "%.*s/%s", (int)dir.len, dir.p, place);
		if (is_dir(path)) return path;
	}
	return arena_copy(a, slice_str(installed));
}

static int compare_names(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

/* Names below dir, sorted; sub-folders too. */
static struct slice *list_dir(struct arena *a, struct slice dir, size_t *n)
{
	struct slice *names = NULL;
	size_t cap = 0;
	DIR *h = opendir(dir.p);
	struct dirent *d;

	*n = 0;
	while (h && (d = readdir(h)))
		if (d->d_name[0] != '.')
			*ARENA_PUSH(a, names, *n, cap) = arena_copy(a, slice_str(d->d_name));
	if (h) closedir(h);
	if (*n) qsort(names, *n, sizeof *names, compare_names);
	return names;
}

static enum status hash_file(struct sha256 *h, struct slice path, struct slice name, struct err *e)
{
	struct buf raw = { 0 };
	enum status st = file_read(path.p, &raw, e);

	if (st == OK) {
		sha256_add(h, name.p, name.len + 1);
		sha256_add(h, raw.p, raw.len);
	}
	buf_free(&raw);
	return st;
}

/* Rules read as text at start: *.rules and the smaller *.tsv of every stage. */
static enum status hash_rules(struct sha256 *h, struct arena *a, struct slice dir, struct err *e)
{
	size_t n, k;
	struct slice *stages = list_dir(a, dir, &n);
	struct stat sb;

	for (size_t i = 0; i < n; i++) {
		struct slice sub = arena_printf(a, "%s/%s", dir.p, stages[i].p);
		if (!is_dir(sub)) continue;
		struct slice *files = list_dir(a, sub, &k);
		for (size_t f = 0; f < k; f++) {
			struct slice path = arena_printf(a, "%s/%s", sub.p, files[f].p);
			bool text = slice_ends(files[f], SLICE(".rules")) ||
				    slice_ends(files[f], SLICE(".tsv"));
			if (text && stat(path.p, &sb) == 0 && sb.st_size < (256 << 10))
				TRY(hash_file(h, path, files[f], e));
		}
	}
	return OK;
}

/* Does the table say nothing that the rules and the other tables do not? */
static bool is_derived(struct slice file)
{
	return slice_is(file, "patterns.tab") || slice_is(file, "list_tops.tab") ||
	       slice_is(file, "spun_weights.tab") || slice_is(file, "claim_words.tab");
}

/* Compiled tables carry the hash of their sources in their last section: the last 32 bytes of the
 * file. */
static void hash_tables(struct sha256 *h, struct arena *a, struct slice dir)
{
	size_t n;
	struct slice *files = list_dir(a, dir, &n);

	for (size_t i = 0; i < n; i++) {
		char digest[32] = { 0 };
		if (!slice_ends(files[i], SLICE(".tab")) || is_derived(files[i])) continue;
		FILE *f = fopen(arena_printf(a, "%s/%s", dir.p, files[i].p).p, "rb");
		if (!f) continue;
		if (fseek(f, -32, SEEK_END) == 0 && fread(digest, 1, 32, f) == 32) {
			sha256_add(h, files[i].p, files[i].len + 1);
			sha256_add(h, digest, sizeof digest);
		}
		fclose(f);
	}
}

enum status env_init(struct env *env, const struct options *opt, struct arena *a, struct err *e)
{
	/* as installed, then as built: build/zhclaims and build/KIND/zhclaims */
	static const char *const rules[] = { "../share/zhclaims/rules", "../rules", "../../rules",
					     NULL };
	static const char *const data[] = { "../share/zhclaims/data", "data", "../data", NULL };
	struct sha256 h;
	uint8_t digest[32];
	char hex[65];

	*env = (struct env){ .opt = opt };
	env->rules_dir = find_dir(a, opt->rules, rules, ZHC_SHARE "/rules");
	env->data_dir = find_dir(a, opt->data, data, ZHC_SHARE "/data");
	if (!is_dir(env->rules_dir))
		return err_set(e, ERR_RULES, "%s: no rules found there (see --rules)",
			       env->rules_dir.p);
	sha256_begin(&h);
	TRY(hash_rules(&h, a, env->rules_dir, e));
	hash_tables(&h, a, env->data_dir);
	sha256_end(&h, digest);
	sha256_hex(digest, hex);
	env->tool = arena_printf(a, "zhclaims " ZHC_VERSION " rules:%.12s", hex);
	env->tables = table_maps_new();
	env->patterns = arena_alloc(a, sizeof *env->patterns);
	pattern_cache_open(env->patterns, env);
	return OK;
}

void env_close(struct env *env)
{
	if (env->patterns) pattern_cache_close(env->patterns);
	table_maps_free(env->tables);
}
