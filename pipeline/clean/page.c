/* The visible page: lines, segments, verdicts; and the one place where clean changes the text
 * (page_emit). From: the pieces that a front appends. To: the new text, its map, its blocks.
 * Limits: none of its own; linear in the text. */
#include "pipeline/clean/page.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"

#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const struct {
	const char *kind, *text;
} whys[] = {
#define X(id, kind, text) { kind, text },
#include "pipeline/clean/why.def"
#undef X
};

const char *clean_why_name(unsigned why)
{
	return whys[why < WHY_N ? why : 0].kind;
}

const char *clean_why_text(unsigned why)
{
	return whys[why < WHY_N ? why : 0].text;
}

int clean_why_parse(struct slice kind)
{
	for (int i = 0; i < WHY_N; i++)
		if (slice_is(kind, whys[i].kind)) return i;
	return -1;
}

void page_begin(struct page *p, struct uslice old, const struct map *map, uint8_t gap_why)
{
	p->old = old;
	p->map = map;
	p->vis = old.p;
	p->vis_len = 0;
	p->text.len = 0;
	p->n_segs = p->n_lines = p->n_cuts = p->n_hidden = p->n_marks = p->n_fields = 0;
	p->n_moments = 0;
	p->gap_why = gap_why;
}

void page_free(struct page *p)
{
	ubuf_free(&p->text);
	mem_free(p->segs);
	mem_free(p->lines);
	mem_free(p->cuts);
	mem_free(p->hidden);
	mem_free(p->marks);
	mem_free(p->fields);
	mem_free(p->moments);
}

static struct seg *add_seg(struct page *p)
{
	p->segs = mem_grow(p->segs, &p->cap_segs, p->n_segs + 1, sizeof *p->segs);
	return &p->segs[p->n_segs++];
}

void page_copy(struct page *p, size_t old, size_t len)
{
	if (len == 0) return;
	struct seg *last = p->n_segs ? &p->segs[p->n_segs - 1] : NULL;
	if (last && last->copied && last->old + last->old_len == old)
		last->len += (uint32_t)len, last->old_len += (uint32_t)len;
	else
		*add_seg(p) = (struct seg){ (uint32_t)p->text.len, (uint32_t)len, (uint32_t)old,
					    (uint32_t)len, true };
	ubuf_add(&p->text, p->old.p + old, len);
}

void page_replace(struct page *p, size_t old, size_t old_len, const uint16_t *vis, size_t len)
{
	if (len == 0) return;
	*add_seg(p) = (struct seg){ (uint32_t)p->text.len, (uint32_t)len, (uint32_t)old,
				    (uint32_t)old_len, false };
	ubuf_add(&p->text, vis, len);
}

/* Sentence punctuation: the CJK marks and their ASCII twins. Asked of marks of all kinds: told
 * without a branch. */
static bool is_punct(uint16_t c)
{
	const uint32_t marks =
		1u << (',' - ' ') | 1u << (';' - ' ') | 1u << ('!' - ' ') | 1u << ('?' - ' ');
	uint32_t at = c - (c >= 0xff00 ? 0xff00u : 0x20u); /* of both, a space's place is 0 */

	return ((at < 32) & marks >> at % 32) | (c == FULL_STOP) | (c == ELLIPSIS);
}

#define SEGS_NEAR 8

/* Last segment that begins at or before vis. */
static const struct seg *find_seg(const struct page *p, size_t vis)
{
	size_t lo = 0, hi = p->n_segs, near = hi > SEGS_NEAR ? hi - SEGS_NEAR : 0;
	if (hi && p->segs[near].vis <= vis) { /* lines are cut where the text ends */
		while (p->segs[hi - 1].vis > vis) hi--;
		return &p->segs[hi - 1];
	}
	while (hi - lo > 1) {
		size_t mid = (lo + hi) / 2;
		if (p->segs[mid].vis <= vis) lo = mid;
		else hi = mid;
	}
	return &p->segs[lo];
}

static size_t old_start(const struct page *p, size_t vis)
{
	const struct seg *s = find_seg(p, vis);
	return s->copied ? s->old + (vis - s->vis) : s->old;
}

static size_t old_end(const struct page *p, size_t vis_end)
{
	const struct seg *s = find_seg(p, vis_end - 1);
	return s->copied ? s->old + (vis_end - s->vis) : s->old + s->old_len;
}

struct unit_counts {
	uint32_t han, punct;
};

#ifdef __SSE2__
#define STEPS_MAX 0xffffu /* a counter has 16 bits */

static uint32_t add_up(__m128i counters)
{
	uint16_t n[8];
	uint32_t sum = 0;

	_mm_storeu_si128((__m128i *)(void *)n, counters);
	for (int k = 0; k < 8; k++) sum += n[k];
	return sum;
}

