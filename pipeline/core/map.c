/* The offset map and the rewrite, the only way in which a stage changes text. See map.h. */
#include "pipeline/core/map.h"

#include <assert.h>

void map_init(struct map *m)
{
	*m = (struct map){ 0 };
}

static uint32_t run_end(const struct map_run *r)
{
	return r->off + r->len;
}

static uint32_t run_src_end(const struct map_run *r)
{
	return r->src + r->src_len;
}

/* Source bytes of so many units of a uniform run. One unit a character, as nearly always, needs no
 * division. */
static uint32_t source_of_units(const struct map_run *r, uint32_t units)
{
	assert(r->upc == 1 || units % r->upc == 0);
	return (r->upc == 1 ? units : units / r->upc) * r->bpc;
}

/* Can r stand at the end of last without losing anything? */
static bool run_joins(const struct map_run *last, const struct map_run *r)
{
	if (last->cls != r->cls || last->why != r->why || run_src_end(last) != r->src) return false;
	if (last->len == 0 || r->len == 0) return last->len == 0 && r->len == 0;
	return r->upc && last->upc == r->upc && last->bpc == r->bpc;
}

/* Text follows that stands for bytes from src on (pieces of a block share them): they are no hole.
 */
static void uncover(struct map *m, uint32_t src)
{
	while (m->n) {
		struct map_run *last = &m->runs[m->n - 1];
		if (last->len || run_src_end(last) <= src) return;
		if (last->src < src) {
			last->src_len = src - last->src;
			return;
		}
		m->n--;
	}
}

void map_push(struct arena *a, struct map *m, struct map_run run)
{
	/* bytes that a piece of a block stands for already are no hole */
	if (run.len == 0 && run.src < m->src_end) {
		uint32_t end = run_src_end(&run);
		run.src = end < m->src_end ? end : m->src_end;
		run.src_len = end - run.src;
	}
	if (run.len == 0 && run.src_len == 0) return;
	if (run.len) uncover(m, run.src);
	if (run.len == 1 && run.src_len > 0 && run.src_len < 256) {
		run.upc = 1;
		run.bpc = (uint8_t)run.src_len;
	}
	run.off = m->len;
	assert(!run.upc || run.src_len == source_of_units(&run, run.len));
	if (m->n) {
		struct map_run *last = &m->runs[m->n - 1];
		assert(run.src >= last->src);
		if (run_joins(last, &run)) {
			last->len += run.len;
			last->src_len += run.src_len;
			m->len += run.len;
			m->src_end = run_src_end(last);
			return;
		}
	}
	m->runs = arena_grow(a, m->runs, &m->cap, m->n + 1, sizeof *m->runs);
	m->runs[m->n++] = run;
	m->len += run.len;
	if (run_src_end(&run) > m->src_end) m->src_end = run_src_end(&run);
}

void map_push_block(struct arena *a, struct map *m, uint32_t len, uint32_t src, uint32_t src_len,
		    enum map_class cls)
{
	map_push(a, m,
		 (struct map_run){
			 .len = len, .src = src, .src_len = src_len, .cls = (uint8_t)cls });
}

void map_push_hole(struct arena *a, struct map *m, uint32_t src, uint32_t src_len,
		   enum map_class cls, uint8_t why)
{
	map_push(a, m,
		 (struct map_run){
			 .src = src, .src_len = src_len, .cls = (uint8_t)cls, .why = why });
}

/* Index of the run that holds unit x < m->len: the first one that ends behind x. */
static size_t find_run(const struct map *m, size_t x)
{
	size_t lo = 0, n = m->n;

	/* without a branch: which half it is nothing foretells */
	for (size_t half; n > 1; n -= half) {
		half = n / 2;
		lo += (run_end(&m->runs[lo + half - 1]) <= x) * half;
	}
	return lo;
}

/* Source of the character at unit x inside run r. */
static struct src_span char_source(const struct map_run *r, size_t x)
{
	if (!r->upc) return (struct src_span){ r->src, run_src_end(r) };
	uint32_t s = r->src + ((uint32_t)x - r->off) / r->upc * r->bpc;
	return (struct src_span){ s, s + r->bpc };
}

