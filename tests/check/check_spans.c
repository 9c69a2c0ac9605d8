/* Checks claims against the original files, and shares no code with the program.
 *
 * usage: check_spans CLAIMS.ndjson RECORDS.ndjson NUMERALS.tsv
 *   CLAIMS   claim records (claim/1)
 *   RECORDS  document records (doc/1, from run --until extract): encoding and list of repairs of
 *            each document
 * From each claim: every span lies on character boundaries of the file's encoding, inside
 * ev_start..ev_end, and decodes to its *_text up to mark-up, glosses, script, width and the listed
 * repairs; the text under spans.value re-parses to value_dec; value = value_dec; dates in order;
 * ids unique, and the hashes that CLAIMS.md says; parents exist; all fields there, in order.
 * Prints one line a fault, and at the end: N passed, N failed (claims).
 * Limits: containers with one document a line are cut by lines, and a record that is a JSON object
 * has its bytes in the member "text"; records of other containers are counted as skipped. */
#include <ctype.h>
#include <iconv.h>
#include <json-c/json.h>
#include <math.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define PATH_LEN 4096
#define TEXT_MAX (1u << 20) /* longest evidence looked at, bytes */

static const char *const FIELDS[] = {
	"schema",	 "claim_id",	 "fact_id",	 "series_id",	   "kind",
	"parent_id",	 "parent_rel",	 "doc_id",	 "doc_path",	   "doc_record",
	"doc_date",	 "subject_text", "subject_norm", "indicator_text", "indicator_norm",
	"filter_text",	 "base_text",	 "value_text",	 "value_dec",	   "value",
	"value_op",	 "low_dec",	 "high_dec",	 "step_dec",	   "unit_text",
	"unit_code",	 "measure",	 "stat",	 "direction",	   "compare",
	"compare_start", "compare_end",	 "from_text",	 "from_dec",	   "time_text",
	"time_start",	 "time_end",	 "time_type",	 "time_grain",	   "time_how",
	"place_text",	 "place_code",	 "place_how",	 "speaker_text",   "speaker_type",
	"speaker_role",	 "speech",	 "speech_cue",	 "modality",	   "polarity",
	"mood_cue",	 "event_type",	 "trigger_text", "participants",   "object_text",
	"members",	 "ev_start",	 "ev_end",	 "quote",	   "spans",
	"repair",	 "rule_id",	 "tool",	 "confidence",	   "flags"
};
#define N_FIELDS (sizeof FIELDS / sizeof *FIELDS)

/* Slots whose text must be what the bytes say. subject and time may be carried over from an earlier
 * clause: their bytes need not lie in the evidence. */
static const struct {
	const char *span, *text;
	bool inside;
} SLOTS[] = { { "value", "value_text", true },		{ "unit", "unit_text", false },
	      { "indicator", "indicator_text", false }, { "subject", "subject_text", false },
	      { "base", "base_text", false },		{ "filter", "filter_text", false },
	      { "time", "time_text", false },		{ "from", "from_text", true },
	      { "speaker", "speaker_text", false },	{ "role", "speaker_role", false },
	      { "speech_cue", "speech_cue", false },	{ "trigger", "trigger_text", true },
	      { "object", "object_text", false } };

struct numeral {
	UChar32 c;
	char type; /* D digit, P place, T tens */
	int value;
};

struct file {
	char path[PATH_LEN];
	unsigned char *bytes;
	size_t len;
};

struct tools {
	UTransliterator *simplify;
	const UNormalizer2 *nfkc;
	struct numeral numerals[64];
	size_t n_numerals;
	UChar32 same[64][2]; /* script variants that ICU's conversion leaves */
	size_t n_same;
	UChar32 shares[16]; /* last characters of what is a share without a per cent sign */
	size_t n_shares;
	struct json_object *records; /* doc_id + path + record -> doc/1 */
	struct json_object *ids;     /* claim ids seen, by document */
	struct file file;	     /* the file read last */
	struct json_object *payload; /* the record read last, or NULL */
	unsigned long faults;	     /* in the current claim */
	bool worded;		     /* its unit is ours: the value need not be the numeral */
};

/* The document that a claim belongs to. */
struct document {
	const unsigned char *bytes;
	size_t len;
	const char *encoding;
	struct json_object *repairs;
	/* one byte a source byte: 1 = a character begins here; len+1 entries */
	unsigned char *edge;
};

static void fault(struct tools *t, struct json_object *claim, const char *what, const char *detail)
{
	struct json_object *path = NULL, *id = NULL, *rule = NULL;

	json_object_object_get_ex(claim, "doc_path", &path);
	json_object_object_get_ex(claim, "claim_id", &id);
	json_object_object_get_ex(claim, "rule_id", &rule);
	if (t->faults++ < 5)
		printf("%s: %s (%s): %s: %s\n", json_object_get_string(path),
		       json_object_get_string(id), json_object_get_string(rule), what, detail);
}

