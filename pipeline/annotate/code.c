/* Codes: what a run of ASCII letters, digits and joiners is, by its shape alone; words come from
 * the lexicon. Structural characters are named here; everything that is a word stands in
 * rules/annotate/. */
#include "pipeline/annotate/code.h"
#include "pipeline/annotate/numeral.h"
#include "pipeline/core/punctuation.h"

#define GROUPS_MAX 8
#define LONG_ID	   12

#define N_BRACKETS    5
#define TORTOISE_OPEN 0x3014
#define TORTOISE_SHUT 0x3015
#define SMALL_OPEN    0xfe5d
#define SMALL_SHUT    0xfe5e
#define MIDDLE_DOT    0x00b7
#define EN_DASH	      0x2013
#define BAR	      0x2015

/* Joins letters and digits of a code when one stands on both sides. */
static bool is_joiner(uint16_t c)
{
	return c == '-' || c == '.' || c == '/' || c == '_' || c == ':' || c == '@' ||
	       c == MIDDLE_DOT;
}

static bool is_address_char(uint16_t c)
{
	return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '(' && c != ')';
}

static size_t code_run_end(const struct code_text *c, size_t at)
{
	size_t i = at;

	while (i < c->len) {
		if (unit_is_alnum(c->s[i])) i++;
		else if (is_joiner(c->s[i]) && i + 1 < c->len && unit_is_alnum(c->s[i + 1]) &&
			 i > at)
			i++;
		else break;
	}
	return i;
}

/* Groups of a run: lengths and kinds between joiners. */
struct shape {
	size_t n, len[GROUPS_MAX];
	uint16_t joint[GROUPS_MAX]; /* joiner before group i, 0 for the first */
	size_t digits, letters, dots, dashes, others;
	bool starts_digit;
};

static struct shape shape_of(const uint16_t *s, size_t n)
{
	struct shape x = { .n = 1, .starts_digit = unit_is_digit(s[0]) };

	for (size_t i = 0; i < n; i++) {
		if (unit_is_alnum(s[i])) {
			x.len[x.n - 1]++;
			if (unit_is_digit(s[i])) x.digits++;
			else x.letters++;
			continue;
		}
		if (s[i] == '.') x.dots++;
		else if (s[i] == '-') x.dashes++;
		else x.others++;
		if (x.n < GROUPS_MAX) x.joint[x.n++] = s[i];
	}
	return x;
}

/* Letters of a scheme or host at the head of a run. */
static bool is_address(const uint16_t *s, size_t n)
{
	static const char *const heads[] = { "http", "www.", "ftp:" };

	for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
		size_t k = 0;
		while (k < 4 && k < n && (s[k] | 0x20) == (heads[h][k] | 0x20)) k++;
		if (k == 4) return true;
	}
	for (size_t i = 0; i < n; i++)
		if (s[i] == '@') return true;
	return false;
}

/* Does a unit cover s[at, end) wholly, or up to a "/"? */
static bool unit_covers(const struct code_text *c, size_t at, size_t end)
{
	uint16_t lens[8];
	uint32_t rows[8];
	size_t n = datrie_prefixes(&c->t->units, c->s + at, c->len - at, 8, lens, rows);

	while (n--) {
		size_t stop = at + lens[n];
		if (c->t->rows[rows[n]].flags & UNIT_STOP) continue;
		if (stop >= end || !unit_is_alnum(c->s[stop])) return true;
	}
	return false;
}

/* 2e5, 40k: the letter of a number in Latin notation. */
static bool is_notation(const struct code_text *c, size_t i)
{
	uint16_t letter = c->s[i] | 0x20, next = i + 1 < c->len ? c->s[i + 1] : 0;

	if (letter == 'k') return !unit_is_alnum(next);
	return letter == 'e' && (unit_is_digit(next) || next == '+' || next == '-');
}

/* Digits (with one point), then letters: a quantity if a unit follows, else a code (5G, 4S). */
static bool digits_then_unit(const struct code_text *c, size_t at, size_t end)
{
	size_t i = at;

	while (i < end &&
	       (unit_is_digit(c->s[i]) || c->s[i] == '.' || c->s[i] == '-' || c->s[i] == '~'))
		i++;
	if (i == end || !unit_is_letter(c->s[i])) return false;
	return unit_covers(c, i, end) || is_notation(c, i);
}

/* A year and one capital letter behind a dash name the n-th of that year (an exercise 2024B),
 * whatever the letter measures. */
