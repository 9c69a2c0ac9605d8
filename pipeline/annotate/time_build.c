/* Builder of the table "times" (time_words.h) from rules/annotate: time_words.tsv (its head says
 * what the columns mean), time_holidays.tsv, time_daysoff.tsv, lunar.tsv and time_hant.tsv (before
 * the words), told apart by their names. Sections: fore, back (tries from words to the first of
 * their rows), rows, holidays, daysoff, lunar, start, starts,
 * this_year, pairs, triples, fore_class, back_class. */
#include <stdlib.h>

#include "pipeline/annotate/time_reader.h"
#include "pipeline/core/date.h"
#include "pipeline/core/rule_file.h"
#include "scripts/builders.h"

#define NUMERALS_MAX 64
#define HANT_FORMS   2 /* traditional forms of a character */

/* ORDER TIMEFIELD */
static const char *const field_names[TF_KEYS] = {
	"century", "decade", "year",  "plan", "half",	  "quarter", "season",	"holiday",
	"month",   "xun",    "week",  "day",  "weekday",  "daypart", "hour",	"minute",
	"second",  "now",    "vague", "same", "stretch",  "first",   "version", "digit",
	"unit",	   "edge",   "lunar", "mode", "numbered", "cut",     "ordinal", "lone",
};

/* ORDER TIMECLASS */
static const char *const class_names[TC_N] = {
	"digit",   "unit",     "point",	   "era",      "edge",	 "after",   "before",	"span",
	"stretch", "back",     "more",	   "link",     "approx", "zone",    "halfhour", "block",
	"left",	   "open",     "cue",	   "baseline", "glue",	 "dayname", "intent",	"ahead",
	"stem",	   "planyear", "plannoun", "nth",      "game",	 "outlook", "held",	"wired",
};

/* ORDER TIMEMODE */
static const char *const mode_names[MODE_N] = {
	"none",	 "until", "since", "from", "later", "earlier", "due",  "during", "holiday",
	"about", "tonow", "every", "back", "next",  "first",   "tail", "range",	 "list",
};

static const struct {
	const char *name;
	unsigned bit;
} flag_names[] = {
	{ "short", TW_SHORT },		 { "bare=no", TW_NOT_BARE },
	{ "fiscal", TW_FISCAL },	 { "closed", TW_CLOSED },
	{ "paired", TW_PAIRED },	 { "range", TW_RANGE },
	{ "quarter_hour", TW_QUARTERS }, { "ask", TW_ASK },
	{ "ordinal", TW_ORDINAL },	 { "lone", TW_LONE },
	{ "festival", TW_FESTIVAL },	 { "set", TW_SET },
	{ "needs_back", TW_NEEDS_BACK }, { "back", 0 },
};

static const char *const from_names[] = { "abs", "doc", "text", "frame", "prior" };
static const char *const kind_names[] = { "fixed", "lunar", "nth", "term" };

struct loader {
	struct time_row *rows;
	size_t n_rows, cap_rows;
	struct buf holidays, daysoff;
	struct lunar_year lunar[LUNAR_YEARS];
	uint16_t hant[HANT_FORMS][65536]; /* 0: as it is */
	uint8_t start[65536];
	struct unit_set starts, this_year;
	uint64_t pairs[TIME_PAIRS / 64], triples[TIME_PAIRS / 64];
	struct arena arena;
	const char *path;
	struct datrie_key *fore, *back;
	size_t n_fore, cap_fore, n_back, cap_back;
};

static bool is_backward(unsigned cls)
{
	return cls == TC_BEFORE || cls == TC_LEFT || cls == TC_OPEN || cls == TC_CUE ||
	       cls == TC_BASELINE || cls == TC_ZONE || cls == TC_INTENT;
}

static int16_t to_number(struct slice s, bool *good)
{
	char tmp[16], *end;
	long v;

	if (!s.len || s.len >= sizeof tmp) return *good = false, (int16_t)0;
	memcpy(tmp, s.p, s.len);
	tmp[s.len] = '\0';
	v = strtol(tmp, &end, 10);
	if (*end || v < -32768 || v > 32767) *good = false;
	return (int16_t)v;
}

