/* What tests over tables of texts (TSV) share: a row's text as a document, and the run over all
 * rows. Include it behind cmocka.h. */
#ifndef ZHC_TEST_LINES_H
#define ZHC_TEST_LINES_H

#include "pipeline/core/date.h"
#include "pipeline/core/doc.h"
#include "pipeline/core/rule_file.h"

/* Fill d as decode, clean and normalize would from clean text: a block a line, a pilcrow (U+00B6)
 * ends a line. No date. */
static inline void doc_set_lines(struct doc *d, struct slice s)
{
	struct uslice t = arena_utf16(&d->arena, s);
	uint16_t *p = arena_alloc(&d->arena, t.len * sizeof *p);
	size_t from = 0;

	for (size_t i = 0; i < t.len; i++) p[i] = t.p[i] == 0xb6 ? '\n' : t.p[i];
	doc_set_source(d, s, SLICE("lines"), -1);
	map_init(&d->map);
	d->text = (struct uslice){ p, t.len };
	map_push_block(&d->arena, &d->map, (uint32_t)t.len, 0, (uint32_t)s.len, MAP_SAME);
	for (size_t i = 0; i <= t.len; i++) {
		if (i < t.len && p[i] != '\n') continue;
		doc_add_block(d, BLOCK_PARA, from, i - from);
		from = i + 1;
	}
	d->date = DAY_NONE;
	d->layers |= L_TEXT | L_BODY | L_NORMAL;
}

/* Every row of the table through check, which counts what is wrong into its ctx, an unsigned. */
static inline void assert_rows(const char *path,
			       enum status (*check)(void *, const struct slice *, size_t, unsigned,
						    struct err *))
{
	struct err e;
	unsigned failed = 0;

	assert_int_equal(tsv_load(path, check, &failed, &e), OK);
	assert_int_equal(failed, 0);
}

#endif