static bool is_serial_year(const struct code_text *c, size_t at, size_t end)
{
	uint16_t prev = at > c->from ? c->s[at - 1] : 0;
	bool dashed = prev == '-' || (prev >= EN_DASH && prev <= BAR);

	return dashed && end == at + 5 && c->s[at + 4] >= 'A' && c->s[at + 4] <= 'Z' &&
	       unit_is_digit(c->s[at + 3]) &&
	       ((c->s[at] == '1' && c->s[at + 1] == '9') ||
		(c->s[at] == '2' && c->s[at + 1] == '0'));
}

/* 2023Q3, H1: of a calendar; the times' ground. */
static bool is_calendar(const uint16_t *s, size_t n)
{
	size_t i = 0;

	while (i < n && unit_is_digit(s[i])) i++;
	if (i != 0 && i != 4 && i != 2) return false;
	return i + 2 == n && (s[i] == 'Q' || s[i] == 'H') && s[i + 1] >= '1' && s[i + 1] <= '4';
}

/* (02) 2345-6789: the bracketed digits before at that begin with a zero. */
static bool behind_area_code(const struct code_text *c, size_t at)
{
	size_t i = at;

	while (i > c->from && c->s[i - 1] == ' ') i--;
	if (i < c->from + 4 || !unit_closes_bracket(c->s[i - 1])) return false;
	for (i--; i > c->from && unit_is_digit(c->s[i - 1]);) i--;
	return c->s[i] == '0' && i > c->from && unit_opens_bracket(c->s[i - 1]);
}

/* A run of digits alone that is a telephone number, a version or an id. */
static const char *digit_code(const struct code_text *c, size_t at, size_t end,
			      const struct shape *x)
{
	const uint16_t *s = c->s + at;
	uint16_t next = end < c->len ? c->s[end] : 0, prev = at > c->from ? c->s[at - 1] : 0;
	bool bracketed = unit_opens_bracket(prev) && unit_closes_bracket(next);

	if (x->n == 1) {
		if (x->len[0] == 11 && s[0] == '1' && s[1] >= '3') return "code.telephone";
		bool year = x->len[0] == 4 && (s[0] == '1' || (s[0] == '2' && s[1] == '0'));
		if (bracketed && (x->len[0] == 6 || (x->len[0] == 5 && s[0] == '0') ||
				  (x->len[0] == 4 && !year)))
			return "code.stock";
		if (s[0] == '0' && x->len[0] >= 4) return "code.stock";
		uint32_t row;
		bool unit =
			end < c->len && number_unit_longest(c->t, c->s + end, c->len - end, &row);
		if (x->len[0] >= LONG_ID && !unit && x->len[0] <= DEC_DIGITS && next != ' ')
			return "code.id";
		return NULL;
	}
	bool year = x->len[0] == 4 && (s[0] == '1' || s[0] == '2');
	if (x->dots >= 2 && x->dashes == 0 && x->others == 0)
		return year && x->n == 3 ? NULL : "code.version";
	if (x->dashes && !x->dots && !x->others) {
		if (x->n == 2 && s[0] == '0' && x->len[0] >= 2 && x->len[0] <= 4 && x->len[1] >= 6)
			return "code.telephone";
		if (x->n == 3 && (x->len[0] >= 3 || s[0] == '0') && !year && x->len[1] >= 3)
			return "code.telephone";
		if (x->n == 2 && x->len[0] <= 4 && x->len[1] == 4 && behind_area_code(c, at))
			return "code.telephone";
		if (x->n >= 4) return "code.id";
	}
	bool named = x->n == 2 && x->joint[1] == MIDDLE_DOT &&
		     !numeral_middle_point(c->t, c->s, c->len, at + x->len[0]);
	return named ? "code.event" : NULL;
}

/* CB(2)767/18-19(03), the papers of a legislature: behind the letters a number in brackets and more
 * at once. 0: no such. */
static size_t paper_end(const struct code_text *c, size_t at, size_t end)
{
	size_t i = end, parts = 0;

	if (end - at > 4 || c->s[at] > 'Z') return 0;
	for (;;) {
		size_t k = i + 1;
		while (i < c->len && c->s[i] == '(' && k < c->len && unit_is_digit(c->s[k]) &&
		       k < i + 4)
			k++;
		if (k == i + 1 || k >= c->len || c->s[k] != ')') break;
		size_t next = code_run_end(c, k + 1);
		if (!parts && next == k + 1) return 0;
		i = next;
		parts++;
	}
	return parts ? i : 0;
}

