/* Traditional to simplified: table reading and the conversion pass. See t2s.h. */
#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"
#include "pipeline/normalize/sift.h"

#define UNITS	   65536u
#define QUOTES	   5 /* marks that t2s_closing_quote gives */
#define FILTER_LEN 8192u
/* purely simplified characters, and no traditional one, from which a text is simplified for sure */
#define SIMPLIFIED 4u
/* a document with more than half as many purely traditional as purely simplified characters */
#define MIXED 2u

static const char *const mode_names[] = { "t2s", "tw2s", "tw2sp", "hk2s", "auto", "off" };

int t2s_mode_parse(const char *name)
{
	for (int i = 0; i < T2S_MODES; i++)
		if (strcmp(name, mode_names[i]) == 0) return i;
	return -1;
}

static enum status view_dict(struct t2s *t, enum t2s_mode mode, struct err *e)
{
	struct slice s = table_section(&t->table, mode_names[mode]),
		     pool = table_section(&t->table, "pool");
	struct t2s_dict *d = &t->dicts[mode];

	if (s.len < UNITS * 3 + FILTER_LEN || !pool.p)
		return err_set(e, ERR_RULES, "t2s.tab: damaged table (run make)");
	d->first = (const uint8_t *)s.p;
	d->one = (const uint16_t *)(const void *)(s.p + UNITS);
	d->filter = (const uint8_t *)s.p + UNITS * 3;
	d->pool = (const uint16_t *)(const void *)pool.p;
	size_t head = UNITS * 3 + FILTER_LEN;
	return datrie_view(&d->trie, slice_of(s.p + head, s.len - head), e);
}

enum status t2s_open(struct t2s *t, const struct env *env, struct err *e)
{
	TRY(table_open(&t->table, env, "t2s", e));
	struct slice script = table_section(&t->table, "script");
	enum status st = script.len == UNITS
				 ? OK
				 : err_set(e, ERR_RULES, "t2s.tab: damaged table (run make)");
	t->script = (const uint8_t *)script.p;
	for (int m = 0; st == OK && m <= T2S_AUTO; m++) st = view_dict(t, (enum t2s_mode)m, e);
	if (st != OK) t2s_close(t);
	return st;
}

void t2s_close(struct t2s *t)
{
	table_close(&t->table);
}

struct slice t2s_script(struct t2s_count c)
{
	size_t all = c.hant + c.hans, less = c.hant < c.hans ? c.hant : c.hans;

	if (less * 20 > all && less > 1) return SLICE("mixed");
	return c.hant > c.hans ? SLICE("hant") : SLICE("hans");
}

static bool has_hant(const struct t2s *t, const uint16_t *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (t->script[s[i]] == T2S_HANT) return true;
	return false;
}

static size_t find_word(const struct t2s_dict *d, uint8_t first, const uint16_t *s, size_t len,
			uint32_t *value)
{
	if (first == T2S_WORD) {
		if (len < 2) return 0;
		uint32_t bit = t2s_filter_bit(s[0], s[1]);
		if (!(d->filter[bit >> 3] >> (bit & 7) & 1)) return 0;
	}
	return datrie_longest(&d->trie, s, len, value);
}

/* Convert old units [from, to). only_hant: leave every match alone that has no purely traditional
 * character. */
static void convert(const struct t2s *t, const struct t2s_dict *d, struct edit *e, size_t from,
		    size_t to, bool only_hant)
{
	const uint16_t *s = e->w.old.p;

	for (size_t i = from; i < to;) {
		uint8_t first = d->first[s[i]];
		if (first == T2S_NONE) {
			i++;
			continue;
		}
		uint32_t value = 0;
		size_t len = first == T2S_ONE ? 0 : find_word(d, first, s + i, to - i, &value);
		if (len) {
			struct uslice put = { d->pool + (value >> 8), value & 0xff };
			if ((!only_hant || has_hant(t, s + i, len)) &&
			    !uslice_eq(put, (struct uslice){ s + i, len }))
				edit_put(e, i, len, put, MAP_CONVERTED);
			i += len;
			continue;
		}
		if (d->one[s[i]] != s[i] && (!only_hant || t->script[s[i]] == T2S_HANT))
			edit_swap(e, i, d->one[s[i]], MAP_CONVERTED);
		i++;
	}
}

/* What mode auto does with a piece. */
enum verdict { LEAVE, LONE, WHOLE };

/* Does the document hardly have a purely simplified character? */
static bool mostly_hant(struct t2s_count doc)
{
	return doc.hant > doc.hans * 9;
}

