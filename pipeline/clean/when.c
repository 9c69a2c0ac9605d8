/* Days of publication. From: a folded stretch of a line or an attribute. To: days since 1970-01-01.
 * Limits: looks at the first WHEN_MAX units. */
#include "pipeline/clean/when.h"

#include "pipeline/core/date.h"

#define WHEN_MAX      96
#define MINGUO_OFFSET 1911
#define YEAR_FIRST    1940 /* years that a day on a page may have, */
#define WEB_FIRST     1995 /* and the first that an address may name */
#define YEAR_LAST     2099

struct number {
	unsigned value, digits;
};

static size_t scan_numbers(const uint16_t *s, size_t len, struct number *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < len && n < max;) {
		if (s[i] < '0' || s[i] > '9') {
			i++;
			continue;
		}
		struct number v = { 0, 0 };
		for (; i < len && s[i] >= '0' && s[i] <= '9'; i++, v.digits++)
			if (v.digits < 8) v.value = v.value * 10 + (s[i] - '0');
		out[n++] = v;
	}
	return n;
}

static int32_t day_of(unsigned y, unsigned m, unsigned d)
{
	if (y < 1940 || y > 2099 || m < 1 || m > 12 || d < 1 || d > 31) return DAY_NONE;
	return date_valid((int)y, (int)m, (int)d) ? date_days((int)y, (int)m, (int)d) : DAY_NONE;
}

static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

/* Month of an English name in s, 0 if none. */
static unsigned month_name(const uint16_t *s, size_t len)
{
	for (size_t i = 0; i + 3 <= len; i++) {
		for (unsigned m = 0; m < 12; m++) {
			const char *w = months + 3 * (size_t)m;
			if ((s[i] | 32) == w[0] && (s[i + 1] | 32) == w[1] &&
			    (s[i + 2] | 32) == w[2] &&
			    (i == 0 || (s[i - 1] | 32) < 'a' || (s[i - 1] | 32) > 'z'))
				return m + 1;
		}
	}
	return 0;
}

/* Does a dot stand behind the first number? Then the day comes first. */
static bool dotted(const uint16_t *s, size_t len)
{
	size_t i = 0;
	while (i < len && (s[i] < '0' || s[i] > '9')) i++;
	while (i < len && s[i] >= '0' && s[i] <= '9') i++;
	return i < len && s[i] == '.';
}

int32_t when_parse(const uint16_t *s, size_t len, enum when_form form)
{
	struct number v[6];
	if (len > WHEN_MAX) len = WHEN_MAX;
	size_t n = scan_numbers(s, len, v, 6);
	if (n == 0) return DAY_NONE;
	if (form == WHEN_SHORT)
		return n >= 3 && v[0].digits == 2
			       ? day_of(v[0].value + 2000, v[1].value, v[2].value)
			       : DAY_NONE;
	if (form == WHEN_MINGUO && n >= 3)
		return day_of(v[0].value + MINGUO_OFFSET, v[1].value, v[2].value);
	if (v[0].digits == 8)
		return day_of(v[0].value / 10000, v[0].value / 100 % 100, v[0].value % 100);
	if (v[0].digits == 4 && n >= 3) return day_of(v[0].value, v[1].value, v[2].value);
	unsigned m = month_name(s, len);
	if (m && n >= 2 && v[1].digits == 4) return day_of(v[1].value, m, v[0].value);
	if (n >= 3 && v[2].digits == 4 && (v[0].value > 12 || dotted(s, len)))
		return day_of(v[2].value, v[1].value, v[0].value);
	if (n >= 3 && v[2].digits == 4) return day_of(v[2].value, v[0].value, v[1].value);
	return DAY_NONE;
}

#define DAY_MINUTES  1440
#define HOME_MINUTES 480 /* east of Greenwich */

int32_t when_ago(const char *group, const uint16_t *s, size_t len)
{
	struct number v = { 0, 0 };
	if (group[0] == 't') return 0;
	if (group[0] == 'y') return DAY_MINUTES;
	if (!scan_numbers(s, len < WHEN_MAX ? len : WHEN_MAX, &v, 1))
		return group[3] == 'm' ? 0 : -1;
	return (int32_t)v.value * (group[3] == 'd' ? DAY_MINUTES : group[3] == 'h' ? 60 : 1);
}

