/* Character references of HTML. From: text at an ampersand. To: code points and how many units they
 * took. Data: rules/clean/entities.tsv, compiled to the table "entities". Limits: none. */
#include "pipeline/clean/html_token.h"

#define REPLACEMENT 0xfffdu
#define NAME_MAX    40 /* longest name is 32 */

/* What windows-1252 has at 0x80–0x9f (the standard's table); 0 = stays. */
static const uint16_t c1[32] = {
	0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017d, 0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
};

static uint32_t hex_number(struct slice s, size_t *i)
{
	uint32_t v = 0;
	for (; *i < s.len; (*i)++) {
		unsigned char c = (unsigned char)s.p[*i];
		unsigned d;
		if (c >= '0' && c <= '9') d = c - 48u;
		else if ((c | 32) >= 'a' && (c | 32) <= 'f') d = (c | 32) - 'a' + 10u;
		else break;
		v = v * 16 + d;
	}
	return v;
}

enum status html_refs_open(struct html_refs *r, const struct env *env, struct err *e)
{
	TRY(table_open(&r->table, env, "entities", e));
	r->cps = mem_zalloc((r->table.n_rows + 1) * sizeof *r->cps);
	for (uint32_t row = 0; row < r->table.n_rows; row++) {
		struct slice s = table_cell(&r->table, row, 1);
		size_t i = 0;
		for (int k = 0; k < 2 && i < s.len; k++, i++) r->cps[row][k] = hex_number(s, &i);
	}
	return OK;
}

void html_refs_close(struct html_refs *r)
{
	if (r->cps) table_close(&r->table);
	mem_free(r->cps);
	r->cps = NULL;
}

static uint32_t settle_number(uint32_t v)
{
	if (v == 0 || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff)) return REPLACEMENT;
	if (v >= 0x80 && v <= 0x9f && c1[v - 0x80]) return c1[v - 0x80];
	return v;
}

static size_t numeric(const uint16_t *p, size_t len, uint32_t cp[2])
{
	size_t i = 2;
	unsigned base = 10;
	uint32_t v = 0;
	if (i < len && (p[i] | 32) == 'x') base = 16, i++;
	size_t start = i;
	for (; i < len; i++) {
		unsigned d = p[i] >= '0' && p[i] <= '9' ? p[i] - '0' : 99;
		if (base == 16 && (p[i] | 32) >= 'a' && (p[i] | 32) <= 'f')
			d = (p[i] | 32u) - 'a' + 10;
		if (d == 99) break;
		if (v <= 0x10ffff) v = v * base + d;
	}
	if (i == start) return 0;
	if (i < len && p[i] == ';') i++;
	cp[0] = settle_number(v);
	cp[1] = 0;
	return i;
}

size_t html_reference(const struct html_refs *refs, const uint16_t *p, size_t len,
		      bool in_attribute, uint32_t cp[2])
{
	if (len < 2) return 0;
	if (p[1] == '#') return numeric(p, len, cp);
	if (!unit_is_alnum(p[1])) return 0;
	uint32_t row;
	size_t n = datrie_longest(&refs->table.trie, p + 1, len - 1 < NAME_MAX ? len - 1 : NAME_MAX,
				  &row);
	if (n == 0) return 0;
	if (in_attribute && p[n] != ';' && n + 1 < len &&
	    (p[n + 1] == '=' || unit_is_alnum(p[n + 1])))
		return 0;
	cp[0] = refs->cps[row][0];
	cp[1] = refs->cps[row][1];
	return n + 1;
}
