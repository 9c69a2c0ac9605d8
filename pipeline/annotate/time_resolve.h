/* From what a time expression says to the days it means. */
#ifndef ZHC_TIME_RESOLVE_H
#define ZHC_TIME_RESOLVE_H

#include "pipeline/annotate/time_parse.h"
#include "pipeline/core/doc.h"

/* What the text has named so far. Only explicit or resolved times that frame what follows are kept;
 * baselines (than last year) and open periods (since …) are not. */
#define FIRST_BLOCK 1 /* of a document: its title */

struct time_context {
	int32_t doc;		  /* the article's day, DAY_NONE */
	int doc_year;		  /* its year; 0 unknown. May be known (guessed) without the day */
	bool hant;		  /* two- and three-digit years are of the Republic of China */
	uint32_t block, sentence; /* of the expression at hand */
	struct {
		int32_t year; /* 0 none */
		bool full;    /* the year was all that was named: a frame for months and quarters */
		uint32_t block, sentence;
	} year;
	struct {
		int32_t day; /* DAY_NONE none */
		uint32_t block, sentence;
	} day;
	int title_year;		  /* the one year that the first block names; 0 none, -1 several */
	uint32_t period_sentence; /* where that was named */
	struct timespan period;	  /* last dated period, for "the same period" */
	struct {		  /* last feast with days off, for "over the feast" */
		int number, year; /* as time_words numbers them, from 1; 0 none */
		uint32_t block;
	} feast;
	struct {		  /* last month named with a year in digits, or told on from it */
		int32_t month; /* as below; DAY_NONE: the last counts from the article */
		uint32_t block, sentence;
	} told;
	int32_t month; /* year * 12 + month - 1 of the last month named; DAY_NONE none */
	uint32_t month_end; /* where that was said */
};

/* guess: the article's year when its day is DAY_NONE (time_guess.h), 0 none. */
void time_context_start(struct time_context *c, int32_t doc_day, int guess, bool hant);

/* Resolve x and note it in c. DAY_NONE at both ends and HOW_NULL when it can not be dated; type and
 * grain are set as far as the words say them. Gives false when the expression is no date after all
 * (30 February): not to be annotated. */
bool time_resolve(const struct time_words *w, const struct time_expr *x, struct time_context *c,
		  struct timespan *t);

#endif