int32_t when_before(struct slice instant, int32_t ago, bool days)
{
	struct number v[6];
	uint16_t u[WHEN_MAX];
	size_t n = instant.len < WHEN_MAX ? instant.len : WHEN_MAX;
	for (size_t i = 0; i < n; i++) u[i] = (uint8_t)instant.p[i];
	int32_t day = when_parse(u, n, WHEN_YEAR), clock = 0;
	if (day == DAY_NONE || ago < 0 || ago > 366 * DAY_MINUTES) return DAY_NONE;
	if (scan_numbers(u, n, v, 6) >= 5 && v[0].digits == 4 && v[3].value < 24 && v[4].value < 60)
		clock = (int32_t)(v[3].value * 60 + v[4].value) + HOME_MINUTES;
	day += clock / DAY_MINUTES;
	clock %= DAY_MINUTES;
	if (days) return day - ago / DAY_MINUTES;
	return ago <= clock ? day : day - (ago - clock + DAY_MINUTES - 1) / DAY_MINUTES;
}

bool when_is_either(const uint16_t *s, size_t len)
{
	struct number v[6];
	size_t n = scan_numbers(s, len < WHEN_MAX ? len : WHEN_MAX, v, 6);
	return n >= 3 && v[0].digits <= 2 && v[2].digits == 4 && v[0].value <= 12 &&
	       v[1].value <= 12 && v[0].value != v[1].value && !dotted(s, len);
}

static unsigned digits_at(const uint16_t *s, size_t len, size_t *i)
{
	unsigned v = 0;
	size_t from = *i;
	for (; *i < len && s[*i] >= '0' && s[*i] <= '9'; (*i)++)
		if (*i - from < 5) v = v * 10 + (s[*i] - '0');
	return *i - from <= 4 && *i > from ? v : 0;
}

int when_order(const uint16_t *s, size_t len)
{
	int first = 0, second = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9') continue;
		unsigned a = digits_at(s, len, &i), b, year;
		if (!a || a > 31 || i >= len || s[i] != '/') continue;
		i++;
		b = digits_at(s, len, &i);
		if (!b || b > 31 || i >= len || s[i] != '/') continue;
		i++;
		year = digits_at(s, len, &i);
		if (year < YEAR_FIRST || year > YEAR_LAST) continue;
		first |= a > 12 && b <= 12;
		second |= b > 12 && a <= 12;
	}
	return first - second;
}

int when_host_order(struct slice url)
{
	static const char *const lands[] = { "hk", "mo", "sg", "my", "uk", "au", "nz",
					     "fr", "de", "it", "es", "nl", "vn", "th" };
	size_t end = 0, slashes = 0, dot;
	for (; end < url.len && slashes < 3; end++) slashes += url.p[end] == '/';
	if (slashes == 3) end--;
	for (dot = end; dot && url.p[dot - 1] != '.'; dot--) {
	}
	for (size_t i = 0; i < sizeof lands / sizeof *lands; i++)
		if (dot && end == dot + 2 && memcmp(url.p + dot, lands[i], 2) == 0) return 1;
	return 0;
}

int32_t when_swapped(int32_t day)
{
	int y, m, d;
	date_civil(day, &y, &m, &d);
	return d <= 12 && date_valid(y, d, m) ? date_days(y, d, m) : DAY_NONE;
}

int32_t when_parse_utf8(struct slice s)
{
	uint16_t u[WHEN_MAX];
	size_t n = s.len < WHEN_MAX ? s.len : WHEN_MAX;
	for (size_t i = 0; i < n; i++) u[i] = (uint8_t)s.p[i]; /* only ASCII counts */
	return when_parse(u, n, WHEN_YEAR);
}

uint16_t when_month_day(const uint16_t *s, size_t len)
{
	struct number v[2];
	if (scan_numbers(s, len < WHEN_MAX ? len : WHEN_MAX, v, 2) < 2) return 0;
	if (v[0].value < 1 || v[0].value > 12 || v[1].value < 1 || v[1].value > 31) return 0;
	return (uint16_t)(v[0].value * 100 + v[1].value);
}

int when_url_year(struct slice url, uint16_t month_day)
{
	int year = 0;
	for (size_t i = 0; i < url.len; i++) {
		size_t n = 0;
		while (i + n < url.len && url.p[i + n] >= '0' && url.p[i + n] <= '9') n++;
		if (n == 4 || n == 6 || n == 8) {
			int v = 0, month = 0;
			for (size_t k = 0; k < 4; k++) v = v * 10 + (url.p[i + k] - '0');
			size_t at = n == 4 ? i + 5 : i + 4; /* behind a separator */
			if (at + 1 < url.len && url.p[at] >= '0' && url.p[at] <= '1' &&
			    url.p[at + 1] >= '0' && url.p[at + 1] <= '9')
				month = (url.p[at] - '0') * 10 + (url.p[at + 1] - '0');
			bool other = month >= 1 && month <= 12 && month != month_day / 100;
			if (v >= WEB_FIRST && v <= YEAR_LAST) {
				if (other || (year && year != v)) return 0;
				year = v;
			}
		}
		i += n;
	}
	return year;
}
