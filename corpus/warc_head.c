/* Record heads of web archives.
 * In: bytes. Out: type, length and what the head says of the page. */
#include "corpus/warc_head.h"

#include <strings.h>

size_t header_end(struct slice s)
{
	for (size_t at = 0; at < s.len; at++) {
		const char *nl = memchr(s.p + at, '\n', s.len - at);
		if (!nl) return 0;
		at = (size_t)(nl - s.p);
		if (at + 1 < s.len && s.p[at + 1] == '\n') return at + 2;
		if (at + 2 < s.len && s.p[at + 1] == '\r' && s.p[at + 2] == '\n') return at + 3;
	}
	return 0;
}

struct slice header_field(struct slice lines, const char *name)
{
	size_t n = strlen(name);
	struct slice line;
	while (lines.p && slice_split(&lines, '\n', &line))
		if (line.len > n && line.p[n] == ':' && strncasecmp(line.p, name, n) == 0)
			return slice_trim(slice_of(line.p + n + 1, line.len - n - 1));
	return SLICE_NONE;
}

bool parse_length(struct slice s, uint64_t *v)
{
	*v = 0;
	if (s.len == 0 || s.len > 18) return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9') return false;
		*v = *v * 10 + (uint64_t)(s.p[i] - '0');
	}
	return true;
}

/* "WARC/" digit "." digits, and the end of the line. */
static bool is_version(struct slice s)
{
	size_t i = 7;
	if (s.len < 9 || memcmp(s.p, "WARC/", 5) != 0 || s.p[5] < '0' || s.p[5] > '9' ||
	    s.p[6] != '.')
		return false;
	while (i < s.len && s.p[i] >= '0' && s.p[i] <= '9') i++;
	return i > 7 && i < s.len && (s.p[i] == '\r' || s.p[i] == '\n');
}

enum head_result warc_head_parse(struct slice s, struct warc_head *h)
{
	*h = (struct warc_head){ 0 };
	if (s.len < 12)
		return memcmp(s.p, "WARC/", s.len < 5 ? s.len : 5) == 0 ? HEAD_MORE : HEAD_BAD;
	if (!is_version(s)) return HEAD_BAD;
	struct slice in = s.len > WARC_HEAD_MAX ? slice_of(s.p, WARC_HEAD_MAX) : s;
	h->head_len = header_end(in);
	if (h->head_len == 0) return s.len >= WARC_HEAD_MAX ? HEAD_BAD : HEAD_MORE;
	in.len = h->head_len;
	h->type = header_field(in, "WARC-Type");
	h->uri = header_field(in, "WARC-Target-URI");
	if (h->uri.len > 2 && h->uri.p[0] == '<')
		h->uri = slice_of(h->uri.p + 1, h->uri.len - 2); /* an old habit */
	h->date = header_field(in, "WARC-Date");
	h->id = header_field(in, "WARC-Record-ID");
	h->content_type = header_field(in, "Content-Type");
	if (!h->type.p) return HEAD_BAD;
	return parse_length(header_field(in, "Content-Length"), &h->length) ? HEAD_OK : HEAD_BAD;
}

/* URL IP date type … length, separated by blanks. */
enum head_result arc_head_parse(struct slice s, struct warc_head *h)
{
	struct slice words[10], word, rest;
	size_t n = 0, limit = s.len < 8192 ? s.len : 8192;
	*h = (struct warc_head){ 0 };
	if (s.len == 0) return HEAD_MORE;
	const char *nl = memchr(s.p, '\n', limit);
	if (!nl) return s.len < 8192 ? HEAD_MORE : HEAD_BAD;
	h->head_len = (size_t)(nl - s.p) + 1;
	rest = slice_trim(slice_of(s.p, h->head_len));
	while (rest.p && n < 10 && slice_split(&rest, ' ', &word)) words[n++] = word;
	if (rest.p || (n != 5 && n != 10) || !memchr(words[0].p, ':', words[0].len))
		return HEAD_BAD;
	uint64_t date;
	if (words[2].len < 8 || words[2].len > 17 || !parse_length(words[2], &date))
		return HEAD_BAD;
	if (!parse_length(words[n - 1], &h->length)) return HEAD_BAD;
	h->uri = words[0];
	h->date = words[2];
	h->content_type = words[3];
	h->type = slice_starts(h->uri, SLICE("filedesc:")) ? SLICE("filedesc") : SLICE("response");
	return HEAD_OK;
}

static bool begins_arc_head(struct slice s)
{
	struct warc_head h;
	return arc_head_parse(s, &h) == HEAD_OK && memchr("hfd", h.uri.p[0], 3) != NULL;
}

size_t warc_head_find(struct slice s, size_t from, bool is_arc, bool at_end)
{
	size_t limit = at_end ? s.len : s.len > HEAD_LOOK ? s.len - HEAD_LOOK : 0;
	for (size_t at = from; at < limit;) {
		bool line_start = at == 0 || s.p[at - 1] == '\n';
		struct slice rest = { s.p + at, s.len - at };
		if (is_arc ? line_start && begins_arc_head(rest) : is_version(rest)) return at;
		const char *next = memchr(rest.p + 1, is_arc ? '\n' : 'W', limit - at - 1);
		if (!next) break;
		at = (size_t)(next - s.p) + is_arc;
	}
	return SIZE_MAX;
}
