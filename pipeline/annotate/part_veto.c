/* Vetoes: fixed words and names with numerals in them (lexicon rules/annotate/veto.tsv, longest match), codes and
 * identifiers by their shape (code.c), list numbering. Later parts find no numbers and no times inside them.
 * Classes of the lexicon (column 2): word; series (a number behind it belongs to the name). One pass, linear. */
#include "pipeline/annotate/code.h"
#include "pipeline/annotate/part.h"
#include "pipeline/annotate/unit.h"

/* What a character may begin; most begin nothing. */
#define BEGINS_WORD 1u
#define BEGINS_NUMERAL 2u
#define BEGINS_LATIN 4u
#define BEGINS_BRACKET 8u
#define BEGINS_ANY_WORD 16u /* a word of one character: the pair does not matter */
#define PAIR_BITS 18u /* log2 of the filter's size: first two characters of words, hashed */

struct veto_state {
	struct number_table *t;
	struct table lexicon;
	uint8_t *series; /* a flag a row */
	uint8_t begins[65536];
	uint64_t special[1024]; /* a bit a character: begins something besides a word of two characters or more */
	uint8_t pairs[1u << (PAIR_BITS - 3)];
};

static uint32_t pair_hash(uint16_t a, uint16_t b)
{
	return (((uint32_t)a << 16 | b) * 2654435761u) >> (32 - PAIR_BITS);
}

static void close_veto(void *state)
{
	struct veto_state *v = state;

	if (!v) return;
	number_table_close(v->t);
	table_close(&v->lexicon);
	mem_free(v->series);
	mem_free(v);
}