static const char *string_of(struct json_object *o, const char *key)
{
	struct json_object *v = NULL;

	if (!json_object_object_get_ex(o, key, &v) || json_object_get_type(v) != json_type_string)
		return NULL;
	return json_object_get_string(v);
}

static bool load_numerals(struct tools *t, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[256];

	if (f == NULL) return false;
	while (fgets(line, sizeof line, f) != NULL && t->n_numerals < 64) {
		char key[32], type;
		int value;
		int32_t i = 0;
		UChar32 c;

		if (line[0] == '#') continue;
		if (line[0] == '=' && t->n_same < 64) { /* "= written simplified" */
			UChar32 *pair = t->same[t->n_same++];

			i = 2;
			U8_NEXT((const uint8_t *)line, i, (int32_t)sizeof line, pair[0]);
			i++;
			U8_NEXT((const uint8_t *)line, i, (int32_t)sizeof line, pair[1]);
			continue;
		}
		/* "% word": its last character says a share */
		if (line[0] == '%' && t->n_shares < 16) {
			i = 2;
			U8_NEXT((const uint8_t *)line, i, (int32_t)sizeof line, c);
			t->shares[t->n_shares++] = c;
			continue;
		}
		if (sscanf(line, "%31s %c %d", key, &type, &value) != 3) continue;
		U8_NEXT((const uint8_t *)key, i, (int32_t)strlen(key), c);
		t->numerals[t->n_numerals++] = (struct numeral){ c, type, value };
	}
	fclose(f);
	return true;
}

static bool read_file(struct file *f, const char *path)
{
	FILE *in;
	long n;

	if (f->bytes != NULL && strcmp(f->path, path) == 0) return true;
	free(f->bytes);
	*f = (struct file){ .bytes = NULL };
	in = fopen(path, "rb");
	if (in == NULL) return false;
	if (fseek(in, 0, SEEK_END) == 0 && (n = ftell(in)) >= 0 && fseek(in, 0, SEEK_SET) == 0) {
		f->bytes = malloc((size_t)n + 1);
		if (f->bytes != NULL) f->len = fread(f->bytes, 1, (size_t)n, in);
	}
	fclose(in);
	if (f->bytes != NULL) f->bytes[f->len] = '\0';
	snprintf(f->path, sizeof f->path, "%s", path);
	return f->bytes != NULL;
}

/* Where characters begin. Malformed bytes count as characters of one byte. */
static size_t char_len(const char *encoding, const unsigned char *p, size_t left)
{
	if (strncasecmp(encoding, "utf-16", 6) == 0) {
		bool be = strcasecmp(encoding, "utf-16be") == 0;
		unsigned unit = left < 2 ? 0 : be ? p[0] * 256u + p[1] : p[1] * 256u + p[0];

		if (left < 2) return 1;
		return unit >= 0xd800 && unit < 0xdc00 && left >= 4 ? 4 : 2;
	}
	if (*p < 0x80) return 1;
	if (strcasecmp(encoding, "utf-8") == 0) {
		size_t n = *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : *p >= 0xc2 ? 2 : 1;

		if (n > left) return 1;
		for (size_t i = 1; i < n; i++)
			if ((p[i] & 0xc0) != 0x80) return 1;
		return n;
	}
	if (left < 2 || *p == 0x80 || *p == 0xff) return 1;
	if (strncasecmp(encoding, "gb", 2) == 0 && p[1] >= 0x30 && p[1] <= 0x39)
		return left >= 4 && p[2] >= 0x81 && p[2] <= 0xfe && p[3] >= 0x30 && p[3] <= 0x39
			       ? 4
			       : 1;
	return p[1] >= 0x40 && p[1] != 0x7f && p[1] != 0xff ? 2 : 1;
}

static bool find_edges(struct document *d)
{
	d->edge = calloc(d->len + 1, 1);
	if (d->edge == NULL) return false;
	for (size_t i = 0; i < d->len; i += char_len(d->encoding, d->bytes + i, d->len - i))
		d->edge[i] = 1;
	d->edge[d->len] = 1;
	return true;
}

/* Bytes [from, to) as UTF-8, appended; malformed bytes become '?'. */
static void decode(const struct document *d, size_t from, size_t to, char *out, size_t *n)
{
	iconv_t cd = iconv_open("UTF-8", d->encoding);
	char *in = (char *)(uintptr_t)(d->bytes + from), *p = out + *n;
	size_t left = to - from, room = TEXT_MAX - *n - 1;

	if (cd == (iconv_t)-1) return;
	while (left > 0 && room > 8) {
		if (iconv(cd, &in, &left, &p, &room) != (size_t)-1) break;
		if (left == 0) break;
		*p++ = '?';
		room--;
		in++;
		left--;
	}
	iconv_close(cd);
	*n = (size_t)(p - out);
}

struct repair {
	size_t src[2];
	const char *after; /* what stands for these bytes, UTF-8 */
};

/* Append the part of a repair's text that stands for the bytes [from, to) of it. When as many
 * characters stand after the repair as before it, they are taken one by one; else it is put in
 * whole, and repair_slack says what may be left over: characters read out of step share their bytes
 * with their neighbours. */
