/* Removing blanks beside numbers, line by line. See blanks.h. */
#include "pipeline/normalize/blanks.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"
#include "pipeline/normalize/fold_marks.h"

#define NUMBER_MAX   24u /* units looked at to find the other side of a number */
#define ROW_NUMBERS  3u	 /* so many numbers without a mark of prose are a row of a table */
#define LOOSE_DIGITS 3u	 /* of a number set digit by digit, which shows that a line is set so */

struct line {
	struct uslice s;
	size_t from, to;
};

/* What a line writes between characters and numbers. */
struct habit {
	size_t spaced, tight, numbers;
	size_t leaning, joined; /* numbers with a word behind: a blank before them, a character */
	bool prose;
};

static bool ends_number(uint16_t c)
{
	return unit_is_digit(c) || c == '%';
}

/* Does a character meet a number where a ends and b begins? */
static bool meets(uint16_t a, uint16_t b)
{
	return (unit_is_one_han(a) && unit_is_digit(b)) || (ends_number(a) && unit_is_one_han(b));
}

static bool joins_digits(uint16_t c)
{
	return c == '.' || c == ',' || c == ':' || c == '-' || c == '/';
}

static bool is_word(uint16_t c)
{
	return unit_is_one_han(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does the number that begins at i touch a word behind it? */
static bool touches_right(const struct line *l, size_t i)
{
	size_t end = i;

	while (end < l->to && end < i + NUMBER_MAX &&
	       (ends_number(l->s.p[end]) ||
		(joins_digits(l->s.p[end]) && end + 1 < l->to && unit_is_digit(l->s.p[end + 1]))))
		end++;
	return end < l->to && is_word(l->s.p[end]);
}

/* Does the number that ends before i touch a word before it? */
static bool touches_left(const struct line *l, size_t i)
{
	size_t start = i;

	while (start > l->from && start + NUMBER_MAX > i &&
	       (ends_number(l->s.p[start - 1]) ||
		(joins_digits(l->s.p[start - 1]) && start > l->from + 1 &&
		 unit_is_digit(l->s.p[start - 2]))))
		start--;
	return start > l->from && is_word(l->s.p[start - 1]);
}

/* Is unit i the only blank between a character and a number whose other side is apart as well? */
static bool sets_apart(const struct line *l, size_t i)
{
	if (l->s.p[i] != ' ' || i == l->from || i + 1 >= l->to ||
	    !meets(l->s.p[i - 1], l->s.p[i + 1]))
		return false;
	return unit_is_one_han(l->s.p[i - 1]) ? !touches_right(l, i + 1) : !touches_left(l, i);
}

/* "Seized | 56telephones": is unit i a blank before a number that touches the word behind it? */
static bool leans(const struct line *l, size_t i)
{
	return l->s.p[i] == ' ' && i > l->from && i + 1 < l->to && unit_is_one_han(l->s.p[i - 1]) &&
	       unit_is_digit(l->s.p[i + 1]) && touches_right(l, i + 1);
}

/* Where the number that begins a line ends: 12 in "12 ...". */
static size_t leading_number(const struct line *l)
{
	size_t i = l->from;

	while (i < l->to && l->s.p[i] == ' ') i++;
	while (i < l->to && (unit_is_digit(l->s.p[i]) || l->s.p[i] == '.')) i++;
	return i;
}

static struct habit habit_of(const struct line *l)
{
	struct habit h = { 0 };
	size_t start = leading_number(l);

	for (size_t i = l->from; i < l->to; i++) {
		uint16_t c = l->s.p[i], next = i + 1 < l->to ? l->s.p[i + 1] : 0;
		h.tight += meets(c, next);
		h.spaced += i > start && sets_apart(l, i);
		h.leaning += leans(l, i);
		h.joined += unit_is_one_han(c) && unit_is_digit(next);
		h.numbers += unit_is_digit(c) && !unit_is_digit(next) && next != '.' && next != ',';
		h.prose |= c == FULL_STOP || c == WIDE_COMMA || c == WIDE_SEMICOLON;
	}
	return h;
}

/* The unit at i, 0 behind the line. */
static uint16_t at(const struct line *l, size_t i)
{
	return i < l->to ? l->s.p[i] : 0;
}

/* A number set digit by digit: its digits, where it ends and whether they only count up. */
struct loose {
	size_t digits, end;
	bool counts, percent; /* a blank and a sign of per cent follow */
};

/* "reached | 7 4 7 . 2 | tons": the number at i whose digits stand alone, one blank between, with a
 * word or a mark on its left and a word or % on its right; no digits: there is none. */
static struct loose loose_number(const struct line *l, size_t i)
{
	struct loose n = { 1, i, true, false }, none = { 0 };
	uint16_t last = l->s.p[i];

	if (!unit_is_digit(last) || at(l, i + 1) != ' ' ||
	    (i > l->from && unit_is_alnum(l->s.p[i - 1])))
		return none;
	while (n.digits < NUMBER_MAX) {
		bool blank = at(l, n.end + 1) == ' ';
		uint16_t c = at(l, n.end + 1u + blank);
		bool point = (c == '.' || c == WIDE_POINT) && unit_is_digit(last);
		if (!point && !(unit_is_digit(c) && (blank || !unit_is_digit(last)))) break;
		if (point && !unit_is_digit(at(l, n.end + 2u + blank)) &&
		    at(l, n.end + 2u + blank) != ' ')
			break;
		n.end += 1u + blank;
		n.digits += !point;
		n.counts = n.counts && (point || c == last + 1);
		last = c;
	}
	uint16_t next = at(l, n.end + 1);
	if (unit_is_digit(next) || !unit_is_digit(last)) return none;
	if (next == ' ') {
		next = at(l, n.end + 2);
		n.percent = next == '%' || next == WIDE_PERCENT;
	}
	size_t before = i > l->from && l->s.p[i - 1] == ' ' ? i - 1 : i;
	bool left = before == l->from || !unit_is_alnum(l->s.p[before - 1]);
	return n.digits > 1 && left &&
			       (unit_is_one_han(next) || next == '%' || next == WIDE_PERCENT)
		       ? n
		       : none;
}

/* Is the line set digit by digit: has it such a number of three digits and more, or of two and a
 * sign of per cent? */
static bool is_loose(const struct line *l)
{
	for (size_t i = l->from; i < l->to; i++) {
		struct loose n = loose_number(l, i);
		if (n.digits + n.percent >= LOOSE_DIGITS && !n.counts) return true;
		if (n.digits) i = n.end;
	}
	return false;
}

/* Where the digits that begin at i end. */
static size_t digits_end(const struct line *l, size_t i)
{
	while (unit_is_digit(at(l, i))) i++;
	return i;
}

/* "Only | 18 .25 | million mu", "grew by | 12. 5%": is unit i, behind start, the only blank beside
 * the point of a number? An item of a list ("see 1. 5 firms") has no per cent behind it. */
static bool tears_point(const struct line *l, size_t start, size_t i)
{
	if (l->s.p[i] != ' ' || i < start + 2) return false;
	uint16_t before = l->s.p[i - 1], next = at(l, i + 1);
	if (unit_is_digit(before) && (next == '.' || next == WIDE_POINT)) {
		size_t end = digits_end(l, i + 2);
		uint16_t behind = at(l, end);
		return end > i + 2 && behind != '.' && behind != WIDE_POINT;
	}
	if ((before != '.' && before != WIDE_POINT) || !unit_is_digit(l->s.p[i - 2])) return false;
	uint16_t behind = at(l, digits_end(l, i + 1));
	return unit_is_digit(next) && (behind == '%' || behind == WIDE_PERCENT) &&
	       touches_left(l, i - 1);
}

/* Does a digit stand beside a blank? Else nothing of the line is set apart, loose or torn. */
static bool has_aired_digit(const struct line *l)
{
	for (size_t i = l->from; (i = unit_find(l->s.p, i, l->to, ' ')) < l->to; i++)
		if ((i > l->from && ends_number(l->s.p[i - 1])) || unit_is_digit(at(l, i + 1)))
			return true;
	return false;
}

static void close_line(struct edit *e, const struct line *l)
{
	size_t start = leading_number(l);
	struct habit h = habit_of(l);
	bool loose = is_loose(l);
	bool apart = h.spaced > h.tight && (h.prose || h.numbers < ROW_NUMBERS);
	bool leaning = h.leaning > h.joined && h.prose;

	for (size_t i = l->from; i < l->to; i++) {
		struct loose n = loose ? loose_number(l, i) : (struct loose){ 0 };
		bool close = n.digits && !(n.counts && n.digits >= LOOSE_DIGITS);
		for (size_t end = n.end + 1; close && i <= end; i++)
			if (at(l, i) == ' ') edit_drop(e, i, 1, MAP_REMOVED, WHY_SPACED);
		if (close) i--;
		else if (((apart || leaning) && sets_apart(l, i)) || (leaning && leans(l, i)) ||
			 tears_point(l, start, i))
			edit_drop(e, i, 1, MAP_REMOVED, WHY_SPACED);
	}
}

bool blanks_close(unsigned seen, struct passage *p)
{
	struct edit e;

	if (!(seen & (MARK_AIRED | MARK_SPACE))) return false;
	edit_begin(&e, p);
	struct uslice s = e.w.old;
	/* only lines with a blank can change, and most have none */
	for (size_t from = 0, end, blank; (blank = unit_find(s.p, from, s.len, ' ')) < s.len;
	     from = end) {
		end = unit_find(s.p, blank, s.len, '\n');
		while (blank > from && s.p[blank - 1] != '\n') blank--;
		const struct line l = { s, blank, end };
		if (has_aired_digit(&l)) close_line(&e, &l);
	}
	return edit_end(&e);
}
