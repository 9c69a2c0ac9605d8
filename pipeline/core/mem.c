/* Memory: the only place where running out of it stops the program. */
#include "pipeline/core/mem.h"

#include "pipeline/core/utf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef ZHC_HOSTILE
#define BLOCK_MIN 64u /* tiny blocks find wrong assumptions about neighbours */
#define KEEP_MAX  256u
#else
#define BLOCK_MIN (64u << 10)
#define KEEP_MAX  (4u << 20) /* a block up to this size survives a reset */
#endif

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes behind this header */
};
#define BLOCK_HEAD ((sizeof(struct arena_block) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN)

static void *or_die(void *p, size_t n)
{
	if (!p) {
		fprintf(stderr, "zhclaims: out of memory (%zu bytes wanted)\n", n);
		exit(74);
	}
	return p;
}

void *mem_alloc(size_t n)
{
	return or_die(malloc(n ? n : 1), n);
}

void *mem_zalloc(size_t n)
{
	return or_die(calloc(1, n ? n : 1), n);
}

void *mem_realloc(void *p, size_t n)
{
	return or_die(realloc(p, n ? n : 1), n);
}

void mem_free(void *p)
{
	free(p);
}

void *mem_grow(void *items, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap) return items;
	size_t n = *cap ? *cap * 2 : 8;
	if (n < need) n = need;
	if (n > SIZE_MAX / size) or_die(NULL, SIZE_MAX);
	*cap = n;
	return mem_realloc(items, n * size);
}

void arena_init(struct arena *a)
{
	*a = (struct arena){ .head = NULL };
}

/* Begin with block b, NULL: without any. */
static void use_block(struct arena *a, struct arena_block *b)
{
	a->head = b;
	a->at = b ? (char *)b + BLOCK_HEAD : NULL;
	a->left = b ? b->size : 0;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = NULL;

	for (struct arena_block *b = a->head; b;) {
		struct arena_block *next = b->next;
		if (b->size <= KEEP_MAX && (!keep || b->size > keep->size)) {
			free(keep);
			keep = b;
		} else {
			free(b);
		}
		b = next;
	}
	if (keep) {
		keep->next = NULL;
#ifdef ZHC_HOSTILE
		memset((char *)keep + BLOCK_HEAD, 0xdb, keep->size);
#endif
	}
	use_block(a, keep);
	a->used = 0;
}

void arena_free(struct arena *a)
{
	for (struct arena_block *b = a->head; b;) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
	arena_init(a);
}

static void add_block(struct arena *a, size_t n)
{
	size_t size = a->head ? a->head->size * 2 : BLOCK_MIN;
	if (size > (64u << 20)) size = 64u << 20;
	if (size < BLOCK_MIN) size = BLOCK_MIN;
	if (size < n) size = n;
	struct arena_block *b = mem_alloc(BLOCK_HEAD + size);
	b->next = a->head;
	b->size = size;
	use_block(a, b);
}

void *arena_alloc_block(struct arena *a, size_t n)
{
	if (!n) return arena_alloc(a, 1); /* a valid pointer */
	if (n > SIZE_MAX / 2) or_die(NULL, n);
	add_block(a, (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN);
	return arena_alloc(a, n);
}

void *arena_zalloc(struct arena *a, size_t n)
{
	return memset(arena_alloc(a, n), 0, n);
}

struct slice arena_copy(struct arena *a, struct slice s)
{
	if (!s.p) return s;
	char *p = arena_alloc(a, s.len + 1);
	if (s.len) memcpy(p, s.p, s.len);
	p[s.len] = 0;
	return slice_of(p, s.len);
}

struct uslice arena_ucopy(struct arena *a, struct uslice s)
{
	if (!s.p) return s;
	uint16_t *p = arena_alloc(a, (s.len + 1) * sizeof *p);
	if (s.len) memcpy(p, s.p, s.len * sizeof *p);
	p[s.len] = 0;
	return (struct uslice){ p, s.len };
}

struct slice arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char tmp[256];

	va_start(ap, fmt);
	int n = vsnprintf(tmp, sizeof tmp, fmt, ap);
	va_end(ap);
	if (n < 0) return SLICE("");
	if ((size_t)n < sizeof tmp) return arena_copy(a, slice_of(tmp, (size_t)n));
	char *p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return slice_of(p, (size_t)n);
}

/* Give back the end of what was handed out last: p had n bytes, used are kept. */
static void give_back(struct arena *a, size_t n, size_t used)
{
	size_t rest = (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN -
		      (used + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;

	a->at -= rest;
	a->left += rest;
	a->used -= rest;
}

struct slice arena_utf8(struct arena *a, struct uslice s)
{
	size_t room = UTF8_ROOM(s.len);
	char *p = arena_alloc(a, room);
	size_t n = utf8_write(p, s);

	p[n] = 0;
	give_back(a, room, n + 1);
	return slice_of(p, n);
}

struct uslice arena_utf16(struct arena *a, struct slice s)
{
	size_t room = (s.len + 1) * sizeof(uint16_t);
	uint16_t *p = arena_alloc(a, room);
	size_t n = utf16_write(p, s);

	p[n] = 0;
	give_back(a, room, (n + 1) * sizeof *p);
	return (struct uslice){ p, n };
}

void *arena_grow(struct arena *a, void *items, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap) return items;
	size_t n = *cap ? *cap * 2 : 8;
	if (n < need) n = need;
	if (n > SIZE_MAX / 2 / size) or_die(NULL, SIZE_MAX);
	void *p = arena_alloc(a, n * size);
	if (*cap) memcpy(p, items, *cap * size);
	*cap = n;
	return p;
}