static size_t put_repair(const struct document *d, const struct repair *r, size_t from, size_t to,
			 char *out, size_t n)
{
	const unsigned char *after = (const unsigned char *)r->after;
	size_t chars = 0, place = 0, len = strlen(r->after);

	for (size_t i = r->src[0]; i < r->src[1]; i++) chars += d->edge[i];
	for (size_t i = 0; i < len; i++) place += (after[i] & 0xc0) != 0x80;
	if (place != chars) from = r->src[0], to = r->src[1];
	place = r->src[0];
	for (size_t i = 0; i < len && n + 1 < TEXT_MAX; i++) {
		if (i > 0 && (after[i] & 0xc0) != 0x80)
			for (place++; place < r->src[1] && !d->edge[place]; place++) {
			}
		if (place >= from && place < to) out[n++] = r->after[i];
	}
	return n;
}

static bool repair_read(struct json_object *o, struct repair *r)
{
	struct json_object *pair = NULL;

	r->after = string_of(o, "after");
	if (!json_object_object_get_ex(o, "src", &pair) || json_object_array_length(pair) != 2)
		return false;
	for (size_t k = 0; k < 2; k++)
		r->src[k] = (size_t)json_object_get_int64(json_object_array_get_idx(pair, k));
	return r->after != NULL;
}

/* The bytes with the repairs of the document put in. */
static void decode_repaired(const struct document *d, size_t from, size_t to, char *out)
{
	size_t n = 0, at = from, i,
	       count = d->repairs == NULL ? 0 : json_object_array_length(d->repairs);

	for (i = 0; i < count; i++) {
		struct repair r;

		if (!repair_read(json_object_array_get_idx(d->repairs, i), &r)) continue;
		if (r.src[1] <= at || r.src[0] >= to || r.src[1] > d->len) continue;
		if (r.src[0] > at) decode(d, at, r.src[0], out, &n), at = r.src[0];
		size_t end = r.src[1] < to ? r.src[1] : to;

		n = put_repair(d, &r, at, end, out, n);
		at = end;
	}
	if (at < to) decode(d, at, to, out, &n);
	out[n] = '\0';
}

/* ---- folding: both sides lose mark-up, glosses, script, width, quotation style, white space ----
 */

static bool is_latin(UChar32 c)
{
	return (c < 0x250 && (u_isalpha(c) || c == ' ')) || (c >= 0x300 && c < 0x370);
}

/* Length of a tag, comment, or gloss "(pinyin)" at s, else 0. */
static int32_t skip_len(const UChar *s, int32_t left)
{
	int32_t i;

	if (*s == '<' && left > 2 && (u_isalpha(s[1]) || s[1] == '/' || s[1] == '!')) {
		bool comment = left > 6 && s[1] == '!' && s[2] == '-' && s[3] == '-';

		for (i = 1; i < left; i++)
			if (s[i] == '>' && (!comment || (s[i - 1] == '-' && s[i - 2] == '-')))
				return i + 1;
		return 0;
	}
	if (*s == '(' || *s == 0xff08) {
		for (i = 1; i < left && i < 10 && is_latin(s[i]); i++) {
		}
		if (i > 1 && i < left && (s[i] == ')' || s[i] == 0xff09)) {
			for (int32_t k = 1; k < i; k++)
				if (u_isupper(s[k])) return 0; /* (GDP) stays */
			return i + 1;
		}
	}
	return 0;
}

static int32_t fold_entity(const UChar *s, int32_t left, UChar32 *c)
{
	static const struct {
		const char *name;
		UChar32 c;
	} NAMED[] = { { "nbsp;", ' ' },	     { "amp;", '&' },	   { "lt;", '<' },
		      { "gt;", '>' },	     { "quot;", '"' },	   { "ldquo;", 0x201c },
		      { "rdquo;", 0x201d },  { "mdash;", 0x2014 }, { "middot;", 0xb7 },
		      { "hellip;", 0x2026 }, { "emsp;", ' ' },	   { "ensp;", ' ' } };
	int32_t i = 2, base = 10;
	UChar32 v = 0;

	if (left < 4 || s[0] != '&') return 0;
	if (s[1] == '#') {
		if (s[2] == 'x' || s[2] == 'X') base = 16, i = 3;
		for (; i < left && i < 10 && isxdigit(s[i] < 128 ? s[i] : 0); i++)
			v = v * base + (s[i] <= '9' ? s[i] - '0' : (s[i] | 32) - 'a' + 10);
		*c = v;
		return i < left && s[i] == ';' ? i + 1 : i;
	}
	for (size_t k = 0; k < sizeof NAMED / sizeof *NAMED; k++) {
		int32_t n = (int32_t)strlen(NAMED[k].name);

		for (i = 0; i < n && i + 1 < left && s[i + 1] == NAMED[k].name[i]; i++) {
		}
		if (i == n) {
			*c = NAMED[k].c;
			return n + 1;
		}
	}
	return 0;
}