/* Digits, with one point at most, that nothing of a code touches, by far the most frequent run:
 * their end, or 0. */
static size_t plain_number(const struct code_text *c, size_t at)
{
	uint16_t prev = at > c->from ? c->s[at - 1] : 0;
	size_t i = at;

	while (i < c->len && unit_is_digit(c->s[i])) i++;
	if (i == at || i - at > 10 || (c->s[at] == '0' && i - at > 3) || unit_opens_bracket(prev))
		return 0;
	if (i + 1 < c->len && c->s[i] == '.' && unit_is_digit(c->s[i + 1]))
		for (i++; i < c->len && unit_is_digit(c->s[i]);) i++;
	return i >= c->len || (!unit_is_alnum(c->s[i]) && !is_joiner(c->s[i])) ? i : 0;
}

size_t code_read(const struct code_text *c, size_t at, const char **rule, size_t *seen)
{
	size_t plain = plain_number(c, at);
	if (plain) {
		*seen = plain;
		return 0;
	}
	size_t end = code_run_end(c, at);
	struct shape x = shape_of(c->s + at, end - at);
	struct datrie const *prefixes = &c->t->prefixes;

	*seen = end;
	if (is_address(c->s + at, end - at)) {
		while (end < c->len && is_address_char(c->s[end])) end++;
		*rule = "code.address";
		return end;
	}
	if (!x.digits) {
		*rule = "code.letters";
		return paper_end(c, at, end);
	}
	if (!x.letters) {
		*rule = digit_code(c, at, end, &x);
		return *rule ? end : 0;
	}
	if (is_calendar(c->s + at, end - at)) return 0;
	if (x.starts_digit) {
		bool zeros = c->s[at] == '0' && end > at + 1 && unit_is_digit(c->s[at + 1]);
		if (!zeros && !is_serial_year(c, at, end) && digits_then_unit(c, at, end)) return 0;
	} else { /* a currency before a number */
		size_t k = at;
		uint16_t back[8];
		uint32_t row;
		while (k < end && unit_is_letter(c->s[k]) && k - at < 8) k++;
		for (size_t i = at; i < k; i++) back[k - 1 - i] = c->s[i];
		if (datrie_longest(prefixes, back, k - at, &row) == k - at) return 0;
	}
	*rule = "code.letters";
	return end;
}

static size_t skip_spaces(const struct code_text *c, size_t i)
{
	while (i < c->len && c->s[i] == ' ') i++;
	return i;
}

static bool is_one_of(const uint16_t set[N_BRACKETS], uint16_t x)
{
	size_t i = 0;

	while (i < N_BRACKETS && set[i] != x) i++;
	return i < N_BRACKETS;
}

size_t code_read_document(const struct code_text *c, size_t at)
{
	static const uint16_t open[N_BRACKETS] = { TORTOISE_OPEN, '[', '(', BRACKET_OPEN,
						   SMALL_OPEN };
	static const uint16_t shut[N_BRACKETS] = { TORTOISE_SHUT, ']', ')', BRACKET_CLOSE,
						   SMALL_SHUT };
	size_t i = at + 1, digits = 0;

	if (!is_one_of(open, c->s[at])) return 0;
	for (; i < c->len && unit_is_digit(c->s[i]); i++) digits++;
	if (digits != 4 || i >= c->len || !is_one_of(shut, c->s[i])) return 0;
	i++;
	if (i < c->len && KIND_CLASS(c->t->kind[c->s[i]]) == CLS_NTH) i = skip_spaces(c, i + 1);
	size_t from = i;
	while (i < c->len && (unit_is_digit(c->s[i]) || (c->s[i] == '-' && i > from))) i++;
	uint32_t row;
	size_t name = skip_spaces(c, i);
	if (i == from || !number_unit_longest(c->t, c->s + name, c->len - name, &row)) return 0;
	return c->t->rows[row].flags & UNIT_NAME ? name + 1 : 0;
}

/* A short numeral of list numbering at i: its end, or 0. */
static size_t short_numeral(const struct code_text *c, size_t i)
{
	size_t from = i;

	while (i < c->len && i - from < 4) {
		enum numeral_class k = KIND_CLASS(c->t->kind[c->s[i]]);
		bool ten = k == CLS_SMALL && KIND_VALUE(c->t->kind[c->s[i]]) == 1;
		if (k != CLS_ASCII && k != CLS_DIGIT && !ten) break;
		i++;
	}
	return i > from && i - from < 4 ? i : 0;
}

