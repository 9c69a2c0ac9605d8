/* Memory. Out of memory stops the program in mem.c and nowhere else, so nothing here returns NULL.
 *
 * Law of the house: a function borrows its arguments; what it returns lives in the arena it was
 * given. Exceptions end in _take or _detach.
 *
 * An arena is a chain of blocks; everything in it goes at once. Three lifetimes own arenas: process
 * (rules, options), thread (struct worker), document (struct doc). An arena is not shared between
 * threads. */
#ifndef ZHC_MEM_H
#define ZHC_MEM_H

#include "pipeline/core/slice.h"

void *mem_alloc(size_t n);	      /* n bytes, not cleared; n == 0 gives a valid pointer */
void *mem_zalloc(size_t n);	      /* n bytes of zero */
void *mem_realloc(void *p, size_t n); /* like realloc */
void mem_free(void *p);

/* Grow *items (mem_alloc'd or NULL) so that at least need elements of size bytes fit; doubles *cap.
 */
void *mem_grow(void *items, size_t *cap, size_t need, size_t size);

struct arena_block;
struct arena {
	struct arena_block *head; /* the block in use; older ones behind it */
	char *at;		  /* its first free byte */
	size_t left;		  /* free bytes from there, a multiple of ARENA_ALIGN */
	size_t used;		  /* bytes handed out since the last reset */
};
#define ARENA_ALIGN 16u

/* An empty arena, without a block; arena_free in the end. */
void arena_init(struct arena *a);
/* Everything in it dies; one block of moderate size is kept for reuse. */
void arena_reset(struct arena *a);
void arena_free(struct arena *a);

/* What arena_alloc does where the block in use has no room; not to be called from elsewhere. */
void *arena_alloc_block(struct arena *a, size_t n);
/* n bytes, aligned for any type, not cleared. Inline: asked for at every token and slot of a
 * record. */
static inline void *arena_alloc(struct arena *a, size_t n)
{
	if (n - 1 >= a->left)
		return arena_alloc_block(a, n); /* nothing wanted, or more than there is */
	char *p = a->at;
	n = (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	a->at += n;
	a->left -= n;
	a->used += n;
	return p;
}
void *arena_zalloc(struct arena *a, size_t n); /* the same, zero */

/* Copies, with a NUL behind that is not counted. An absent slice stays absent. */
struct slice arena_copy(struct arena *a, struct slice s);
struct uslice arena_ucopy(struct arena *a, struct uslice s);
struct slice arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* UTF-16 -> UTF-8 in the arena. A lone surrogate becomes U+FFFD. */
struct slice arena_utf8(struct arena *a, struct uslice s);
/* UTF-8 -> UTF-16 in the arena. A malformed sequence becomes U+FFFD, one for each maximal subpart.
 */
struct uslice arena_utf16(struct arena *a, struct slice s);

/* Growable arrays in an arena (the old copy stays behind until reset).
 *   struct annot *x = ARENA_PUSH(a, d->annots, d->n_annots, d->cap_annots);  -> zeroed new element
 */
#define ARENA_PUSH(a, items, n, cap)                                                               \
	((n) < (cap)                                                                               \
		 ? (void)0                                                                         \
		 : (void)((items) = arena_grow((a), (items), &(cap), (n) + 1, sizeof *(items))),   \
	 (n)++, memset(&(items)[(n)-1], 0, sizeof *(items)), &(items)[(n)-1])
void *arena_grow(struct arena *a, void *items, size_t *cap, size_t need, size_t size);

#endif
