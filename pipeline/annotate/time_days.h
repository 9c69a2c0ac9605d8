/* Parts of time_resolve.c that stand apart: festivals, lunar days, stretches, edges, open ends and
 * what the text remembers. */
#ifndef ZHC_TIME_DAYS_H
#define ZHC_TIME_DAYS_H

#include "pipeline/annotate/time_resolve.h"

struct time_years {
	int lo, hi;
	uint8_t how;
};

/* A year written with two or three digits: 98, 112. */
int time_short_year(const struct time_context *c, int value, int digits);
/* A festival, its days off with a word for them; sets dates, grain, how. */
void time_holiday(const struct time_words *w, const struct time_context *c,
		  const struct time_expr *x, const struct time_point *p, struct timespan *t);
/* A day or month of the lunar calendar. */
void time_lunar_day(const struct time_words *w, const struct time_context *c,
		    const struct time_point *p, struct timespan *t);
/* A clock time alone: the day named in this paragraph, else the article's. */
void time_clock(const struct time_context *c, struct timespan *t);
void time_stretch(const struct time_context *c, const struct time_expr *x, struct timespan *t);
/* Beginning, middle or end of a resolved period. */
void time_apply_edge(const struct time_point *p, struct timespan *t);
/* Boundary words (until, since, by, before …) on a resolved period. */
void time_apply_bounds(const struct time_context *c, const struct time_expr *x, struct timespan *t);
/* Remember a resolved time as a frame for what follows. */
void time_note(struct time_context *c, const struct time_expr *x, const struct timespan *t);

#endif
