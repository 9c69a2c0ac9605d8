/* Folding of width and look-alikes, character by character in their context; the table of marks.
 * See fold_marks.h. */
#include "pipeline/normalize/fold_marks.h"

#include "pipeline/normalize/sift.h"

#define WIDE_SHIFT 0xfee0u /* full-width form - ASCII */

enum status fold_marks_open(struct fold_marks *m, const struct env *env, struct err *e)
{
	*m = (struct fold_marks){ 0 };
	TRY(table_open(&m->table, env, "marks", e));
	struct slice bits = table_section(&m->table, "bits"), to = table_section(&m->table, "to"),
		     alt = table_section(&m->table, "alt");
	if (bits.len != 131072 || to.len != 131072 || alt.len != 131072 || !m->table.trie.cell) {
		fold_marks_close(m);
		return err_set(e, ERR_RULES, "marks.tab: damaged table (run make)");
	}
	m->bits = (const uint16_t *)(const void *)bits.p;
	m->to = (const uint16_t *)(const void *)to.p;
	m->alt = (const uint16_t *)(const void *)alt.p;
	return OK;
}

void fold_marks_close(struct fold_marks *m)
{
	table_close(&m->table);
}

static bool is_wide(uint16_t c)
{
	return c >= 0xff01 && c <= 0xff5e;
}

static uint16_t narrow(uint16_t c)
{
	return is_wide(c) ? (uint16_t)(c - WIDE_SHIFT) : c;
}

/* A full-width comma at i between full-width digits, three of them behind it: 1,200. */
static bool groups_digits(struct uslice s, size_t i)
{
	for (size_t k = i + 1; k <= i + 3; k++)
		if (uslice_at(s, k) < 0xff10 || uslice_at(s, k) > 0xff19) return false;
	return !unit_is_digit(narrow(uslice_at(s, i + 4)));
}

/* Does the full-width sign at i belong to a number or a Latin word? */
static bool folds_sign(struct uslice s, size_t i)
{
	uint16_t before = i ? s.p[i - 1] : 0, after = uslice_at(s, i + 1);
	bool digit_before = unit_is_digit(narrow(before)),
	     digit_after = unit_is_digit(narrow(after));
	bool word = unit_is_alnum(narrow(before)) && unit_is_alnum(narrow(after));

	switch (narrow(s.p[i])) {
	case '%':
		return digit_before;
	case '.':
		return digit_before && digit_after;
	case ',':
		return before >= 0xff10 && before <= 0xff19 && groups_digits(s, i);
	case ':':
		return before >= 0xff10 && before <= 0xff19 && after >= 0xff10 && after <= 0xff19;
	case '+':
	case '-':
		return word || (digit_after && before != 0 && !unit_is_one_han(before));
	case '$':
		return digit_after;
	case '/':
	case '&':
	case '@':
	case '_':
	case '\'':
		return word;
	default:
		return false;
	}
}

/* Does a digit and the sign of the decimal point (or of a year) end before i? */
static bool behind_point(const struct fold_marks *m, struct uslice s, size_t i)
{
	return i > 1 && (m->bits[s.p[i - 1]] & MARK_ZERO_END) &&
	       (m->bits[s.p[i - 2]] & (MARK_DIGIT | MARK_ZERO));
}

/* Something that stands for zero in a number written with Chinese digits: from a digit or a point
 * to a digit, a point or a year's end. */
static size_t zero_run(const struct fold_marks *m, struct uslice s, size_t i)
{
	size_t end = i;

	bool point = behind_point(m, s, i);
	if (!i || !(m->bits[s.p[i - 1]] & MARK_DIGIT || point)) return 0;
	while (end < s.len && (m->bits[s.p[end]] & MARK_ZERO)) end++;
	if (end - i > 3) return 0;
	return m->bits[uslice_at(s, end)] & (MARK_DIGIT | (point ? 0 : MARK_ZERO_END)) ? end - i
										       : 0;
}

static size_t fold_zeros(const struct fold_marks *m, struct edit *e, size_t i)
{
	struct uslice s = e->w.old;
	size_t n = zero_run(m, s, i);

	/* one digit before the year and nothing else is no year number */
	if (n && (m->bits[uslice_at(s, i + n)] & MARK_ZERO_END) &&
	    !(i > 1 && (m->bits[s.p[i - 2]] & (MARK_DIGIT | MARK_ZERO))) && n < 2)
		return 0;
	for (size_t k = i; k < i + n; k++)
		if (m->to[s.p[k]] != s.p[k]) edit_swap(e, k, m->to[s.p[k]], MAP_FOLDED);
	return n;
}

static bool are_digits(struct uslice s, size_t i, size_t n)
{
	for (size_t k = i; k < i + n; k++)
		if (!unit_is_digit(uslice_at(s, k))) return false;
	return true;
}

