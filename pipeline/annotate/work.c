/* Works: what stands between book-title marks, or those of an article or song, the marks included.
 * A newspaper or journal inside them is an organisation as well (nested). Marks must close in the
 * same block and within WORK_MAX units; an annotation that would be cut by them forbids the work.
 */
#include "pipeline/annotate/entity.h"
#include "pipeline/core/punctuation.h"

#define WORK_MAX 120

/* The mark that closes a work that opens with c, 0 if it opens none. */
static uint16_t work_close(uint16_t c)
{
	return c == TITLE_OPEN ? TITLE_CLOSE : c == SONG_OPEN ? SONG_CLOSE : 0;
}

/* End (behind the closing mark) of the work that opens at i, 0 if none. */
static size_t work_end(struct uslice t, size_t i)
{
	const uint16_t open = t.p[i], close = work_close(open);
	size_t depth = 0;

	for (size_t k = i; k < t.len && k - i < WORK_MAX && t.p[k] != '\n'; k++) {
		if (t.p[k] == open) depth++;
		if (t.p[k] == close && --depth == 0) return k + 1;
	}
	return 0;
}

/* Sorted annotations [k, n) from the first that ends behind off: does any cross an edge of the
 * span? */
static bool crosses(const struct doc *d, size_t n, size_t k, size_t off, size_t end)
{
	for (; k < n && d->annots[k].off < end; k++) {
		size_t a = d->annots[k].off, z = a + d->annots[k].len;
		if (z <= off) continue;
		if ((a < off && z < end) || (a > off && z > end)) return true;
	}
	return false;
}

#define PRESS_UNITS_MAX 8

/* A short title that ends in a word for papers: "daily", "weekly". */
static bool is_press(const struct entity_state *s, struct uslice t)
{
	uint16_t cls;

	if (t.len < 4 || t.len > PRESS_UNITS_MAX) return false;
	return lexicon_pos(s->lexicon, (struct uslice){ t.p + t.len - 2, 2 }, &cls) >= 0 &&
	       cls & CLASS_ORG_WEAK && !(cls & CLASS_ORG_END);
}

static void add_work(struct doc *d, const struct entity_state *s, size_t off, size_t len)
{
	struct annot *a = doc_add_annot(d, A_WORK, off, len);
	uint32_t row;

	a->norm = doc_span_utf8(d, off + 1, len - 2);
	a->rule_id = SLICE("work.marks");
	struct uslice inner = doc_span(d, off + 1, len - 2);
	bool known = datrie_has(&s->orgs.trie, inner.p, inner.len, &row);
	if (!known && !is_press(s, inner)) return;
	a = doc_add_annot(d, A_ORG, off + 1, len - 2);
	if (known) a->norm = table_cell(&s->orgs, row, 1);
	a->rule_id = SLICE("org.press");
}

void work_find(struct doc *d, const struct entity_state *s)
{
	struct uslice t = d->text;
	struct look look = look_for(d, LOOK_entity, &s->looks);
	size_t n = d->n_annots, k = 0, reach = 0;

	for (size_t i = 0; (i = look_next(&look, i, t.len)) < t.len; i++) {
		size_t end = work_close(t.p[i]) ? work_end(t, i) : 0;
		if (!end || end - i < 3) continue;
		/* reach: how far the annotations before k extend */
		for (; k < n && d->annots[k].off < i; k++)
			if (d->annots[k].off + d->annots[k].len > reach)
				reach = d->annots[k].off + d->annots[k].len;
		if (reach > i) continue; /* inside another annotation */
		if (!crosses(d, n, k, i, end)) add_work(d, s, i, end - i);
		i = end - 1;
	}
}
