/* Lunar dates by table: for each year the day of New Year, the leap month and the lengths of its months.
 * Reads rules/annotate/lunar.tsv; a date is New Year plus the months before it. */
#include "pipeline/annotate/lunar.h"

#include "pipeline/core/date.h"
#include "pipeline/core/rule_file.h"

#define LUNAR_FIRST 1900
#define LUNAR_LAST 2100

struct lunar_year {
	int32_t new_year;  /* 0 = absent */
	uint8_t leap;	   /* the month after which the leap month stands, 0 none */
	uint8_t n;	   /* 12 or 13 */
	uint8_t days[13];  /* in order, leap month included */
};

struct lunar_table {
	struct lunar_year year[LUNAR_LAST - LUNAR_FIRST + 1];
	const char *path;
};

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
static enum status load_year(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct lunar_table *t = ctx;
	int y = n_cols == 4 ? number(cols[0]) : -1, leap = n_cols == 4 ? number(cols[2]) : -1;
	struct lunar_year ly = { 0 };

	if (y < LUNAR_FIRST || y > LUNAR_LAST || leap < 0 || leap > 12 || !date_parse(cols[1], &ly.new_year) ||
	    cols[3].len != 12u + (leap > 0))
		return err_set(e, ERR_RULES, "%s:%u: bad lunar year", t->path, line);
	ly.leap = (uint8_t)leap;
	ly.n = (uint8_t)cols[3].len;
	for (size_t i = 0; i < ly.n; i++)
		ly.days[i] = cols[3].p[i] == 'b' ? 30 : 29;
	t->year[y - LUNAR_FIRST] = ly;
	return OK;
}

enum status lunar_load(struct lunar_table **out, const struct env *env, struct err *e)
{
	struct arena a;
	struct lunar_table *t = mem_zalloc(sizeof *t);
	enum status st;

	arena_init(&a);
	t->path = arena_printf(&a, "%.*s/annotate/lunar.tsv", (int)env->rules_dir.len, env->rules_dir.p).p;
	st = tsv_load(t->path, load_year, t, e);
	t->path = NULL;
	arena_free(&a);
	*out = t;
	return st;
}

void lunar_free(struct lunar_table *t)
{
	mem_free(t);
}

/* Index of the month in its year, -1 outside the table. */
static int month_index(const struct lunar_table *t, int year, int month, const struct lunar_year **ly)
{
	if (year < LUNAR_FIRST || year > LUNAR_LAST || month < 1 || month > 12) return -1;
	*ly = &t->year[year - LUNAR_FIRST];
	if (!(*ly)->n) return -1;
	return month - 1 + ((*ly)->leap && month > (*ly)->leap);
}

int lunar_month_len(const struct lunar_table *t, int year, int month)
{
	const struct lunar_year *ly;
	int i = month_index(t, year, month, &ly);

	return i < 0 ? 0 : ly->days[i];
}

int32_t lunar_day(const struct lunar_table *t, int year, int month, int day)
{
	const struct lunar_year *ly;
	int i = month_index(t, year, month, &ly);
	int32_t d;

	if (i < 0 || day < 1) return INT32_MIN;
	d = ly->new_year;
	for (int k = 0; k < i; k++)
		d += ly->days[k];
	return d + (day > ly->days[i] ? ly->days[i] : day) - 1;
}