static inline __m128i equals(__m128i v, uint16_t c)
{
	return _mm_cmpeq_epi16(v, _mm_set1_epi16((short)c));
}

/* Eight units at a step, as long as there are as many: gives how many were looked at. Which are
 * marks nothing foretells, so that all are asked about each; only rare Han get a look of their own.
 */
static size_t count_steps(const uint16_t *t, size_t len, struct unit_counts *n)
{
	const __m128i first = _mm_set1_epi16(0x4e00), wide = _mm_set1_epi16(0x9fff - 0x4e00),
		      none = _mm_setzero_si128(), ascii = _mm_set1_epi16((short)0xfee0);
	__m128i n_han = none, n_punct = none;
	size_t i = 0;

	for (; i + 8 <= len && i < 8 * (size_t)STEPS_MAX; i += 8) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(t + i));
		__m128i han = _mm_cmpeq_epi16(_mm_subs_epu16(_mm_sub_epi16(v, first), wide), none);
		__m128i full =
			_mm_cmpeq_epi16(_mm_subs_epu16(_mm_set1_epi16((short)0xff00), v), none);
		__m128i u = _mm_sub_epi16(v, _mm_and_si128(full, ascii)); /* the ASCII twin */
		__m128i punct = _mm_or_si128(equals(v, FULL_STOP), equals(v, ELLIPSIS));
		punct = _mm_or_si128(punct, _mm_or_si128(equals(u, ','), equals(u, ';')));
		punct = _mm_or_si128(punct, _mm_or_si128(equals(u, '!'), equals(u, '?')));
		n_han = _mm_sub_epi16(n_han, _mm_or_si128(han, equals(v, HAN_ZERO)));
		n_punct = _mm_sub_epi16(n_punct, punct);
		__m128i low = _mm_subs_epu16(_mm_set1_epi16(HAN_FIRST), v); /* 0: not below */
		__m128i rare =
			_mm_andnot_si128(_mm_or_si128(han, full), _mm_cmpeq_epi16(low, none));
		for (unsigned left = (unsigned)_mm_movemask_epi8(rare) & 0x5555; left;
		     left &= left - 1)
			n->han += unit_is_han(t[i + (unsigned)__builtin_ctz(left) / 2]);
	}
	n->han += add_up(n_han);
	n->punct += add_up(n_punct);
	return i;
}
#endif

/* Units of t that are Han, and those that are sentence punctuation. */
static struct unit_counts count_units(const uint16_t *t, size_t len)
{
	struct unit_counts n = { 0, 0 };
	size_t i = 0;

#ifdef __SSE2__
	while (i + 8 <= len) i += count_steps(t + i, len - i, &n);
#endif
	for (; i < len; i++) {
		n.han += unit_is_han(t[i]);
		n.punct += is_punct(t[i]);
	}
	return n;
}

struct line *page_line(struct page *p, size_t start, size_t end)
{
	if (p->text.len) p->vis = p->text.p;
	p->vis_len = p->text.len ? p->text.len : p->old.len;
	while (start < end && unit_is_space(p->vis[start])) start++;
	while (end > start && unit_is_space(p->vis[end - 1])) end--;
	if (start == end) return NULL;
	p->lines = mem_grow(p->lines, &p->cap_lines, p->n_lines + 1, sizeof *p->lines);
	struct line *l = &p->lines[p->n_lines++];
	*l = (struct line){ .vis = (uint32_t)start, .len = (uint32_t)(end - start) };
	l->old = (uint32_t)(p->text.len ? old_start(p, start) : start);
	l->old_end = (uint32_t)(p->text.len ? old_end(p, end) : end);
	struct unit_counts n = count_units(p->vis + start, end - start);
	l->han = n.han;
	l->punct = n.punct;
	return l;
}

#define FIELD_MAX 60 /* units of a field */

/* An element that names what it holds ends here; it began at vis. */
void page_field(struct page *p, enum meta_key key, size_t vis)
{
	size_t end = p->text.len;
	while (vis < end && unit_is_space(p->text.p[vis])) vis++;
	if (end - vis > FIELD_MAX || end == vis) return;
	p->fields = mem_grow(p->fields, &p->cap_fields, p->n_fields + 1, sizeof *p->fields);
	p->fields[p->n_fields++] =
		(struct field){ key, (uint32_t)vis, (uint32_t)(end - vis), NULL };
}

void page_site_field(struct page *p, enum meta_key key, size_t vis, size_t len, const char *site)
{
	size_t end = vis + len;
	while (vis < end && unit_is_space(p->text.p[vis])) vis++;
	while (end > vis && unit_is_space(p->text.p[end - 1])) end--;
	if (end - vis > FIELD_MAX || end == vis) return;
	p->fields = mem_grow(p->fields, &p->cap_fields, p->n_fields + 1, sizeof *p->fields);
	p->fields[p->n_fields++] =
		(struct field){ key, (uint32_t)vis, (uint32_t)(end - vis), site };
}

