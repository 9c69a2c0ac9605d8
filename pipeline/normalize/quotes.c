/* Quotation marks, boxes, doubled commas and spaced-out words. See fold_marks.h. */
#include "pipeline/normalize/fold_marks.h"

#include "pipeline/normalize/sift.h"

#define BOX_MAX	     60 /* units between the brackets of a work's name */
#define WORD_MAX     4	/* units of the longest entry of class work */
#define SPACED_MIN   3	/* single characters in a row */
#define SPACED_MAX   24
#define SPACED_FLOOR (-2.2) /* mean log10 probability of the joined word's characters */
#define WORDS_APART  2	    /* blanks between words of a line that is cut into words throughout */

/* Where the box that opens at i closes, 0 if not within a line and BOX_MAX. */
static size_t box_end(const struct fold_marks *m, struct uslice s, size_t i)
{
	for (size_t k = i + 1; k < s.len && k - i <= BOX_MAX + 1; k++) {
		if (s.p[k] == '\n' || (m->bits[s.p[k]] & MARK_BOX_OPEN)) return 0;
		if (m->bits[s.p[k]] & MARK_BOX_CLOSE) return k;
	}
	return 0;
}

/* Does [from, to) end in a word like plan or law? A bracket at its end is stepped over: plan
 * (2024-2026). */
static bool ends_as_work(const struct fold_marks *m, struct uslice s, size_t from, size_t to)
{
	if (to > from && unit_closes_bracket(s.p[to - 1])) {
		while (to > from && !unit_opens_bracket(s.p[to - 1])) to--;
		if (to > from) to--;
	}
	bool found = false;
	for (size_t n = 1; n <= WORD_MAX && from + n < to && !found; n++) {
		uint32_t value;
		found = datrie_has(&m->table.trie, s.p + to - n, n, &value);
	}
	return found;
}

/* The box that is open: where it closes and what becomes of its brackets. */
struct box {
	size_t close;
	enum { BOX_LEAVE, BOX_DROP, BOX_WORK } act;
};

static struct box judge_box(const struct fold_marks *m, struct uslice s, size_t i)
{
	size_t end = box_end(m, s, i);
	struct box box = { end, BOX_LEAVE };

	if (!end) return box;
	if (end == i + 2 && unit_is_one_han(s.p[i + 1])) {
		bool beside = m->bits[uslice_at(s, end + 1)] & MARK_BOX_OPEN ||
			      (i && (m->bits[s.p[i - 1]] & MARK_BOX_CLOSE));
		if (beside || (i && unit_is_one_han(s.p[i - 1]))) box.act = BOX_DROP;
		return box;
	}
	/* in a sentence: behind a word, or in front of one and named like a plan or a law; else it
	 * is a label or a lead */
	bool behind = i && unit_is_one_han(s.p[i - 1]),
	     before = unit_is_one_han(uslice_at(s, end + 1));
	if (end > i + 2 && (behind || (before && ends_as_work(m, s, i + 1, end))))
		box.act = BOX_WORK;
	return box;
}

static void fold_bracket(const struct fold_marks *m, struct edit *e, size_t i, struct box box)
{
	if (box.act == BOX_DROP) edit_drop(e, i, 1, MAP_REMOVED, WHY_BOXED);
	if (box.act == BOX_WORK) edit_swap(e, i, m->to[e->w.old.p[i]], MAP_FOLDED);
}

/* Corner brackets; depth of open outer and inner ones on this line decides which kind of mark they
 * are. */
struct quote_state {
	unsigned outer, inner;
	bool inner_first; /* the outermost open mark is an inner one */
};

static void fold_quote(const struct fold_marks *m, struct edit *e, size_t i, struct quote_state *q)
{
	uint16_t c = e->w.old.p[i], bits = m->bits[c];
	bool nested;

	if (bits & MARK_OUTER_OPEN) {
		nested = q->inner > 0 && q->inner_first;
		q->outer++;
	} else if (bits & MARK_INNER_OPEN) {
		if (!q->outer && !q->inner) q->inner_first = true;
		nested = q->inner_first; /* alone: the other kind of mark */
		q->inner++;
	} else if (bits & MARK_OUTER_CLOSE) {
		nested = q->inner > 0 && q->inner_first;
		if (q->outer) q->outer--;
	} else {
		nested = q->inner_first || (!q->inner && !q->outer);
		if (q->inner) q->inner--;
	}
	if (!q->outer && !q->inner) q->inner_first = false;
	edit_swap(e, i, nested ? m->alt[c] : m->to[c], MAP_FOLDED);
}

/* May a doubled mark stand beside c? Between figures ASCII commas may part fields. */
static bool bounds_doubled(uint16_t c, uint16_t mark)
{
	return unit_is_one_han(c) || (mark > 0x7f && (unit_is_alnum(c) || c == '%'));
}

