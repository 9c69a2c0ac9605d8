/* Units: longest acceptable match, look-alikes refused, "A per B" joined. */
#include "pipeline/annotate/unit.h"

#define MATCHES_MAX 8
#define PREFIX_MAX  8

static struct slice row_code(const struct number_table *t, const struct unit_row *row)
{
	if (!row->code_len) return SLICE_NONE;
	return slice_of(t->text.p + row->code_off, row->code_len);
}

static void fill(const struct number_table *t, const struct unit_row *row, size_t off, size_t len,
		 struct unit *u)
{
	*u = (struct unit){ .off = off,
			    .len = len,
			    .flags = row->flags,
			    .dim = row->dim,
			    .power = row->power,
			    .code = row_code(t, row) };
	if (row->part_len) u->part = slice_of(t->text.p + row->part_off, row->part_len);
}

/* One unit without "per". */
static bool read_simple(const struct number_table *t, const uint16_t *s, size_t len, size_t at,
			unsigned refused, struct unit *u)
{
	uint16_t lens[MATCHES_MAX];
	uint32_t rows[MATCHES_MAX];
	if (at >= len || !number_unit_may_start(t, s[at])) return false;
	size_t n = datrie_prefixes(&t->units, s + at, len - at, MATCHES_MAX, lens, rows);

	while (n--) {
		const struct unit_row *row = &t->rows[rows[n]];
		size_t take = lens[n];
		if (row->flags & UNIT_STOP) {
			uint32_t part;
			take = row->take;
			if (!take || !datrie_has(&t->units, s + at, take, &part)) return false;
			row = &t->rows[part];
			if (row->flags & UNIT_STOP) return false;
		} else if (row->flags & UNIT_LATIN && at + take < len &&
			   unit_is_alnum(s[at + take])) {
			continue;
		}
		if (row->flags & refused) continue;
		fill(t, row, at, take, u);
		return true;
	}
	return false;
}

/* Digits of "per 100 grams"; nothing for other numerals. */
static size_t skip_digits(const uint16_t *s, size_t len, size_t at)
{
	while (at < len && s[at] >= '0' && s[at] <= '9') at++;
	return at;
}

bool unit_read(const struct number_table *t, const uint16_t *s, size_t len, size_t at,
	       struct unit *u)
{
	return unit_read_for(t, s, len, at, 0, u);
}

bool unit_read_for(const struct number_table *t, const uint16_t *s, size_t len, size_t at,
		   unsigned refused, struct unit *u)
{
	struct unit below;
	unsigned word;

	if (at >= len || !read_simple(t, s, len, at, refused, u)) return false;
	size_t end = u->off + u->len;
	size_t per = number_word_at(t, LIST_PER, s + end, len - end, &word);
	if (!per || (word && (u->dim == DIM_COUNT || u->dim == DIM_TIME))) return true;
	size_t digits = skip_digits(s, len, end + per);
	if (!read_simple(t, s, len, digits, 0, &below)) return true;
	if (below.dim == DIM_SHARE || below.dim == DIM_POINTS ||
	    below.flags & (UNIT_CLOCK | UNIT_NAME))
		return true;
	u->len = below.off + below.len - u->off;
	u->per = below.code;
	u->flags &= ~UNIT_CLASSIFIER;
	if (u->dim != DIM_MONEY) u->dim = DIM_OTHER;
	return true;
}

bool unit_read_prefix(const struct number_table *t, const uint16_t *s, size_t from, size_t at,
		      struct unit *u)
{
	uint16_t back[PREFIX_MAX] = { 0 };
	size_t n = 0, len;
	uint32_t row;

	if (at <= from || !(class_set(&t->ends, s[at - 1]) & BEGINS_UNIT)) return false;

	while (n < PREFIX_MAX && at - n > from) {
		back[n] = s[at - 1 - n];
		n++;
	}
	len = datrie_longest(&t->prefixes, back, n, &row);
	if (!len) return false;
	if (len < n && unit_is_alnum(back[len - 1]) && unit_is_alnum(back[len])) return false;
	fill(t, &t->rows[row], at - len, len, u);
	return true;
}

void unit_set_region(struct unit *u, struct slice region)
{
	bool yen = u->flags & UNIT_NO_SUFFIX && slice_is(u->code, "iso4217:CNY");

	if (region.p && u->flags & UNIT_GUESS && !yen) u->code = region;
}

/* "60 ucum:h ucum:min": ratio, larger unit, own code if it is another. */
static bool split_part(struct slice one, struct unit_part *part, struct slice *whole)
{
	struct slice field;

	*part = (struct unit_part){ .ratio = 0 };
	if (!slice_split(&one, ' ', &field)) return false;
	for (size_t i = 0; i < field.len && field.p[i] >= '0' && field.p[i] <= '9' && i < 6; i++)
		part->ratio = part->ratio * 10 + (unsigned)(field.p[i] - '0');
	if (!slice_split(&one, ' ', whole)) return false;
	if (slice_split(&one, ' ', &field)) part->code = field;
	return part->ratio > 1;
}

bool unit_find_part(const struct unit *u, struct slice whole, struct unit_part *part)
{
	struct slice rest = u->part, one, code;

	if (!rest.p || !whole.p) return false;
	while (slice_split(&rest, ';', &one)) {
		if (!split_part(one, part, &code) || !slice_eq(code, whole)) continue;
		if (!part->code.p) part->code = u->code;
		return true;
	}
	return false;
}

struct slice unit_part_code(const struct unit *u)
{
	struct slice rest = u->part, one, whole;
	struct unit_part part;

	if (rest.p && slice_split(&rest, ';', &one) && split_part(one, &part, &whole) &&
	    part.code.p)
		return part.code;
	return u->code;
}

struct slice unit_code(struct arena *a, const struct unit *u)
{
	struct slice below = u->per;

	if (!u->code.p) return SLICE_NONE;
	if (!below.p) return arena_copy(a, u->code);
	const char *colon = memchr(below.p, ':', below.len);
	if (colon) below = slice_of(colon + 1, (size_t)(below.p + below.len - colon - 1));
	return arena_printf(a, "%.*s/%.*s", (int)u->code.len, u->code.p, (int)below.len, below.p);
}