#define NEAR_RUNS 8

/* The same, if it is one of the few runs about i. */
static size_t find_run_near(const struct map *m, size_t i, size_t x)
{
	for (int step = 0; i < m->n && step < NEAR_RUNS; step++) {
		if (m->runs[i].off > x) i--;
		else if (run_end(&m->runs[i]) <= x) i++;
		else return i;
	}
	return find_run(m, x);
}

struct src_span map_source_near(const struct map *m, size_t off, size_t len, size_t *run)
{
	assert(off <= m->len && len <= m->len - off);
	if (off == m->len) return (struct src_span){ m->src_end, m->src_end };
	size_t i = *run = find_run_near(m, *run, off);
	struct src_span s = char_source(&m->runs[i], off);
	if (len == 0) return (struct src_span){ s.start, s.start };
	size_t last = off + len - 1;
	struct src_span e = char_source(&m->runs[find_run_near(m, i, last)], last);
	return (struct src_span){ s.start, e.end > s.end ? e.end : s.end };
}

struct src_span map_source(const struct map *m, size_t off, size_t len)
{
	size_t run = SIZE_MAX;

	return map_source_near(m, off, len, &run);
}

enum map_class map_worst(const struct map *m, size_t off, size_t len)
{
	enum map_class worst = MAP_SAME;

	if (len == 0 || off >= m->len) return worst;
	for (size_t i = find_run(m, off); i < m->n && m->runs[i].off < off + len; i++)
		if (m->runs[i].cls != MAP_REMOVED && m->runs[i].cls > worst) worst = m->runs[i].cls;
	return worst;
}

bool map_text(const struct map *m, struct src_span src, size_t *off, size_t *len)
{
	size_t lo = 0, hi = m->n;
	bool found = false;
	size_t end = 0;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (run_src_end(&m->runs[mid]) > src.start) hi = mid;
		else lo = mid + 1;
	}
	for (size_t i = lo; i < m->n && m->runs[i].src < src.end; i++) {
		const struct map_run *r = &m->runs[i];
		if (!r->len || !r->src_len || run_src_end(r) <= src.start) continue;
		size_t a = r->off, b = run_end(r);
		if (r->upc) {
			if (src.start > r->src) a += (size_t)(src.start - r->src) / r->bpc * r->upc;
			if (src.end < run_src_end(r))
				b = r->off +
				    (size_t)(src.end - r->src + r->bpc - 1) / r->bpc * r->upc;
		}
		if (!found) *off = a;
		found = true;
		end = b;
	}
	if (found) *len = end - *off;
	return found;
}

const char *map_class_name(enum map_class c)
{
	/* ORDER MAP */
	static const char *const names[] = { "same",	"decoded", "removed", "folded", "converted",
					     "certain", "model",   "lossy",   "unspun" };
	return names[c];
}

/* ---- rewrite ---- */

void rewrite_begin(struct rewrite *w, struct arena *a, struct uslice old, const struct map *map)
{
	assert(map->len == old.len);
	*w = (struct rewrite){ .a = a, .old = old, .map = map };
}

/* Room for as many runs as there were and some more: growing by and by leaves copies behind in the
 * arena. */
static void make_room(struct rewrite *w)
{
	w->out.runs = arena_grow(w->a, w->out.runs, &w->out.cap, w->map->n + w->map->n / 4 + 8,
				 sizeof *w->out.runs);
}

/* Start writing: everything consumed so far was kept, so it is copied only now. */
static void add_text(struct rewrite *w, const uint16_t *p, size_t n)
{
	if (!n) return;
	if (!w->cap) make_room(w);
	if (w->len + n > w->cap) {
		size_t want = w->cap ? w->len + n : w->old.len + n + 64;
		w->text = arena_grow(w->a, w->text, &w->cap, want, sizeof *w->text);
	}
	memcpy(w->text + w->len, p, n * sizeof *p);
	w->len += n;
}

/* The part of run r that units [from, to) of the old text take: same shape where it is uniform; a
 * piece of a block stands for the whole source of the block. */