static bool is_ascii_word(uint16_t c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* One look a character tells that nothing begins there; a word has two characters at least. */
static void fill_filter(struct veto_state *v)
{
	struct arena a;

	arena_init(&a);
	for (uint32_t i = 0; i < v->lexicon.n_rows; i++) {
		struct slice cell = table_cell(&v->lexicon, i, 0);
		struct uslice word = arena_utf16(&a, slice_of(cell.p, cell.len < 8 ? cell.len : 8));
		if (word.len < 2) {
			v->begins[word.p[0]] |= BEGINS_WORD | BEGINS_ANY_WORD;
			continue;
		}
		uint32_t h = pair_hash(word.p[0], word.p[1]);
		v->begins[word.p[0]] |= BEGINS_WORD;
		v->pairs[h >> 3] |= (uint8_t)(1u << (h & 7));
	}
	arena_free(&a);
	for (unsigned c = 0; c < 65536; c++) {
		enum numeral_class k = KIND_CLASS(v->t->kind[c]);
		if (k == CLS_DIGIT || k == CLS_ASCII || k == CLS_SMALL) v->begins[c] |= BEGINS_NUMERAL;
		if (is_ascii_word((uint16_t)c)) v->begins[c] |= BEGINS_LATIN;
	}
	v->begins['('] |= BEGINS_BRACKET;
	v->begins[0xff08] |= BEGINS_BRACKET;
	v->begins['['] |= BEGINS_BRACKET;
	v->begins[0x3014] |= BEGINS_BRACKET;
	for (unsigned c = 0; c < 65536; c++)
		if (v->begins[c] & ~BEGINS_WORD) v->special[c >> 6] |= (uint64_t)1 << (c & 63);
}

static enum status open_veto(const struct env *env, void **state, struct err *e)
{
	struct veto_state *v = mem_zalloc(sizeof *v);
	enum status st = number_table_open(env, &v->t, e);

	if (st == OK) st = table_open(&v->lexicon, env, "veto", e);
	if (st != OK) {
		close_veto(v);
		return st;
	}
	v->series = mem_zalloc(v->lexicon.n_rows + 1);
	for (uint32_t i = 0; i < v->lexicon.n_rows; i++)
		v->series[i] = slice_is(table_cell(&v->lexicon, i, 1), "series");
	fill_filter(v);
	*state = v;
	return OK;
}

static bool counts_on(enum numeral_class c)
{
	return c == CLS_ASCII || c == CLS_DIGIT || c == CLS_SMALL || c == CLS_BIG || c == CLS_NTH;
}

static bool all_digits(const struct code_text *c, size_t at, size_t end)
{
	for (size_t i = at; i < end; i++)
		if (c->s[i] < '0' || c->s[i] > '9') return false;
	return true;
}

/* A service number that a unit follows is a count after all. */
static bool unit_follows(const struct code_text *c, size_t end)
{
	struct unit u;

	return unit_read(c->t, c->s, c->len, end, &u);
}

/* Does the numeral before s[at] go on with a word that begins with a character of class first? */
static bool begins_inside(const struct code_text *c, size_t at, enum numeral_class first)
{
	uint16_t prev = c->s[at - 1];
	enum numeral_class before = KIND_CLASS(c->t->kind[prev]);
	enum numeral_class earlier = at >= c->from + 2 ? KIND_CLASS(c->t->kind[c->s[at - 2]]) : CLS_NONE;

	if (is_ascii_word(c->s[at]) && is_ascii_word(prev)) return true;
	if (counts_on(first) && (counts_on(before) || before == CLS_SOME)) return true;
	if (first == CLS_OF && (before == CLS_PART || prev == ' ')) return true; /* one of three parts */
	if (first == CLS_DIGIT && before == CLS_OF && earlier == CLS_PART) return true;
	if (first == CLS_DIGIT && before == CLS_POINT && counts_on(earlier)) return true;
	if (first != CLS_SMALL && first != CLS_BIG) return false;
	return number_word_before(c->t, LIST_NEAR, c->s, at, NULL) > 0; /* nearly a hundred … */
}

/* Ten minutes, a tenth: a word of numeral and more where a unit or fraction from the same numeral reaches further. */
static bool overtaken(const struct code_text *c, size_t at, size_t end)
{
	size_t i = at;
	struct unit u;

	while (i < end && (KIND_CLASS(c->t->kind[c->s[i]]) == CLS_DIGIT || KIND_CLASS(c->t->kind[c->s[i]]) == CLS_SMALL))
		i++;
	if (i == at || i == end) return false;
	if (unit_read(c->t, c->s, c->len, i, &u) && u.off + u.len > end && !u.per.p) return true;
	return i + 1 < c->len && KIND_CLASS(c->t->kind[c->s[i]]) == CLS_PART && KIND_CLASS(c->t->kind[c->s[i + 1]]) == CLS_OF &&
	       KIND_VALUE(c->t->kind[c->s[i + 1]]) == 0;
}

/* A word of the lexicon is none where its edge belongs to a longer numeral or Latin word. */
static bool edges_fit(const struct code_text *c, size_t at, size_t end)
{
	enum numeral_class first = KIND_CLASS(c->t->kind[c->s[at]]), last = KIND_CLASS(c->t->kind[c->s[end - 1]]);

	if (at > c->from && begins_inside(c, at, first)) return false;
	if (overtaken(c, at, end)) return false;
	if (end >= c->len) return true;
	enum numeral_class next = KIND_CLASS(c->t->kind[c->s[end]]);
	if (is_ascii_word(c->s[end - 1]) && is_ascii_word(c->s[end])) return false;
	if ((last == CLS_DIGIT || last == CLS_ASCII) && (next == CLS_SMALL || next == CLS_BIG)) return false;
	if (last == CLS_DIGIT && first == CLS_DIGIT && next == CLS_DIGIT) return false;
	bool point = end + 1 < c->len && (c->s[end] == '.' || c->s[end] == ',') && c->s[end + 1] >= '0' && c->s[end + 1] <= '9';
	return !(all_digits(c, at, end) && (point || unit_follows(c, end)));
}

static void add(struct doc *d, size_t at, size_t end, const char *rule)
{
	doc_add_annot(d, A_VETO, at, end - at)->rule_id = slice_str(rule);
}

/* A word of the lexicon at s[at]; its end, or 0. */
static size_t read_word(const struct veto_state *v, const struct code_text *c, size_t at)
{
	uint16_t lens[16];
	uint32_t rows[16];
	size_t n = datrie_prefixes(&v->lexicon.trie, c->s + at, c->len - at, 16, lens, rows);

	while (n--) {
		size_t end = at + lens[n];
		if (v->series[rows[n]]) {
			size_t stop = code_read_series(c, end);
			if (stop > end) return stop;
			continue;
		}
		if (edges_fit(c, at, end)) return end;
	}
	return 0;
}

static bool clause_edge(const struct code_text *c, size_t at)
{
	uint16_t p = at > c->from ? c->s[at - 1] : 0;

	return p == 0 || p == 0xff0c || p == ',' || p == 0xff1b || p == ';' || p == 0xff1a || p == ':' || p == 0x3002 ||
	       p == 0x201c || p == 0x3001 || p == ' ' || p == 0x2014;
}

/* What is vetoed at s[at]: its end, or 0. No code begins before *seen. */
static size_t read_veto(const struct veto_state *v, const struct code_text *c, size_t at, const char **rule, size_t *seen)
{
	uint16_t ch = c->s[at];
	unsigned begins = v->begins[ch];
	size_t end = 0;

	*rule = "veto.word";
	if (begins & BEGINS_WORD && at + 1 < c->len) {
		uint32_t h = pair_hash(ch, c->s[at + 1]);
		bool likely = begins & BEGINS_ANY_WORD || v->pairs[h >> 3] & 1u << (h & 7);
		if (likely && (end = read_word(v, c, at)) != 0) return end;
	}
	if (begins & BEGINS_LATIN && (at == c->from || !is_ascii_word(c->s[at - 1])) && at >= *seen &&
	    (end = code_read(c, at, rule, seen)) != 0)
		return end;
	if (begins & BEGINS_BRACKET) {
		*rule = "code.document";
		if ((end = code_read_document(c, at)) != 0) return end;
	}
	if (begins & (BEGINS_BRACKET | BEGINS_NUMERAL) && clause_edge(c, at)) {
		*rule = "number.list";
		return code_read_numbering(c, at, at == c->from);
	}
	return 0;
}

static void scan(const struct veto_state *v, struct doc *d, size_t off, size_t end)
{
	struct code_text c = { .t = v->t, .s = d->text.p, .from = off, .len = end };

	size_t seen = 0;

	for (size_t i = off; i < end;) {
		const char *rule;
		uint16_t ch = c.s[i];
		/* one branch a character that is nearly always taken: most begin a word, few pairs do */
		uint32_t h = pair_hash(ch, i + 1 < end ? c.s[i + 1] : 0);
		if (!((v->pairs[h >> 3] >> (h & 7) & 1u) | (v->special[ch >> 6] >> (ch & 63) & 1))) {
			i++;
			continue;
		}
		unsigned begins = v->begins[ch];
		size_t stop = read_veto(v, &c, i, &rule, &seen);
		if (stop) {
			add(d, i, stop, rule);
			i = stop;
		} else if (begins & BEGINS_LATIN) { /* nothing begins inside a Latin word */
			while (i < end && is_ascii_word(c.s[i]))
				i++;
		} else {
			i++;
		}
	}
}

static void run(const void *state, void *worker, struct doc *d)
{
	(void)worker;
	for (size_t i = 0; i < d->n_sentences; i++)
		scan(state, d, d->sentences[i].off, (size_t)d->sentences[i].off + d->sentences[i].len);
}

const struct annot_part part_veto = {
	.name = "veto",
	.open = open_veto,
	.close = close_veto,
	.run = run,
};