static UChar32 fold_mark(const struct tools *t, UChar32 c)
{
	for (size_t i = 0; i < t->n_same; i++)
		if (t->same[i][0] == c) return t->same[i][1];
	switch (c) {
	case 0x300c:
	case 0x300e:
	case 0x201d:
	case 0x2018:
	case 0x2019:
	case 0x300d:
	case 0x300f:
	case 0x3010:
	case 0x3011:
	case 0x300a:
	case 0x300b:
	case '"':
	case '\'':
	case 0x301d:
	case 0x301e:
		return 0x201c;
	case 0x2236:
		return ':';
	case 0xb7:
	case 0x2022:
	case 0x2027:
	case 0x30fb:
		return 0xb7;
	case 0x3001:
	case 0xff64:
		return 0x3001;
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2500:
		return '-';
	default:
		return c;
	}
}

/* UTF-8 to folded UTF-16. Gives the length; *out is malloc'd. */
static int32_t fold(const struct tools *t, const char *text, UChar **out)
{
	int32_t cap = (int32_t)strlen(text) * 4 + 64, n = 0, m = 0, limit;
	UChar *a = malloc(sizeof *a * (size_t)cap), *b = malloc(sizeof *b * (size_t)cap);
	UErrorCode err = U_ZERO_ERROR;

	if (a == NULL || b == NULL) exit(74);
	u_strFromUTF8WithSub(a, cap, &n, text, -1, 0xfffd, NULL, &err);
	for (int32_t i = 0; i < n;) {
		UChar32 c;
		int32_t skip = skip_len(a + i, n - i);

		if (skip == 0 && (skip = fold_entity(a + i, n - i, &c)) > 0) {
			i += skip;
		} else if (skip > 0) {
			i += skip;
			continue;
		} else {
			U16_NEXT(a, i, n, c);
		}
		if (u_isUWhiteSpace(c) || c == 0xfeff || c == 0x200b || c == '*' || c == 0x3000)
			continue;
		U16_APPEND_UNSAFE(b, m, c);
	}
	limit = m;
	utrans_transUChars(t->simplify, b, &m, cap, 0, &limit, &err);
	n = unorm2_normalize(t->nfkc, b, m, a, cap, &err);
	for (int32_t i = 0; i < n; i++) a[i] = (UChar)fold_mark(t, a[i]);
	free(b);
	if (U_FAILURE(err)) n = 0;
	*out = a;
	return n;
}

static bool same_text(const struct tools *t, const char *bytes, const char *text)
{
	UChar *a, *b;
	int32_t n = fold(t, bytes, &a), m = fold(t, text, &b);
	bool same = n == m && u_memcmp(a, b, n) == 0;

	free(a);
	free(b);
	return same;
}

/* How many characters of a repair a span may take in beyond what it means: bytes of a lost
 * character stand for several. */
static void repair_slack(const struct document *d, size_t from, size_t to, int32_t *head,
			 int32_t *tail)
{
	size_t count = d->repairs == NULL ? 0 : json_object_array_length(d->repairs);

	*head = *tail = 0;
	for (size_t i = 0; i < count; i++) {
		struct json_object *r = json_object_array_get_idx(d->repairs, i), *pair = NULL;
		const char *after = string_of(r, "after");

		if (after == NULL || !json_object_object_get_ex(r, "src", &pair) ||
		    json_object_array_length(pair) != 2)
			continue;
		size_t start = (size_t)json_object_get_int64(json_object_array_get_idx(pair, 0));
		size_t end = (size_t)json_object_get_int64(json_object_array_get_idx(pair, 1));

		if (start <= from && from < end) *head = (int32_t)strlen(after) / 3;
		if (start < to && to <= end) *tail = (int32_t)strlen(after) / 3;
	}
}

/* The text, but for at most head characters before and tail behind it. */
static bool nearly_same(const struct tools *t, const char *bytes, const char *text, int32_t head,
			int32_t tail)
{
	UChar *a, *b;
	int32_t n = fold(t, bytes, &a), m = fold(t, text, &b);
	const UChar *hit = m == 0 ? NULL : u_strFindFirst(a, n, b, m);
	bool good = hit != NULL && hit - a <= head && n - m - (hit - a) <= tail;

	free(a);
	free(b);
	return good;
}

/* Do the lines of text, and the cells of tables, stand in the bytes, in order? What was removed
 * between them (captions, tags, bars) is left out. */
static bool lines_in(const struct tools *t, const char *bytes, const char *text)
{
	UChar *all, *line;
	int32_t n = fold(t, bytes, &all), at = 0;
	char *copy = strdup(text), *save = NULL;
	bool good = copy != NULL;

	for (char *p = copy == NULL ? NULL : strtok_r(copy, "\n\t", &save); good && p != NULL;
	     p = strtok_r(NULL, "\n\t", &save)) {
		int32_t m = fold(t, p, &line);
		const UChar *hit = m == 0 ? all + at : u_strFindFirst(all + at, n - at, line, m);

		good = hit != NULL;
		if (good) at = (int32_t)(hit - all) + m;
		free(line);
	}
	free(copy);
	free(all);
	return good;
}

