/* What all readers do alike.
 * In: bytes of a record and what its container says. Out: a document with its source layer and
 * metadata. */
#include "corpus/record.h"

#include <stdarg.h>
#include <stdio.h>

#include "pipeline/core/date.h"

void record_set(struct doc *d, struct slice bytes, const struct source *in, int64_t record)
{
	if (!bytes.p) bytes = SLICE("");
	doc_set_source(d, arena_copy(&d->arena, bytes), source_path(in), record);
}

void record_fail(struct doc *d, struct slice raw, const struct source *in, int64_t record,
		 const char *code, const char *fmt, ...)
{
	char text[480];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (!raw.p) raw = SLICE("");
	doc_set_source(d, raw, source_path(in), record);
	d->bytes = SLICE("");
	d->layers = 0; /* there is nothing that a stage could do */
	doc_add_error(d, "read", code, (struct src_span){ 0, 0 }, "%s", text);
}

const char *record_message(const struct err *e, struct slice path)
{
	bool named =
		slice_starts(slice_str(e->text), path) && strncmp(e->text + path.len, ": ", 2) == 0;
	return named && path.len ? e->text + path.len + 2 : e->text;
}

const char *record_code(enum status st)
{
	switch (st) {
	case ERR_LIMIT:
		return "over-limit";
	case ERR_INPUT:
		return "broken-compression";
	default:
		return "read-error";
	}
}

void record_whole(struct doc *d, struct source *in, size_t max, int64_t record)
{
	struct slice bytes;
	struct err e;
	enum status st = source_take(in, max, &d->arena, &bytes, &e);
	if (bytes.len > max) {
		record_fail(d, SLICE_NONE, in, record, "too-large",
			    "larger than %zu bytes (--max-bytes)", max);
	} else if (st == ERR_LIMIT) {
		record_fail(d, SLICE_NONE, in, record, record_code(st), "%s",
			    record_message(&e, source_path(in)));
	} else {
		doc_set_source(d, bytes, source_path(in), record); /* in the arena already */
		if (st != OK)
			doc_add_error(d, "read", record_code(st),
				      (struct src_span){ (uint32_t)bytes.len, (uint32_t)bytes.len },
				      "%s", record_message(&e, source_path(in)));
	}
}

/* A run of at most max digits at s[*i]; false if there is none. */
static bool digits(struct slice s, size_t *i, size_t max, int *v)
{
	size_t n = 0;
	*v = 0;
	while (n < max && *i < s.len && s.p[*i] >= '0' && s.p[*i] <= '9') {
		*v = *v * 10 + (s.p[(*i)++] - '0');
		n++;
	}
	return n > 0;
}

static int32_t epoch_day(struct slice s)
{
	uint64_t v = 0;
	if (s.len < 9 || s.len > 13) return DAY_NONE;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9') return DAY_NONE;
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	}
	if (s.len > 10) v /= 1000; /* milliseconds */
	return (int32_t)(v / 86400);
}

/* Step over what stands between year, month and day: one of - / . or one or two blanks and other
 * characters that are not ASCII (the words for year and month, in any encoding). */
static bool separator(struct slice s, size_t *i)
{
	size_t from = *i;
	if (*i < s.len && (s.p[*i] == '-' || s.p[*i] == '/' || s.p[*i] == '.')) {
		(*i)++;
		return true;
	}
	while (*i < s.len && *i - from < 5 && ((unsigned char)s.p[*i] >= 0x80 || s.p[*i] == ' '))
		(*i)++;
	return *i - from >= 2;
}

/* "10 May 2024" somewhere in s, as mail and feeds write it. */
static int32_t parse_mail_day(struct slice s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 2; i + 8 <= s.len && i < 20; i++) {
			size_t at = i + 4;
			int day, year;
			if (memcmp(s.p + i, months + 3 * m, 3) != 0 || s.p[i - 1] != ' ' ||
			    s.p[i + 3] != ' ')
				continue;
			size_t from = i - 1;
			while (from > 0 && s.p[from - 1] >= '0' && s.p[from - 1] <= '9') from--;
			if (!digits(s, &from, 2, &day) || !digits(s, &at, 4, &year))
				return DAY_NONE;
			if (!date_valid(year, (int)m + 1, day)) return DAY_NONE;
			return date_days(year, (int)m + 1, day);
		}
	return DAY_NONE;
}

static int32_t parse_day(struct slice s)
{
	int y, m, d;
	size_t i = 0;
	if (s.len < 8 || !digits(s, &i, 4, &y) || i != 4) return parse_mail_day(s);
	if (separator(s, &i)) {
		if (!digits(s, &i, 2, &m) || !separator(s, &i) || !digits(s, &i, 2, &d))
			return DAY_NONE;
	} else {
		if (s.len >= 9 && s.p[8] >= '0' && s.p[8] <= '9' && s.len < 14) return epoch_day(s);
		if (!digits(s, &i, 2, &m) || i != 6 || !digits(s, &i, 2, &d) || i != 8)
			return DAY_NONE;
	}
	return date_valid(y, m, d) ? date_days(y, m, d) : DAY_NONE;
}

void record_meta(struct doc *d, enum meta_key key, struct slice value, const char *how)
{
	value = slice_trim(value);
	if (value.len == 0) return;
	if (key == META_DATE && d->date == DAY_NONE) {
		d->date = parse_day(value);
		if (d->date != DAY_NONE) d->date_how = slice_str(how);
	}
	if (!d->layers) /* decode will not see it */
		value = arena_utf8(&d->arena, arena_utf16(&d->arena, value));
	doc_add_meta(d, key, value, (struct src_span){ 0, 0 }, how);
}
