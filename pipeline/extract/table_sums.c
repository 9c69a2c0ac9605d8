/* Cells that add up to another one. See table_sums.h. From: the claims of tables, with what hangs
 * on what. To: the relation. Limits: all parts or none; nothing is marked where they do not add up,
 * as a cell may not have been read. */
#include "pipeline/extract/table_sums.h"

#include "pipeline/extract/claim_value.h"

/* What hangs on the claim of a cell. */
struct below {
	struct value_sum all;
	bool refused; /* some of it cannot be added */
};

static void add_cell(struct below *b, const struct claim *c, const struct claim *whole)
{
	b->refused = b->refused || !slice_eq(c->unit_code, whole->unit_code) ||
		     !value_sum_add(&b->all, c->value_dec, c->step_dec);
}

static bool adds_up(const struct below *b, const struct claim *whole)
{
	int64_t total;

	if (b->all.n < 2 || b->refused || !value_fixed(whole->value_dec, &total)) return false;
	int64_t slack =
		value_sum_slack(&b->all, total, whole->step_dec, slice_is(whole->measure, "count"));
	return b->all.sum >= total - slack && b->all.sum <= total + slack;
}

static bool is_cell(const struct claim *c)
{
	return slice_is(c->rule_id, "table.cell");
}

static bool is_cell_part(const struct claim *c)
{
	return slice_is(c->parent_rel, "subset_of") && is_cell(c);
}

/* Do two cells stand below the same head and hold for the same time? */
static bool same_column(const struct claim *a, const struct claim *b)
{
	return is_cell(b) && slice_is(b->kind, "quantity") &&
	       a->spans[SPAN_INDICATOR].start == b->spans[SPAN_INDICATOR].start &&
	       slice_eq(a->time_start, b->time_start) && slice_eq(a->time_end, b->time_end);
}

/* The row of a total: all other cells of its column that hang on nothing are its parts, where they
 * add up to it. */
static void split_total(struct doc *d, int32_t *parent, size_t whole)
{
	const struct claim *w = &d->claims[whole];
	struct below b = { .refused = false };

	for (size_t i = 0; i < d->n_claims; i++)
		if (i != whole && parent[i] < 0 && same_column(w, &d->claims[i]))
			add_cell(&b, &d->claims[i], w);
	if (!adds_up(&b, w)) return;
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		if (i == whole || parent[i] >= 0 || !same_column(w, c)) continue;
		c->parent_rel = SLICE("breakdown_of");
		parent[i] = (int32_t)whole;
	}
}

void table_sums(struct doc *d, int32_t *parent, struct arena *a)
{
	struct below *below = NULL;

	for (size_t i = 0; i < d->n_claims; i++) {
		if (parent[i] < 0 || !is_cell_part(&d->claims[i])) continue;
		if (!below) below = arena_zalloc(a, d->n_claims * sizeof *below);
		add_cell(&below[parent[i]], &d->claims[i], &d->claims[parent[i]]);
	}
	for (size_t i = 0; i < d->n_claims; i++) {
		struct claim *c = &d->claims[i];
		if (below && parent[i] >= 0 && is_cell_part(c) &&
		    adds_up(&below[parent[i]], &d->claims[parent[i]]))
			c->parent_rel = SLICE("breakdown_of");
		if (is_cell(c) && slice_is(c->stat, "total") && slice_is(c->kind, "quantity") &&
		    parent[i] < 0)
			split_total(d, parent, i);
	}
}