/* A share said without its sign (seven tenths, half, doubled): the unit is ours. */
static bool is_worded_share(const struct tools *t, const char *bytes, const char *unit)
{
	UChar *s;
	int32_t n = fold(t, bytes, &s);
	bool good = false;

	for (size_t i = 0; i < t->n_shares && strcmp(unit, "%") == 0; i++)
		good = good || u_memchr32(s, t->shares[i], n) != NULL;
	free(s);
	return good;
}

/* ---- numbers ---- */

static const struct numeral *numeral_of(const struct tools *t, UChar32 c)
{
	for (size_t i = 0; i < t->n_numerals; i++)
		if (t->numerals[i].c == c) return &t->numerals[i];
	return NULL;
}

/* The value of a plain numeral (digits, one decimal point, places). False when it is of another
 * shape. */
static bool parse_numeral(const struct tools *t, const char *text, double *value)
{
	UChar *s;
	int32_t n = fold(t, text, &s), i = 0;
	double total = 0, section = 0, number = 0, scale = 0;
	bool good = n > 0, have = false;

	while (good && i < n) {
		UChar32 c;
		const struct numeral *x;

		U16_NEXT(s, i, n, c);
		x = numeral_of(t, c);
		if (c == ',' && have) continue;
		if (c == '.' && have && scale == 0) {
			scale = 1;
		} else if (x == NULL) {
			good = false;
		} else if (x->type == 'D') {
			if (scale != 0) scale /= 10, number += x->value * scale;
			else number = number * 10 + x->value;
			have = true;
		} else if (x->type == 'T') {
			section += x->value, have = true;
		} else if (x->value < 4) {
			section += (have && number > 0 ? number : 1) * pow(10, x->value),
				number = 0, scale = 0, have = true;
		} else {
			total = (total > 0 && total < pow(10, x->value) && section + number == 0
					 ? total
					 : section + number) *
					pow(10, x->value) +
				(total >= pow(10, x->value) ? total : 0);
			section = number = scale = 0;
		}
	}
	free(s);
	*value = total + section + number;
	return good && have;
}

/* ---- one claim ---- */

static void check_order(struct tools *t, struct json_object *claim)
{
	size_t i = 0;

	json_object_object_foreach(claim, key, v)
	{
		(void)v;
		if (i >= N_FIELDS || strcmp(key, FIELDS[i]) != 0) {
			fault(t, claim, "field out of order", key);
			return;
		}
		i++;
	}
	if (i != N_FIELDS) fault(t, claim, "field missing", FIELDS[i]);
}

static bool span_of(struct json_object *spans, const char *key, size_t *from, size_t *to)
{
	struct json_object *s = NULL;

	if (!json_object_object_get_ex(spans, key, &s) ||
	    json_object_get_type(s) != json_type_array)
		return false;
	*from = (size_t)json_object_get_int64(json_object_array_get_idx(s, 0));
	*to = (size_t)json_object_get_int64(json_object_array_get_idx(s, 1));
	return true;
}

static void check_spans(struct tools *t, struct json_object *claim, const struct document *d,
			char *scratch)
{
	struct json_object *spans = NULL, *x = NULL;
	size_t ev_start, ev_end, from, to;
	char detail[512];

	json_object_object_get_ex(claim, "ev_start", &x);
	ev_start = (size_t)json_object_get_int64(x);
	json_object_object_get_ex(claim, "ev_end", &x);
	ev_end = (size_t)json_object_get_int64(x);
	if (ev_start >= ev_end || ev_end > d->len || !d->edge[ev_start] || !d->edge[ev_end]) {
		fault(t, claim, "evidence", "not on character boundaries of the file");
		return;
	}
	decode_repaired(d, ev_start, ev_end, scratch);
	if (string_of(claim, "quote") == NULL || !lines_in(t, scratch, string_of(claim, "quote"))) {
		snprintf(detail, sizeof detail, "quote %.150s, bytes %.300s",
			 string_of(claim, "quote"), scratch);
		fault(t, claim, "quote is not what the bytes say", detail);
	}
	json_object_object_get_ex(claim, "spans", &spans);
	for (size_t i = 0; i < sizeof SLOTS / sizeof *SLOTS; i++) {
		const char *text = string_of(claim, SLOTS[i].text);
		int32_t head, tail;

		if (!span_of(spans, SLOTS[i].span, &from, &to)) {
			if (text != NULL) fault(t, claim, "slot without a span", SLOTS[i].text);
			continue;
		}
		snprintf(detail, sizeof detail, "%s [%zu,%zu)", SLOTS[i].span, from, to);
		if (from >= to || to > d->len || !d->edge[from] || !d->edge[to]) {
			fault(t, claim, "span not on character boundaries", detail);
			continue;
		}
		if (SLOTS[i].inside && (from < ev_start || to > ev_end))
			fault(t, claim, "span outside the evidence", detail);
		if (text == NULL) {
			fault(t, claim, "span without a text", detail);
			continue;
		}
		decode_repaired(d, from, to, scratch);
		if (strcmp(SLOTS[i].span, "unit") == 0 && is_worded_share(t, scratch, text)) {
			t->worded = true;
			continue;
		}
		repair_slack(d, from, to, &head, &tail);
		if (!same_text(t, scratch, text) && !nearly_same(t, scratch, text, head, tail)) {
			snprintf(detail, sizeof detail, "%s: text %.80s, bytes %.160s",
				 SLOTS[i].span, text, scratch);
			fault(t, claim, "text is not what the bytes say", detail);
		}
	}
}