/* "year=-1@doc", "month=1..12", "mode=since" */
static bool parse_assign(struct slice s, struct time_row *row)
{
	struct time_assign *a = &row->a[row->n];
	const char *eq = memchr(s.p, '=', s.len), *at = memchr(s.p, '@', s.len);
	struct slice value, lo;
	bool good = true;
	int f;

	if (!eq || row->n == TIME_ASSIGN_MAX) return false;
	f = slice_index(slice_of(s.p, (size_t)(eq - s.p)), field_names, TF_KEYS);
	if (f < 0) return false;
	a->field = (uint8_t)f;
	value = slice_of(eq + 1, (size_t)((at ? at : s.p + s.len) - eq - 1));
	if (at) {
		struct slice from = slice_of(at + 1, (size_t)(s.p + s.len - at - 1));
		int k = slice_index(from, from_names, 5);
		if (k < 0) return false;
		a->from = (uint8_t)k;
	}
	row->n++;
	if (f == TF_MODE) {
		int m = slice_index(value, mode_names, MODE_N);
		a->lo = a->hi = (int16_t)m;
		return m >= 0;
	}
	lo = value;
	for (size_t i = 0; i + 1 < value.len; i++) {
		if (value.p[i] != '.' || value.p[i + 1] != '.') continue;
		lo.len = i;
		a->hi = to_number(slice_of(value.p + i + 2, value.len - i - 2), &good);
		break;
	}
	a->lo = to_number(lo, &good);
	if (lo.len == value.len) a->hi = a->lo;
	if (f == TF_CUT) {
		row->n--;
		row->len = (uint8_t)a->lo;
	}
	return good;
}

static bool parse_spec(struct slice spec, struct time_row *row)
{
	struct slice piece;

	while (slice_split(&spec, ' ', &piece)) {
		if (!piece.len || slice_is(piece, "-")) continue;
		if (row->cls == TC_BLOCK || row->cls == TC_LEFT || row->cls == TC_OPEN) {
			int f = slice_index(piece, field_names, TF_KEYS);
			if (f < 0) return false;
			row->mask |= TF_BIT(f);
		} else if (!parse_assign(piece, row)) {
			return false;
		}
	}
	return true;
}

static bool parse_flags(struct slice flags, struct time_row *row)
{
	struct slice piece;

	while (slice_split(&flags, ' ', &piece)) {
		size_t k = 0, n = sizeof flag_names / sizeof *flag_names;
		while (k < n && !slice_is(piece, flag_names[k].name)) k++;
		if (k == n) return false;
		row->flags |= (uint16_t)flag_names[k].bit;
	}
	return true;
}

static void add_key(struct datrie_key **keys, size_t *n, size_t *cap, struct uslice key,
		    uint32_t value)
{
	*keys = mem_grow(*keys, cap, *n + 1, sizeof **keys);
	(*keys)[(*n)++] = (struct datrie_key){ key, value };
}

static void add_word(struct loader *ld, struct uslice key, struct time_row row)
{
	uint32_t index = (uint32_t)ld->n_rows;

	if (!row.len || row.len > key.len) row.len = (uint8_t)key.len;
	ld->rows = mem_grow(ld->rows, &ld->cap_rows, ld->n_rows + 1, sizeof *ld->rows);
	ld->rows[ld->n_rows++] = row;
	if (!is_backward(row.cls)) {
		add_key(&ld->fore, &ld->n_fore, &ld->cap_fore, key, index);
		return;
	}
	uint16_t *rev = arena_alloc(&ld->arena, key.len * sizeof *rev);
	for (size_t i = 0; i < key.len; i++) rev[i] = key.p[key.len - 1 - i];
	add_key(&ld->back, &ld->n_back, &ld->cap_back, (struct uslice){ rev, key.len }, index);
}

/* The word with its n-th traditional forms; false when it has none. */
static bool to_hant(struct loader *ld, struct uslice key, size_t n, struct uslice *out)
{
	uint16_t *p = arena_alloc(&ld->arena, key.len * sizeof *p);
	bool has = false;

	for (size_t i = 0; i < key.len; i++) {
		uint16_t c = ld->hant[n][key.p[i]];
		if (c) has = true;
		else c = ld->hant[0][key.p[i]];
		p[i] = c ? c : key.p[i];
	}
	*out = (struct uslice){ p, key.len };
	return has;
}