static enum verdict judge(struct t2s_count piece, struct t2s_count doc)
{
	size_t all = piece.hant + piece.hans;
	/* lone traditional characters are no rare names here */
	bool believed = doc.hant * MIXED > doc.hans;

	if (!piece.hant) return mostly_hant(doc) && !piece.hans ? WHOLE : LEAVE;
	if (piece.hant * 5 >= all * 4 && (piece.hant > 1 || believed)) return WHOLE;
	if (believed || (piece.hant > 1 && piece.hant * 2 > piece.hans)) return LONE;
	return LEAVE;
}

uint16_t t2s_closing_quote(uint16_t c)
{
	if (c > 0x300e) return 0; /* most of a text */
	switch (c) {
	case QUOTE_OPEN:
		return QUOTE_CLOSE;
	case SINGLE_OPEN:
		return SINGLE_CLOSE;
	case CORNER_OPEN:
		return CORNER_CLOSE;
	case WHITE_CORNER_OPEN:
		return WHITE_CORNER_CLOSE;
	case TITLE_OPEN:
		return TITLE_CLOSE;
	default:
		return 0;
	}
}

/* Mode auto on one passage: its pieces in order. */
struct conversion {
	const struct t2s *t;
	struct t2s_count doc;
	const struct sifted *l;
	size_t k; /* a listed unit that is not behind the piece to come */
	struct edit e;
};

static size_t count_hant(struct conversion *c, size_t from, size_t to)
{
	size_t n = 0;

	c->k = sift_from(c->l, c->k, from);
	for (size_t k = c->k; k < c->l->n && c->l->at[k] < to; k++)
		n += (sift_class(c->l, k) & SIFT_HANT) != 0;
	return n;
}

static bool has_hans(const struct conversion *c, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (c->t->script[c->e.w.old.p[i]] == T2S_HANS) return true;
	return false;
}

/* Characters of one script in [from, to). */
static struct t2s_count count(struct conversion *c, size_t from, size_t to)
{
	struct t2s_count n = { .hant = count_hant(c, from, to) };

	/* without traditional ones the others matter only where a whole line or quotation may be
	 * left traditional */
	if (!n.hant && !mostly_hant(c->doc)) return n;
	for (size_t i = from; i < to; i++) n.hans += c->t->script[c->e.w.old.p[i]] == T2S_HANS;
	return n;
}

static void convert_piece(struct conversion *c, size_t from, size_t to)
{
	enum verdict v = judge(count(c, from, to), c->doc);

	if (v != LEAVE) convert(c->t, &c->t->dicts[T2S_AUTO], &c->e, from, to, v == LONE);
}

static bool is_among(const uint16_t *marks, size_t n, uint16_t c)
{
	for (size_t i = 0; i < n; i++)
		if (marks[i] == c) return true;
	return false;
}

/* A line: as a whole where it has one script, else quotation by quotation. */
static void convert_line(struct conversion *c, size_t from, size_t to)
{
	const uint16_t *s = c->e.w.old.p;
	bool hant = count_hant(c, from, to) > 0;

	if (!hant && !mostly_hant(c->doc)) return;
	bool hans = has_hans(c, from, to);
	if (!hant && hans) return;
	if (!hans) {
		convert_piece(c, from, to);
		return;
	}
	size_t start = from;
	/* marks that are closed nowhere in the rest of the line */
	uint16_t open_ended[QUOTES] = { 0 };
	size_t n_open = 0;
	for (size_t k = c->k; k < c->l->n && c->l->at[k] < to; k++) {
		size_t i = c->l->at[k];
		uint16_t close = t2s_closing_quote(s[i]);
		if (!close || i < start || is_among(open_ended, n_open, close)) continue;
		size_t end = unit_find(s, i + 1, to, close);
		if (end == to) {
			open_ended[n_open++] = close;
			continue;
		}
		convert_piece(c, start, i);
		convert_piece(c, i, end);
		start = end;
	}
	convert_piece(c, start, to);
}

void t2s_convert(const struct t2s *t, enum t2s_mode mode, struct t2s_count doc,
		 const struct sifted *l, struct passage *p)
{
	struct conversion c = { .t = t, .doc = doc, .l = l };

	if (mode == T2S_OFF || (!doc.hant && (doc.hans >= SIMPLIFIED || mode == T2S_AUTO))) return;
	edit_begin(&c.e, p);
	if (mode != T2S_AUTO) {
		convert(t, &t->dicts[mode], &c.e, 0, p->text.len, false);
		edit_end(&c.e);
		return;
	}
	for (size_t from = 0, to; from < p->text.len; from = to + 1) {
		to = unit_find(p->text.p, from, p->text.len, '\n');
		convert_line(&c, from, to);
	}
	edit_end(&c.e);
}
