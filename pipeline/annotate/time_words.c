/* Loads the word tables of time expressions (see time_words.h and the head of rules/annotate/time_words.tsv).
 * Both tries are built at start (a thousand short words, well under a millisecond). */
#include "pipeline/annotate/time_words.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/annotate/lunar.h"
#include "pipeline/annotate/time_reader.h"
#include "pipeline/core/date.h"
#include "pipeline/core/rule_file.h"

#define PREFIX_MAX 8
#define NUMERALS_MAX 64

/* ORDER TIMEFIELD */
static const char *const field_names[TF_KEYS] = {
	"century", "decade",  "year",	 "plan",  "half",   "quarter", "season", "holiday", "month", "xun",
	"week",	   "day",     "weekday", "daypart", "hour", "minute",  "second", "now",	    "vague", "same",
	"stretch", "first",   "version", "digit", "unit",   "edge",    "lunar",	 "mode",    "numbered", "cut",
};
static const uint8_t field_ranks[TF_N] = { 1, 2, 3, 3, 4, 5, 5, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, 99, 99, 5 };

/* ORDER TIMECLASS */
static const char *const class_names[TC_N] = {
	"digit", "unit", "point", "era",      "edge",  "after", "before", "span", "stretch", "back",
	"more",	 "link", "approx", "zone", "halfhour", "block", "left",	  "open", "cue",     "baseline", "glue", "dayname", "intent", "ahead", "stem",
};

/* ORDER TIMEMODE */
static const char *const mode_names[MODE_N] = {
	"none",	 "until",   "since", "from",  "later", "earlier", "due",   "during", "holiday",
	"about", "tonow", "every", "back",  "next",	 "first", "tail",   "range", "list",
};

static const struct {
	const char *name;
	unsigned bit;
} flag_names[] = {
	{ "bare=no", TW_NOT_BARE }, { "fiscal", TW_FISCAL },	     { "closed", TW_CLOSED },
	{ "paired", TW_PAIRED },    { "range", TW_RANGE },	     { "quarter_hour", TW_QUARTERS },
	{ "ask", TW_ASK },		    { "festival", TW_FESTIVAL },		    { "needs_back", TW_NEEDS_BACK }, { "back", 0 },
};

static const char *const from_names[] = { "abs", "doc", "text", "frame", "prior" };
static const char *const kind_names[] = { "fixed", "lunar", "nth", "term" };

struct loader {
	struct time_words *w;
	struct arena arena;
	const char *path;
	struct datrie_key *fore, *back;
	size_t n_fore, cap_fore, n_back, cap_back;
};

int time_field_rank(unsigned field)
{
	return field < TF_N ? field_ranks[field] : 0;
}

static int name_index(const char *const *names, int n, struct slice s)
{
	for (int i = 0; i < n; i++)
		if (slice_is(s, names[i])) return i;
	return -1;
}

static bool is_backward(unsigned cls)
{
	return cls == TC_BEFORE || cls == TC_LEFT || cls == TC_OPEN || cls == TC_CUE || cls == TC_BASELINE ||
	       cls == TC_ZONE || cls == TC_INTENT;
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
	f = name_index(field_names, TF_KEYS, slice_of(s.p, (size_t)(eq - s.p)));
	if (f < 0) return false;
	a->field = (uint8_t)f;
	value = slice_of(eq + 1, (size_t)((at ? at : s.p + s.len) - eq - 1));
	if (at) {
		int k = name_index(from_names, 5, slice_of(at + 1, (size_t)(s.p + s.len - at - 1)));
		if (k < 0) return false;
		a->from = (uint8_t)k;
	}
	row->n++;
	if (f == TF_MODE) {
		int m = name_index(mode_names, MODE_N, value);
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
			int f = name_index(field_names, TF_KEYS, piece);
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
		while (k < n && !slice_is(piece, flag_names[k].name))
			k++;
		if (k == n) return false;
		row->flags |= (uint16_t)flag_names[k].bit;
	}
	return true;
}