static void add_row(struct loader *ld, struct slice word, struct time_row row)
{
	struct uslice key = arena_utf16(&ld->arena, word), other;

	add_word(ld, key, row);
	for (size_t i = 0; i < HANT_FORMS; i++)
		if (to_hant(ld, key, i, &other)) add_word(ld, other, row);
}

/* A character, its traditional forms. */
static enum status load_hant(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			     struct err *e)
{
	struct loader *ld = ctx;
	struct uslice from = n_cols == 2 ? arena_utf16(&ld->arena, cols[0]) : (struct uslice){ 0 };
	struct uslice to = n_cols == 2 ? arena_utf16(&ld->arena, cols[1]) : (struct uslice){ 0 };

	if (from.len != 1 || !to.len || to.len > HANT_FORMS)
		return err_set(e, ERR_RULES, "%s:%u: expected a character and its forms", ld->path,
			       line);
	for (size_t i = 0; i < to.len; i++) ld->hant[i][from.p[0]] = to.p[i];
	return OK;
}

static enum status load_word(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			     struct err *e)
{
	struct loader *ld = ctx;
	struct time_row row = { 0 };
	int cls = n_cols >= 2 ? slice_index(cols[1], class_names, TC_N) : -1;

	if (cls < 0 || !cols[0].len || cols[0].len > 60)
		return err_set(e, ERR_RULES, "%s:%u: expected word, class, specification", ld->path,
			       line);
	row.cls = (uint8_t)cls;
	if (n_cols > 2 && !parse_spec(cols[2], &row))
		return err_set(e, ERR_RULES, "%s:%u: bad specification \"%.*s\"", ld->path, line,
			       (int)cols[2].len, cols[2].p);
	if (n_cols > 3 && !parse_flags(cols[3], &row))
		return err_set(e, ERR_RULES, "%s:%u: bad flags", ld->path, line);
	add_row(ld, cols[0], row);
	return OK;
}

static enum status load_holiday(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
				struct err *e)
{
	struct loader *ld = ctx;
	struct time_row row = { .cls = TC_POINT, .n = 1 };
	struct time_holiday h;
	bool good = true;
	int kind = n_cols >= 6 ? slice_index(cols[1], kind_names, 4) : -1;

	if (kind < 0) return err_set(e, ERR_RULES, "%s:%u: expected six columns", ld->path, line);
	h.kind = (uint8_t)kind;
	h.month = (uint8_t)to_number(cols[2], &good);
	h.day = (uint8_t)to_number(cols[3], &good);
	h.before = (int8_t)to_number(cols[4], &good);
	h.length = (int8_t)to_number(cols[5], &good);
	if (!good || h.month < 1 || h.month > 12 || (n_cols > 6 && !parse_flags(cols[6], &row)))
		return err_set(e, ERR_RULES, "%s:%u: bad number or flag", ld->path, line);
	row.a[0].field = TF_HOLIDAY;
	row.a[0].lo = row.a[0].hi = (int16_t)(ld->holidays.len / sizeof h);
	buf_add(&ld->holidays, &h, sizeof h);
	add_row(ld, cols[0], row);
	return OK;
}

static enum status load_daysoff(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
				struct err *e)
{
	struct loader *ld = ctx;
	struct time_daysoff x;

	if (n_cols != 2 || !date_parse(cols[0], &x.start) || !date_parse(cols[1], &x.end) ||
	    x.end < x.start)
		return err_set(e, ERR_RULES, "%s:%u: expected two dates", ld->path, line);
	buf_add(&ld->daysoff, &x, sizeof x);
	return OK;
}

/* Equal words become one key whose rows are chained in file order. */
static enum status build_trie(struct loader *ld, struct datrie_key *keys, size_t n, struct buf *out,
			      struct err *e)
{
	size_t k = 0;

	if (n) qsort(keys, n, sizeof *keys, datrie_key_order);
	for (size_t i = 0; i < n; i++) {
		if (k && uslice_eq(keys[k - 1].key, keys[i].key)) {
			uint32_t r = keys[k - 1].value;
			while (ld->rows[r].next) r = ld->rows[r].next - 1;
			ld->rows[r].next = keys[i].value + 1;
		} else {
			keys[k++] = keys[i];
		}
	}
	return datrie_build(keys, k, out, e);
}

