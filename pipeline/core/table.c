/* Compiled tables: written by build/tablec, mapped read-only at run time. See table.h.
 * File: "ZHCTAB1\0", u32 number of sections, u32 zero, then per section name[24], u64 offset, u64
 * length; sections start on 16-byte boundaries. */
#define _DEFAULT_SOURCE /* madvise */
#include "pipeline/core/table.h"

#include "pipeline/core/rule_file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC	 "ZHCTAB1"
#define NAME_LEN 24

struct section {
	char name[NAME_LEN];
	uint64_t off, len;
};

static enum status map_file(struct slice *out, const char *path, struct err *e)
{
	struct stat sb;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return err_set(e, ERR_RULES, "%s: %s (the compiled tables are made by \"make\")",
			       path, strerror(errno));
	if (fstat(fd, &sb) != 0 || sb.st_size < 16) {
		close(fd);
		return err_set(e, ERR_RULES, "%s: not a table", path);
	}
	void *p = mmap(NULL, (size_t)sb.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED) return err_set(e, ERR_RULES, "%s: %s", path, strerror(errno));
	*out = slice_of(p, (size_t)sb.st_size);
	return OK;
}

/* ---- files mapped once for all that read them ---- */

struct table_maps {
	pthread_mutex_t lock; /* stages open side by side */
	struct table_map {
		char *path;
		struct slice bytes;
	} * maps;
	size_t n, cap;
};

struct table_maps *table_maps_new(void)
{
	struct table_maps *m = mem_zalloc(sizeof *m);

	pthread_mutex_init(&m->lock, NULL);
	return m;
}

static void unmap(struct slice bytes)
{
	munmap((void *)(uintptr_t)bytes.p, bytes.len);
}

void table_maps_free(struct table_maps *m)
{
	if (!m) return;
	for (size_t i = 0; i < m->n; i++) {
		unmap(m->maps[i].bytes);
		mem_free(m->maps[i].path);
	}
	mem_free(m->maps);
	pthread_mutex_destroy(&m->lock);
	mem_free(m);
}

void table_maps_rest(struct table_maps *m)
{
	pthread_mutex_lock(&m->lock);
	for (size_t i = 0; i < m->n; i++)
		madvise((void *)(uintptr_t)m->maps[i].bytes.p, m->maps[i].bytes.len, MADV_DONTNEED);
	pthread_mutex_unlock(&m->lock);
}

/* The file as it was mapped before, else mapped now. */
static enum status map_shared(struct table_maps *m, struct slice *out, struct slice path,
			      struct err *e)
{
	enum status st = OK;
	size_t i = 0;

	pthread_mutex_lock(&m->lock);
	while (i < m->n && strcmp(m->maps[i].path, path.p) != 0) i++;
	if (i == m->n) st = map_file(out, path.p, e);
	if (i == m->n && st == OK) {
		m->maps = mem_grow(m->maps, &m->cap, m->n + 1, sizeof *m->maps);
		m->maps[m->n++] =
			(struct table_map){ memcpy(mem_alloc(path.len), path.p, path.len), *out };
	}
	if (st == OK) *out = m->maps[i].bytes;
	pthread_mutex_unlock(&m->lock);
	return st;
}

static uint32_t section_count(const struct table *t)
{
	uint32_t n;

	memcpy(&n, t->bytes.p + 8, sizeof n);
	return n;
}

struct slice table_section(const struct table *t, const char *name)
{
	struct section s;

	for (uint32_t i = 0; i < section_count(t); i++) {
		memcpy(&s, t->bytes.p + 16 + i * sizeof s, sizeof s);
		if (strncmp(s.name, name, NAME_LEN) == 0)
			return slice_of(t->bytes.p + s.off, (size_t)s.len);
	}
	return SLICE_NONE;
}

const void *table_need(const struct table *t, const char *name, size_t want, enum status *st,
		       struct err *e)
{
	struct slice s = table_section(t, name);

	if (s.p && s.len >= want) return s.p;
	*st = err_set(e, ERR_RULES, "%s.tab: section %s is missing or short (run make)", t->name,
		      name);
	return NULL;
}

static bool sections_fit(const struct table *t)
{
	struct section s;
	uint32_t n = section_count(t);

	if (memcmp(t->bytes.p, MAGIC, 8) != 0 || n > 64 || t->bytes.len < 16 + n * sizeof s)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		memcpy(&s, t->bytes.p + 16 + i * sizeof s, sizeof s);
		if (s.off > t->bytes.len || s.len > t->bytes.len - s.off || s.off % 16)
			return false;
	}
	return true;
}

/* The "rows" section of a lexicon: u32 rows, u32 columns, offsets, text. */
static bool view_rows(struct table *t)
{
	struct slice r = table_section(t, "rows");
	uint32_t head[2];

	if (!r.p) return true;
	if (r.len < sizeof head) return false;
	memcpy(head, r.p, sizeof head);
	t->n_rows = head[0];
	t->n_cols = head[1];
	uint64_t n = (uint64_t)t->n_rows * t->n_cols + 1;
	if (r.len < sizeof head + n * 4) return false;
	t->cell_off = (const uint32_t *)(const void *)(r.p + sizeof head);
	t->text = r.p + sizeof head + n * 4;
	return t->cell_off[n - 1] <= r.len - sizeof head - n * 4;
}

