/* Civil dates as day numbers, after the usual era arithmetic of the proleptic Gregorian calendar.
 */
#include "pipeline/core/date.h"

int32_t date_days(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void date_civil(int32_t days, int *year, int *month, int *day)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

int date_month_len(int year, int month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int date_year(int32_t days)
{
	int y, m, d;

	date_civil(days, &y, &m, &d);
	return y;
}

int date_month_index(int32_t days)
{
	int y, m, d;

	date_civil(days, &y, &m, &d);
	return y * 12 + m - 1;
}

bool date_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= date_month_len(year, month);
}

int date_weekday(int32_t days)
{
	int w = (days + 3) % 7; /* day 0 was a Thursday */

	return (w < 0 ? w + 7 : w) + 1;
}

static char *two_digits(char *p, int v)
{
	p[0] = (char)('0' + v / 10);
	p[1] = (char)('0' + v % 10);
	return p + 2;
}

/* By hand: claims have five days each, and printf is slower than all else that makes them. */
struct slice date_format(struct arena *a, int32_t days)
{
	int y, m, d;

	date_civil(days, &y, &m, &d);
	if (y < 0 || y > 9999) return arena_printf(a, "%04d-%02d-%02d", y, m, d);
	char text[10], *p = two_digits(two_digits(text, y / 100), y % 100);
	*p++ = '-';
	p = two_digits(p, m);
	*p++ = '-';
	two_digits(p, d);
	return arena_copy(a, slice_of(text, sizeof text));
}

bool date_parse(struct slice s, int32_t *days)
{
	int v[3] = { 0 }, k = 0;

	if (s.len != 10) return false;
	for (size_t i = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			if (s.p[i] != '-') return false;
			k++;
		} else if (s.p[i] >= '0' && s.p[i] <= '9') {
			v[k] = v[k] * 10 + (s.p[i] - '0');
		} else {
			return false;
		}
	}
	if (!date_valid(v[0], v[1], v[2])) return false;
	*days = date_days(v[0], v[1], v[2]);
	return true;
}
