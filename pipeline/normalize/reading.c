/* Readings of characters: table reading, spelling to syllable. See reading.h. */
#include "pipeline/normalize/reading.h"

#define SYLLABLE_MAX 8 /* letters of the longest syllable and some more */

struct letter {
	char base;    /* a-z, 0: a mark alone or no letter */
	uint8_t tone; /* 1-4, 0 none */
	bool dots;    /* a combining diaeresis */
};

/* Latin letters with a tone mark, by code point (ascending). */
static const struct {
	uint16_t c;
	char base;
	uint8_t tone;
} marked[] = {
	{ 0x00e0, 'a', 4 }, { 0x00e1, 'a', 2 }, { 0x00e8, 'e', 4 }, { 0x00e9, 'e', 2 },
	{ 0x00ea, 'e', 0 }, { 0x00ec, 'i', 4 }, { 0x00ed, 'i', 2 }, { 0x00f2, 'o', 4 },
	{ 0x00f3, 'o', 2 }, { 0x00f9, 'u', 4 }, { 0x00fa, 'u', 2 }, { 0x00fc, 'v', 0 },
	{ 0x0101, 'a', 1 }, { 0x0113, 'e', 1 }, { 0x011b, 'e', 3 }, { 0x012b, 'i', 1 },
	{ 0x0144, 'n', 2 }, { 0x0148, 'n', 3 }, { 0x014d, 'o', 1 }, { 0x016b, 'u', 1 },
	{ 0x01ce, 'a', 3 }, { 0x01d0, 'i', 3 }, { 0x01d2, 'o', 3 }, { 0x01d4, 'u', 3 },
	{ 0x01d6, 'v', 1 }, { 0x01d8, 'v', 2 }, { 0x01da, 'v', 3 }, { 0x01dc, 'v', 4 },
	{ 0x01f9, 'n', 4 }, { 0x0251, 'a', 0 }, { 0x0261, 'g', 0 }, { 0x1e3f, 'm', 2 },
};

/* Full-width and capital letters become the ones that the table has. */
static uint16_t small_letter(uint16_t c)
{
	if (c >= 0xff21 && c <= 0xff5a) c = (uint16_t)(c - 0xfee0);
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
		return (uint16_t)(c + ('a' - 'A'));
	if (c >= 0x100 && c <= 0x137) return c | 1u; /* Latin Extended-A: capitals are even, ... */
	if (c >= 0x14c && c <= 0x177) return c | 1u;
	if (c >= 0x1cd && c <= 0x1dc) return (uint16_t)(c + (c & 1u)); /* ... carons odd */
	return c;
}

static bool letter_of(uint16_t c, struct letter *out)
{
	*out = (struct letter){ 0 };
	c = small_letter(c);
	if (c >= 'a' && c <= 'z') {
		out->base = (char)c;
		return true;
	}
	switch (c) {
	case 0x0304:
		out->tone = 1;
		return true;
	case 0x0301:
		out->tone = 2;
		return true;
	case 0x030c:
		out->tone = 3;
		return true;
	case 0x0300:
		out->tone = 4;
		return true;
	case 0x0308:
		out->dots = true;
		return true;
	default:
		break;
	}
	if (c < marked[0].c || c > marked[sizeof marked / sizeof *marked - 1].c) return false;
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
		if (marked[i].c != c) continue;
		*out = (struct letter){ marked[i].base, marked[i].tone, false };
		return true;
	}
	return false;
}

bool reading_is_letter(uint16_t c)
{
	struct letter l;

	return letter_of(c, &l);
}

bool reading_parse(const struct readings *r, const uint16_t *s, size_t len, struct spelling *out)
{
	uint16_t plain[SYLLABLE_MAX];
	size_t n = 0;
	uint32_t value;

	*out = (struct spelling){ 0 };
	if (len > READING_MAX) return false;
	for (size_t i = 0; i < len; i++) {
		struct letter l;
		if (!letter_of(s[i], &l)) return false;
		if (l.tone && out->tone) return false;
		if (l.tone) out->tone = l.tone;
		if (l.dots && (!n || plain[n - 1] != 'u')) return false;
		if (l.dots) plain[n - 1] = 'v';
		if (!l.base) continue;
		if (n == SYLLABLE_MAX) return false;
		plain[n++] = (uint16_t)l.base;
	}
	if (!n || !datrie_has(&r->table.trie, plain, n, &value)) return false;
	out->syllable = (uint16_t)value;
	return true;
}

bool reading_fits(const struct readings *r, uint32_t cp, struct spelling what)
{
	if (cp > 0xffff) return false;
	for (uint32_t i = r->char_off[cp]; i < r->char_off[cp + 1]; i++) {
		uint8_t tone = r->char_syl[i] & 7;
		if (r->char_syl[i] >> 3 == what.syllable &&
		    (!what.tone || tone == what.tone || tone == 5))
			return true;
	}
	return false;
}

struct uslice reading_chars(const struct readings *r, uint16_t syllable, uint8_t tone)
{
	if (syllable >= r->n_syllables || tone > 7) return (struct uslice){ r->syl_chars, 0 };
	uint32_t from = r->syl_off[syllable * 8 + tone], to = r->syl_off[syllable * 8 + tone + 1];
	return (struct uslice){ r->syl_chars + from, to - from };
}

enum status readings_open(struct readings *r, const struct env *env, struct err *e)
{
	*r = (struct readings){ 0 };
	TRY(table_open(&r->table, env, "readings", e));
	struct slice so = table_section(&r->table, "syl_off"),
		     sc = table_section(&r->table, "syl_chars"),
		     co = table_section(&r->table, "char_off"),
		     cs = table_section(&r->table, "char_syl");
	if (!r->table.trie.cell || so.len < 36 || !sc.p || co.len != 65537 * 4 || !cs.p) {
		readings_close(r);
		return err_set(e, ERR_RULES, "readings.tab: damaged table (run make)");
	}
	r->n_syllables = (uint32_t)((so.len / 4 - 1) / 8);
	r->syl_off = (const uint32_t *)(const void *)so.p;
	r->syl_chars = (const uint16_t *)(const void *)sc.p;
	r->char_off = (const uint32_t *)(const void *)co.p;
	r->char_syl = (const uint16_t *)(const void *)cs.p;
	return OK;
}

void readings_close(struct readings *r)
{
	table_close(&r->table);
}
