/* Compile readings.tsv (syllable with tone digit, its characters) into the table that reading.c
 * maps. */
#include "pipeline/core/mem.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/normalize/reading.h"
#include "scripts/builders.h"

#define UNITS	      65536u
#define SYLLABLES_MAX 2000u

struct reading_row {
	uint32_t syllable;
	uint8_t tone;
	struct uslice chars;
};

struct reading_build {
	struct arena a;
	struct reading_row *rows;
	size_t n, cap;
	struct datrie_key *names; /* toneless syllables, in order of appearance */
	size_t n_names, cap_names;
	const char *path;
};

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	struct reading_build *b = ctx;
	char tone = n == 2 && cols[0].len > 1 ? cols[0].p[cols[0].len - 1] : 0;
	uint32_t k = 0;

	if (tone < '1' || tone > '5')
		return err_set(e, ERR_RULES, "%s:%u: not \"syllable, characters\"", b->path, line);
	struct uslice name = arena_utf16(&b->a, slice_of(cols[0].p, cols[0].len - 1));
	while (k < b->n_names && !uslice_eq(b->names[k].key, name)) k++;
	if (k == SYLLABLES_MAX)
		return err_set(e, ERR_RULES, "%s:%u: too many syllables", b->path, line);
	if (k == b->n_names)
		*ARENA_PUSH(&b->a, b->names, b->n_names, b->cap_names) =
			(struct datrie_key){ name, k };
	struct reading_row *r = ARENA_PUSH(&b->a, b->rows, b->n, b->cap);
	*r = (struct reading_row){ k, (uint8_t)(tone - '0'), arena_utf16(&b->a, cols[1]) };
	return OK;
}

static void write_by_syllable(const struct reading_build *b, struct buf *off, struct buf *chars)
{
	uint32_t at = 0;

	for (uint32_t cell = 0; cell < b->n_names * 8; cell++) {
		buf_add(off, &at, sizeof at);
		for (size_t i = 0; i < b->n; i++) {
			if (b->rows[i].syllable * 8 + b->rows[i].tone != cell) continue;
			buf_add(chars, b->rows[i].chars.p, b->rows[i].chars.len * 2);
			at += (uint32_t)b->rows[i].chars.len;
		}
	}
	buf_add(off, &at, sizeof at);
}

static void write_by_char(const struct reading_build *b, struct buf *off, struct buf *syl)
{
	uint32_t *count = mem_zalloc((UNITS + 1) * sizeof *count), at = 0;

	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->rows[i].chars.len; k++) count[b->rows[i].chars.p[k]]++;
	for (uint32_t c = 0; c <= UNITS; c++) {
		uint32_t n = count[c];
		count[c] = at;
		at += n;
	}
	buf_add(off, count, (UNITS + 1) * sizeof *count);
	uint16_t *codes = mem_alloc(((size_t)at + 1) * sizeof *codes);
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->rows[i].chars.len; k++)
			codes[count[b->rows[i].chars.p[k]]++] =
				(uint16_t)(b->rows[i].syllable << 3 | b->rows[i].tone);
	buf_add(syl, codes, (size_t)at * sizeof *codes);
	mem_free(codes);
	mem_free(count);
}

enum status build_readings(const struct slice *paths, size_t n, struct builder_out *out,
			   struct err *e)
{
	struct reading_build b = { .path = paths[0].p };
	enum status st = OK;

	if (n != 1) return err_set(e, ERR_RULES, "readings have one source, not %zu", n);
	arena_init(&b.a);
	st = tsv_load(b.path, add_row, &b, e);
	if (st == OK) {
		write_by_syllable(&b, builder_section(out, "syl_off"),
				  builder_section(out, "syl_chars"));
		write_by_char(&b, builder_section(out, "char_off"),
			      builder_section(out, "char_syl"));
		st = datrie_build(b.names, b.n_names, builder_section(out, "trie"), e);
	}
	arena_free(&b.a);
	return st;
}