/* Does an item of a list set in one line end before at: a mark and a space? */
static bool after_item(const struct code_text *c, size_t at)
{
	size_t i = at;

	while (i > c->from && c->s[i - 1] == ' ') i--;
	if (i == at || i == c->from) return false;
	uint16_t mark = c->s[i - 1];
	return mark_is_semicolon(mark) || mark_is_colon(mark) || mark == '#';
}

size_t code_read_note(const struct code_text *c, size_t at)
{
	size_t i = at + 1;
	uint32_t row;

	if (c->s[at] != '[') return 0;
	while (i < c->len && unit_is_digit(c->s[i])) i++;
	if (i == at + 1 || i > at + 4 || i >= c->len || c->s[i++] != ']') return 0;
	return i < c->len && number_unit_longest(c->t, c->s + i, c->len - i, &row) ? 0 : i;
}

size_t code_read_numbering(const struct code_text *c, size_t at, bool sentence_start)
{
	bool open = unit_opens_bracket(c->s[at]);
	size_t i = short_numeral(c, at + open);

	if (!i || i >= c->len) return 0;
	uint16_t next = c->s[i];
	if (unit_closes_bracket(next)) return open || sentence_start ? i + 1 : 0;
	if (open) return 0;
	bool after_list = at > c->from && mark_is_semicolon(c->s[at - 1]);
	if (after_list && next == LIST_MARK) return short_numeral(c, i + 1) ? 0 : i;
	bool dotted = next == '.' && (i + 1 >= c->len || !unit_is_digit(c->s[i + 1]));
	if (dotted && after_item(c, at)) return i;
	if (!sentence_start)
		return number_word_at(c->t, LIST_ITEM, c->s + i, c->len - i, NULL) ? i : 0;
	if (next == LIST_MARK || next == WIDE_POINT) {
		/* one, two and three (of something) is a list of numbers */
		return short_numeral(c, i + 1) ? 0 : i;
	}
	if (dotted) return i;
	return number_word_at(c->t, LIST_ITEM, c->s + i, c->len - i, NULL) ? i : 0;
}

size_t code_read_item(const struct code_text *c, size_t at)
{
	bool open = unit_opens_bracket(c->s[at]);
	size_t i = open ? short_numeral(c, at + 1) : 0;

	if (!i || i >= c->len || !unit_closes_bracket(c->s[i])) return 0;
	bool part = at > c->from && unit_is_alnum(c->s[at - 1]); /* section 24(1) */
	return part || KIND_CLASS(c->t->kind[c->s[at + 1]]) != CLS_ASCII ? i + 1 : 0;
}

const uint16_t code_gaps[CODE_GAPS] = { ' ',	    ':',	 WIDE_COLON, '-',
					MIDDLE_DOT, QUOTE_CLOSE, QUOTE_OPEN };

bool code_is_series_gap(uint16_t c)
{
	size_t i = 0;

	while (i < CODE_GAPS && code_gaps[i] != c) i++;
	return i < CODE_GAPS;
}

size_t code_read_series(const struct code_text *c, size_t at)
{
	size_t i = at;
	struct numeral n;

	while (i < c->len && i < at + CODE_SERIES_GAP && code_is_series_gap(c->s[i])) i++;
	if (i >= c->len) return at;
	enum numeral_class k = KIND_CLASS(c->t->kind[c->s[i]]);
	if (k == CLS_NTH) return at;
	if (unit_is_alnum(c->s[i])) {
		size_t end = code_run_end(c, i);
		if (!shape_of(c->s + i, end - i).digits) return at;
		i = end;
	} else if ((k == CLS_DIGIT || k == CLS_SMALL) &&
		   numeral_read(c->t, c->s, c->len, i, &n) == NUMERAL_OK) {
		i = n.end;
	} else {
		return at;
	}
	uint32_t row;
	size_t unit = i < c->len ? number_unit_longest(c->t, c->s + i, c->len - i, &row) : 0;
	if (unit && !(c->t->rows[row].flags & (UNIT_NAME | UNIT_STOP)))
		return at; /* counts something after all */
	bool named = unit && c->t->rows[row].flags & UNIT_NAME &&
		     !(c->t->rows[row].flags & UNIT_HAN && unit_is_digit(c->s[i - 1]));
	if (named) i += unit;
	if (named && i < c->len && unit_is_digit(c->s[i])) return i; /* another number */
	while (i < c->len && (unit_is_alnum(c->s[i]) ||
			      (c->s[i] == '-' && i + 1 < c->len && unit_is_alnum(c->s[i + 1]))))
		i++;
	return i;
}