static bool has_flag(struct json_object *claim, const char *flag)
{
	struct json_object *flags = NULL;

	if (!json_object_object_get_ex(claim, "flags", &flags) ||
	    !json_object_is_type(flags, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(flags); i++)
		if (strcmp(json_object_get_string(json_object_array_get_idx(flags, i)), flag) == 0)
			return true;
	return false;
}

/* A cell of a table whose head says "10,000 tons", a number in a list that ends so: a power of ten
 * more than is written. */
static bool is_scaled_from_afar(struct json_object *claim, double value, double written)
{
	double power = 10;

	if (!has_flag(claim, "unit_from_head") && !has_flag(claim, "power_from_list")) return false;
	for (int i = 0; i < 16; i++, power *= 10)
		if (fabs(value - written * power) <= value * 1e-9) return true;
	return false;
}

static void check_value(struct tools *t, struct json_object *claim)
{
	const char *dec = string_of(claim, "value_dec"), *text = string_of(claim, "value_text");
	const char *low = string_of(claim, "low_dec"), *high = string_of(claim, "high_dec");
	struct json_object *v = NULL;
	double parsed;

	json_object_object_get_ex(claim, "value", &v);
	if ((dec == NULL) != (v == NULL))
		fault(t, claim, "value and value_dec", "one is null, the other is not");
	if (dec != NULL && v != NULL && strtod(dec, NULL) != json_object_get_double(v))
		fault(t, claim, "value", dec);
	if (low != NULL && high != NULL && strtod(low, NULL) > strtod(high, NULL))
		fault(t, claim, "low above high", low);
	if (dec == NULL || text == NULL || t->worded || !parse_numeral(t, text, &parsed)) return;
	if (fabs(fabs(strtod(dec, NULL)) - parsed - 0.5) < 1e-9)
		return; /* "and a half" stands behind the unit */
	if (is_scaled_from_afar(claim, fabs(strtod(dec, NULL)), parsed)) return;
	if (fabs(fabs(strtod(dec, NULL)) - parsed) > parsed * 1e-9)
		fault(t, claim, "value_text does not give value_dec", text);
}

static void check_time(struct tools *t, struct json_object *claim)
{
	static const char *const PAIRS[][2] = { { "time_start", "time_end" },
						{ "compare_start", "compare_end" } };

	for (size_t i = 0; i < 2; i++) {
		const char *a = string_of(claim, PAIRS[i][0]), *b = string_of(claim, PAIRS[i][1]);

		if (a != NULL && b != NULL && strcmp(a, b) > 0)
			fault(t, claim, "ends before it starts", a);
		if ((a != NULL && strlen(a) != 10) || (b != NULL && strlen(b) != 10))
			fault(t, claim, "no date", PAIRS[i][0]);
	}
}

static void doc_key(struct json_object *o, char *key, size_t size)
{
	struct json_object *id = NULL, *path = NULL, *record = NULL;

	json_object_object_get_ex(o, "doc_id", &id);
	json_object_object_get_ex(o, "doc_path", &path);
	json_object_object_get_ex(o, "doc_record", &record);
	snprintf(key, size, "%s %s %s", json_object_get_string(id), json_object_get_string(path),
		 record == NULL ? "-" : json_object_get_string(record));
}

/* ---- ids: SHA-256 over fields, each ended by 0x1f, null as 0x1e; 80 bits of it as base32 behind a
 * letter ---- */

static void hash_text(struct sha256_ctx *h, const char *text)
{
	if (text == NULL) text = "\x1e";
	sha256_update(h, strlen(text), (const uint8_t *)text);
	sha256_update(h, 1, (const uint8_t *)"\x1f");
}

static void hash_int(struct sha256_ctx *h, long long v)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", v);
	hash_text(h, text);
}

static bool is_hash(struct sha256_ctx *h, const char *id, char letter)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[18] = { letter };

	sha256_digest(h, sizeof digest, digest);
	for (unsigned i = 0; i < 16; i++) {
		unsigned bit = i * 5, two = digest[bit / 8] * 256u + digest[bit / 8 + 1];

		text[1 + i] = LETTERS[two >> (11 - bit % 8) & 31];
	}
	return id != NULL && strcmp(id, text) == 0;
}

