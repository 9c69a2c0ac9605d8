/* Rewriting a passage and moving its blocks along. See edit.h. */
#include "pipeline/normalize/edit.h"

void edit_begin(struct edit *e, struct passage *p)
{
	*e = (struct edit){ .p = p };
	rewrite_begin(&e->w, p->body ? doc_text_room(p->body) : p->a, p->text, &p->map);
}

static void note_shift(struct edit *e, size_t from, size_t to)
{
	struct edit_shift *s = ARENA_PUSH(e->w.a, e->shifts, e->n_shifts, e->cap_shifts);

	*s = (struct edit_shift){ (uint32_t)from, (uint32_t)to, (uint32_t)e->w.len };
}

void edit_drop(struct edit *e, size_t pos, size_t n, enum map_class cls, uint8_t why)
{
	rewrite_keep_to(&e->w, pos);
	rewrite_drop(&e->w, n, cls, why);
	if (e->p->n_blocks) note_shift(e, pos, pos + n);
}

void edit_put(struct edit *e, size_t pos, size_t n, struct uslice text, enum map_class cls)
{
	rewrite_keep_to(&e->w, pos);
	if (n == text.len && n > 1) {
		bool plain = true;
		for (size_t i = 0; i < n && plain; i++)
			plain = (e->w.old.p[pos + i] & 0xf800) != 0xd800 &&
				(text.p[i] & 0xf800) != 0xd800;
		for (size_t i = 0; i < n && plain; i++) {
			if (e->w.old.p[pos + i] == text.p[i]) rewrite_keep(&e->w, 1);
			else rewrite_put(&e->w, 1, text.p + i, 1, cls);
		}
		if (plain) return;
	}
	rewrite_put(&e->w, n, text.p, text.len, cls);
	if (e->p->n_blocks && n != text.len) note_shift(e, pos, pos + n);
}

void edit_swap(struct edit *e, size_t pos, uint16_t unit, enum map_class cls)
{
	rewrite_keep_to(&e->w, pos);
	rewrite_put(&e->w, 1, &unit, 1, cls);
}

/* New place of old place x; *at is the first shift not wholly before x (x ascends between calls).
 */
static uint32_t moved(const struct edit *e, size_t *at, uint32_t x)
{
	while (*at < e->n_shifts && e->shifts[*at].to <= x) (*at)++;
	if (*at < e->n_shifts && e->shifts[*at].from < x) return e->shifts[*at].new_to;
	if (*at == 0) return x;
	return e->shifts[*at - 1].new_to + (x - e->shifts[*at - 1].to);
}

bool edit_end(struct edit *e)
{
	bool changed = e->w.changed;

	rewrite_end(&e->w, &e->p->text, &e->p->map);
	if (changed && e->p->body) doc_text_moved(e->p->body);
	if (!e->n_shifts) return changed;
	size_t at = 0;
	for (size_t i = 0; i < e->p->n_blocks; i++) {
		struct block *b = &e->p->blocks[i];
		uint32_t from = moved(e, &at, b->off), to = moved(e, &at, b->off + b->len);
		b->off = from;
		b->len = to - from;
	}
	return changed;
}
