/* The mapped words of time expressions and the look-ups on them (time_words.h). */
#include "pipeline/annotate/time_words.h"

#include "pipeline/core/punctuation.h"

#define PREFIX_MAX 8

/* ORDER TIMEFIELD */
static const uint8_t field_ranks[TF_N] = { 1, 2, 3, 3,	4,  5,	5,  5,	6,  7,
					   7, 8, 9, 10, 11, 12, 13, 99, 99, 5 };

int time_field_rank(unsigned field)
{
	return field < TF_N ? field_ranks[field] : 0;
}

static enum status view(struct time_words *w, struct err *e)
{
	struct slice rows = table_section(&w->tab, "rows"),
		     holidays = table_section(&w->tab, "holidays");
	struct slice off = table_section(&w->tab, "daysoff"),
		     lunar = table_section(&w->tab, "lunar");
	struct slice start = table_section(&w->tab, "start"),
		     starts = table_section(&w->tab, "starts"),
		     this_year = table_section(&w->tab, "this_year"),
		     pairs = table_section(&w->tab, "pairs"),
		     triples = table_section(&w->tab, "triples");

	if (rows.len % sizeof *w->rows || !rows.len || holidays.len % sizeof *w->holidays ||
	    off.len % sizeof *w->daysoff || lunar.len != LUNAR_YEARS * sizeof *w->lunar.year ||
	    start.len != 65536 || pairs.len != TIME_PAIRS / 8 || triples.len != TIME_PAIRS / 8 ||
	    starts.len != sizeof *w->starts || this_year.len != sizeof *w->this_year ||
	    !class_sets_view(&w->fore_class, table_section(&w->tab, "fore_class")) ||
	    !class_sets_view(&w->back_class, table_section(&w->tab, "back_class")))
		return err_set(e, ERR_RULES, "times.tab: damaged (run make)");
	w->rows = (const void *)rows.p;
	w->holidays = (const void *)holidays.p;
	w->daysoff = (const void *)off.p;
	w->n_daysoff = off.len / sizeof *w->daysoff;
	w->lunar.year = (const void *)lunar.p;
	w->start = (const void *)start.p;
	w->starts = (const void *)starts.p;
	w->this_year = (const void *)this_year.p;
	w->pairs = (const void *)pairs.p;
	w->triples = (const void *)triples.p;
	TRY(datrie_view(&w->fore, table_section(&w->tab, "fore"), e));
	return datrie_view(&w->back, table_section(&w->tab, "back"), e);
}

enum status time_words_open(struct time_words **out, const struct env *env, struct err *e)
{
	struct time_words *w = mem_zalloc(sizeof *w);
	enum status st = table_open(&w->tab, env, "times", e);

	*out = NULL;
	if (st != OK) {
		mem_free(w);
		return st;
	}
	st = view(w, e);
	if (st != OK) time_words_close(w);
	else *out = w;
	return st;
}

void time_words_close(struct time_words *w)
{
	if (!w) return;
	table_close(&w->tab);
	mem_free(w);
}

static const struct time_row *row_of(const struct time_words *w, uint32_t index, unsigned classes,
				     uint32_t mask)
{
	for (uint32_t r = index + 1; r; r = w->rows[r - 1].next) {
		const struct time_row *row = &w->rows[r - 1];
		if ((classes >> row->cls & 1u) && (!mask || (row->mask & mask))) return row;
	}
	return NULL;
}

const struct time_row *time_words_walk_fore(const struct time_words *w, unsigned classes,
					    const uint16_t *s, size_t len)
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
	size_t n;

	if (!len || !(class_set(&w->fore_class, s[0]) & 1u << TC_BLOCK)) return false;
	n = datrie_prefixes(&w->fore, s, len, PREFIX_MAX, lens, values);
	while (n--) {
		const struct time_row *row = row_of(w, values[n], 1u << TC_BLOCK, 0);
		if (row && !row->mask) return false;
		if (row_of(w, values[n], 1u << TC_BLOCK, mask)) return true;
	}
	return false;
}

const struct time_row *time_words_walk_back(const struct time_words *w, unsigned classes,
					    uint32_t mask, const uint16_t *s, size_t at)
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

bool time_words_this_year(const struct time_words *w, const uint16_t *s, size_t len)
{
	uint16_t lens[PREFIX_MAX];
	uint32_t values[PREFIX_MAX];
	size_t n = datrie_prefixes(&w->fore, s, len, PREFIX_MAX, lens, values);

	while (n--) {
		bool bracket = lens[n] < len && unit_opens_bracket(s[lens[n]]);
		for (uint32_t r = values[n] + 1; r; r = w->rows[r - 1].next)
			if (time_row_names_year(&w->rows[r - 1]) &&
			    (w->rows[r - 1].cls != TC_STEM || bracket))
				return true;
	}
	return false;
}

/* A point behind n digits: of a date only behind a year, or before another one. */
static bool point_fits(const uint16_t *s, size_t at, size_t len, size_t n)
{
	if (n == 4) return true;
	for (size_t i = at + 1; i < len && i <= at + 3; i++)
		if (!unit_is_any_digit(s[i])) return s[i] == '.';
	return false;
}

bool time_word_may_start(const struct time_words *w, const uint16_t *s, size_t i, size_t len)
{
	const unsigned point = 1u << TC_POINT | 1u << TC_ERA;
	const unsigned begin = point | 1u << TC_SPAN | 1u << TC_STEM | 1u << TC_STRETCH;
	uint8_t start = w->start[s[i]];
	size_t next;

	if (time_words_fore(w, begin, s + i, len - i)) return true;
	if (start & TIME_START_QUOTE)
		return time_words_fore(w, point, s + i + 1, len - i - 1) != NULL;
	return start & TIME_START_NTH && w->start[s[i + 1]] & (TIME_START_DIGIT | TIME_START_HAN) &&
	       time_number_may_start(w, s, i + 1, len, &next);
}

bool time_number_may_start(const struct time_words *w, const uint16_t *s, size_t i, size_t len,
			   size_t *next)
{
	const unsigned follows = 1u << TC_UNIT | 1u << TC_STRETCH | 1u << TC_LINK | 1u << TC_MORE;
	bool digits = unit_is_any_digit(s[i]);
	size_t e = i;

	while (e < len && (digits ? unit_is_any_digit(s[e]) : w->start[s[e]] & TIME_START_HAN)) e++;
	*next = e;
	if (digits && e - i == 8) return true; /* a day */
	if (e == len) return false;
	unsigned set = class_set(&w->fore_class, s[e]);
	if (set & follows || s[e] == ' ' || s[e] == 0xa0 || s[e] == 0x3000) return true;
	if (!digits) return false;
	switch (s[e]) {
	case '-':
	case '/':
	case ':':
	case WIDE_COLON:
	case 0x2236:
		return true;
	case '.':
		return point_fits(s, e, len, e - i);
	default:
		return e - i == 4 && set & 1u << TC_POINT;
	}
}
