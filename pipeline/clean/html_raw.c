/* RCDATA, raw text, script data with its escaped states, CDATA, plain text. From: a tokenizer in
 * that mode. To: where the text ends. Limits: none; linear. */
#include "pipeline/clean/html_raw.h"

#include "pipeline/core/unit_find.h"

static uint16_t lower(uint16_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint16_t)(c | 32) : c;
}

static bool ends_name(uint16_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '/' || c == '>';
}

/* Does the appropriate end tag stand at i ("</" and the name of the last start tag)? */
static bool is_end_tag(const struct html_tokenizer *t, size_t i)
{
	if (!t->last || i + 2 + t->last_len >= t->len || t->p[i + 1] != '/') return false;
	for (size_t k = 0; k < t->last_len; k++)
		if (lower(t->p[i + 2 + k]) != lower(t->last[k])) return false;
	return ends_name(t->p[i + 2 + t->last_len]);
}

/* Does the word "script" with an end of name behind it stand at i? */
static bool is_script(const struct html_tokenizer *t, size_t i)
{
	static const char word[] = "script";
	if (i + 6 >= t->len) return false;
	for (size_t k = 0; k < 6; k++)
		if (lower(t->p[i + k]) != (unsigned char)word[k]) return false;
	return ends_name(t->p[i + 6]);
}

enum script_state { PLAIN, ESCAPED, DOUBLE };

/* Script data states. dashes: how many dashes stand directly before i, two at most. */
static size_t script_end(const struct html_tokenizer *t)
{
	const uint16_t *p = t->p;
	enum script_state s = PLAIN;
	unsigned dashes = 0;
	for (size_t i = t->pos; i < t->len; i++) {
		if (s == PLAIN) /* nothing else matters there; dashes is 0 or not read */
			i = unit_find_far(p, i, t->len, '<');
		else if (!dashes) /* what ends comments begins with a dash */
			i = unit_find_either(p, i, t->len, '<', '-');
		if (i == t->len) break;
		uint16_t c = p[i];
		if (c == '<') {
			dashes = 0;
			if (s != DOUBLE && i + 1 < t->len && p[i + 1] == '/' && is_end_tag(t, i))
				return i;
			if (s == PLAIN && i + 3 < t->len && p[i + 1] == '!' && p[i + 2] == '-' &&
			    p[i + 3] == '-') {
				s = ESCAPED;
				dashes = 2;
				i += 3;
			} else if (s == ESCAPED && is_script(t, i + 1)) {
				s = DOUBLE;
				i += 7;
			} else if (s == DOUBLE && i + 1 < t->len && p[i + 1] == '/' &&
				   is_script(t, i + 2)) {
				s = ESCAPED;
				i += 8;
			}
		} else if (c == '-' && s != PLAIN) {
			if (dashes < 2) dashes++;
		} else {
			if (c == '>' && dashes == 2) s = PLAIN;
			dashes = 0;
		}
	}
	return t->len;
}

static size_t cdata_end(const struct html_tokenizer *t)
{
	for (size_t i = t->pos; i + 2 < t->len; i++)
		if (t->p[i] == ']' && t->p[i + 1] == ']' && t->p[i + 2] == '>') return i;
	return t->len;
}

size_t html_raw_end(const struct html_tokenizer *t)
{
	if (t->mode == HTML_PLAINTEXT) return t->len;
	if (t->mode == HTML_SCRIPT) return script_end(t);
	if (t->mode == HTML_CDATA) return cdata_end(t);
	uint16_t stop = t->mode == HTML_RCDATA ? '&' : '<';
	for (size_t i = unit_find_either(t->p, t->pos, t->len, '<', stop); i < t->len;
	     i = unit_find_either(t->p, i + 1, t->len, '<', stop)) {
		if (t->p[i] == '<' && is_end_tag(t, i)) return i;
		if (t->p[i] == '&' && i > t->pos) return i;
	}
	return t->len;
}