static void check_claim_id(struct tools *t, struct json_object *claim)
{
	static const char *const ANCHORS[] = { "value", "trigger", "speech_cue" }, *const ENDS[] = {
		"indicator", "subject"
	};
	struct json_object *spans = NULL, *record = NULL;
	struct sha256_ctx h;
	size_t from = 0, to = 0;

	json_object_object_get_ex(claim, "spans", &spans);
	json_object_object_get_ex(claim, "doc_record", &record);
	sha256_init(&h);
	hash_text(&h, "claim/1");
	hash_text(&h, string_of(claim, "doc_id"));
	hash_int(&h, record == NULL ? -1 : json_object_get_int64(record));
	hash_text(&h, string_of(claim, "kind"));
	hash_text(&h, string_of(claim, "measure"));
	for (size_t i = 0; i < 3 && !span_of(spans, ANCHORS[i], &from, &to); i++) {
	}
	hash_int(&h, (long long)from);
	hash_int(&h, (long long)to);
	for (size_t i = 0; i < 2; i++)
		hash_int(&h, span_of(spans, ENDS[i], &from, &to) ? (long long)to : 0);
	if (!is_hash(&h, string_of(claim, "claim_id"), 'c'))
		fault(t, claim, "claim_id", "not the hash of its record");
}

static void check_hash(struct tools *t, struct json_object *claim, const char *name,
		       const char *version, const char *const *fields)
{
	struct sha256_ctx h;

	sha256_init(&h);
	hash_text(&h, version);
	for (; *fields != NULL; fields++) hash_text(&h, string_of(claim, *fields));
	if (!is_hash(&h, string_of(claim, name), *name))
		fault(t, claim, name, "not the hash of its record");
}

static void check_hashes(struct tools *t, struct json_object *claim)
{
	static const char *const FACT[] = {
		"kind",	       "measure",   "subject_norm", "indicator_norm", "filter_text",
		"base_text",   "value_dec", "value_op",	    "low_dec",	      "high_dec",
		"unit_code",   "stat",	    "direction",    "compare",	      "compare_start",
		"compare_end", "from_dec",  "time_start",   "time_end",	      "place_code",
		"modality",    "polarity",  "event_type",   "object_text",    "trigger_text",
		NULL
	};
	static const char *const SERIES[] = { "measure",	"stat",	       "subject_norm",
					      "indicator_norm", "filter_text", "base_text",
					      "unit_code",	"compare",     "place_code",
					      "time_grain",	NULL };
	const char *kind = string_of(claim, "kind");

	check_claim_id(t, claim);
	check_hash(t, claim, "fact_id", "fact/1", FACT);
	if (kind != NULL && (strcmp(kind, "event") == 0 || strcmp(kind, "statement") == 0)) {
		if (string_of(claim, "series_id") != NULL)
			fault(t, claim, "series_id", "on a claim that has no series");
	} else {
		check_hash(t, claim, "series_id", "series/1", SERIES);
	}
}

static void check_id(struct tools *t, struct json_object *claim)
{
	char key[PATH_LEN + 256];
	const char *id = string_of(claim, "claim_id");
	struct json_object *ids = NULL, *old = NULL;

	doc_key(claim, key, sizeof key);
	if (id == NULL || id[0] != 'c' || strlen(id) != 17) {
		fault(t, claim, "claim_id", "not c and 16 letters");
		return;
	}
	if (!json_object_object_get_ex(t->ids, key, &ids)) {
		ids = json_object_new_object();
		json_object_object_add(t->ids, key, ids);
	}
	if (json_object_object_get_ex(ids, id, &old))
		fault(t, claim, "claim_id", "twice in a document");
	json_object_object_add(ids, id, json_object_new_boolean(1));
}

/* The bytes of a record of a container with one record a line, as DESIGN.md counts them: blank
 * lines too. */
static bool open_record(struct tools *t, int64_t record, struct document *d)
{
	const char *at = (const char *)t->file.bytes, *end = at + t->file.len, *next = NULL;
	struct json_object *text = NULL;

	for (int64_t i = 0; at < end; i++, at = next + 1) {
		next = memchr(at, '\n', (size_t)(end - at));
		if (next == NULL) next = end;
		if (i == record) break;
	}
	if (at >= end) return false;
	d->bytes = (const unsigned char *)at;
	d->len = (size_t)(next - at);
	if (*at != '{') return true;
	json_object_put(t->payload);
	t->payload = NULL;
	if (next < end) t->file.bytes[next - (const char *)t->file.bytes] = '\0';
	t->payload = json_tokener_parse(at);
	if (next < end) t->file.bytes[next - (const char *)t->file.bytes] = '\n';
	if (!json_object_object_get_ex(t->payload, "text", &text)) return false;
	d->bytes = (const unsigned char *)json_object_get_string(text);
	d->len = (size_t)json_object_get_string_len(text);
	return true;
}

