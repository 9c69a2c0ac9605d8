/* Reads time expressions out of UTF-16 text: what they say, not yet which days they mean
 * (time_resolve.h). */
#ifndef ZHC_TIME_PARSE_H
#define ZHC_TIME_PARSE_H

#include "pipeline/annotate/time_words.h"

/* The part of a period that a word for its edge means; numbers of time_words.tsv. */
enum time_edge { EDGE_NONE, EDGE_START, EDGE_MIDDLE, EDGE_END };

/* One point or period: fields from coarse to fine, each with what it counts from. lo < hi: a range
 * in the field itself (January to April). */
struct time_point {
	uint32_t has; /* TF_BIT of fields that are set */
	int16_t lo[TF_N], hi[TF_N];
	uint8_t from[TF_N];
	uint8_t last;		       /* finest field */
	uint8_t n;		       /* components read */
	uint8_t edge;		       /* enum time_edge */
	uint8_t digits;		       /* digits of the year, as written; 0 by a word */
	bool lunar, fiscal, era, weak; /* weak: needs other fields or a boundary word */
	bool han;		       /* its number is in Chinese numerals */
	bool month_han;		       /* so is its month's */
	bool quoted;
	bool frame; /* begins with a word that leans on a year or month named before: the end of the
		       year */
	bool ordinal; /* begins with a word that numbers and words of counting shut out */
	bool lone;    /* is one character that may end another word */
	bool set;     /* a set of times: every day */
	bool ask;     /* alone it needs a word in front that lets it be a time */
	int16_t era_base;
	uint32_t off, end;
};

/* A stretch of time counted from the article's day: the last three years, the next five days. */
struct time_stretch {
	uint8_t field; /* TF_YEAR, TF_MONTH, TF_DAY, TF_HOUR; TF_N none */
	int16_t factor;
	int16_t lo, hi;
};

struct time_expr {
	uint32_t off, end; /* with its boundary words */
	struct time_point a, b;
	bool is_range;
	uint8_t before, after; /* enum time_mode */
	uint8_t link;
	bool cue;      /* a word in front says that it is still to come */
	bool planned;  /* months or quarters in a row, a word of what is to come behind them in the
			  sentence */
	bool wired;    /* the day of a dispatch: not to come */
	bool baseline; /* stands behind a word of comparison: what something is compared with */
	bool owned;    /* is said of a noun: what follows is not of that year */
	bool every;
	bool is_stretch;
	uint8_t way; /* MODE_BACK, MODE_NEXT; MODE_EARLIER, MODE_LATER: so long before or after;
			MODE_UNTIL: so long up to its day */
	struct time_stretch stretch;
	bool is_version; /* a year that only names an edition: no time */
};

/* Try at text[at]; min: nothing before it may be taken (the end of the last expression). On success
 * x is filled and true returned. *next: where to try again, always > at. Linear: each unit is
 * looked at a bounded number of times. */
bool time_parse(const struct time_words *w, struct uslice text, size_t min, size_t at,
		struct time_expr *x, size_t *next);

#endif
