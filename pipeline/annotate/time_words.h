/* The words of time expressions, compiled by time_build.c from rules/annotate/time_words.tsv,
 * time_holidays.tsv, time_daysoff.tsv and lunar.tsv: two tries, one read forward from a position,
 * one read backward from the start of an expression, and what their words say. Process lifetime,
 * read-only. */
#ifndef ZHC_TIME_WORDS_H
#define ZHC_TIME_WORDS_H

#include "pipeline/annotate/class_sets.h"
#include "pipeline/annotate/lunar.h"
#include "pipeline/core/table.h"
#include "pipeline/core/unit_set.h"

/* What a time point can say. ORDER TIMEFIELD: names and ranks in time_words.c */
enum time_field {
	TF_CENTURY,
	TF_DECADE,
	TF_YEAR,
	TF_PLAN, /* years from..to of a five-year plan */
	TF_HALF,
	TF_QUARTER,
	TF_SEASON,  /* 1 spring … 4 winter, 5 summer holidays */
	TF_HOLIDAY, /* index into holidays */
	TF_MONTH,
	TF_XUN,
	TF_WEEK,
	TF_DAY,
	TF_WEEKDAY,
	TF_DAYPART,
	TF_HOUR,
	TF_MINUTE,
	TF_SECOND,
	TF_NOW,
	TF_VAGUE, /* a time without dates */
	TF_SAME,  /* the same period, shifted by years */
	TF_N
};
#define TF_BIT(f) (1u << (f))
/* Further masks of block and left rows. */
#define TF_STRETCH  TF_N
#define TF_FIRST    (TF_N + 1)
#define TF_VERSION  (TF_N + 2)
#define TF_DIGIT    (TF_N + 3)
#define TF_TEN	    (TF_N + 4)
#define TF_EDGE	    (TF_N + 5)
#define TF_LUNAR    (TF_N + 6)
#define TF_MODE	    (TF_N + 7)
#define TF_NUMBERED (TF_N + 8)	/* a day by its number, as lines and houses have it too */
#define TF_CUT	    (TF_N + 9)	/* only the first units of the word are taken */
#define TF_ORDINAL  (TF_N + 10) /* what makes the next day or year a number of times */
/* what makes one character for yesterday or today part of another word */
#define TF_LONE (TF_N + 11)
#define TF_KEYS (TF_N + 12)

/* What a value counts from. */
enum time_from {
	FROM_ABS,
	FROM_DOC,
	FROM_TEXT,
	FROM_FRAME,
	FROM_PRIOR,
	FROM_NTH /* the n-th week (or weekday) of its month; NTH_LAST: the last. Never written in
		    the rules */
};
#define NTH_LAST      9
#define NTH_YEAR_LAST 99 /* the last week of a year */

/* Classes of words. ORDER TIMECLASS */
enum time_class {
	TC_DIGIT,
	TC_UNIT,
	TC_POINT,
	TC_ERA,
	TC_EDGE,
	TC_AFTER,
	TC_BEFORE,
	TC_SPAN,
	TC_STRETCH,
	TC_BACK,
	TC_MORE,
	TC_LINK,
	TC_APPROX,
	TC_ZONE,
	TC_HALFHOUR,
	TC_BLOCK,
	TC_LEFT,
	TC_OPEN,
	TC_CUE,
	TC_BASELINE,
	TC_GLUE,
	TC_DAYNAME,
	TC_INTENT,
	TC_AHEAD,
	TC_STEM,
	TC_PLANYEAR,
	TC_PLANNOUN,
	TC_NTH,
	TC_GAME,    /* in a sentence: its season is one of games */
	TC_OUTLOOK, /* in a sentence: a day of the week is the next, not the last */
	TC_HELD,    /* behind a clock time with a colon, a day with a slash or (short) a year of two
		       digits: it is one */
	TC_WIRED,   /* behind a day: that of a dispatch, never to come */
	TC_N
};

