/* Rule files and TSV data: plain text in, blocks and columns out. See rule_file.h. */
#include "pipeline/core/rule_file.h"

#include "pipeline/core/buf.h"
#include "pipeline/core/utf.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FILE_MAX (256u << 20)
#define COLS_MAX 16

enum status file_read(const char *path, struct buf *out, struct err *e)
{
	enum status st = OK;
	FILE *f = fopen(path, "rb");
	struct stat sb;

	if (!f) return err_set(e, ERR_RULES, "%s: %s", path, strerror(errno));
	if (fstat(fileno(f), &sb) == 0 && sb.st_size > 0 && sb.st_size < FILE_MAX)
		buf_reserve(out, (size_t)sb.st_size + 2);
	for (;;) {
		if (out->cap - out->len < 2) buf_reserve(out, 1u << 16);
		size_t n = fread(out->p + out->len, 1, out->cap - out->len - 1, f);
		out->len += n;
		if (n == 0) break;
		if (out->len > FILE_MAX) {
			st = err_set(e, ERR_RULES, "%s: file too large (limit is %u bytes)", path,
				     FILE_MAX);
			break;
		}
	}
	if (st == OK && ferror(f)) st = err_set(e, ERR_RULES, "%s: cannot be read", path);
	fclose(f);
	if (st == OK) out->p[out->len] = 0;
	return st;
}

static bool key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* What grows while a file is cut. */
struct cutter {
	struct rule_file *f;
	struct arena *a;
	struct rule_block *blocks;
	size_t n_blocks, cap_blocks;
	struct rule_field *fields;
	size_t n_fields, cap_fields;
	unsigned first_line;
};

static void end_block(struct cutter *c)
{
	if (!c->n_fields) return;
	struct rule_block *b = ARENA_PUSH(c->a, c->blocks, c->n_blocks, c->cap_blocks);
	b->fields = c->fields;
	b->n = c->n_fields;
	b->line = c->first_line;
	b->id = rule_field(b, "rule");
	c->fields = NULL;
	c->n_fields = c->cap_fields = 0;
}

static struct slice join(struct arena *a, struct slice x, struct slice y)
{
	char *p = arena_alloc(a, x.len + y.len + 1);

	memcpy(p, x.p, x.len);
	memcpy(p + x.len, y.p, y.len);
	p[x.len + y.len] = 0;
	return slice_of(p, x.len + y.len);
}

static enum status check_text(const char *path, struct slice line, unsigned n, struct err *e)
{
	return utf8_valid(line) ? OK : err_set(e, ERR_RULES, "%s:%u: not UTF-8", path, n);
}

static enum status cut_line(struct cutter *c, struct slice line, unsigned n, struct err *e)
{
	struct slice t = slice_trim(line);

	if (!t.len) {
		end_block(c);
		return OK;
	}
	if (line.p[0] == '#') return OK;
	TRY(check_text(c->f->path.p, line, n, e));
	if (line.p[0] == ' ' || line.p[0] == '\t') {
		if (!c->n_fields)
			return err_set(e, ERR_RULES,
				       "%s:%u: a continued line without a line before it",
				       c->f->path.p, n);
		struct rule_field *last = &c->fields[c->n_fields - 1];
		last->value = join(c->a, last->value, t);
		return OK;
	}
	size_t k = 0;
	while (k < t.len && key_char(t.p[k])) k++;
	if (!k || (k < t.len && t.p[k] != ' ' && t.p[k] != '\t'))
		return err_set(e, ERR_RULES,
			       "%s:%u: a line begins with a key in lower-case letters",
			       c->f->path.p, n);
	if (!c->n_fields) c->first_line = n;
	struct rule_field *f = ARENA_PUSH(c->a, c->fields, c->n_fields, c->cap_fields);
	f->key = slice_of(t.p, k);
	f->value = slice_trim(slice_of(t.p + k, t.len - k));
	f->line = n;
	return OK;
}

static int compare_ids(const void *a, const void *b)
{
	return slice_cmp((*(const struct rule_block *const *)a)->id,
			 (*(const struct rule_block *const *)b)->id);
}

static enum status check_ids(const struct rule_file *f, struct err *e)
{
	const struct rule_block **p = mem_alloc((f->n + 1) * sizeof *p);
	enum status st = OK;
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->blocks[i].id.p) p[n++] = &f->blocks[i];
	qsort(p, n, sizeof *p, compare_ids);
	for (size_t i = 1; i < n && st == OK; i++)
		if (slice_eq(p[i - 1]->id, p[i]->id))
			st = err_set(e, ERR_RULES, "%s:%u: rule %.*s stands here a second time",
				     f->path.p,
				     p[i]->line > p[i - 1]->line ? p[i]->line : p[i - 1]->line,
				     (int)p[i]->id.len, p[i]->id.p);
	mem_free(p);
	return st;
}