void page_moment(struct page *p, size_t off, size_t len)
{
	if (!len || len > FIELD_MAX) return;
	p->moments = mem_grow(p->moments, &p->cap_moments, p->n_moments + 1, sizeof *p->moments);
	p->moments[p->n_moments++] =
		(struct moment){ (uint32_t)p->text.len, (uint32_t)off, (uint32_t)len };
}

void page_mark(struct page *p)
{
	if (p->n_marks && p->marks[p->n_marks - 1] == p->text.len) return;
	p->marks = mem_grow(p->marks, &p->cap_marks, p->n_marks + 1, sizeof *p->marks);
	p->marks[p->n_marks++] = (uint32_t)p->text.len;
}

void page_hide(struct page *p, size_t old, size_t len, enum clean_why why)
{
	if (len == 0) return;
	p->hidden = mem_grow(p->hidden, &p->cap_hidden, p->n_hidden + 1, sizeof *p->hidden);
	p->hidden[p->n_hidden++] = (struct hidden){ (uint32_t)old, (uint32_t)len, (uint8_t)why };
}

void page_cut(struct page *p, size_t vis, size_t len, enum clean_why why)
{
	if (len == 0) return;
	p->cuts = mem_grow(p->cuts, &p->cap_cuts, p->n_cuts + 1, sizeof *p->cuts);
	p->cuts[p->n_cuts++] = (struct cut){ (uint32_t)vis, (uint32_t)len, (uint8_t)why };
}

struct uslice page_line_text(const struct page *p, const struct line *l)
{
	return (struct uslice){ p->vis + l->vis, l->len };
}

struct src_span page_source(const struct page *p, size_t vis, size_t len)
{
	if (len == 0) return (struct src_span){ 0, 0 };
	size_t a = p->text.len ? old_start(p, vis) : vis;
	size_t b = p->text.len ? old_end(p, vis + len) : vis + len;
	return map_source(p->map, a, b - a);
}

/* ---- emission ---- */

struct emitter {
	struct page *p;
	struct doc *d;
	struct rewrite w;
	size_t seg, cut, hid, line; /* cursors */
	size_t out;		    /* units emitted */
};

/* Drop old text up to pos, each stretch under its own reason. */
static void drop_to(struct emitter *e, size_t pos, uint8_t why)
{
	const struct page *p = e->p;
	while (e->w.pos < pos) {
		while (e->hid < p->n_hidden &&
		       p->hidden[e->hid].old + p->hidden[e->hid].len <= e->w.pos)
			e->hid++;
		size_t stop = pos;
		uint8_t reason = why;
		if (e->hid < p->n_hidden && p->hidden[e->hid].old < pos) {
			const struct hidden *h = &p->hidden[e->hid];
			if (h->old > e->w.pos) stop = h->old;
			else {
				stop = h->old + h->len < pos ? h->old + h->len : pos;
				reason = h->why;
			}
		}
		rewrite_drop(&e->w, stop - e->w.pos, MAP_REMOVED, reason);
	}
}

/* Drop everything up to pos; lines that go are labelled with their reason. */
static void drop_lines_to(struct emitter *e, size_t pos, size_t line_end)
{
	const struct page *p = e->p;
	for (; e->line < line_end; e->line++) {
		const struct line *l = &p->lines[e->line];
		if (!l->why || l->old >= pos) continue;
		if (l->old > e->w.pos) drop_to(e, l->old, p->gap_why);
		if (l->old_end > e->w.pos) drop_to(e, l->old_end < pos ? l->old_end : pos, l->why);
	}
	drop_to(e, pos, p->gap_why);
}

/* Emit the visible stretch [vis, end) that holds no cut. */
static void emit_piece(struct emitter *e, size_t vis, size_t end, uint8_t gap)
{
	struct page *p = e->p;
	if (!p->text.len) {
		drop_to(e, vis, gap);
		rewrite_keep(&e->w, end - vis);
		e->out += end - vis;
		return;
	}
	while (e->seg + 1 < p->n_segs && p->segs[e->seg].vis + p->segs[e->seg].len <= vis) e->seg++;
	for (size_t i = e->seg; i < p->n_segs && p->segs[i].vis < end; i++) {
		const struct seg *s = &p->segs[i];
		size_t a = s->vis > vis ? s->vis : vis;
		size_t b = s->vis + s->len < end ? s->vis + s->len : end;
		if (s->copied) {
			drop_to(e, s->old + (a - s->vis), gap);
			rewrite_keep(&e->w, b - a);
		} else {
			drop_to(e, s->old, gap);
			size_t n = s->old + s->old_len - e->w.pos;
			rewrite_put(&e->w, n, p->vis + a, b - a, MAP_DECODED);
		}
		e->out += b - a;
		gap = p->gap_why;
	}
}

