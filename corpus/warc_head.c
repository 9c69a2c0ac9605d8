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

struct slice header_next(struct slice *lines, const char *name)
{
	size_t n = strlen(name);
	struct slice line, more;
	while (lines->p && slice_split(lines, '\n', &line)) {
		if (line.len <= n || line.p[n] != ':' || strncasecmp(line.p, name, n) != 0)
			continue;
		while (lines->p && lines->len && (*lines->p == ' ' || *lines->p == '\t') &&
		       slice_split(lines, '\n', &more))
			line.len = (size_t)(more.p + more.len - line.p); /* folded */
		return slice_trim(slice_of(line.p + n + 1, line.len - n - 1));
	}
	return SLICE_NONE;
}

struct slice header_field(struct slice lines, const char *name)
{
	return header_next(&lines, name);
}

/* Parse decimal digits and nothing else. */
static bool parse_length(struct slice s, uint64_t *v)
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
	if (s.len < 9 || strncasecmp(s.p, "WARC/", 5) != 0 || s.p[5] < '0' || s.p[5] > '9' ||
	    s.p[6] != '.')
		return false;
	while (i < s.len && s.p[i] >= '0' && s.p[i] <= '9') i++;
	return i > 7 && i < s.len && (s.p[i] == '\r' || s.p[i] == '\n');
}

enum head_result warc_head_parse(struct slice s, struct warc_head *h)
{
	*h = (struct warc_head){ 0 };
	if (s.len < 12)
		return strncasecmp(s.p, "WARC/", s.len < 5 ? s.len : 5) == 0 ? HEAD_MORE : HEAD_BAD;
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

#define ARC_WORDS 9 /* behind the URL in version 2; 4 in version 1 */

/* Cut the last n words off a line of words with one blank between. False: it has fewer. */
static bool last_words(struct slice *line, size_t n, struct slice *words)
{
	while (n-- > 0) {
		size_t i = line->len;
		while (i > 0 && line->p[i - 1] != ' ') i--;
		if (i == 0) return false;
		words[n] = slice_of(line->p + i, line->len - i);
		line->len = i - 1;
	}
	return true;
}

/* URL IP date type … length: read from the end, as URLs of old have blanks in them. */
static bool arc_fields(struct slice line, size_t n, struct warc_head *h)
{
	struct slice words[ARC_WORDS];
	uint64_t date;
	if (!last_words(&line, n, words) || !memchr(line.p, ':', line.len)) return false;
	if (words[1].len < 8 || words[1].len > 17 || !parse_length(words[1], &date)) return false;
	h->uri = line;
	h->date = words[1];
	h->content_type = words[2];
	return parse_length(words[n - 1], &h->length);
}

enum head_result arc_head_parse(struct slice s, struct warc_head *h)
{
	size_t limit = s.len < 8192 ? s.len : 8192;
	*h = (struct warc_head){ 0 };
	if (s.len == 0) return HEAD_MORE;
	const char *nl = memchr(s.p, '\n', limit);
	if (!nl) return s.len < 8192 ? HEAD_MORE : HEAD_BAD;
	h->head_len = (size_t)(nl - s.p) + 1;
	struct slice line = slice_trim(slice_of(s.p, h->head_len));
	if (!arc_fields(line, ARC_WORDS, h) && !arc_fields(line, 4, h)) return HEAD_BAD;
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