static void add_key(struct datrie_key **keys, size_t *n, size_t *cap, struct uslice key, uint32_t value)
{
	*keys = mem_grow(*keys, cap, *n + 1, sizeof **keys);
	(*keys)[(*n)++] = (struct datrie_key){ key, value };
}

static void add_row(struct loader *ld, struct slice word, struct time_row row)
{
	struct time_words *w = ld->w;
	struct uslice key = arena_utf16(&ld->arena, word);
	uint32_t index = (uint32_t)w->n_rows;

	if (!row.len || row.len > key.len) row.len = (uint8_t)key.len;
	w->rows = mem_grow(w->rows, &w->cap_rows, w->n_rows + 1, sizeof *w->rows);
	w->rows[w->n_rows++] = row;
	if (!is_backward(row.cls)) {
		add_key(&ld->fore, &ld->n_fore, &ld->cap_fore, key, index);
		return;
	}
	uint16_t *rev = arena_alloc(&ld->arena, key.len * sizeof *rev);
	for (size_t i = 0; i < key.len; i++)
		rev[i] = key.p[key.len - 1 - i];
	add_key(&ld->back, &ld->n_back, &ld->cap_back, (struct uslice){ rev, key.len }, index);
}

static enum status load_word(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *ld = ctx;
	struct time_row row = { 0 };
	int cls = n_cols >= 2 ? name_index(class_names, TC_N, cols[1]) : -1;

	if (cls < 0 || !cols[0].len || cols[0].len > 60)
		return err_set(e, ERR_RULES, "%s:%u: expected word, class, specification", ld->path, line);
	row.cls = (uint8_t)cls;
	if (n_cols > 2 && !parse_spec(cols[2], &row))
		return err_set(e, ERR_RULES, "%s:%u: bad specification \"%.*s\"", ld->path, line,
			       (int)cols[2].len, cols[2].p);
	if (n_cols > 3 && !parse_flags(cols[3], &row))
		return err_set(e, ERR_RULES, "%s:%u: bad flags", ld->path, line);
	add_row(ld, cols[0], row);
	return OK;
}

static enum status load_holiday(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *ld = ctx;
	struct time_words *w = ld->w;
	struct time_row row = { .cls = TC_POINT, .n = 1 };
	struct time_holiday h;
	bool good = true;
	int kind = n_cols >= 6 ? name_index(kind_names, 4, cols[1]) : -1;

	if (kind < 0) return err_set(e, ERR_RULES, "%s:%u: expected six columns", ld->path, line);
	h.kind = (uint8_t)kind;
	h.month = (uint8_t)to_number(cols[2], &good);
	h.day = (uint8_t)to_number(cols[3], &good);
	h.before = (int8_t)to_number(cols[4], &good);
	h.length = (int8_t)to_number(cols[5], &good);
	if (!good || h.month < 1 || h.month > 12 || (n_cols > 6 && !parse_flags(cols[6], &row)))
		return err_set(e, ERR_RULES, "%s:%u: bad number or flag", ld->path, line);
	w->holidays = mem_grow(w->holidays, &w->cap_holidays, w->n_holidays + 1, sizeof *w->holidays);
	row.a[0].field = TF_HOLIDAY;
	row.a[0].lo = row.a[0].hi = (int16_t)w->n_holidays;
	w->holidays[w->n_holidays++] = h;
	add_row(ld, cols[0], row);
	return OK;
}

static enum status load_daysoff(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *ld = ctx;
	struct time_words *w = ld->w;
	struct time_daysoff x;

	if (n_cols != 2 || !date_parse(cols[0], &x.start) || !date_parse(cols[1], &x.end) || x.end < x.start)
		return err_set(e, ERR_RULES, "%s:%u: expected two dates", ld->path, line);
	w->daysoff = mem_grow(w->daysoff, &w->cap_daysoff, w->n_daysoff + 1, sizeof *w->daysoff);
	w->daysoff[w->n_daysoff++] = x;
	return OK;
}