static void mark_pair(struct loader *w, uint16_t a, uint16_t b)
{
	uint32_t h = time_pair_hash(a, b);

	w->pairs[h >> 6] |= 1ull << (h & 63);
}

static void mark_triple(struct loader *w, const uint16_t *s)
{
	uint32_t h = time_triple_hash(s);

	w->triples[h >> 6] |= 1ull << (h & 63);
}

/* a may be followed by a number, a blank or a bracket. */
static void mark_before_number(struct loader *w, uint16_t a, const uint16_t *numerals, size_t n)
{
	static const uint16_t others[] = { ' ', 0xa0, 0x3000, '(', 0xff08 };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) mark_pair(w, a, others[i]);
	for (uint16_t d = 0; d < 10; d++) {
		mark_pair(w, a, (uint16_t)('0' + d));
		mark_pair(w, a, (uint16_t)(0xff10 + d));
	}
	for (size_t i = 0; i < n; i++) mark_pair(w, a, numerals[i]);
}

static bool begins(const struct time_row *row)
{
	switch ((enum time_class)row->cls) {
	case TC_POINT:
	case TC_ERA:
	case TC_SPAN:
	case TC_STEM:
		return true;
	case TC_STRETCH:
		return row->flags & TW_NOT_BARE;
	default:
		return false;
	}
}

static void mark_word(struct loader *w, struct uslice key, const struct time_row *row,
		      const uint16_t *numerals, size_t n)
{
	if (begins(row)) {
		w->start[key.p[0]] |= TIME_START_WORD;
		if (key.len > 2) mark_triple(w, key.p);
		if (key.len == 2) mark_pair(w, key.p[0], key.p[1]);
		if (key.len == 1) mark_before_number(w, key.p[0], numerals, n);
		if (key.len == 1 && row->flags & TW_LONE) w->start[key.p[0]] |= TIME_START_ALONE;
		if (row->n && (row->a[0].field == TF_HOLIDAY || row->a[0].field == TF_PLAN))
			for (size_t i = 0; i < TIME_OPEN_QUOTES; i++)
				mark_pair(w, time_open_quotes[i], key.p[0]);
	}
	/* the mark of ordinals */
	if (row->cls == TC_LEFT && key.len == 1 && (row->mask & TF_BIT(TF_QUARTER))) {
		w->start[key.p[0]] |= TIME_START_WORD | TIME_START_NTH;
		mark_before_number(w, key.p[0], numerals, n);
	}
}

static void mark_starts(struct loader *w)
{
	uint16_t numerals[NUMERALS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < w->n_fore; i++) {
		const struct time_row *row = &w->rows[w->fore[i].value];
		if (row->cls == TC_DIGIT) w->start[w->fore[i].key.p[0]] |= TIME_START_HAN;
		if (n < NUMERALS_MAX &&
		    (row->cls == TC_DIGIT || (row->cls == TC_STRETCH && begins(row))))
			numerals[n++] = w->fore[i].key.p[0];
	}
	for (size_t i = 0; i < w->n_fore; i++)
		mark_word(w, w->fore[i].key, &w->rows[w->fore[i].value], numerals, n);
	for (size_t i = 0; i < w->n_back; i++)
		mark_word(w, w->back[i].key, &w->rows[w->back[i].value], numerals, n);
	for (size_t i = 0; i < TIME_OPEN_QUOTES; i++)
		w->start[time_open_quotes[i]] |= TIME_START_WORD | TIME_START_QUOTE;
	for (uint16_t d = 0; d < 10; d++) {
		w->start['0' + d] = TIME_START_DIGIT;
		w->start[0xff10 + d] = TIME_START_DIGIT; /* full width */
	}
	for (size_t c = 0; c < 65536; c++)
		if (w->start[c]) unit_set_add(&w->starts, (uint16_t)c);
	for (size_t i = 0; i < w->n_fore; i++)
		if (time_row_names_year(&w->rows[w->fore[i].value]))
			unit_set_add(&w->this_year, w->fore[i].key.p[0]);
}

/* The classes of the words by their first unit. */
static enum status build_classes(const struct loader *ld, const struct datrie_key *keys, size_t n,
				 struct buf *out, struct err *e)
{
	uint32_t *of = mem_zalloc(65536 * sizeof *of);