/* A mark that stands exactly twice between words. */
static bool is_doubled(struct uslice s, size_t i)
{
	return i && uslice_at(s, i + 1) == s.p[i] && uslice_at(s, i + 2) != s.p[i] &&
	       bounds_doubled(s.p[i - 1], s.p[i]) && bounds_doubled(uslice_at(s, i + 2), s.p[i]);
}

/* Length in units of a spaced-out word at i (characters one by one, one blank between), 0 if there
 * is none. The model must find the joined word likely, so that lists of single characters stay. */
static size_t spaced_len(const struct fold_marks *m, const struct ngram *model, struct uslice s,
			 size_t i)
{
	size_t n = 1, digits = 0;
	double sum = 0;

	if (!unit_is_blank(uslice_at(s, i + 1)) || !unit_is_one_han(uslice_at(s, i + 2))) return 0;
	while (n < SPACED_MAX && unit_is_blank(uslice_at(s, i + 2 * n - 1)) &&
	       unit_is_one_han(uslice_at(s, i + 2 * n)))
		n++;
	if (n < SPACED_MIN) return 0;
	for (size_t k = 0; k < n; k++) {
		if (m->bits[s.p[i + 2 * k]] & MARK_DIGIT) digits++;
		if (k)
			sum += (double)ngram_score(model, k > 1 ? s.p[i + 2 * k - 4] : NGRAM_EDGE,
						   s.p[i + 2 * k - 2], s.p[i + 2 * k]);
	}
	/* titles and names are set in columns with wide blanks: those are no words */
	bool edge =
		(i && unit_is_one_han(s.p[i - 1])) || unit_is_one_han(uslice_at(s, i + 2 * n - 1));
	for (size_t k = 1; edge && k < n; k++)
		if (s.p[i + 2 * k - 1] != ' ') return 0;
	return digits * 2 < n && sum / (double)(n - 1) > SPACED_FLOOR ? 2 * n - 1 : 0;
}

/* The line that was looked at last: is it cut into words by blanks? */
struct spaced_line {
	size_t end; /* of the line; 0 before the first look */
	bool words;
};

/* Units [.., i] of s are looked at in order. */
static bool is_cut_into_words(struct spaced_line *l, struct uslice s, size_t i)
{
	size_t apart = 0, k = i;

	if (i < l->end) return l->words;
	while (k > 0 && s.p[k - 1] != '\n') k--;
	for (; k < s.len && s.p[k] != '\n'; k++)
		apart += unit_is_blank(s.p[k]) && k > 1 && unit_is_one_han(s.p[k - 1]) &&
			 unit_is_one_han(s.p[k - 2]) && unit_is_one_han(uslice_at(s, k + 1)) &&
			 unit_is_one_han(uslice_at(s, k + 2));
	*l = (struct spaced_line){ k, apart >= WORDS_APART };
	return l->words;
}

static void join_spaced(struct edit *e, size_t i, size_t len)
{
	for (size_t k = i + 1; k < i + len; k += 2) edit_drop(e, k, 1, MAP_REMOVED, WHY_SPACED);
}

bool fold_marks_quotes(const struct fold_marks *m, const struct ngram *model, unsigned seen,
		       const struct sifted *l, struct passage *p)
{
	const uint16_t corner =
		MARK_OUTER_OPEN | MARK_OUTER_CLOSE | MARK_INNER_OPEN | MARK_INNER_CLOSE;
	struct quote_state q = { 0 };
	struct spaced_line line = { 0 };
	struct box box = { 0, BOX_LEAVE };
	struct edit e;

	if (!(seen & (corner | MARK_BOX_OPEN | MARK_TWICE | MARK_SPACED))) return false;
	edit_begin(&e, p);
	struct uslice s = e.w.old;
	size_t next = 0; /* what is before it is done */
	for (size_t k = 0; k < l->n; k++) {
		size_t i = l->at[k];
		uint16_t c = s.p[i], bits = m->bits[c];
		if (i < next) continue;
		if (c == '\n') q = (struct quote_state){ 0 };
		if (bits & corner) {
			fold_quote(m, &e, i, &q);
		} else if (bits & MARK_BOX_OPEN) {
			box = judge_box(m, s, i);
			fold_bracket(m, &e, i, box);
		} else if ((bits & MARK_BOX_CLOSE) && i == box.close) {
			fold_bracket(m, &e, i, box);
		} else if ((bits & MARK_TWICE) && is_doubled(s, i)) {
			edit_drop(&e, i + 1, 1, MAP_REMOVED, WHY_DOUBLED);
			next = i + 2;
		} else if (unit_is_blank(c) && i && unit_is_one_han(s.p[i - 1]) && i + 1 < s.len &&
			   unit_is_one_han(s.p[i + 1])) {
			size_t len = spaced_len(m, model, s, i - 1);
			if (!len || is_cut_into_words(&line, s, i)) continue;
			join_spaced(&e, i - 1, len);
			next = i - 1 + len;
		}
	}
	return edit_end(&e);
}
