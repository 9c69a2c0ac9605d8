/* Numbers inside dates: ASCII and full-width digits, Chinese numerals both positional (year digits)
 * and with tens. */
#include "pipeline/annotate/time_reader.h"

#define HAN_RUN_MAX 8

size_t time_skip_number(const struct time_reader *r, size_t pos)
{
	if (pos < r->len && unit_is_any_digit(r->s[pos])) {
		while (pos < r->len && unit_is_any_digit(r->s[pos])) pos++;
		return pos;
	}
	while (pos < r->len && (r->w->start[r->s[pos]] & TIME_START_HAN)) pos++;
	return pos;
}

static size_t read_digits(const struct time_reader *r, size_t pos, struct time_number *n)
{
	size_t i = pos;

	*n = (struct time_number){ 0 };
	while (i < r->len && unit_is_any_digit(r->s[i])) {
		if (i - pos == 4) return 0;
		n->value = n->value * 10 + (r->s[i] >= 0xff10 ? r->s[i] - 0xff10 : r->s[i] - '0');
		i++;
	}
	n->digits = (uint8_t)(i - pos);
	return i;
}

/* Values of a run of numeral characters: digits 0–9, 20, 30 as they are, tens and hundreds
 * negative. */
static size_t han_values(const struct time_reader *r, size_t pos, int *v, bool *units, bool *couple)
{
	size_t n = 0;

	*units = *couple = false;
	while (pos + n < r->len && (r->w->start[r->s[pos + n]] & TIME_START_HAN)) {
		const struct time_row *row =
			time_words_fore(r->w, 1u << TC_DIGIT, r->s + pos + n, 1);
		if (n == HAN_RUN_MAX || !row || !row->n) return 0;
		v[n] = row->a[0].field == TF_TEN ? -row->a[0].lo : row->a[0].lo;
		if (v[n] < 0 || v[n] > 9) *units = true;
		if (row->flags & TW_NOT_BARE) *couple = true;
		n++;
	}
	return n;
}

/* A number with tens, hundreds, thousands; false when it is not well formed. */
static bool han_structured(const int *v, size_t n, int32_t *value)
{
	int32_t sum = 0, unit = 10000, pending = -1;

	for (size_t i = 0; i < n; i++) {
		if (v[i] < 0) {
			if (-v[i] >= unit) return false;
			unit = -v[i];
			if (pending < 0 && sum > 0 && unit != 10) return false;
			sum += (pending < 0 ? 1 : pending) * unit;
			pending = -1;
		} else if (v[i] > 9) { /* 20, 30 in one character */
			if (unit <= 10 || pending > 0) return false;
			sum += v[i];
			unit = 10;
			pending = -1;
		} else {
			if (pending > 0 || (v[i] == 0 && i == 0)) return false;
			pending = v[i] ? v[i] : -1;
		}
	}
	*value = sum + (pending > 0 ? pending : 0);
	return true;
}

static size_t read_han(const struct time_reader *r, size_t pos, struct time_number *n)
{
	int v[HAN_RUN_MAX];
	bool units;
	size_t k;

	*n = (struct time_number){ .han = true };
	k = han_values(r, pos, v, &units, &n->couple);
	n->chars = (uint8_t)k;
	if (!k) return 0;
	if (units) return han_structured(v, k, &n->value) ? pos + k : 0;
	if (k > 4) return 0;
	for (size_t i = 0; i < k; i++) n->value = n->value * 10 + v[i];
	n->digits = (uint8_t)k;
	if (k == 2 && v[1] == v[0] + 1) {
		n->value = v[0] * 10 + v[1];
		n->second = v[1];
	}
	return pos + k;
}

size_t time_read_number(const struct time_reader *r, size_t pos, struct time_number *n)
{
	if (pos >= r->len) return 0;
	if (unit_is_any_digit(r->s[pos])) return read_digits(r, pos, n);
	return r->w->start[r->s[pos]] & TIME_START_HAN ? read_han(r, pos, n) : 0;
}

size_t time_read_count(const struct time_reader *r, size_t pos, struct time_stretch *s)
{
	struct time_number n, m;
	size_t e = time_read_number(r, pos, &n), f, at;
	const struct time_row *link;

	if (!e || n.value < 1 || n.value >= 1000) return 0;
	if (n.digits > 1 && !n.han && n.value < 10) return 0; /* 07: a year */
	s->lo = s->hi = (int16_t)n.value;
	if (n.second) {
		s->lo = (int16_t)(n.second - 1);
		s->hi = (int16_t)n.second;
		return e;
	}
	at = time_skip_blank(r, e);
	link = time_word_at(r, 1u << TC_LINK, at);
	if (!link || link->a[0].lo != MODE_RANGE) return e;
	f = time_read_number(r, time_skip_blank(r, at + link->len), &m);
	if (!f || m.value <= n.value) return e;
	s->hi = (int16_t)m.value;
	return f;
}
