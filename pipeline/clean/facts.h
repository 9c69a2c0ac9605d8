/* Metadata candidates: every place that names a title, a day, a source …, ranked; the best become
 * d->metas. Thread lifetime. */
#ifndef ZHC_CLEAN_FACTS_H
#define ZHC_CLEAN_FACTS_H

#include "pipeline/clean/page.h"

#define FACT_NO_LINE UINT32_MAX
#define RANK_UTC     12 /* added to a time in UTC: the day at home may be another */
#define RANK_URL     45 /* days that only an address names */
#define RANK_PATH    60 /* or only the path of a file */

struct fact {
	enum meta_key key;
	struct slice value;	/* UTF-8, in the document's arena */
	struct src_span src;	/* {0,0}: not from the bytes */
	const char *how;	/* lives as long as the rules, or a literal */
	int32_t day;		/* META_DATE only */
	uint16_t month_day;	/* META_DATE without a year: month * 100 + day; else 0 */
	int32_t ago;		/* META_DATE told from now: minutes before; counts where ago_set */
	bool ago_set, ago_days; /* ago_days: whole days, the clock does not count */
	uint32_t vis;  /* of what an element named by its class holds: where it stands; else 0 */
	uint32_t line; /* counts only if this line's verdict holds; FACT_NO_LINE: always */
	uint8_t rank;  /* low wins */
	bool made;     /* META_DATE: from a meta element; of the page, not of the text */
	bool either;   /* META_DATE: day and month may stand for each other */
	bool tail;     /* META_DATE: stands behind the text */
	bool utc;      /* META_DATE: a time in UTC; the day at home may be the next */
	bool dead;
};

struct facts {
	int order; /* which stands first in the page's days: 1 the day, -1 the month, 0 unknown */
	struct doc *d;
	struct fact *items;
	size_t n, cap;
};

/* No facts yet; d is where they will go. */
void facts_begin(struct facts *f, struct doc *d);
void facts_free(struct facts *f);
/* A candidate more; value lives in the document's arena. Past FACTS_MAX it takes the place of the
 * last one. The pointer holds until the next is added. */
struct fact *facts_add(struct facts *f, enum meta_key key, struct slice value, struct src_span src,
		       const char *how, uint8_t rank);
/* Is there a day that may be read in two ways? Then facts->order should be known. */
bool facts_have_either(const struct facts *f);
/* Is there a day of publication? */
bool facts_have_day(const struct facts *f);
/* Authors above line `before` whom one rule found on lines of their own, close to each other, are
 * one value. */
void facts_join_authors(struct facts *f, size_t before);
/* Move the best facts into d->metas, d->date and d->date_how. option_day: --date of this process,
 * NULL none; the one that came with the document stands in d->metas. */
void facts_settle(struct facts *f, const char *option_day);

#endif
