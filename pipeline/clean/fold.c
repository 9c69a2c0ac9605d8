/* Folding of a line for rule matching. From: visible text. To: struct folded with the way back.
 * Limits: FOLD_MAX units. */
#include "pipeline/clean/fold.h"

#include "pipeline/clean/page.h"
#include "pipeline/core/rule_file.h"

#define GLOSS_MAX 9 /* letters of a gloss between its brackets */

static enum status load_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct fold_table *t = ctx;
	if (n < 2)
		return err_set(e, ERR_RULES, "rules/clean/fold.tsv:%u: two columns wanted", line);
	struct ubuf from = { 0 }, to = { 0 };
	ubuf_add_utf8(&from, cols[0]);
	ubuf_add_utf8(&to, cols[1]);
	bool ok = to.len == from.len || to.len == 1;
	for (size_t i = 0; ok && i < from.len; i++) t->to[from.p[i]] = to.p[to.len == 1 ? 0 : i];
	ubuf_free(&from);
	ubuf_free(&to);
	if (!ok)
		return err_set(e, ERR_RULES, "rules/clean/fold.tsv:%u: columns of different length",
			       line);
	return OK;
}

enum status fold_load(struct fold_table *t, const char *path, struct err *e)
{
	for (uint32_t c = 0; c < 65536; c++) {
		uint16_t to = (uint16_t)c;
		if (c >= 0xff01 && c <= 0xff5e) to = (uint16_t)(c - 0xfee0);
		else if (c == 0x200b || c == 0x200c || c == 0x200d || c == 0xfeff || c == 0xad)
			to = 0;
		else if (unit_is_space((uint16_t)c)) to = ' ';
		t->to[c] = to;
	}
	return tsv_load(path, load_row, t, e);
}

static bool gloss_letter(uint16_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0x1dc) || c == 0x251 || c == 0x261;
}

/* Units of a gloss in brackets that begins at text[i], 0 if there is none. */
static size_t gloss_len(const uint16_t *text, size_t i, size_t len)
{
	if (i == 0 || !unit_is_han(text[i - 1]) || !unit_opens_bracket(text[i])) return 0;
	size_t j = i + 1;
	while (j < len && j - i <= GLOSS_MAX && gloss_letter(text[j])) j++;
	if (j == i + 1 || j >= len || !unit_closes_bracket(text[j])) return 0;
	return j + 1 - i;
}

void fold_text(const struct fold_table *t, const uint16_t *text, size_t len, uint32_t base,
	       struct folded *f)
{
	fold_marked(t, (struct uslice){ text, len }, base, NULL, 0, f);
}

void fold_marked(const struct fold_table *t, struct uslice line, uint32_t base,
		 const uint32_t *marks, size_t n_marks, struct folded *f)
{
	const uint16_t *text = line.p;
	size_t len = line.len;
	size_t n = 0, m = 0;
	for (size_t i = 0; i < len && n < FOLD_MAX - 1; i++) {
		if (m == n_marks) { /* most of all: a run of units that become one each */
			size_t room = FOLD_MAX - 1 - n, stop = len - i < room ? len : i + room;
			for (uint16_t to; i < stop && (to = t->to[text[i]]) > '('; i++, n++) {
				f->p[n] = to;
				f->at[n] = base + (uint32_t)i;
			}
			if (i == stop) break;
		}
		uint16_t c = t->to[text[i]];
		while (m < n_marks && marks[m] < base + i) m++;
		if (m < n_marks && marks[m] == base + i && n && f->p[n - 1] != ' ') {
			f->p[n] = ' ';
			f->at[n++] = base + (uint32_t)i;
		}
		if (c == '(') {
			size_t gloss = gloss_len(text, i, len);
			if (gloss) {
				i += gloss - 1;
				continue;
			}
		}
		if (c == 0 || (c == ' ' && (n == 0 || f->p[n - 1] == ' '))) continue;
		f->p[n] = c;
		f->at[n++] = base + (uint32_t)i;
	}
	while (n && f->p[n - 1] == ' ') n--;
	f->len = n;
	f->at[n] = n ? f->at[n - 1] + 1 : base;
}

uint32_t folded_end(const struct folded *f, size_t i)
{
	return i ? f->at[i - 1] + 1 : f->at[0];
}
