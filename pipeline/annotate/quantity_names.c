/* Numerals that count nothing because they name: years, days by their digits, series, items, plans.
 * See quantity.h. */
#include "pipeline/annotate/quantity.h"
#include "pipeline/core/punctuation.h"

#define TIMES_SIGN 0xd7
#define LAST_DAY   31

static bool beside_slash(const struct reading *r, size_t off, size_t end)
{
	if (end + 1 < r->sentence_end && r->s[end] == '/' && unit_is_digit(r->s[end + 1]))
		return true;
	return off >= r->sentence + 2 && r->s[off - 1] == '/' && unit_is_digit(r->s[off - 2]);
}

/* 4 x 100 metres: the first factor counts nothing by itself. */
static bool before_times(const struct reading *r, size_t end)
{
	return end + 1 < r->sentence_end && r->s[end] == TIMES_SIGN && unit_is_digit(r->s[end + 1]);
}

/* Two numbers by a dash that are no range (a gas field, a score), as the first or the second. */
static bool beside_dash(const struct reading *r, size_t off, size_t end)
{
	if (end + 1 < r->sentence_end && r->s[end] == '-' && unit_is_digit(r->s[end + 1]))
		return true;
	return off >= r->sentence + 2 && r->s[off - 1] == '-' && unit_is_digit(r->s[off - 2]);
}

/* Windows 11, Block 70: a name in Latin letters that begins with a capital, a space, a whole
 * number. */
static bool behind_name(const struct reading *r, size_t off)
{
	size_t i = off;

	if (i < r->sentence + 2 || r->s[--i] != ' ') return false;
	while (i > r->sentence && (r->s[i - 1] | 0x20) >= 'a' && (r->s[i - 1] | 0x20) <= 'z') i--;
	return r->s[i] >= 'A' && r->s[i] <= 'Z';
}

/* A name in quotation marks that ends in a number. */
static bool ends_quoted_name(const struct reading *r, size_t off, size_t end)
{
	bool closes =
		end < r->sentence_end && (r->s[end] == QUOTE_CLOSE || r->s[end] == CORNER_CLOSE);

	return closes && off > r->sentence && unit_is_ideograph(r->s[off - 1]) &&
	       !number_word_before(r->t, LIST_BEFORE, r->s, off, NULL) &&
	       !number_word_before(r->t, LIST_PREV, r->s, off, NULL);
}

/* 426, 0403, 8.31 before a word for a march, a quake, an incident: the day that the event is named
 * by. */
static bool names_event(const struct reading *r, const struct side *a)
{
	size_t end = a->n.end, digits = end - a->num_off;

	unsigned month = 0, day = 0, no_quake = 0;
	bool point = false;
	if (!number_word_at(r->t, LIST_EVENT, r->s + end, r->sentence_end - end, &no_quake))
		return false;
	if (digits >= 3 && r->s[end - 2] == '.' && !no_quake) return false; /* a magnitude */
	for (size_t i = a->num_off; i < end; i++) {
		if (r->s[i] == '.') point = true;
		else if (point || (digits < 5 && i + 2 >= end && r->s[a->num_off + 1] != '.'))
			day = day * 10 + r->s[i] % 16;
		else month = month * 10 + r->s[i] % 16;
	}
	return month >= 1 && month <= 12 && day >= 1 && day <= LAST_DAY && (point || digits >= 3);
}

/* A numeral without unit that names: a bare year, a day as eight digits, digits of a plan (fourteen
 * five). */
bool quantity_names_something(const struct reading *r, const struct side *a)
{
	unsigned v = decimal_whole(&a->n.low, 99999999);
	bool arabic =
		(a->n.shape & ~NUMERAL_GROUPED) == NUMERAL_ARABIC && a->n.low.exp == 0 && !a->odd;

	if (arabic && !(a->n.shape & NUMERAL_GROUPED) && a->n.low.n == 4 && v >= 1900 && v < 2100)
		return true;
	if (arabic && a->n.low.n == 8 && v >= 19000101 && v <= 21001231 && v % 100 <= 31 &&
	    v % 10000 <= 1231)
		return true;
	bool plain = (a->n.shape & ~NUMERAL_GROUPED) == NUMERAL_ARABIC && !a->odd &&
		     a->n.end - a->num_off <= 5;
	if (plain && !a->n.low.neg && names_event(r, a)) return true;
	bool dash = a->n.low.neg && a->off > r->sentence && r->s[a->off] < 0x80;
	bool named = dash && unit_is_ideograph(r->s[a->off - 1]);
	if (arabic && named) return true; /* a series by a dash and a number */
	if (arabic && beside_slash(r, a->num_off, a->end)) return true; /* 8/6: a day */
	bool item = a->end + 1 == r->len && r->len < r->sentence_end &&
		    r->s[a->end] == '.'; /* 4.5 yue: the item's number */
	if (arabic && item) return true;
	if (arabic && (beside_dash(r, a->num_off, a->end) || before_times(r, a->end))) return true;
	if (arabic && r->s[a->num_off] == '0' && a->n.end > a->num_off + 1)
		return true; /* 08: a year, a place in a series */
	if (arabic && a->n.low.n <= 4 && behind_name(r, a->num_off)) return true;
	if (arabic && ends_quoted_name(r, a->num_off, a->end)) return true;
	return !arabic && a->end < r->sentence_end &&
	       KIND_CLASS(r->t->kind[r->s[a->end]]) == CLS_DIGIT;
}