static bool parts_date(uint16_t c)
{
	return c == '-' || c == '/';
}

/* Where a blank is missing around the clock's colon at i: 15:312018/09/16, 2023-12-0921:08. 0 if
 * nowhere. */
static size_t glued_at(struct uslice s, size_t i)
{
	bool century = (uslice_at(s, i + 3) == '2' && uslice_at(s, i + 4) == '0') ||
		       (uslice_at(s, i + 3) == '1' && uslice_at(s, i + 4) == '9');

	if (century && are_digits(s, i + 1, 6) && parts_date(uslice_at(s, i + 7)) &&
	    unit_is_digit(uslice_at(s, i + 8)))
		return i + 3;
	if (i >= 10 && are_digits(s, i - 4, 4) && parts_date(s.p[i - 5]) &&
	    are_digits(s, i - 7, 2) && s.p[i - 8] == s.p[i - 5] && are_digits(s, i - 10, 2) &&
	    are_digits(s, i + 1, 2))
		return i - 2;
	return 0;
}

/* What a blank between a and b shows. */
static unsigned seen_blank(uint16_t a, uint16_t b)
{
	if (unit_is_one_han(a))
		return unit_is_one_han(b) ? MARK_SPACED : unit_is_digit(b) ? MARK_AIRED : 0;
	return unit_is_one_han(b) && (unit_is_digit(a) || a == '%')		  ? MARK_AIRED
	       : (unit_is_digit(a) || a == '.') && (unit_is_digit(b) || b == '.') ? MARK_AIRED
										  : 0;
}

/* What a unit with bits that matter in a context only shows at i; before: bits of the unit before.
 */
static unsigned seen_in_context(struct uslice text, size_t i, unsigned bits, unsigned before)
{
	uint16_t c = text.p[i];
	unsigned seen = 0;

	if ((bits & MARK_ZERO) && (before & (MARK_DIGIT | MARK_ZERO_END))) seen |= MARK_ZERO;
	if ((bits & MARK_TWICE) && i && text.p[i - 1] == c) seen |= MARK_TWICE;
	if (c == ':' &&
	    (unit_is_digit(uslice_at(text, i + 3)) || (i > 3 && unit_is_digit(text.p[i - 3]))))
		seen |= MARK_CONTEXT;
	if (c == '"') seen |= MARK_STRAIGHT;
	if (unit_is_blank(c))
		seen |= seen_blank(i ? narrow(text.p[i - 1]) : 0, narrow(uslice_at(text, i + 1)));
	return seen;
}

unsigned fold_marks_scan(const struct fold_marks *m, const struct sifted *l)
{
	const unsigned context = MARK_ZERO | MARK_TWICE | MARK_CONTEXT;
	unsigned seen = 0;

	for (size_t k = 0; k < l->n; k++) {
		size_t i = l->at[k];
		unsigned bits = m->bits[l->text.p[i]];
		seen |= bits & ~context;
		if (bits & context)
			seen |= seen_in_context(l->text, i, bits,
						i ? m->bits[l->text.p[i - 1]] : 0);
	}
	return seen;
}

bool fold_marks_width(const struct fold_marks *m, unsigned seen, const struct sifted *l,
		      struct passage *p)
{
	const uint16_t watched =
		MARK_FOLD | MARK_ZERO | MARK_WIDE | MARK_INVISIBLE | MARK_SPACE | MARK_CONTEXT;
	static const uint16_t blank[] = { ' ' };
	struct edit e;

	if (!(seen & watched)) return false;
	edit_begin(&e, p);
	struct uslice s = e.w.old;
	size_t next = 0; /* what is before it is done */
	for (size_t k = 0; k < l->n; k++) {
		size_t i = l->at[k];
		uint16_t c = s.p[i], bits = m->bits[c];
		if (i < next || !(bits & watched)) continue;
		size_t zeros = bits & MARK_ZERO ? fold_zeros(m, &e, i) : 0;
		size_t glued = c == ':' ? glued_at(s, i) : 0;
		if (zeros) {
			next = i + zeros;
		} else if (glued >= e.w.pos && glued) {
			edit_put(&e, glued, 0, (struct uslice){ blank, 1 }, MAP_FOLDED);
		} else if (bits & MARK_FOLD) {
			edit_swap(&e, i, m->to[c], MAP_FOLDED);
		} else if (bits & MARK_INVISIBLE) {
			edit_drop(&e, i, 1, MAP_REMOVED, WHY_INVISIBLE);
		} else if (bits & MARK_SPACE) {
			edit_swap(&e, i, ' ', MAP_FOLDED);
		} else if (is_wide(c) && (unit_is_alnum(narrow(c)) || folds_sign(s, i))) {
			edit_swap(&e, i, narrow(c), MAP_FOLDED);
		}
	}
	return edit_end(&e);
}
