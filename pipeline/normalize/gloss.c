/* Finding and removing injected pinyin. See gloss.h. */
#include "pipeline/normalize/gloss.h"

#include "pipeline/normalize/sift.h"

#define OTHER_MIN 5 /* glosses on simplified characters from which they count as injected */
#define KINDS_MIN 3

/* One place in the text that looks like pinyin. */
struct find {
	size_t pos, len; /* with its brackets */
	enum { STRAY, WHOLE, TORN } kind;
};

/* Letters that make one look twice: a bracket, or a letter with a tone mark. */
static bool is_tone_letter(uint16_t c)
{
	return c >= 0xe0 && c < 0x370 && c != 0xea && c != 0xfc && c != 0x251 && c != 0x261 &&
	       reading_is_letter(c);
}

static size_t letters_end(struct uslice s, size_t i)
{
	size_t end = i;

	while (end < s.len && end - i <= READING_MAX && reading_is_letter(s.p[end])) end++;
	return end;
}

/* The run of letters around position i that holds a tone mark or follows a bracket: at is its first
 * letter. */
static bool find_at(const struct gloss *g, struct uslice s, size_t at, struct find *f)
{
	size_t end = letters_end(s, at);
	struct spelling r;

	if (end == at || !reading_parse(g->readings, s.p + at, end - at, &r)) return false;
	bool open = at > 0 && unit_opens_bracket(s.p[at - 1]),
	     close = end < s.len && unit_closes_bracket(s.p[end]);
	size_t head = at - (open ? 1 : 0);
	bool fits = head > 0 && unit_is_one_han(s.p[head - 1]) &&
		    reading_fits(g->readings, s.p[head - 1], r);

	*f = (struct find){ head, end + (close ? 1 : 0) - head, STRAY };
	if (fits && open && close) f->kind = WHOLE;
	if (!r.tone && f->kind != WHOLE) return false;
	if (f->kind == STRAY && fits && (open || close)) f->kind = TORN;
	/* what is left of a gloss whose character was damaged: )?shu) */
	if (f->kind == STRAY && !open && close && head > 1 && s.p[head - 1] == '?' &&
	    unit_closes_bracket(s.p[head - 2])) {
		f->kind = TORN;
		f->pos--;
		f->len++;
	}
	return true;
}

bool gloss_may_begin(uint16_t unit)
{
	return unit_opens_bracket(unit) || is_tone_letter(unit);
}

/* Where the search for finds stands: the next unit to look at, and a listed one that is not behind
 * it. */
struct progress {
	size_t i, k;
};

/* The next find; steps behind it. */
static bool next_find(const struct gloss *g, const struct sifted *l, struct progress *to,
		      struct find *f)
{
	struct uslice s = l->text;

	for (; to->k < l->n; to->k++) {
		size_t k = l->at[to->k], at;
		if (k < to->i || !(sift_class(l, to->k) & SIFT_GLOSS)) continue;
		if (!unit_opens_bracket(s.p[k])) {
			for (at = k;
			     at > to->i && reading_is_letter(s.p[at - 1]) && k - at < READING_MAX;)
				at--;
		} else if (k > 0 && unit_is_one_han(s.p[k - 1])) {
			at = k + 1;
		} else {
			continue;
		}
		size_t end = letters_end(s, at);
		to->i = end > k ? end : k + 1;
		if (find_at(g, s, at, f)) return true;
	}
	return false;
}

static void add_kind(struct gloss_census *c, uint16_t unit)
{
	for (size_t i = 0; i < c->kinds; i++)
		if (c->seen[i] == unit) return;
	if (c->kinds < GLOSS_KINDS) c->seen[c->kinds++] = unit;
}

void gloss_count(const struct gloss *g, const struct sifted *text, struct gloss_census *c)
{
	struct progress at = { 0, 0 };
	struct find f;

	while (next_find(g, text, &at, &f)) {
		if (f.kind == STRAY) c->stray++;
		if (f.kind != WHOLE) continue;
		uint16_t unit = text->text.p[f.pos - 1];
		if (g->script[unit] == T2S_HANT) {
			c->hant++;
		} else {
			c->other++;
			add_kind(c, unit);
		}
	}
}

bool gloss_remove(const struct gloss *g, const struct gloss_census *c, const struct sifted *l,
		  struct passage *p)
{
	size_t all = c->hant + c->other;
	bool talk = c->stray * 5 > all; /* pinyin is a subject here */
	bool many = c->hant >= KINDS_MIN || (c->other >= OTHER_MIN && c->kinds >= KINDS_MIN);
	struct progress at = { 0, 0 };
	struct edit e;
	struct find f;

	if (!all || talk || (!c->hant && !many)) return false;
	edit_begin(&e, p);
	while (next_find(g, l, &at, &f)) {
		bool hant = f.kind == WHOLE && g->script[e.w.old.p[f.pos - 1]] == T2S_HANT;
		if (!hant && (f.kind == STRAY || !many)) continue;
		if (f.pos && unit_is_one_han(e.w.old.p[f.pos - 1]) && e.w.pos < f.pos)
			/* the gloss belongs to its character: evidence for one covers both */
			edit_put(&e, f.pos - 1, f.len + 1,
				 (struct uslice){ &e.w.old.p[f.pos - 1], 1 }, MAP_FOLDED);
		else edit_drop(&e, f.pos, f.len, MAP_REMOVED, WHY_GLOSS);
	}
	return edit_end(&e);
}
