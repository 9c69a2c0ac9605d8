/* See label.h. The search for a declaration is a plain scan for "charset" inside <meta …> and
 * "encoding" inside
 * <?xml …?>; bytes of any ASCII superset will do. */
#include "pipeline/decode/label.h"

#define HEAD 4096

enum charset label_bom(struct slice b, size_t *len, char icu[CHARSET_NAME_MAX])
{
	static const struct {
		struct slice mark;
		enum charset cs;
		const char *icu;
	} marks[] = {
		{ { "\xef\xbb\xbf", 3 }, CS_UTF8, NULL },
		{ { "\xff\xfe\0\0", 4 }, CS_OTHER, "UTF-32LE" },
		{ { "\0\0\xfe\xff", 4 }, CS_OTHER, "UTF-32BE" },
		{ { "\xff\xfe", 2 }, CS_UTF16LE, NULL },
		{ { "\xfe\xff", 2 }, CS_UTF16BE, NULL },
		{ { "\x84\x31\x95\x33", 4 }, CS_GB18030, NULL },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!slice_starts(b, marks[i].mark)) continue;
		*len = marks[i].mark.len;
		if (marks[i].icu) memcpy(icu, marks[i].icu, strlen(marks[i].icu) + 1);
		return marks[i].cs;
	}
	*len = 0;
	return CS_NONE;
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Place behind word (lower case) in s from at on, SIZE_MAX if it is not there. */
static size_t find_behind(struct slice s, size_t at, const char *word)
{
	size_t n = strlen(word);

	for (; at + n <= s.len; at++) {
		size_t i = 0;

		if (word[0] == '<') { /* not in most texts */
			const char *p = memchr(s.p + at, '<', s.len - at);

			if (!p || (size_t)(p - s.p) + n > s.len) return SIZE_MAX;
			at = (size_t)(p - s.p);
		}

		while (i < n && lower(s.p[at + i]) == word[i]) i++;
		if (i == n) return at + n;
	}
	return SIZE_MAX;
}

/* The value in "= value", "='value'" at s[at]; absent without =. */
static struct slice value_at(struct slice s, size_t at)
{
	while (at < s.len && is_space(s.p[at])) at++;
	if (at == s.len || s.p[at] != '=') return SLICE_NONE;
	at++;
	while (at < s.len && (is_space(s.p[at]) || s.p[at] == '"' || s.p[at] == '\'')) at++;
	size_t end = at;

	while (end < s.len && !is_space(s.p[end]) && !strchr("\"'<>;/?", s.p[end]) && s.p[end])
		end++;
	return end > at ? slice_of(s.p + at, end - at) : SLICE_NONE;
}

static struct slice meta_charset(struct slice head)
{
	for (size_t at = 0; (at = find_behind(head, at, "<meta")) != SIZE_MAX;) {
		const char *end = memchr(head.p + at, '>', head.len - at);
		struct slice tag =
			slice_of(head.p + at, end ? (size_t)(end - head.p) - at : head.len - at);

		for (size_t i = 0; (i = find_behind(tag, i, "charset")) != SIZE_MAX;) {
			struct slice v = value_at(tag, i);

			if (v.p) return v;
		}
	}
	return SLICE_NONE;
}

struct slice label_declared(struct slice b)
{
	struct slice head = slice_of(b.p, b.len < HEAD ? b.len : HEAD);
	size_t at = 0;

	while (at < head.len && (is_space(head.p[at]) || (uint8_t)head.p[at] >= 0x80)) at++;
	if (find_behind(slice_of(head.p + at, head.len - at < 5 ? head.len - at : 5), 0, "<?xml") ==
	    5) {
		const char *end = memchr(head.p + at, '>', head.len - at);
		struct slice tag =
			slice_of(head.p + at, end ? (size_t)(end - head.p) - at : head.len - at);
		size_t i = find_behind(tag, 0, "encoding");

		if (i != SIZE_MAX && value_at(tag, i).p) return value_at(tag, i);
	}
	return meta_charset(head);
}

const char *label_binary(struct slice b)
{
	static const struct {
		struct slice magic;
		const char *name;
	} kinds[] = {
		{ { "\x89PNG\r\n", 6 }, "PNG image" },
		{ { "\xff\xd8\xff", 3 }, "JPEG image" },
		{ { "GIF87a", 6 }, "GIF image" },
		{ { "GIF89a", 6 }, "GIF image" },
		{ { "%PDF-", 5 }, "PDF file" },
		{ { "PK\3\4", 4 }, "zip archive" },
		{ { "\x1f\x8b\x08", 3 }, "gzip file" },
		{ { "\x7f"
		    "ELF",
		    4 },
		  "program" },
		{ { "\x28\xb5\x2f\xfd", 4 }, "zstd file" },
		{ { "Rar!\x1a", 5 }, "rar archive" },
		{ { "7z\xbc\xaf", 4 }, "7z archive" },
		{ { "\xd0\xcf\x11\xe0", 4 }, "Office file" },
		{ { "SQLite format 3", 15 }, "SQLite database" },
		{ { "wOFF", 4 }, "font" },
		{ { "\xfd"
		    "7zXZ",
		    5 },
		  "xz file" },
		{ { "BZh9", 4 }, "bzip2 file" },
		{ { "ID3\2", 4 }, "MP3 file" }, /* versions; a text may begin with the letters */
		{ { "ID3\3", 4 }, "MP3 file" },
		{ { "ID3\4", 4 }, "MP3 file" },
		{ { "OggS", 4 }, "Ogg file" },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_starts(b, kinds[i].magic)) return kinds[i].name;
	return NULL;
}
