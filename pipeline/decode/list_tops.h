/* What a character that is chosen for half of its bytes can bring at best: for each list of known
 * characters that share a byte (suspect.h) and each symbol of the model, the best score that any of
 * the list has behind the symbol, and that the symbol has behind any of the list.
 *
 * A search that asks whether damage may stand here (lattice_bound.h) would otherwise go through a
 * list of 192 at every place; so two reads tell it. Made by build/tablec from the tables "ngram"
 * and "charset" (list_tops.tab), mmap'd, read-only. */
#ifndef ZHC_LIST_TOPS_H
#define ZHC_LIST_TOPS_H

#include "pipeline/decode/suspect.h"

/* lists: lead bytes 0x81..0xFE, then trail bytes 0x40..0xFE; filled up */
#define LIST_TOPS_ROW	320
#define LIST_TOPS_TRAIL 126
#define LIST_TOPS_BYTES 512

struct list_tops {
	struct table table;
	const uint8_t *choice; /* [symbol][list]: steps of the best of the list behind the symbol */
	const uint8_t *next;   /* the same of the symbol behind the best of the list */
	const struct byte_chars *lists; /* LIST_TOPS_BYTES: by lead byte, then by trail byte */
	uint32_t n_sym;
};

/* ERR_RULES when the table is missing, damaged or of another model. */
enum status list_tops_open(struct list_tops *t, const struct env *env, const struct ngram *m,
			   struct err *e);
void list_tops_close(struct list_tops *t);

/* The column of a byte's list; the byte is one that begins (lead) or ends a pair. */
static inline unsigned list_tops_column(unsigned byte, bool lead)
{
	return lead ? byte - 0x81 : LIST_TOPS_TRAIL + byte - 0x40;
}

static inline unsigned list_tops_choice(const struct list_tops *t, uint16_t sym, unsigned column)
{
	return t->choice[(size_t)sym * LIST_TOPS_ROW + column];
}

static inline unsigned list_tops_next(const struct list_tops *t, uint16_t sym, unsigned column)
{
	return t->next[(size_t)sym * LIST_TOPS_ROW + column];
}

#endif
