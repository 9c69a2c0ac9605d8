/* Reports of provers, and the documents they prove on. See core/prove.h. */
#include "pipeline/core/prove.h"
#include "pipeline/core/date.h"
#include "pipeline/core/doc.h"

#include <stdarg.h>
#include <stdio.h>

void prove_fail(struct prove_report *r, struct slice file, unsigned line, const char *fmt, ...)
{
	char tmp[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(tmp, sizeof tmp, fmt, ap);
	va_end(ap);
	r->n_failed++;
	buf_printf(&r->text, "%.*s:%u: %s\n", (int)file.len, file.p, line, tmp);
}

#define PILCROW 0xb6

void prove_set_lines(struct doc *d, struct slice text)
{
	struct uslice t = arena_utf16(&d->arena, text);
	uint16_t *p = arena_alloc(&d->arena, t.len * sizeof *p);
	size_t from = 0;

	for (size_t i = 0; i < t.len; i++) p[i] = t.p[i] == PILCROW ? '\n' : t.p[i];
	doc_set_source(d, text, SLICE("proof"), -1);
	map_init(&d->map);
	d->text = (struct uslice){ p, t.len };
	map_push_block(&d->arena, &d->map, (uint32_t)t.len, 0, (uint32_t)text.len, MAP_SAME);
	for (size_t i = 0; i <= t.len; i++) {
		if (i < t.len && p[i] != '\n') continue;
		doc_add_block(d, BLOCK_PARA, from, i - from);
		from = i + 1;
	}
	d->date = DAY_NONE;
	d->layers |= L_TEXT | L_BODY | L_NORMAL;
}
