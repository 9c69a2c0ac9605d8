/* Finding and removing injected pinyin. See gloss.h. */
#include "pipeline/normalize/gloss.h"

#include "pipeline/normalize/fold_marks.h"

#define OTHER_MIN 5 /* glosses on simplified characters from which they count as injected */
#define KINDS_MIN 3

/* One place in the text that looks like pinyin. */
struct find {
	size_t pos, len; /* with its brackets */
	enum { STRAY, WHOLE, TORN } kind;
};

static bool is_open(uint16_t c)
{
	return c == '(' || c == 0xff08;
}

static bool is_close(uint16_t c)
{
	return c == ')' || c == 0xff09;
}

/* Letters that make one look twice: a bracket, or a letter with a tone mark. */
static bool is_tone_letter(uint16_t c)
{
	return c >= 0xe0 && c < 0x370 && c != 0xea && c != 0xfc && c != 0x251 && c != 0x261 && reading_is_letter(c);
}

static size_t letters_end(struct uslice s, size_t i)
{
	size_t end = i;

	while (end < s.len && end - i <= READING_MAX && reading_is_letter(s.p[end]))
		end++;
	return end;
}

/* The run of letters around position i that holds a tone mark or follows a bracket: at is its first letter. */
static bool find_at(const struct gloss *g, struct uslice s, size_t at, struct find *f)
{
	size_t end = letters_end(s, at);
	struct reading r;

	if (end == at || !reading_parse(g->readings, s.p + at, end - at, &r)) return false;
	bool open = at > 0 && is_open(s.p[at - 1]), close = end < s.len && is_close(s.p[end]);
	size_t head = at - (open ? 1 : 0);
	bool fits = head > 0 && is_han(s.p[head - 1]) && reading_fits(g->readings, s.p[head - 1], r);

	*f = (struct find){ head, end + (close ? 1 : 0) - head, STRAY };
	if (fits && open && close) f->kind = WHOLE;
	if (!r.tone && f->kind != WHOLE) return false;
	if (f->kind == STRAY && fits && (open || close)) f->kind = TORN;
	/* what is left of a gloss whose character was damaged: )?shu) */
	if (f->kind == STRAY && !open && close && head > 1 && s.p[head - 1] == '?' && is_close(s.p[head - 2])) {
		f->kind = TORN;
		f->pos--;
		f->len++;
	}
	return true;
}

/* The next find at or after *i; steps *i behind it. */
static bool next_find(const struct gloss *g, struct uslice s, size_t *i, struct find *f)
{
	for (size_t k = *i; k < s.len; k++) {
		uint16_t c = s.p[k];
		size_t at;
		if (c >= 0x370 && c != 0xff08) continue; /* most of all */
		if (is_open(c) && k > 0 && is_han(s.p[k - 1])) {
			at = k + 1;
		} else if (is_tone_letter(c)) {
			for (at = k; at > *i && reading_is_letter(s.p[at - 1]) && k - at < READING_MAX;)
				at--;
		} else {
			continue;
		}
		size_t end = letters_end(s, at);
		bool found = find_at(g, s, at, f);
		*i = end > k ? end : k + 1;
		if (found) return true;
		k = *i - 1;
	}
	*i = s.len;
	return false;
}

static void add_kind(struct gloss_census *c, uint16_t unit)
{
	for (size_t i = 0; i < c->kinds; i++)
		if (c->seen[i] == unit) return;
	if (c->kinds < GLOSS_KINDS) c->seen[c->kinds++] = unit;
}

void gloss_count(const struct gloss *g, struct uslice text, struct gloss_census *c)
{
	struct find f;

	for (size_t i = 0; next_find(g, text, &i, &f);) {
		if (f.kind == STRAY) c->stray++;
		if (f.kind != WHOLE) continue;
		uint16_t unit = text.p[f.pos - 1];
		if (g->script[unit] == T2S_HANT) {
			c->hant++;
		} else {
			c->other++;
			add_kind(c, unit);
		}
	}
}

void gloss_remove(const struct gloss *g, const struct gloss_census *c, struct passage *p)
{
	size_t all = c->hant + c->other;
	bool talk = c->stray * 5 > all;	      /* pinyin is a subject here */
	bool many = c->hant >= KINDS_MIN || (c->other >= OTHER_MIN && c->kinds >= KINDS_MIN);
	struct edit e;
	struct find f;

	if (!all || talk || (!c->hant && !many)) return;
	edit_begin(&e, p);
	for (size_t i = 0; next_find(g, e.w.old, &i, &f);) {
		bool hant = f.kind == WHOLE && g->script[e.w.old.p[f.pos - 1]] == T2S_HANT;
		if (!hant && (f.kind == STRAY || !many)) continue;
		if (f.pos && is_han(e.w.old.p[f.pos - 1]) && e.w.pos < f.pos)
			/* the gloss belongs to its character: evidence for one covers both */
			edit_put(&e, f.pos - 1, f.len + 1, (struct uslice){ &e.w.old.p[f.pos - 1], 1 }, MAP_FOLDED);
		else
			edit_drop(&e, f.pos, f.len, MAP_REMOVED, WHY_GLOSS);
	}
	edit_end(&e);
}