enum status table_open(struct table *t, const struct env *env, const char *name, struct err *e)
{
	struct buf path = { 0 };
	struct slice trie;

	*t = (struct table){ .name = name, .shared = env->tables != NULL };
	buf_printf(&path, "%.*s/%s.tab", (int)env->data_dir.len, env->data_dir.p, name);
	buf_addc(&path, 0);
	enum status st = t->shared ? map_shared(env->tables, &t->bytes, buf_slice(&path), e)
				   : map_file(&t->bytes, path.p, e);
	if (st == OK && (!sections_fit(t) || !view_rows(t)))
		st = err_set(e, ERR_RULES, "%s: damaged table", path.p);
	if (st == OK && (trie = table_section(t, "trie")).p) st = datrie_view(&t->trie, trie, e);
	buf_free(&path);
	if (st != OK) table_close(t);
	return st;
}

void table_close(struct table *t)
{
	if (t->bytes.p && !t->shared) unmap(t->bytes);
	*t = (struct table){ 0 };
}

struct slice table_cell(const struct table *t, uint32_t row, uint32_t col)
{
	if (row >= t->n_rows || col >= t->n_cols) return SLICE_NONE;
	size_t i = (size_t)row * t->n_cols + col;
	uint32_t from = t->cell_off[i], to = t->cell_off[i + 1];
	return from == to ? SLICE_NONE : slice_of(t->text + from, to - from);
}

/* ---- writing ---- */

enum status table_write(const char *path, const struct table_part *parts, size_t n, struct err *e)
{
	struct buf out = { 0 }, tmp = { 0 };
	uint32_t head[2] = { (uint32_t)n, 0 };
	uint64_t off = 16 + n * sizeof(struct section);
	enum status st = OK;

	buf_add(&out, MAGIC, 8);
	buf_add(&out, head, sizeof head);
	for (size_t i = 0; i < n; i++) {
		struct section s = { .len = parts[i].bytes.len };
		off = (off + 15) / 16 * 16;
		s.off = off;
		for (size_t k = 0; k < NAME_LEN - 1 && parts[i].name[k]; k++)
			s.name[k] = parts[i].name[k];
		buf_add(&out, &s, sizeof s);
		off += s.len;
	}
	for (size_t i = 0; i < n; i++) {
		while (out.len % 16) buf_addc(&out, 0);
		buf_add_slice(&out, parts[i].bytes);
	}
	buf_printf(&tmp, "%s.new", path);
	buf_addc(&tmp, 0);
	FILE *f = fopen(tmp.p, "wb");
	if (!f || fwrite(out.p, 1, out.len, f) != out.len)
		st = err_set(e, ERR_IO, "%s: %s", tmp.p, strerror(errno));
	if (f && fclose(f) != 0 && st == OK)
		st = err_set(e, ERR_IO, "%s: %s", tmp.p, strerror(errno));
	if (st == OK && rename(tmp.p, path) != 0)
		st = err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	buf_free(&out);
	buf_free(&tmp);
	return st;
}

struct lexicon_rows {
	struct arena a;
	struct datrie_key *keys;
	size_t n, cap;
	struct buf off, text;
	unsigned n_cols;
	const char *path;
};

static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e)
{
	struct lexicon_rows *r = ctx;

	if (n_cols > r->n_cols)
		return err_set(e, ERR_RULES, "%s:%u: %zu columns (limit is %u)", r->path, line,
			       n_cols, r->n_cols);
	if (!cols[0].len) return err_set(e, ERR_RULES, "%s:%u: empty key", r->path, line);
	r->keys = mem_grow(r->keys, &r->cap, r->n + 1, sizeof *r->keys);
	r->keys[r->n].key = arena_utf16(&r->a, cols[0]);
	r->keys[r->n].value = (uint32_t)r->n;
	r->n++;
	for (unsigned c = 0; c < r->n_cols; c++) {
		uint32_t off = (uint32_t)r->text.len;
		buf_add(&r->off, &off, sizeof off);
		if (c < n_cols) buf_add_slice(&r->text, cols[c]);
	}
	return OK;
}

enum status table_build_lexicon(const char *tsv, unsigned max_cols, struct buf *trie,
				struct buf *rows, struct err *e)
{
	struct lexicon_rows r = { .n_cols = max_cols, .path = tsv };

	arena_init(&r.a);
	enum status st = tsv_load(tsv, add_row, &r, e);
	if (st == OK) {
		uint32_t head[2] = { (uint32_t)r.n, max_cols }, end = (uint32_t)r.text.len;
		buf_add(&r.off, &end, sizeof end);
		buf_add(rows, head, sizeof head);
		buf_add(rows, r.off.p, r.off.len);
		buf_add(rows, r.text.p, r.text.len);
		st = datrie_build(r.keys, r.n, trie, e);
	}
	mem_free(r.keys);
	buf_free(&r.off);
	buf_free(&r.text);
	arena_free(&r.a);
	return st;
}
