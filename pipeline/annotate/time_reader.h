/* Shared by time_number.c, time_digits.c, time_nth.c, time_point.c and time_parse.c: a position in
 * text and the small readers on it. */
#ifndef ZHC_TIME_READER_H
#define ZHC_TIME_READER_H

#include "pipeline/annotate/time_parse.h"
#include "pipeline/core/punctuation.h"

struct time_reader {
	const struct time_words *w;
	const uint16_t *s;
	size_t len;
	size_t min;
};

/* A number of a date: at most four digits, or Chinese numerals. */
struct time_number {
	int32_t value;
	uint8_t digits; /* as written: 2 in 08 and in two numerals side by side; 0 with a ten */
	bool han;
	bool couple; /* the one character that counts two but never names a month or day */
	uint8_t chars;
	int32_t second; /* two numbers side by side, five-six: the second; 0 none */
};

#define TIME_YEAR_LO 1000
#define TIME_YEAR_HI 2999

/* The year that the number n before a unit of years is, in *year; after: behind that unit. False if
 * it can be none. */
bool time_year_value(const struct time_reader *r, const struct time_point *p,
		     const struct time_number *n, size_t after, int *year);
/* Units of the number at pos, 0 if there is none. A number of more than four digits gives 0. */
size_t time_read_number(const struct time_reader *r, size_t pos, struct time_number *n);
/* Units of the number, or two with a link between them, that counts a stretch at pos; 0 if there is
 * none. */
size_t time_read_count(const struct time_reader *r, size_t pos, struct time_stretch *s);
/* End of the run of digits (or Chinese numerals) that begins at pos. */
size_t time_skip_number(const struct time_reader *r, size_t pos);
/* Read a point at pos; gives its end, 0 if there is none. */
size_t time_read_point(const struct time_reader *r, size_t pos, struct time_point *p);

/* The second end of a range of lunar days or from a festival of the new year, without its month: to
 * the sixth of the first. Gives its end, 0 if there is none. */
size_t time_read_lunar_end(const struct time_reader *r, size_t pos, const struct time_point *a,
			   struct time_point *b);

/* Dates in digits at pos, and a clock time in digits: as a component of p, gives its end or 0. */
size_t time_read_digits(const struct time_reader *r, size_t pos, struct time_point *p);
size_t time_read_clock(const struct time_reader *r, size_t pos, struct time_point *p);
/* A counted part of the year or month that p ends with, at pos: as a component of p, gives its end
 * or 0. */
size_t time_read_nth(const struct time_reader *r, size_t pos, struct time_point *p);
/* Set a field of a point; may the field follow what the point has? */
void time_set_field(struct time_point *p, unsigned f, int lo, int hi, unsigned from);
bool time_fits(const struct time_point *p, unsigned f, unsigned from);

#define TIME_OPEN_QUOTES 5
static const uint16_t time_open_quotes[TIME_OPEN_QUOTES] = { QUOTE_OPEN, SINGLE_OPEN, CORNER_OPEN,
							     WHITE_CORNER_OPEN, '"' };

static inline bool time_is_open_quote(uint16_t c)
{
	for (size_t i = 0; i < TIME_OPEN_QUOTES; i++)
		if (c == time_open_quotes[i]) return true;
	return false;
}

static inline bool time_is_close_quote(uint16_t c)
{
	return c == QUOTE_CLOSE || c == SINGLE_CLOSE || c == CORNER_CLOSE ||
	       c == WHITE_CORNER_CLOSE || c == '"';
}

/* pos behind at most two blanks (pages set blanks between digits and characters). */
static inline size_t time_skip_blank(const struct time_reader *r, size_t pos)
{
	size_t end = pos + 2;

	while (pos < r->len && pos < end &&
	       (r->s[pos] == ' ' || r->s[pos] == 0xa0 || r->s[pos] == 0x3000))
		pos++;
	return pos;
}

static inline const struct time_row *time_word_at(const struct time_reader *r, unsigned classes,
						  size_t pos)
{
	return pos < r->len ? time_words_fore(r->w, classes, r->s + pos, r->len - pos) : NULL;
}

#endif