	for (size_t i = 0; i < n; i++) of[keys[i].key.p[0]] |= 1u << ld->rows[keys[i].value].cls;
	bool fits = class_sets_build(of, out);
	mem_free(of);
	return fits ? OK : err_set(e, ERR_RULES, "%s: too many sets of classes", ld->path);
}

static int number(struct slice s)
{
	int v = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || v > 99999) return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return s.len ? v : -1;
}

/* year, New Year YYYY-MM-DD, leap month, month lengths as b (30 days) and s (29) */
static enum status load_year(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			     struct err *e)
{
	struct loader *ld = ctx;
	int y = n_cols == 4 ? number(cols[0]) : -1, leap = n_cols == 4 ? number(cols[2]) : -1;
	struct lunar_year ly = { 0 };

	if (y < LUNAR_FIRST || y > LUNAR_LAST || leap < 0 || leap > 12 ||
	    !date_parse(cols[1], &ly.new_year) || cols[3].len != 12u + (leap > 0))
		return err_set(e, ERR_RULES, "%s:%u: bad lunar year", ld->path, line);
	ly.leap = (uint8_t)leap;
	ly.n = (uint8_t)cols[3].len;
	for (size_t i = 0; i < ly.n; i++) ly.days[i] = cols[3].p[i] == 'b' ? 30 : 29;
	ld->lunar[y - LUNAR_FIRST] = ly;
	return OK;
}

/* Reads one row of a source. */
typedef enum status row_fn(void *ctx, const struct slice *cols, size_t n_cols, unsigned line,
			   struct err *e);

static const struct {
	const char *end;
	row_fn *load;
} sources[] = {
	{ "time_hant.tsv", load_hant },
	{ "time_words.tsv", load_word },
	{ "time_holidays.tsv", load_holiday },
	{ "time_daysoff.tsv", load_daysoff },
	{ "lunar.tsv", load_year },
};

static enum status load_source(struct loader *ld, struct slice path, struct err *e)
{
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		if (!slice_ends(path, slice_str(sources[i].end))) continue;
		ld->path = path.p;
		return tsv_load(path.p, sources[i].load, ld, e);
	}
	return err_set(e, ERR_RULES, "%s: no source of the table of times", path.p);
}

enum status build_times(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	struct loader *ld = mem_zalloc(sizeof *ld);
	enum status st = OK;

	arena_init(&ld->arena);
	for (size_t i = 0; st == OK && i < n; i++) st = load_source(ld, paths[i], e);
	if (st == OK) mark_starts(ld);
	if (st == OK)
		st = build_classes(ld, ld->fore, ld->n_fore, builder_section(out, "fore_class"), e);
	if (st == OK)
		st = build_classes(ld, ld->back, ld->n_back, builder_section(out, "back_class"), e);
	if (st == OK) st = build_trie(ld, ld->fore, ld->n_fore, builder_section(out, "fore"), e);
	if (st == OK) st = build_trie(ld, ld->back, ld->n_back, builder_section(out, "back"), e);
	if (st == OK) {
		buf_add(builder_section(out, "rows"), ld->rows, ld->n_rows * sizeof *ld->rows);
		buf_add_slice(builder_section(out, "holidays"), buf_slice(&ld->holidays));
		buf_add_slice(builder_section(out, "daysoff"), buf_slice(&ld->daysoff));
		buf_add(builder_section(out, "lunar"), ld->lunar, sizeof ld->lunar);
		buf_add(builder_section(out, "start"), ld->start, sizeof ld->start);
		buf_add(builder_section(out, "starts"), &ld->starts, sizeof ld->starts);
		buf_add(builder_section(out, "this_year"), &ld->this_year, sizeof ld->this_year);
		buf_add(builder_section(out, "pairs"), ld->pairs, sizeof ld->pairs);
		buf_add(builder_section(out, "triples"), ld->triples, sizeof ld->triples);
	}
	mem_free(ld->rows);
	mem_free(ld->fore);
	mem_free(ld->back);
	buf_free(&ld->holidays);
	buf_free(&ld->daysoff);
	arena_free(&ld->arena);
	mem_free(ld);
	return st;
}