enum status rule_file_load(struct rule_file *f, struct arena *a, const char *path, struct err *e)
{
	struct buf raw = { 0 };
	struct cutter c = { .f = f, .a = a };
	unsigned n = 0;
	struct slice rest, line;

	*f = (struct rule_file){ .path = arena_copy(a, slice_str(path)) };
	enum status st = file_read(path, &raw, e);
	if (st == OK) {
		rest = arena_copy(a, buf_slice(&raw));
		while (st == OK && slice_split(&rest, '\n', &line)) st = cut_line(&c, line, ++n, e);
		end_block(&c);
		f->blocks = c.blocks;
		f->n = c.n_blocks;
		if (st == OK) st = check_ids(f, e);
	}
	buf_free(&raw);
	return st;
}

struct slice rule_field(const struct rule_block *b, const char *key)
{
	for (size_t i = 0; i < b->n; i++)
		if (slice_is(b->fields[i].key, key)) return b->fields[i].value;
	return SLICE_NONE;
}

struct slice rule_proof(struct slice value, struct arena *a, struct rule_slot **slots, size_t *n)
{
	size_t cap = 0;
	struct slice sentence, rest = value;

	*slots = NULL;
	*n = 0;
	slice_split(&rest, '\t', &sentence);
	while (rest.p) {
		rest = slice_trim(rest);
		if (!rest.len) break;
		struct rule_slot *s = ARENA_PUSH(a, *slots, *n, cap);
		size_t i = 0;
		while (i < rest.len && rest.p[i] != '=' && rest.p[i] != ' ' && rest.p[i] != '\t')
			i++;
		s->name = slice_of(rest.p, i);
		rest = slice_of(rest.p + i, rest.len - i);
		if (!rest.len || rest.p[0] != '=') continue;
		rest = slice_of(rest.p + 1, rest.len - 1);
		char stop = ' ';
		if (rest.len && rest.p[0] == '"') {
			stop = '"';
			rest = slice_of(rest.p + 1, rest.len - 1);
		}
		for (i = 0;
		     i < rest.len && rest.p[i] != stop && (stop == '"' || rest.p[i] != '\t');)
			i++;
		s->value = slice_of(rest.p, i);
		if (i < rest.len) i++;
		rest = slice_of(rest.p + i, rest.len - i);
	}
	return slice_trim(sentence);
}

enum status tsv_load(const char *path,
		     enum status (*fn)(void *ctx, const struct slice *cols, size_t n_cols,
				       unsigned line, struct err *e),
		     void *ctx, struct err *e)
{
	struct buf raw = { 0 };
	struct slice rest, line, cols[COLS_MAX];
	unsigned n = 0;
	enum status st = file_read(path, &raw, e);

	rest = buf_slice(&raw);
	while (st == OK && slice_split(&rest, '\n', &line)) {
		n++;
		if (line.len && line.p[line.len - 1] == '\r') line.len--;
		if (!line.len || line.p[0] == '#') continue;
		size_t k = 0;
		struct slice cell;
		st = check_text(path, line, n, e);
		while (st == OK && slice_split(&line, '\t', &cell)) {
			if (k == COLS_MAX)
				st = err_set(e, ERR_RULES, "%s:%u: too many columns (limit is %d)",
					     path, n, COLS_MAX);
			else cols[k++] = cell;
		}
		if (st == OK) st = fn(ctx, cols, k, n, e);
	}
	buf_free(&raw);
	return st;
}

static int compare_paths(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

enum status rule_dir_list(const char *dir, struct arena *a, struct slice **paths, size_t *n,
			  struct err *e)
{
	size_t cap = 0;
	struct dirent *d;
	DIR *h = opendir(dir);

	*paths = NULL;
	*n = 0;
	if (!h) return err_set(e, ERR_RULES, "%s: %s", dir, strerror(errno));
	while ((d = readdir(h))) {
		struct slice name = slice_str(d->d_name);
		if (name.p[0] == '.' || !slice_ends(name, SLICE(".rules"))) continue;
		*ARENA_PUSH(a, *paths, *n, cap) = arena_printf(a, "%s/%s", dir, d->d_name);
	}
	closedir(h);
	if (*n) qsort(*paths, *n, sizeof **paths, compare_paths);
	return OK;
}