static void emit_break(struct emitter *e, const struct line *next, size_t line_end)
{
	static const uint16_t nl = '\n';
	const uint16_t *t = e->p->old.p;
	size_t pos = unit_find(t, e->w.pos, next->old, '\n');
	if (pos < next->old) {
		size_t upto = e->line;
		while (upto < line_end && e->p->lines[upto].old < pos) upto++;
		drop_lines_to(e, pos, upto);
		rewrite_keep(&e->w, 1);
	} else {
		rewrite_put(&e->w, 0, &nl, 1, MAP_DECODED);
	}
	e->out++;
}

/* Between a line and the one that goes on with it stands nothing; words get a blank. */
static void emit_seam(struct emitter *e, const struct line *l)
{
	static const uint16_t blank = ' ';
	const uint16_t *t = e->p->vis;
	if (!unit_is_letter(t[l[-1].vis + l[-1].len - 1]) || !unit_is_letter(t[l->vis])) return;
	rewrite_put(&e->w, 0, &blank, 1, MAP_DECODED);
	e->out++;
}

static enum block_type line_block(const struct line *l)
{
	if (l->flags & LINE_TITLE) return BLOCK_TITLE;
	if (l->flags & LINE_TABLE) return BLOCK_TABLE;
	if (l->flags & LINE_HEADING) return BLOCK_HEADING;
	if (l->flags & LINE_CAPTION) return BLOCK_CAPTION;
	if (l->flags & LINE_LIST) return BLOCK_LIST;
	return BLOCK_PARA;
}

static void emit_line(struct emitter *e, size_t index)
{
	struct page *p = e->p;
	const struct line *l = &p->lines[index];
	size_t vis = l->vis, end = l->vis + l->len;
	while (e->cut < p->n_cuts && p->cuts[e->cut].vis + p->cuts[e->cut].len <= vis) e->cut++;
	/* a cut at the head may leave nothing */
	size_t left = l->len;
	for (size_t i = e->cut; i < p->n_cuts && p->cuts[i].vis < end; i++) left -= p->cuts[i].len;
	if (left == 0 || left > l->len) {
		p->lines[index].why = p->cuts[e->cut].why;
		return;
	}
	bool joined = l->joined && index && e->line == index && e->d->n_blocks;
	if (joined) emit_seam(e, l);
	else if (e->d->n_blocks) emit_break(e, l, index);
	drop_lines_to(e, l->old, index);
	e->line = index + 1;
	size_t start = e->out;
	uint8_t gap = p->gap_why;
	for (; e->cut < p->n_cuts && p->cuts[e->cut].vis < end; e->cut++) {
		const struct cut *c = &p->cuts[e->cut];
		if (c->vis > vis) emit_piece(e, vis, c->vis, gap);
		vis = c->vis + c->len;
		gap = c->why;
		size_t stop = p->text.len ? old_end(p, vis) : vis;
		if (stop > e->w.pos) drop_to(e, stop, c->why);
	}
	if (vis < end) emit_piece(e, vis, end, gap);
	if (!joined) {
		doc_add_block(e->d, line_block(l), start, e->out - start);
		return;
	}
	struct block *last = &e->d->blocks[e->d->n_blocks - 1];
	last->len = (uint32_t)(e->out - last->off);
}

static int cut_cmp(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;
	if (x->vis != y->vis) return x->vis < y->vis ? -1 : 1;
	return x->len < y->len ? 1 : x->len > y->len ? -1 : 0;
}

/* Sort the cuts and make them disjoint (the earlier, longer one wins). */
static void settle_cuts(struct page *p)
{
	if (p->n_cuts == 0) return;
	qsort(p->cuts, p->n_cuts, sizeof *p->cuts, cut_cmp);
	size_t n = 0, end = 0;
	for (size_t i = 0; i < p->n_cuts; i++) {
		struct cut c = p->cuts[i];
		size_t c_end = (size_t)c.vis + c.len;
		if (c_end <= end) continue;
		if (c.vis < end) c.vis = (uint32_t)end, c.len = (uint32_t)(c_end - end);
		p->cuts[n++] = c;
		end = c_end;
	}
	p->n_cuts = n;
}

void page_emit(struct page *p, struct doc *d)
{
	struct emitter e = { .p = p, .d = d };
	settle_cuts(p);
	rewrite_begin(&e.w, doc_text_room(d), p->old, p->map);
	d->n_blocks = 0;
	for (size_t i = 0; i < p->n_lines; i++)
		if (!p->lines[i].why) emit_line(&e, i);
	drop_lines_to(&e, p->old.len, p->n_lines);
	rewrite_end(&e.w, &d->text, &d->map);
	if (e.w.changed) doc_text_moved(d);
}
