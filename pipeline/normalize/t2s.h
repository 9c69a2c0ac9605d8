/* Traditional to simplified by longest match in one pass; every regional mode has a table of its
 * own, composed at build time from OpenCC's dictionaries and our supplement (t2s_build.c).
 *
 * Mode auto converts only what is traditional: whole lines or quotations of traditional text with
 * the whole table, lone traditional characters of a mixed text by themselves, and nothing in
 * simplified text. */
#ifndef ZHC_T2S_H
#define ZHC_T2S_H

#include "pipeline/core/table.h"
#include "pipeline/normalize/edit.h"

enum t2s_mode { T2S_T2S, T2S_TW2S, T2S_TW2SP, T2S_HK2S, T2S_AUTO, T2S_OFF, T2S_MODES };

/* One mode's view of the table. */
struct t2s_dict {
	const uint8_t *first;  /* 65536: enum t2s_first of a unit */
	const uint16_t *one;   /* 65536: what a unit becomes by itself */
	const uint8_t *filter; /* 65536 bits: first two units of a key, hashed */
	struct datrie trie;    /* all but unit to unit; value = offset << 8 | length in pool */
	const uint16_t *pool;
};

/* No key begins with the unit; only itself; words (see the filter); it is itself a key of the trie.
 */
enum t2s_first { T2S_NONE, T2S_ONE, T2S_WORD, T2S_ALWAYS };

struct t2s {
	struct table table;
	struct t2s_dict dicts[T2S_AUTO + 1];
	const uint8_t *script; /* 65536: T2S_HANT, T2S_HANS or 0 */
};

enum { T2S_HANT = 1, T2S_HANS = 2 };

/* Characters of a text that only one script uses. */
struct t2s_count {
	size_t hant, hans;
};

/* Map the table "t2s". ERR_RULES when it is missing or damaged. */
enum status t2s_open(struct t2s *t, const struct env *env, struct err *e);
void t2s_close(struct t2s *t);

/* -1: no such mode. */
int t2s_mode_parse(const char *name);
/* hans, hant or mixed. */
struct slice t2s_script(struct t2s_count c);

/* The mark that closes a quotation which c opens, 0 if it opens none. Structural pairs, after the
 * quotes step as before it. */
uint16_t t2s_closing_quote(uint16_t c);

struct sifted;

/* Convert a passage. doc: counts of the whole document: simplified text is left alone in every
 * mode, and mode auto judges a piece in its light. l: of the passage. */
void t2s_convert(const struct t2s *t, enum t2s_mode mode, struct t2s_count doc,
		 const struct sifted *l, struct passage *p);

static inline uint32_t t2s_filter_bit(uint16_t a, uint16_t b)
{
	return (a * 40503u + b * 30011u) & 0xffffu;
}

#endif