/* Equal words become one key whose rows are chained in file order. */
static int compare_keys(const void *a, const void *b)
{
	const struct datrie_key *x = a, *y = b;
	size_t n = x->key.len < y->key.len ? x->key.len : y->key.len;

	for (size_t i = 0; i < n; i++)
		if (x->key.p[i] != y->key.p[i]) return x->key.p[i] < y->key.p[i] ? -1 : 1;
	if (x->key.len != y->key.len) return x->key.len < y->key.len ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

static enum status build(struct time_words *w, struct datrie_key *keys, size_t n, struct buf *mem, struct datrie *t,
			 struct err *e)
{
	size_t k = 0;

	if (n) qsort(keys, n, sizeof *keys, compare_keys);
	for (size_t i = 0; i < n; i++) {
		if (k && uslice_eq(keys[k - 1].key, keys[i].key)) {
			uint32_t r = keys[k - 1].value;
			while (w->rows[r].next)
				r = w->rows[r].next - 1;
			w->rows[r].next = keys[i].value + 1;
		} else {
			keys[k++] = keys[i];
		}
	}
	TRY(datrie_build(keys, k, mem, e));
	return datrie_view(t, buf_slice(mem), e);
}

static void mark_pair(struct time_words *w, uint16_t a, uint16_t b)
{
	uint32_t h = time_pair_hash(a, b);

	w->pairs[h >> 6] |= 1ull << (h & 63);
}

/* a may be followed by a number, a blank or a bracket. */
static void mark_before_number(struct time_words *w, uint16_t a, const uint16_t *numerals, size_t n)
{
	static const uint16_t others[] = { ' ', 0xa0, 0x3000, '(', 0xff08 };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		mark_pair(w, a, others[i]);
	for (uint16_t d = 0; d < 10; d++) {
		mark_pair(w, a, (uint16_t)('0' + d));
		mark_pair(w, a, (uint16_t)(0xff10 + d));
	}
	for (size_t i = 0; i < n; i++)
		mark_pair(w, a, numerals[i]);
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

static void mark_word(struct time_words *w, struct uslice key, const struct time_row *row, const uint16_t *numerals,
		      size_t n)
{
	if (begins(row)) {
		w->start[key.p[0]] |= TIME_START_WORD;
		if (key.len > 1) mark_pair(w, key.p[0], key.p[1]);
		if (key.len == 1) mark_before_number(w, key.p[0], numerals, n);
		if (row->n && (row->a[0].field == TF_HOLIDAY || row->a[0].field == TF_PLAN))
			for (size_t i = 0; i < TIME_OPEN_QUOTES; i++)
				mark_pair(w, time_open_quotes[i], key.p[0]);
	}
	if (row->cls == TC_UNIT || row->cls == TC_STRETCH || row->cls == TC_LINK || row->cls == TC_MORE)
		for (size_t i = 0; i < n; i++)
			mark_pair(w, numerals[i], key.p[0]);
	if (row->cls == TC_LEFT && key.len == 1 && (row->mask & TF_BIT(TF_QUARTER))) { /* the mark of ordinals */
		w->start[key.p[0]] |= TIME_START_WORD;
		mark_before_number(w, key.p[0], numerals, n);
	}
}

static void mark_starts(struct time_words *w, const struct loader *ld)
{
	uint16_t numerals[NUMERALS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < ld->n_fore; i++) {
		const struct time_row *row = &w->rows[ld->fore[i].value];
		if (row->cls == TC_DIGIT) w->start[ld->fore[i].key.p[0]] |= TIME_START_HAN;
		if (n < NUMERALS_MAX && (row->cls == TC_DIGIT || (row->cls == TC_STRETCH && begins(row)))) numerals[n++] = ld->fore[i].key.p[0];
	}
	for (size_t i = 0; i < n; i++)
		mark_before_number(w, numerals[i], numerals, n);
	for (size_t i = 0; i < ld->n_fore; i++)
		mark_word(w, ld->fore[i].key, &w->rows[ld->fore[i].value], numerals, n);
	for (size_t i = 0; i < ld->n_back; i++)
		mark_word(w, ld->back[i].key, &w->rows[ld->back[i].value], numerals, n);
	for (size_t i = 0; i < TIME_OPEN_QUOTES; i++)
		w->start[time_open_quotes[i]] |= TIME_START_WORD;
	for (uint16_t d = 0; d < 10; d++) {
		w->start['0' + d] = TIME_START_DIGIT;
		w->start[0xff10 + d] = TIME_START_DIGIT; /* full width */
	}
}

static enum status load_file(struct loader *ld, const struct env *env, const char *name,
			     enum status (*fn)(void *, const struct slice *, size_t, unsigned, struct err *),
			     struct err *e)
{
	struct slice path = arena_printf(&ld->arena, "%.*s/annotate/%s", (int)env->rules_dir.len, env->rules_dir.p,
					 name);

	ld->path = path.p;
	return tsv_load(ld->path, fn, ld, e);
}

enum status time_words_load(struct time_words **out, const struct env *env, struct err *e)
{
	struct loader ld = { 0 };
	struct time_words *w = mem_zalloc(sizeof *w);
	enum status st;

	ld.w = w;
	arena_init(&ld.arena);
	st = load_file(&ld, env, "time_words.tsv", load_word, e);
	if (st == OK) st = load_file(&ld, env, "time_holidays.tsv", load_holiday, e);
	if (st == OK) st = load_file(&ld, env, "time_daysoff.tsv", load_daysoff, e);
	if (st == OK) mark_starts(w, &ld);
	if (st == OK) st = build(w, ld.fore, ld.n_fore, &w->fore_mem, &w->fore, e);
	if (st == OK) st = build(w, ld.back, ld.n_back, &w->back_mem, &w->back, e);
	if (st == OK) st = lunar_load(&w->lunar, env, e);
	mem_free(ld.fore);
	mem_free(ld.back);
	arena_free(&ld.arena);
	if (st != OK) {
		time_words_free(w);
		w = NULL;
	}
	*out = w;
	return st;
}

void time_words_free(struct time_words *w)
{
	if (!w) return;
	lunar_free(w->lunar);
	buf_free(&w->fore_mem);
	buf_free(&w->back_mem);
	mem_free(w->rows);
	mem_free(w->holidays);
	mem_free(w->daysoff);
	mem_free(w);
}

static const struct time_row *row_of(const struct time_words *w, uint32_t index, unsigned classes, uint32_t mask)
{
	for (uint32_t r = index + 1; r; r = w->rows[r - 1].next) {
		const struct time_row *row = &w->rows[r - 1];
		if ((classes >> row->cls & 1u) && (!mask || (row->mask & mask))) return row;
	}
	return NULL;
}

const struct time_row *time_words_fore(const struct time_words *w, unsigned classes, const uint16_t *s, size_t len)
{
	uint16_t lens[PREFIX_MAX];
	uint32_t values[PREFIX_MAX];
	size_t n = datrie_prefixes(&w->fore, s, len, PREFIX_MAX, lens, values);

	while (n--) {
		const struct time_row *row = row_of(w, values[n], classes, 0);
		if (row) return row;
	}
	return NULL;
}

bool time_words_blocked(const struct time_words *w, uint32_t mask, const uint16_t *s, size_t len)
{
	uint16_t lens[PREFIX_MAX];
	uint32_t values[PREFIX_MAX];
	size_t n = datrie_prefixes(&w->fore, s, len, PREFIX_MAX, lens, values);

	while (n--) {
		const struct time_row *row = row_of(w, values[n], 1u << TC_BLOCK, 0);
		if (row && !row->mask) return false;
		if (row_of(w, values[n], 1u << TC_BLOCK, mask)) return true;
	}
	return false;
}

const struct time_row *time_words_back(const struct time_words *w, unsigned classes, uint32_t mask, const uint16_t *s,
				       size_t at)
{
	uint16_t rev[12], lens[PREFIX_MAX];
	uint32_t values[PREFIX_MAX];
	size_t n, k = 0;

	while (k < 12 && k < at) {
		rev[k] = s[at - 1 - k];
		k++;
	}
	n = datrie_prefixes(&w->back, rev, k, PREFIX_MAX, lens, values);
	while (n--) {
		const struct time_row *row = row_of(w, values[n], classes, mask);
		if (row) return row;
	}
	return NULL;
}