/* The document of a claim; false when its bytes cannot be had by path and line. */
static bool open_document(struct tools *t, struct json_object *claim, struct document *d)
{
	char key[PATH_LEN + 256];
	struct json_object *record = NULL, *number = NULL;

	doc_key(claim, key, sizeof key);
	*d = (struct document){ .bytes = NULL };
	if (!json_object_object_get_ex(t->records, key, &record)) {
		fault(t, claim, "document record", "none for this claim");
		return false;
	}
	d->encoding = string_of(record, "encoding");
	json_object_object_get_ex(record, "repairs", &d->repairs);
	if (d->encoding == NULL || !read_file(&t->file, string_of(claim, "doc_path"))) {
		fault(t, claim, "document", "no encoding, or the file cannot be read");
		return false;
	}
	d->bytes = t->file.bytes;
	d->len = t->file.len;
	if (json_object_object_get_ex(claim, "doc_record", &number) && number != NULL &&
	    !open_record(t, json_object_get_int64(number), d))
		return false;
	return find_edges(d);
}

static struct json_object *read_records(const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL, key[PATH_LEN + 256];
	size_t cap = 0;
	struct json_object *all = json_object_new_object();

	if (f == NULL) return NULL;
	while (getline(&line, &cap, f) > 0) {
		struct json_object *o = json_tokener_parse(line), *kept = json_object_new_object(),
				   *x = NULL;

		doc_key(o, key, sizeof key);
		json_object_object_get_ex(o, "encoding", &x);
		json_object_object_add(kept, "encoding", json_object_get(x));
		x = NULL;
		json_object_object_get_ex(o, "repairs", &x);
		json_object_object_add(kept, "repairs", json_object_get(x));
		json_object_object_add(all, key, kept);
		json_object_put(o);
	}
	free(line);
	fclose(f);
	return all;
}

/* Parents come after the children too: a second reading. */
static unsigned long check_parents(struct tools *t, FILE *f)
{
	char *line = NULL, key[PATH_LEN + 256];
	size_t cap = 0;
	unsigned long bad = 0;

	rewind(f);
	while (getline(&line, &cap, f) > 0) {
		struct json_object *claim = json_tokener_parse(line), *ids = NULL, *x = NULL;
		const char *parent = string_of(claim, "parent_id");

		doc_key(claim, key, sizeof key);
		t->faults = 0;
		if (parent != NULL && !(json_object_object_get_ex(t->ids, key, &ids) &&
					json_object_object_get_ex(ids, parent, &x)))
			fault(t, claim, "parent_id", "no such claim in the document"), bad++;
		if ((parent == NULL) != (string_of(claim, "parent_rel") == NULL))
			fault(t, claim, "parent_rel", "without parent_id, or the other way round"),
				bad++;
		json_object_put(claim);
	}
	free(line);
	return bad;
}

static bool open_tools(struct tools *t, char **argv)
{
	static const UChar ID[] = { 'H', 'a', 'n', 't', '-', 'H', 'a', 'n', 's', 0 };
	UErrorCode err = U_ZERO_ERROR;

	t->simplify = utrans_openU(ID, -1, UTRANS_FORWARD, NULL, 0, NULL, &err);
	t->nfkc = unorm2_getNFKCInstance(&err);
	t->records = read_records(argv[2]);
	t->ids = json_object_new_object();
	return U_SUCCESS(err) && t->records != NULL && load_numerals(t, argv[3]);
}

int main(int argc, char **argv)
{
	struct tools t = { .n_numerals = 0 };
	FILE *f = argc == 4 ? fopen(argv[1], "r") : NULL;
	char *line = NULL, *scratch = malloc(TEXT_MAX);
	size_t cap = 0;
	unsigned long passed = 0, failed = 0, skipped = 0;

	if (f == NULL || scratch == NULL || !open_tools(&t, argv)) {
		fprintf(stderr, "usage: check_spans CLAIMS.ndjson RECORDS.ndjson NUMERALS.tsv\n");
		return 64;
	}
	while (getline(&line, &cap, f) > 0) {
		struct json_object *claim = json_tokener_parse(line);
		struct document d;

		t.faults = 0;
		if (claim == NULL) {
			printf("no JSON: %.80s\n", line);
			failed++;
			continue;
		}
		check_order(&t, claim);
		check_id(&t, claim);
		check_hashes(&t, claim);
		check_time(&t, claim);
		t.worded = false;
		if (open_document(&t, claim, &d)) check_spans(&t, claim, &d, scratch);
		else skipped += t.faults == 0;
		check_value(&t, claim);
		free(d.edge);
		passed += t.faults == 0;
		failed += t.faults != 0;
		json_object_put(claim);
	}
	failed += check_parents(&t, f);
	printf("%lu passed, %lu failed, %lu skipped\n", passed, failed, skipped);
	free(line);
	free(scratch);
	fclose(f);
	free(t.file.bytes);
	json_object_put(t.payload);
	json_object_put(t.records);
	json_object_put(t.ids);
	utrans_close(t.simplify);
	return failed != 0;
}
