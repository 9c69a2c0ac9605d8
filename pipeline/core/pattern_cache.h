/* Patterns of the rules compiled ahead: the table "patterns", made with the others by build/tablec.
 *
 * Compiling some hundred patterns is most of a start. A pattern is found by a key of its text, so
 * that a rule edited since the table was made is simply compiled; so is everything where the table
 * is missing or PCRE2 is of another version. What is found stays in the table: its literals are
 * mapped, its code is read when it is first tried. Immutable after open, shared by threads; while
 * it is being made (pattern_cache_note) it belongs to one thread. */
#ifndef ZHC_PATTERN_CACHE_H
#define ZHC_PATTERN_CACHE_H

#define PCRE2_CODE_UNIT_WIDTH 16
#include "pipeline/core/rule_anchor.h"
#include "pipeline/core/rule_macro.h"
#include "pipeline/core/table.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <sys/types.h>

/* A pattern compiled, and what its code says of it. */
struct pattern {
	struct anchors anchors;
	uint32_t groups, shortest; /* units of a text that can match */
	uint32_t names, name_size;
	PCRE2_SPTR name_table;
	_Atomic(pcre2_code *) code; /* not for the JIT, shared by threads; NULL: not read yet */
	const struct pattern_cache *ahead; /* NULL: it was not compiled ahead, else where ... */
	const struct pattern_slot *slot;   /* ... and how much of it is the code */
};

struct pattern_slot {
	struct pattern_key key;
	uint32_t head;	    /* in the section "heads" */
	uint32_t code, len; /* in the section "codes"; len 0: free */
	uint32_t zero;
};

struct pattern_cache {
	struct table table;
	const struct pattern_slot *slots; /* hashed by the key; a power of two */
	const char *heads;
	int file;	/* codes are read, not mapped: a few, from all over the section */
	off_t codes_at; /* in the file */
	size_t n_slots;
	bool making;
	struct pattern_slot *noted; /* while it is being made: mem_alloc'd */
	size_t n_noted, cap_noted;
	struct buf noted_heads, noted_codes;
};

/* Maps the table if it is there; an empty cache otherwise. It outlives what is found in it. */
void pattern_cache_open(struct pattern_cache *c, const struct env *env);
void pattern_cache_close(struct pattern_cache *c);

/* The pattern with that key (lists of its literals in a); false when it is not there. */
bool pattern_cache_find(const struct pattern_cache *c, const struct pattern_key *key,
			struct pattern *out, struct arena *a);
/* The code that threads share, read when one first asks; NULL where it cannot
 * be read. The owner of the pattern frees it. */
const pcre2_code *pattern_shared(struct pattern *p);
/* Code of one's own, for machine code. The caller frees it. */
pcre2_code *pattern_own(const struct pattern *p);

/* For the table compiler: what rule sets compile is noted; then the sections. */
void pattern_cache_note(struct pattern_cache *c, const struct pattern_key *key,
			const struct pattern *p);
void pattern_cache_sections(const struct pattern_cache *c, struct buf *slots);

#endif