/* Modes of boundary, span, back and link words. ORDER TIMEMODE */
enum time_mode {
	MODE_NONE,
	MODE_UNTIL,
	MODE_SINCE,
	MODE_FROM,
	MODE_LATER,
	MODE_EARLIER,
	MODE_DUE,
	MODE_DURING,
	MODE_HOLIDAY,
	MODE_ABOUT,
	MODE_TONOW,
	MODE_EVERY,
	MODE_BACK,
	MODE_NEXT,
	MODE_FIRST,
	MODE_TAIL,
	MODE_RANGE,
	MODE_LIST,
	MODE_N
};

struct time_assign {
	uint8_t field, from;
	int16_t lo, hi;
};

#define TIME_ASSIGN_MAX 3
struct time_row {
	uint8_t cls;
	uint8_t n;   /* assignments */
	uint8_t len; /* units of the word */
	uint16_t flags;
	uint32_t next; /* further row of the same word + 1, 0 = none */
	uint32_t mask; /* fields of block, left and open rows */
	struct time_assign a[TIME_ASSIGN_MAX];
};
#define TW_NOT_BARE   1u  /* needs other fields or a boundary word */
#define TW_FISCAL     2u  /* a year that is no calendar year */
#define TW_CLOSED     4u  /* no Han character may follow */
#define TW_PAIRED     8u  /* counts only with a boundary word in front */
#define TW_RANGE      16u /* counts only behind a range */
#define TW_QUARTERS   32u /* the number counts quarters of an hour */
#define TW_NEEDS_BACK 64u
#define TW_ORDINAL    512u  /* not behind a word or number that counts times */
#define TW_FESTIVAL   256u  /* counts only behind a festival */
#define TW_SET	      1024u /* a set of times: every day. No component may follow */
#define TW_LONE	      2048u /* one character that may be part of another word */
#define TW_SHORT      4096u /* held: behind a year of two digits */
#define TW_ASK	      128u  /* alone it needs an open word in front */

/* Is it for the article's year, or a stem, which may be with a number in brackets behind it? */
static inline bool time_row_names_year(const struct time_row *row)
{
	for (unsigned i = 0; i < row->n; i++)
		if (row->a[i].field == TF_YEAR && row->a[i].from == FROM_DOC && !row->a[i].lo &&
		    !row->a[i].hi)
			return true;
	return row->cls == TC_STEM;
}

/* A festival: how its day is found, and the usual days off. */
enum holiday_kind { HOLIDAY_FIXED, HOLIDAY_LUNAR, HOLIDAY_NTH, HOLIDAY_TERM };
struct time_holiday {
	uint8_t kind, month, day;
	int8_t before, length;
};

struct time_daysoff {
	int32_t start, end;
};

#define TIME_START_DIGIT 1u /* ASCII or full-width digit */
#define TIME_START_HAN	 2u /* Chinese numeral */
#define TIME_START_WORD	 4u
#define TIME_START_QUOTE 8u  /* with TIME_START_WORD: an opening quotation mark */
#define TIME_START_NTH	 16u /* with TIME_START_WORD: the mark of ordinals */
/* with TIME_START_WORD: a word of one character that stands by itself */
#define TIME_START_ALONE 32u
#define TIME_PAIRS	 65536 /* bits of a filter by the first units of words */

/* The mapped table "times". */
struct time_words {
	struct table tab;
	struct datrie fore, back;
	const struct time_row *rows;
	const struct time_holiday *holidays;
	const struct time_daysoff *daysoff; /* ascending */
	size_t n_daysoff;
	struct lunar_table lunar;
	const uint8_t *start; /* 65536, per unit: can an expression begin here? TIME_START_* bits */
	/* bits 1 << TC_* of the words that begin with, end in a unit */
	struct class_sets fore_class, back_class;
	const struct unit_set *starts;	  /* units of which start is not 0 */
	const struct unit_set *this_year; /* first units of words for the article's year */
	const uint64_t *pairs;	 /* which two units are a word, or one and what may follow it, by
				    time_pair_hash */
	const uint64_t *triples; /* which three units begin a longer word, by time_triple_hash */
};

