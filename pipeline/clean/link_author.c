/* Authors that only a link names. From: the mark-up of the lines between headline and text. To:
 * facts of authors. A link counts when a part of its address is a word for writers' pages and goes
 * on behind it (/author/xyz, /reporter/12, /u-12), and its text is a person's name. Limits:
 * LINK_LINES lines, LINK_LOOK units of mark-up, the first SEGMENTS parts of an address. */
#include "pipeline/clean/link_author.h"

#include "pipeline/core/unit_find.h"

#define LINK_LINES 12
#define LINK_LOOK  8192
#define SEGMENTS   12
#define NAME_UNITS 16 /* of a name */
#define WORD_UNITS 24
#define LINK_RANK  13 /* behind authors that words or classes name */

struct link_reader {
	const uint16_t *p;
	size_t i, end;
};

static bool at_word(const struct link_reader *x, const char *word)
{
	size_t k = 0;
	for (; word[k]; k++)
		if (x->i + k >= x->end || (x->p[x->i + k] | 32) != (unsigned char)word[k])
			return false;
	return true;
}

/* Move behind the next occurrence of word; false: there is none before end. */
static bool skip_to(struct link_reader *x, const char *word)
{
	for (; (x->i = unit_find_letter(x->p, x->i, x->end, word[0])) < x->end; x->i++) {
		if (!at_word(x, word)) continue;
		while (*word++) x->i++;
		return true;
	}
	return false;
}

/* One part of an address, figures and their hyphen at its end left out, names a writer's page. */
static bool is_word(const struct class_words *words, const uint16_t *p, size_t len, bool goes_on)
{
	uint16_t word[WORD_UNITS] = { 'h', 'r', 'e', 'f', ':' };
	size_t n = 5, left = len;
	while (left && p[left - 1] >= '0' && p[left - 1] <= '9') left--;
	if (left < len && left && (p[left - 1] == '-' || p[left - 1] == '_')) left--;
	if (!left || n + left > WORD_UNITS || !(goes_on || left < len)) return false;
	for (size_t i = 0; i < left; i++) {
		uint16_t c = p[i];
		word[n++] = c >= 'A' && c <= 'Z' ? (uint16_t)(c | 32) : c;
	}
	uint32_t key;
	return datrie_has(&words->fields, word, n, &key) && key == META_AUTHOR;
}

static bool is_writers_page(const struct class_words *words, const uint16_t *p, size_t len)
{
	size_t from = 0, parts = 0;
	for (size_t i = 0; i <= len && parts < SEGMENTS; i++) {
		if (i < len && p[i] != '/' && p[i] != '?' && p[i] != '=') continue;
		if (i > from && is_word(words, p + from, i - from, i + 1 < len)) return true;
		from = i + 1;
		parts++;
	}
	return false;
}

/* The next link: the span of its address and of its first text. */
static bool next_link(struct link_reader *x, struct html_span *href, struct html_span *text)
{
	if (!skip_to(x, "<a ")) return false;
	struct link_reader tag = *x;
	for (tag.end = x->i; tag.end < x->end && x->p[tag.end] != '>';) tag.end++;
	x->i = tag.end < x->end ? tag.end + 1 : x->end;
	*href = *text = (struct html_span){ 0, 0 };
	if (skip_to(&tag, "href=") && tag.i < tag.end) {
		uint16_t quote = tag.p[tag.i] == '"' || tag.p[tag.i] == 39 ? tag.p[tag.i++] : ' ';
		href->off = (uint32_t)tag.i;
		while (tag.i < tag.end && tag.p[tag.i] != quote) tag.i++;
		href->len = (uint32_t)(tag.i - href->off);
	}
	size_t i = x->i;
	for (; i < x->end && (unit_is_space(x->p[i]) || x->p[i] == '<'); i++) {
		if (x->p[i] != '<') continue;
		if (i + 2 < x->end && x->p[i + 1] == '/' && (x->p[i + 2] | 32) == 'a')
			return true; /* a link without text */
		while (i < x->end && x->p[i] != '>') i++;
	}
	text->off = (uint32_t)i;
	while (i < x->end && x->p[i] != '<' && x->p[i] != '&') i++;
	while (i > text->off && unit_is_space(x->p[i - 1])) i--;
	text->len = (uint32_t)(i - text->off);
	return true;
}

void link_authors_add(const struct debris *r, struct debris_worker *w,
		      const struct class_words *words, const struct page *p, struct facts *f)
{
	if (w->body <= w->title || w->body > p->n_lines || !p->n_lines) return;
	size_t last = w->body - w->title > LINK_LINES ? w->title + LINK_LINES : w->body;
	struct link_reader x = { p->old.p, p->lines[w->title].old_end,
				 last < p->n_lines ? p->lines[last].old : p->old.len };
	if (x.end > x.i + LINK_LOOK) x.end = x.i + LINK_LOOK;
	struct html_span href, text;
	struct rule_hit hit;
	while (next_link(&x, &href, &text)) {
		uint32_t a, b;
		if (text.len < 2 || text.len > NAME_UNITS || !href.len ||
		    !is_writers_page(words, p->old.p + href.off, href.len))
			continue;
		fold_text(&r->fold, p->old.p + text.off, text.len, 0, &w->fold);
		struct uslice name = { w->fold.p, w->fold.len };
		if (!debris_first(r, w, ON_NAMES, name, &hit) ||
		    !rule_hit_group(r->set[ON_NAMES], &hit, "author", &a, &b) || a == b)
			continue;
		uint32_t from = folded_start(&w->fold, a), end = folded_end(&w->fold, b);
		struct uslice as = { p->old.p + text.off + from, end - from };
		facts_add(f, META_AUTHOR, arena_utf8(&f->d->arena, as),
			  map_source(p->map, text.off + from, end - from), "link:author",
			  LINK_RANK);
	}
}
