/* Words kept from one stage to the next of the same process, and used again. See segment.h.
 *
 * Between two marks (a comma, a bracket, a blank: a unit that is part of no word and of no run) the
 * cheapest path does not depend on what stands outside: the lattice has one node there, and the
 * marks say all that a name's cost asks of its neighbours. So a sentence cut once may be cut again
 * with other annotations by looking only at the stretches between marks in which annotations have
 * come or gone; all others are taken as they were. In real news that is two of three. Most that
 * come cover whole words. What the path says of the words beside them then stays right, as other
 * ways became only dearer: names, whose cost looks at their neighbours, and a few more are excepted
 * (stays, lexicon_binds). Kept is a unit32 a token: length 8 bits, part of speech 5, classes 15,
 * flags 4; flags KEPT_ATOM: an annotation. Of a length over 255 the field is 0 and the length
 * follows. */
#include "pipeline/annotate/segment.h"

static uint32_t pack(const struct token *t)
{
	uint32_t flags = t->annot >= 0 ? KEPT_ATOM : t->flags;

	return (t->len < 256 ? t->len : 0) | (uint32_t)t->pos << 8 | (uint32_t)t->cls << 13 |
	       flags << 28;
}

void segment_keep(struct doc *d, size_t sentence, const struct token *t, size_t n)
{
	if (!d->kept || d->kept->of != d->text.p) {
		d->kept = arena_zalloc(&d->arena, sizeof *d->kept);
		d->kept->of = d->text.p;
		d->kept->words =
			arena_zalloc(&d->arena, (d->n_sentences + 1) * sizeof *d->kept->words);
	}
	/* so many at most have their length in a cell of its own */
	size_t cells = n + d->sentences[sentence].len / 256;
	uint32_t *k = arena_alloc(&d->arena, (cells + 1) * sizeof *k);
	d->kept->words[sentence] = k;
	for (size_t i = 0; i < n; i++) {
		*k++ = pack(&t[i]);
		if (t[i].len > 255) *k++ = t[i].len;
	}
}

const uint32_t *segment_kept(const struct doc *d, size_t sentence)
{
	return d->kept && d->kept->of == d->text.p ? d->kept->words[sentence] : NULL;
}

/* A walk over the kept words of a sentence, beside the annotations as they are now. */
struct again {
	const struct lexicon *l;
	struct segment_scratch *w;
	const struct doc *d;
	const uint32_t *kept;
	struct token *out;
	size_t n, k;   /* tokens made; the annotation that comes next */
	uint32_t next; /* where it begins; behind the sentence: UINT32_MAX */
	uint32_t i, end;
	uint32_t from;	  /* where the stretch began */
	size_t from_n;	  /* tokens before it */
	uint32_t covered; /* end of the last annotation met */
	bool same;    /* all of the stretch is as it was, but for annotations that stand for whole
			 words */
	bool anew;    /* there are some of these */
	uint32_t all; /* what is kept of its words, over each other */
};

static inline struct token unpack(uint32_t c, uint32_t off)
{
	return (struct token){ .off = off,
			       .len = c & 255,
			       .pos = (uint8_t)(c >> 8 & 31),
			       .cls = (uint16_t)(c >> 13 & 0x7fff),
			       .flags = (uint8_t)(c >> 28),
			       .annot = -1 };
}

static inline struct token next_kept(struct again *g)
{
	struct token t = unpack(*g->kept++, g->i);

	if (!t.len) t.len = *g->kept++;
	return t;
}

/* Most words: no annotation near, no mark, short. Takes them up to the first that wants a closer
 * look. */
static void take_plain(struct again *g)
{
	uint32_t stop = g->next < g->end ? g->next : g->end, i = g->i, all = 0;
	const uint32_t *kept = g->kept;
	struct token *out = g->out + g->n;

	while (i < stop) {
		uint32_t c = *kept, len = c & 255, pos = c >> 8 & 31;
		if (!len || i + len > stop || c >> 28 == KEPT_ATOM || pos == POS_PUNCT ||
		    pos == POS_SPACE)
			break;
		*out++ = unpack(c, i);
		kept++;
		i += len;
		all |= c;
	}
	g->all |= all;
	g->n = (size_t)(out - g->out);
	g->kept = kept;
	g->i = i;
}