static struct map_run run_part(const struct map_run *r, size_t from, size_t to)
{
	struct map_run p = *r;

	p.len = (uint32_t)(to - from);
	if (r->upc) {
		p.src = r->src + source_of_units(r, (uint32_t)(from - r->off));
		p.src_len = source_of_units(r, p.len);
	}
	return p;
}

static bool splits_pair(struct uslice s, size_t i)
{
	return i > 0 && i < s.len && (s.p[i] & 0xfc00) == 0xdc00 && (s.p[i - 1] & 0xfc00) == 0xd800;
}

/* A run is dropped to its end: whole runs behind it, without a gap in their source, are dropped
 * with it. Adds their source to *src_len; w->run becomes the last of them, whose end is given. */
static size_t drop_runs(struct rewrite *w, size_t end, uint32_t *src_len)
{
	const struct map_run *r = &w->map->runs[w->run];

	for (; w->run + 1 < w->map->n; w->run++, r++) {
		if (!r[1].len || run_end(r + 1) > end || r[1].src != run_src_end(r)) break;
		*src_len += r[1].src_len;
	}
	return run_end(r);
}

/* Walk over n units: push what becomes of each run. Holes in front of a unit go with it. */
static void consume(struct rewrite *w, size_t n, bool drop, enum map_class cls, uint8_t why)
{
	size_t end = w->pos + n;

	assert(end <= w->old.len && !splits_pair(w->old, end));
	while (w->run < w->map->n && w->pos < end) {
		const struct map_run *r = &w->map->runs[w->run];
		if (!r->len) {
			map_push(w->a, &w->out, *r);
			w->run++;
			continue;
		}
		size_t to = run_end(r) < end ? run_end(r) : end;
		struct map_run p = run_part(r, w->pos, to);
		if (!drop) {
			map_push(w->a, &w->out, p);
		} else if (r->upc || to == run_end(r)) {
			/* a block that is dropped in pieces leaves its source with the last piece
			 */
			if (to == run_end(r))
				to = drop_runs(w, end, &p.src_len), r = &w->map->runs[w->run];
			map_push_hole(w->a, &w->out, p.src, p.src_len, cls, why);
		}
		w->pos = to;
		if (to == run_end(r)) w->run++;
	}
}

void rewrite_keep(struct rewrite *w, size_t n)
{
	add_text(w, w->old.p + w->pos, n);
	consume(w, n, false, MAP_SAME, 0);
}

void rewrite_keep_to(struct rewrite *w, size_t pos)
{
	assert(pos >= w->pos);
	rewrite_keep(w, pos - w->pos);
}

void rewrite_drop(struct rewrite *w, size_t n, enum map_class cls, uint8_t why)
{
	if (!n) return;
	w->changed = true;
	consume(w, n, true, cls, why);
}

/* Step over n units without pushing runs, except holes that stand in front of the first. */
static void step_over(struct rewrite *w, size_t n)
{
	size_t end = w->pos + n;

	while (w->run < w->map->n) {
		const struct map_run *r = &w->map->runs[w->run];
		if (run_end(r) > end || (!r->len && r->off >= end)) break;
		w->run++;
	}
	w->pos = end;
}

static bool one_char(const uint16_t *p, size_t n)
{
	return n == 1 || (n == 2 && (p[0] & 0xfc00) == 0xd800 && (p[1] & 0xfc00) == 0xdc00);
}

/* Inserted text has no source, unless what follows shares its own with what is before: then it is
 * part of that block. */
static void insert_run(struct rewrite *w, uint32_t len, enum map_class cls)
{
	size_t i = w->run;

	while (i < w->map->n && !w->map->runs[i].len) i++;
	if (i < w->map->n) {
		const struct map_run *r = &w->map->runs[i];
		struct src_span s = char_source(r, w->pos);
		if (s.start < w->out.src_end) {
			map_push_block(w->a, &w->out, len, s.start, s.end - s.start,
				       cls > r->cls ? cls : r->cls);
			return;
		}
	}
	map_push_block(w->a, &w->out, len, w->out.src_end, 0, cls);
}

