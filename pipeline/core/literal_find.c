/* Finding literals. See literal_find.h. */
#include "pipeline/core/literal_find.h"

#include <assert.h>

#include "pipeline/core/mem.h"

static uint32_t pair_key(const uint16_t *s)
{
	return (uint32_t)s[0] << 16 | s[1];
}

/* The slot of a key, or the free one where it belongs. */
static struct literal_pair *pair_slot(const struct literal_finder *f, uint32_t key)
{
	uint32_t i = literal_hash(key) >> 7;

	while (f->pairs[i & f->mask].key && f->pairs[i & f->mask].key != key) i++;
	return &f->pairs[i & f->mask];
}

static void add_literal(struct literal_finder *f, struct uslice text, uint32_t l)
{
	assert(text.len > 0 && text.len <= LITERAL_UNITS_MAX);
	memcpy(f->units + f->at[l], text.p, text.len * sizeof *text.p);
	f->at[l + 1] = f->at[l] + (uint32_t)text.len;
	if (text.len == 1) {
		unit_set_add(f->alone, text.p[0]);
		f->alone_lit[text.p[0]] = (uint16_t)l;
		return;
	}
	uint32_t key = pair_key(text.p);
	struct literal_pair *slot = pair_slot(f, key);
	unit_set_add(f->heads, literal_bit(text.p[0], text.p[1]));
	if (!slot->key) *slot = (struct literal_pair){ key, l, l };
	slot->upto = l + 1;
}

void literal_finder_make(struct literal_finder *f, const struct uslice *texts, size_t n)
{
	uint32_t slots = 16;

	while (slots < 2 * n) slots *= 2;
	*f = (struct literal_finder){ .mask = slots - 1 };
	f->alone = mem_zalloc(sizeof *f->alone);
	f->alone_lit = mem_zalloc(65536 * sizeof *f->alone_lit);
	f->heads = mem_zalloc(sizeof *f->heads);
	f->pairs = mem_zalloc(slots * sizeof *f->pairs);
	f->at = mem_zalloc((n + 1) * sizeof *f->at);
	f->units = mem_zalloc((n + 1) * LITERAL_UNITS_MAX * sizeof *f->units);
	for (size_t l = 0; l < n; l++) add_literal(f, texts[l], (uint32_t)l);
}

void literal_finder_free(struct literal_finder *f)
{
	mem_free(f->alone);
	mem_free(f->alone_lit);
	mem_free(f->heads);
	mem_free(f->pairs);
	mem_free(f->at);
	mem_free(f->units);
	*f = (struct literal_finder){ .mask = 0 };
}

/* The literals of one slot that stand at s; their first two units do. */
static size_t look_slot(const struct literal_finder *f, const struct literal_pair *p,
			const uint16_t *s, size_t left, uint32_t *found)
{
	size_t n = 0;

	for (uint32_t l = p->from; l < p->upto; l++) {
		const uint16_t *t = f->units + f->at[l];
		size_t len = f->at[l + 1] - f->at[l], k = 2;
		if (len > left) continue;
		while (k < len && t[k] == s[k]) k++;
		if (k >= len) found[n++] = l;
	}
	return n;
}

size_t literal_look(const struct literal_finder *f, struct uslice text, size_t i, uint32_t *found)
{
	const uint16_t *s = text.p + i;

	return look_slot(f, pair_slot(f, pair_key(s)), s, text.len - i, found);
}
