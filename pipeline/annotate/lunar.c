/* Lunar dates by table: New Year plus the months before (lunar.h). */
#include "pipeline/annotate/lunar.h"

/* Index of the month in its year, -1 outside the table. */
static int month_index(const struct lunar_table *t, int year, int month,
		       const struct lunar_year **ly)
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
	for (int k = 0; k < i; k++) d += ly->days[k];
	return d + (day > ly->days[i] ? ly->days[i] : day) - 1;
}