/* One unit becomes another inside a uniform run, which traditional text does everywhere: all that
 * the general way searches for is at hand. No hole stands in front of it. */
static bool swap_unit(struct rewrite *w, uint16_t unit, enum map_class cls)
{
	const struct map_run *r = &w->map->runs[w->run];

	if (r->upc != 1 || r->cls == MAP_REMOVED) return false;
	struct src_span s = char_source(r, w->pos);
	w->pos++;
	if (w->pos == run_end(r)) w->run++;
	map_push(w->a, &w->out,
		 map_uniform(1, 1, s.start, r->bpc, r->cls > cls ? (enum map_class)r->cls : cls));
	add_text(w, &unit, 1);
	return true;
}

void rewrite_put(struct rewrite *w, size_t n, const uint16_t *text, size_t len, enum map_class cls)
{
	assert(n <= w->old.len - w->pos && !splits_pair(w->old, w->pos + n));
	if (!n && !len) return;
	w->changed = true;
	if (n == 0) {
		add_text(w, text, len);
		insert_run(w, (uint32_t)len, cls);
		return;
	}
	while (w->run < w->map->n && !w->map->runs[w->run].len)
		map_push(w->a, &w->out, w->map->runs[w->run++]);
	if (n == 1 && len == 1 && swap_unit(w, *text, cls)) return;
	struct src_span s = map_source(w->map, w->pos, n);
	enum map_class worst = map_worst(w->map, w->pos, n);
	if (worst > cls) cls = worst;
	bool single = one_char(w->old.p + w->pos, n) && one_char(text, len) &&
		      s.end - s.start < 256 && s.end > s.start;
	step_over(w, n);
	if (single)
		map_push(w->a, &w->out,
			 map_uniform(1, (uint8_t)len, s.start, (uint8_t)(s.end - s.start), cls));
	else if (len) map_push_block(w->a, &w->out, (uint32_t)len, s.start, s.end - s.start, cls);
	else map_push_hole(w->a, &w->out, s.start, s.end - s.start, cls, 0);
	add_text(w, text, len);
}

void rewrite_put_pieces(struct rewrite *w, size_t n, const uint16_t *text,
			const struct rewrite_piece *pieces, size_t n_pieces)
{
	assert(n && n <= w->old.len - w->pos && !splits_pair(w->old, w->pos + n));
	w->changed = true;
	while (w->run < w->map->n && !w->map->runs[w->run].len)
		map_push(w->a, &w->out, w->map->runs[w->run++]);
	struct src_span all = map_source(w->map, w->pos, n), s = { all.start, all.start };

	for (size_t i = 0; i < n_pieces; i++) {
		size_t off, len;
		enum map_class cls = pieces[i].cls, worst = MAP_SAME;

		if (pieces[i].src.start > s.start)
			s.start = pieces[i].src.start < s.end ? pieces[i].src.start : s.end;
		if (pieces[i].src.end > s.end) s.end = pieces[i].src.end;
		if (s.end > all.end || i + 1 == n_pieces) s.end = all.end;
		if (s.start > s.end) s.start = s.end;
		if (map_text(w->map, s, &off, &len)) worst = map_worst(w->map, off, len);
		map_push_block(w->a, &w->out, pieces[i].len, s.start, s.end - s.start,
			       worst > cls ? worst : cls);
		add_text(w, text, pieces[i].len);
		text += pieces[i].len;
	}
	step_over(w, n);
	if (!n_pieces) map_push_hole(w->a, &w->out, all.start, all.end - all.start, MAP_MODEL, 0);
}

void rewrite_end(struct rewrite *w, struct uslice *text, struct map *map)
{
	if (!w->changed) {
		*text = w->old;
		*map = *w->map;
		return;
	}
	rewrite_keep(w, w->old.len - w->pos);
	while (w->run < w->map->n) map_push(w->a, &w->out, w->map->runs[w->run++]);
	static const uint16_t none[1] = { 0 };
	*text = (struct uslice){ w->text ? w->text : none, w->len };
	*map = w->out;
}
