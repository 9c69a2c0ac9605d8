/* Days of publication. From: a folded stretch of a line or an attribute. To: days since 1970-01-01.
 * Limits: looks at the first WHEN_MAX units. */
#include "pipeline/clean/when.h"

#include "pipeline/core/date.h"
#include "pipeline/core/punctuation.h"

#include <unicode/uchar.h>

#define WHEN_MAX      96
#define SIGN_MONTH    0x6708
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

/* The value of a numeral, -1 if it is none; a white circle stands for nought. */
static int numeral(uint16_t c)
{
	int32_t v = (int32_t)u_getNumericValue(c);
	if (c == WHITE_CIRCLE) return 0;
	return v >= 0 && v <= 100 ? v : -1;
}

/* Numbers in Chinese numerals, digit by digit or with tens and hundreds. */
static size_t scan_numerals(const uint16_t *s, size_t len, struct number *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < len && n < max; i++) {
		unsigned sum = 0;
		struct number v = { 0, 0 };
		if (numeral(s[i]) < 0) continue;
		for (; i < len && numeral(s[i]) >= 0 && v.digits < 8; i++) {
			unsigned x = (unsigned)numeral(s[i]);
			if (x < 10) {
				v.value = v.value * 10 + x;
				v.digits++;
			} else { /* ten, hundred; twenty and thirty in one sign */
				sum += v.value && x % 100 < 20 ? v.value * x : x;
				v.value = 0;
			}
		}
		v.value += sum;
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

/* What stands behind the first number, blanks aside; 0: nothing. */
static uint16_t behind_first(const uint16_t *s, size_t len)
{
	size_t i = 0;
	while (i < len && (s[i] < '0' || s[i] > '9')) i++;
	while (i < len && s[i] >= '0' && s[i] <= '9') i++;
	while (i < len && s[i] == ' ') i++;
	return i < len ? s[i] : 0;
}

/* Does a dot stand behind the first number? Then the day comes first. */
static bool dotted(const uint16_t *s, size_t len)
{
	return behind_first(s, len) == '.';
}

/* The month that the sign for it names, by digits or numerals; 0 if none does. */
static unsigned month_signed(const uint16_t *s, size_t len)
{
	struct number v;
	size_t i = 0, from;
	while (i < len && s[i] != SIGN_MONTH) i++;
	if (i == len) return 0;
	while (i && s[i - 1] == ' ') i--;
	for (from = i; from && numeral(s[from - 1]) >= 0;) from--;
	return scan_numerals(s + from, i - from, &v, 1) && v.value <= 12 ? v.value : 0;
}

/* A day with the year behind it, or between day and month. */
static int32_t parse_year_behind(const uint16_t *s, size_t len, const struct number *v, size_t n)
{
	unsigned m = month_name(s, len), named = m ? m : month_signed(s, len);
	size_t year = 1, day = 0; /* behind the day: 12 Feb 2019, Feb 12 10:30:00 CST 2019 */
	if (n == 3 && v[1].digits == 4) return day_of(v[1].value, v[2].value, v[0].value);
	while (year < n && v[year].digits != 4) year++;
	if (!m && named) day = behind_first(s, len) == SIGN_MONTH;
	if (named && year < n && day < year) return day_of(v[year].value, named, v[day].value);
	if (n < 3 || v[2].digits != 4) return DAY_NONE;
	bool european = v[0].value > 12 || dotted(s, len);
	return european ? day_of(v[2].value, v[1].value, v[0].value)
			: day_of(v[2].value, v[0].value, v[1].value);
}

int32_t when_parse(const uint16_t *s, size_t len, enum when_form form)
{
	struct number v[6];
	if (len > WHEN_MAX) len = WHEN_MAX;
	if (form == WHEN_HAN) {
		if (scan_numerals(s, len, v, 3) < 3) return DAY_NONE;
		return day_of(v[0].value + (v[0].digits < 4 ? MINGUO_OFFSET : 0), v[1].value,
			      v[2].value);
	}
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
	return parse_year_behind(s, len, v, n);
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

#define DAY_LEN	    8	       /* digits of 20240520, */
#define SECONDS_LEN 10	       /* of seconds, */
#define MILLIS_LEN  13	       /* of milliseconds since 1970 */
#define EPOCH_MIN   820454400  /* 1996 */
#define EPOCH_MAX   4102444800 /* 2100 */

int32_t when_stamp(const uint16_t *s, size_t len)
{
	uint64_t n = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9') return when_parse(s, len, WHEN_YEAR);
		n = n * 10 + (s[i] - '0');
		if (i >= MILLIS_LEN) return DAY_NONE;
	}
	if (len == MILLIS_LEN) n /= 1000;
	if (len == DAY_LEN) return when_parse(s, len, WHEN_YEAR);
	if ((len != SECONDS_LEN && len != MILLIS_LEN) || n < EPOCH_MIN || n > EPOCH_MAX)
		return DAY_NONE;
	return (int32_t)((n + HOME_MINUTES * 60) / (DAY_MINUTES * 60));
}

bool when_is_utc(struct slice s)
{
	return s.len > 10 && (s.p[s.len - 1] == 'Z' || slice_ends(s, SLICE("+00:00")) ||
			      slice_ends(s, SLICE("+0000")) || slice_ends(s, SLICE("GMT")) ||
			      slice_ends(s, SLICE("UTC")));
}

/* The hour of the first clock in s, -1 if there is none. */
static int hour_of(struct slice s)
{
	for (size_t i = 2; i < s.len; i++)
		if (s.p[i] == ':' && s.p[i - 1] >= '0' && s.p[i - 1] <= '9')
			return s.p[i - 1] - '0' +
			       (s.p[i - 2] >= '1' && s.p[i - 2] <= '2' ? (s.p[i - 2] - '0') * 10
								       : 0);
	return -1;
}

int32_t when_at_home(struct slice s)
{
	uint16_t u[WHEN_MAX];
	s = slice_trim(s);
	size_t n = s.len < WHEN_MAX ? s.len : WHEN_MAX;
	for (size_t i = 0; i < n; i++) u[i] = (uint8_t)s.p[i];
	int32_t day = when_stamp(u, n);
	bool next = day != DAY_NONE && when_is_utc(s) &&
		    hour_of(s) >= (DAY_MINUTES - HOME_MINUTES) / 60;
	return next ? day + 1 : day;
}

#define PATH_DIGITS 8 /* of a day in a path */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* What may part year, month and day in a path: a mark, or one Chinese character (three bytes). Its
 * length, 0 if there is none. */
static size_t path_mark(struct slice s, size_t i)
{
	if (i >= s.len) return 0;
	if (s.p[i] == '-' || s.p[i] == '_' || s.p[i] == '.' || s.p[i] == '/') return 1;
	return (unsigned char)s.p[i] >= 0xe0 ? 3 : 0;
}

/* Four digits of a year, two of month and day each (one between marks) from i on, and no digit
 * behind; DAY_NONE if they are no day. *end: the place behind. */
static int32_t path_day_at(struct slice s, size_t i, size_t *end)
{
	unsigned part[3] = { 0 };
	bool marked = false, inside = i > 0 && is_letter(s.p[i - 1]);
	for (size_t k = 0; k < 3; k++) {
		size_t n = 0, most = k ? 2 : 4, mark = k ? path_mark(s, i) : 0;
		i += mark;
		marked |= mark > 0;
		for (; n < most && i < s.len && is_digit(s.p[i]); n++)
			part[k] = part[k] * 10 + (unsigned)(s.p[i++] - '0');
		if (n < (k && mark ? 1 : most)) return DAY_NONE;
	}
	*end = i;
	if (i < s.len && (is_digit(s.p[i]) || (!marked && inside && is_letter(s.p[i]))))
		return DAY_NONE; /* a longer number; a piece of a hash */
	return part[0] >= YEAR_FIRST ? day_of(part[0], part[1], part[2]) : DAY_NONE;
}

int32_t when_path(struct slice path)
{
	int32_t day = DAY_NONE;
	size_t end = 0, name = path.len;
	while (name > 0 && path.p[name - 1] != '/') name--;
	for (size_t i = 0; i + PATH_DIGITS <= path.len; i++) {
		if (!is_digit(path.p[i]) || (i > 0 && is_digit(path.p[i - 1]))) continue;
		int32_t found = path_day_at(path, i, &end);
		bool folder = i < name, begins = i == 0 || path.p[i - 1] == '/';
		if (found == DAY_NONE || (folder && !begins)) continue;
		if (end < name && path.p[end] != '/') continue; /* of a crawl, more likely */
		if (day != DAY_NONE && day != found) return DAY_NONE;
		day = found;
		i = end - 1;
	}
	return day;
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