/* The part of time_may_start for a number at s[i]: may it begin an expression by what stands behind
 * it? Else *next is behind the number. */
bool time_number_may_start(const struct time_words *w, const uint16_t *s, size_t i, size_t len,
			   size_t *next);

/* The part of time_may_start for the words at s[i], whose first units look like those of one. */
bool time_word_may_start(const struct time_words *w, const uint16_t *s, size_t i, size_t len);

static inline uint32_t time_pair_hash(uint16_t a, uint16_t b)
{
	return ((uint32_t)a * 0x9e3bu ^ (uint32_t)b * 0x85ebu) >> 3 & (TIME_PAIRS - 1);
}

static inline uint32_t time_triple_hash(const uint16_t *s)
{
	return ((uint32_t)s[0] * 0x9e3bu ^ (uint32_t)s[1] * 0x85ebu ^ (uint32_t)s[2] * 0xc2b3u) >>
		       3 &
	       (TIME_PAIRS - 1);
}

/* May a word begin at s[i], by the filters? */
static inline bool time_looks_like_word(const struct time_words *w, const uint16_t *s, size_t i,
					size_t len)
{
	if (i + 1 >= len) return false;
	uint32_t two = time_pair_hash(s[i], s[i + 1]),
		 three = i + 2 < len ? time_triple_hash(s + i) : 0;
	bool longer = i + 2 < len && w->triples[three >> 6] >> (three & 63) & 1;
	return longer || w->pairs[two >> 6] >> (two & 63) & 1;
}

/* May an expression begin at s[i]? False positives are possible, false negatives are not. *next:
 * when it may not, where to try again. Numbers are looked at whole: what follows them decides. */
static inline bool time_may_start(const struct time_words *w, const uint16_t *s, size_t i,
				  size_t len, size_t *next)
{
	uint8_t start = w->start[s[i]];

	*next = i + 1;
	if (start & TIME_START_WORD &&
	    (start & TIME_START_ALONE || time_looks_like_word(w, s, i, len)) &&
	    time_word_may_start(w, s, i, len))
		return true;
	return start & (TIME_START_DIGIT | TIME_START_HAN) &&
	       time_number_may_start(w, s, i, len, next);
}

/* Map the table; close with time_words_close. ERR_RULES when it is missing or damaged. */
enum status time_words_open(struct time_words **out, const struct env *env, struct err *e);
void time_words_close(struct time_words *w);

/* The walks behind time_words_fore() and time_words_back(). */
const struct time_row *time_words_walk_fore(const struct time_words *w, unsigned classes,
					    const uint16_t *s, size_t len);
const struct time_row *time_words_walk_back(const struct time_words *w, unsigned classes,
					    uint32_t mask, const uint16_t *s, size_t at);

/* Longest word of one of the classes (bits 1<<TC_*) that begins at s. Rows without an assignment,
 * mask or mode count as words too (they shield: the caller sees n == 0). NULL if none, as most
 * often. */
static inline const struct time_row *time_words_fore(const struct time_words *w, unsigned classes,
						     const uint16_t *s, size_t len)
{
	if (!len || !(class_set(&w->fore_class, s[0]) & classes)) return NULL;
	return time_words_walk_fore(w, classes, s, len);
}

/* Longest word of the classes that ends before s[at]; mask: bits of fields wanted (0: any). */
static inline const struct time_row *time_words_back(const struct time_words *w, unsigned classes,
						     uint32_t mask, const uint16_t *s, size_t at)
{
	if (!at || !(class_set(&w->back_class, s[at - 1]) & classes)) return NULL;
	return time_words_walk_back(w, classes, mask, s, at);
}

/* Does a TC_BLOCK word with one of the fields begin at s? A longer block word without fields
 * shields. */
bool time_words_blocked(const struct time_words *w, uint32_t mask, const uint16_t *s, size_t len);

/* Does a word for the article's year begin at s, or a stem with a bracket behind it? */
bool time_words_this_year(const struct time_words *w, const uint16_t *s, size_t len);

int time_field_rank(unsigned field);

#endif
