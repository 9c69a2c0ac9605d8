/* Compile marks.tsv and folds.tsv (class, characters, replacement, replacement when nested) into
 * the table "marks". */
#include "pipeline/core/mem.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/normalize/fold_marks.h"
#include "scripts/builders.h"

#define UNITS 65536u

struct marks_build {
	struct arena a;
	uint16_t *bits, *to, *alt;
	struct datrie_key *works;
	size_t n, cap;
	const char *path;
};

/* ORDER MARK */
static const char *const names[] = { "fold",	"digit",   "zero",    "zero-end",
				     "outer-o", "outer-c", "inner-o", "inner-c",
				     "box-o",	"box-c",   "twice" };

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	struct marks_build *b = ctx;
	struct uslice from = n > 1 ? arena_utf16(&b->a, cols[1]) : (struct uslice){ NULL, 0 };
	struct uslice to = n > 2 ? arena_utf16(&b->a, cols[2]) : (struct uslice){ NULL, 0 };
	struct uslice alt = n > 3 ? arena_utf16(&b->a, cols[3]) : to;
	unsigned bit = 0;

	while (n && bit < sizeof names / sizeof *names && !slice_is(cols[0], names[bit])) bit++;
	if (n && slice_is(cols[0], "work") && from.len) {
		*ARENA_PUSH(&b->a, b->works, b->n, b->cap) = (struct datrie_key){ from, 1 };
		return OK;
	}
	if (bit == sizeof names / sizeof *names || from.len != 1 || to.len > 1 || alt.len > 1)
		return err_set(e, ERR_RULES, "%s:%u: not \"class, character, replacement\"",
			       b->path, line);
	b->bits[from.p[0]] |= (uint16_t)(1u << bit);
	if (to.len) b->to[from.p[0]] = to.p[0];
	if (alt.len) b->alt[from.p[0]] = alt.p[0];
	return OK;
}

/* What needs no list: blocks of Unicode. */
static void add_blocks(struct marks_build *b)
{
	static const uint16_t signs[] = { 0xff04, 0xff05, 0xff06, 0xff07, 0xff0b,
					  0xff0d, 0xff0e, 0xff0f, 0xff20, 0xff3f };
	for (uint16_t c = 0xff10; c <= 0xff5a; c++)
		if (c <= 0xff19 || c >= 0xff41 || (c >= 0xff21 && c <= 0xff3a))
			b->bits[c] |= MARK_WIDE;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) b->bits[signs[i]] |= MARK_WIDE;
	static const uint16_t context[] = { ' ', '"', ':', 0x3000, 0xff0c, 0xff1a };
	for (size_t i = 0; i < sizeof context / sizeof *context; i++)
		b->bits[context[i]] |= MARK_CONTEXT;
	static const uint16_t invisible[] = { 0x00ad, 0x200b, 0x200c, 0x200d, 0x200e,
					      0x200f, 0x202a, 0x202b, 0x202c, 0x202d,
					      0x202e, 0x2060, 0xfeff };
	for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
		b->bits[invisible[i]] |= MARK_INVISIBLE;
	static const uint16_t blank[] = { 0x00a0, 0x2002, 0x2003, 0x2004, 0x2005,
					  0x2006, 0x2007, 0x2009, 0x202f };
	for (size_t i = 0; i < sizeof blank / sizeof *blank; i++) b->bits[blank[i]] |= MARK_SPACE;
}

enum status build_marks(const struct slice *paths, size_t n, struct builder_out *out, struct err *e)
{
	struct marks_build b = { 0 };
	enum status st = OK;

	arena_init(&b.a);
	b.bits = arena_zalloc(&b.a, UNITS * 2);
	b.to = arena_zalloc(&b.a, UNITS * 2);
	b.alt = arena_zalloc(&b.a, UNITS * 2);
	for (size_t i = 0; st == OK && i < n; i++) {
		b.path = paths[i].p;
		st = tsv_load(b.path, add_row, &b, e);
	}
	if (st == OK) {
		add_blocks(&b);
		buf_add(builder_section(out, "bits"), b.bits, UNITS * 2);
		buf_add(builder_section(out, "to"), b.to, UNITS * 2);
		buf_add(builder_section(out, "alt"), b.alt, UNITS * 2);
		st = datrie_build(b.works, b.n, builder_section(out, "trie"), e);
	}
	arena_free(&b.a);
	return st;
}