/* On to the next annotation that is an atom and not inside the one before. */
static void find_atom(struct again *g)
{
	const struct doc *d = g->d;

	while (g->k < d->n_annots &&
	       (d->annots[g->k].off < g->covered || !segment_is_atom(&d->annots[g->k])))
		g->k++;
	bool more = g->k < d->n_annots && d->annots[g->k].off < g->end;
	g->next = more ? d->annots[g->k].off : UINT32_MAX;
}

/* The stretch that ends at i anew, when annotations have changed in it. */
static void end_stretch(struct again *g, uint32_t i)
{
	struct token *t;
	bool names = g->anew && (g->all >> 28 & TOKEN_MODEL);

	if ((!g->same || names) && i > g->from) {
		size_t n = segment(g->l, g->w, g->d, g->from, i - g->from, &t);
		memcpy(g->out + g->from_n, t, n * sizeof *t);
		g->n = g->from_n + n;
	}
}

/* Do the words beside an annotation that has come stay as they are? Behind an office names are
 * cheaper. */
static bool stays(const struct again *g, const struct annot *a)
{
	if (a->type == A_TITLE) return false;
	return a->off == g->from ||
	       !lexicon_binds(g->l, g->d->text.p + a->off - 1, g->end - a->off + 1u);
}

/* A kept token in which annotations begin: is it still one, and the only one, or does one stand for
 * this word and the next ones up to *end? */
static void take_covered(struct again *g, struct token *t, uint32_t *end)
{
	const struct annot *a = &g->d->annots[g->k];
	bool kept = t->flags == KEPT_ATOM && a->off == g->i && a->len == t->len &&
		    segment_annot_pos(a->type) == t->pos;

	if (!kept) {
		while (a->off == g->i && *end < a->off + a->len && *end < g->end)
			*end += next_kept(g).len;
		g->same = g->same && a->off == g->i && *end == a->off + a->len && stays(g, a);
		g->anew = true;
	}
	*t = segment_atom(g->l, g->d, g->k);
	t->off = g->i;
	while (g->next < *end) {
		g->covered = g->next + g->d->annots[g->k].len;
		find_atom(g);
	}
}

static void take_kept(struct again *g)
{
	struct token t = next_kept(g);
	uint32_t end = g->i + t.len;

	if (g->next < end) {
		take_covered(g, &t, &end);
	} else if (t.flags == KEPT_ATOM) {
		g->same = false;
	} else if ((t.pos == POS_PUNCT || t.pos == POS_SPACE) && g->covered <= g->i && t.len == 1 &&
		   lexicon_parts(g->l, g->d->text.p[g->i])) {
		end_stretch(g, g->i);
		g->out[g->n++] = t;
		g->from = end;
		g->from_n = g->n;
		g->same = true;
		g->anew = false;
		g->all = 0;
		g->i = end;
		return;
	} else {
		g->all |= (uint32_t)t.flags << 28;
	}
	if (g->same) g->out[g->n++] = t;
	g->i = end;
}

size_t segment_again(const struct lexicon *l, struct segment_scratch *w, const struct doc *d,
		     struct segment_place at, struct arena *a, struct token **out)
{
	const struct sentence *s = &d->sentences[at.sentence];
	struct again g = { .l = l,
			   .w = w,
			   .d = d,
			   .i = s->off,
			   .end = s->off + s->len,
			   .from = s->off,
			   .same = true };

	g.kept = segment_kept(d, at.sentence);
	g.k = at.first;
	g.out = *out = arena_alloc(a, (s->len + 1u) * sizeof *g.out);
	find_atom(&g);
	if (g.kept)
		while (g.i < g.end) {
			if (g.same) take_plain(&g);
			if (g.i < g.end) take_kept(&g);
		}
	else g.same = false;
	if (g.covered > g.end) { /* an annotation goes over the end: none of the sentence's */
		g.from = s->off;
		g.from_n = 0;
		g.same = false;
	}
	end_stretch(&g, g.end);
	return g.n;
}
