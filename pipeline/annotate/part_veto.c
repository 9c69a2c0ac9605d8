/* Vetoes: fixed words and names with numerals in them (lexicon rules/annotate/veto.tsv, longest
 * match), codes and identifiers by their shape (code.c), list numbering. Later parts find no
 * numbers and no times inside them. Classes of the lexicon (column 2): word; series (a number
 * behind it belongs to the name). One pass, linear. */
#include "pipeline/annotate/code.h"
#include "pipeline/annotate/look.h"
#include "pipeline/annotate/unit.h"
#include "pipeline/annotate/veto_table.h"
#include "pipeline/core/punctuation.h"

struct veto_state {
	struct number_table *t;
	struct table lexicon;
	const uint8_t *series; /* a flag a row */
	const struct veto_hooks *h;
};

static void close_veto(void *state)
{
	struct veto_state *v = state;

	if (!v) return;
	number_table_close(v->t);
	table_close(&v->lexicon);
	mem_free(v);
}

static bool view_hooks(struct veto_state *v)
{
	struct slice hooks = table_section(&v->lexicon, "hooks"),
		     series = table_section(&v->lexicon, "series");

	v->h = (const struct veto_hooks *)(const void *)hooks.p;
	v->series = (const uint8_t *)series.p;
	return hooks.len == sizeof *v->h && series.len;
}

static enum status open_veto(const struct env *env, void **state, struct err *e)
{
	struct veto_state *v = mem_zalloc(sizeof *v);
	enum status st = number_table_open(env, &v->t, e);

	if (st == OK) st = table_open(&v->lexicon, env, "veto", e);
	if (st == OK && !view_hooks(v))
		st = err_set(e, ERR_RULES, "veto.tab: damaged table (run make)");
	if (st != OK) close_veto(v);
	else *state = v;
	return st;
}

static bool counts_on(enum numeral_class c)
{
	return c == CLS_ASCII || c == CLS_DIGIT || c == CLS_SMALL || c == CLS_BIG || c == CLS_NTH;
}

/* Digits, with a point perhaps: a word that is a number where a unit follows. */
static bool all_digits(const struct code_text *c, size_t at, size_t end)
{
	for (size_t i = at; i < end; i++)
		if ((c->s[i] < '0' || c->s[i] > '9') && c->s[i] != '.') return false;
	return true;
}

/* Does the word fill a cell of a table? */
static bool fills_cell(const struct code_text *c, size_t at, size_t end)
{
	bool before = at > c->from && c->s[at - 1] == '\t',
	     behind = end < c->len && c->s[end] == '\t';

	return (before && (behind || end == c->len || c->s[end] == '\n')) ||
	       (behind && at == c->from);
}

/* A service number that a unit follows is a count after all. */
static bool unit_follows(const struct code_text *c, size_t end)
{
	struct unit u;

	return unit_read(c->t, c->s, c->len, end, &u);
}

/* Is the digit at s[at] the second to sixth day of a week? (A first one is as often another word:
 * once a week.) */
static bool of_weekday(const struct code_text *c, size_t at)
{
	unsigned day = KIND_VALUE(c->t->kind[c->s[at]]);
	size_t n = day >= 2 && day <= 6 ? number_word_before(c->t, LIST_WEEK, c->s, at, NULL) : 0;

	return n && n <= at - c->from &&
	       (n == at - c->from || !counts_on(KIND_CLASS(c->t->kind[c->s[at - n - 1]])));
}

/* Does the numeral before s[at] go on with a word that begins with a character of class first? */
static bool begins_inside(const struct code_text *c, size_t at, enum numeral_class first)
{
	uint16_t prev = c->s[at - 1];
	enum numeral_class before = KIND_CLASS(c->t->kind[prev]);
	enum numeral_class earlier =
		at >= c->from + 2 ? KIND_CLASS(c->t->kind[c->s[at - 2]]) : CLS_NONE;

	if (veto_is_latin(c->s[at]) && veto_is_latin(prev)) return true;
	if ((prev == '.' || prev == ',') && first == CLS_ASCII && earlier == CLS_ASCII) return true;
	if (counts_on(first) && (counts_on(before) || before == CLS_SOME)) return true;
	if ((first == CLS_BIG || first == CLS_SMALL) && before == CLS_MORE && counts_on(earlier))
		return true; /* 2,900-odd wan */
	if (first == CLS_OF && (before == CLS_PART || prev == ' '))
		return true; /* one of three parts */
	if (first == CLS_DIGIT && before == CLS_OF && earlier == CLS_PART) return true;
	if (first == CLS_DIGIT && before == CLS_POINT && counts_on(earlier)) return true;
	if (first == CLS_DIGIT && of_weekday(c, at)) return true;
	if (first != CLS_SMALL && first != CLS_BIG) return false;
	return number_near_before(c->t, c->s, at); /* nearly a hundred … */
}

/* Ten minutes, a tenth: a word of numeral and more where a unit or fraction from the same numeral
 * reaches further. */
static bool overtaken(const struct code_text *c, size_t at, size_t end)
{
	size_t i = at;
	struct unit u;

	while (i < end && (KIND_CLASS(c->t->kind[c->s[i]]) == CLS_DIGIT ||
			   KIND_CLASS(c->t->kind[c->s[i]]) == CLS_SMALL))
		i++;
	if (i == at || i == end) return false;
	if (unit_read(c->t, c->s, c->len, i, &u) && u.off + u.len > end && !u.per.p) return true;
	return i + 1 < c->len && KIND_CLASS(c->t->kind[c->s[i]]) == CLS_PART &&
	       KIND_CLASS(c->t->kind[c->s[i + 1]]) == CLS_OF &&
	       KIND_VALUE(c->t->kind[c->s[i + 1]]) == 0;
}

/* A word of the lexicon is none where its edge belongs to a longer numeral or Latin word. */
static bool edges_fit(const struct code_text *c, size_t at, size_t end)
{
	enum numeral_class first = KIND_CLASS(c->t->kind[c->s[at]]),
			   last = KIND_CLASS(c->t->kind[c->s[end - 1]]);

	if (at > c->from && begins_inside(c, at, first)) return false;
	if (overtaken(c, at, end)) return false;
	if (all_digits(c, at, end) && fills_cell(c, at, end)) return false;
	if (end >= c->len) return true;
	enum numeral_class next = KIND_CLASS(c->t->kind[c->s[end]]);
	if (veto_is_latin(c->s[end - 1]) && veto_is_latin(c->s[end])) return false;
	if ((last == CLS_DIGIT || last == CLS_ASCII) && (next == CLS_SMALL || next == CLS_BIG))
		return false;
	if (last == CLS_DIGIT && next == CLS_POINT && end + 1 < c->len &&
	    counts_on(KIND_CLASS(c->t->kind[c->s[end + 1]])))
		return false;
	enum numeral_class after =
		end + 1 < c->len ? KIND_CLASS(c->t->kind[c->s[end + 1]]) : CLS_NONE;
	if (last == CLS_DIGIT && next == CLS_DIGIT && (first == CLS_DIGIT || after == CLS_DIGIT))
		return false; /* as in 1978 */
	if (first == CLS_DIGIT && last == CLS_POINT && next == CLS_DIGIT)
		return false; /* one point two six */
	bool point = end + 1 < c->len && (c->s[end] == '.' || c->s[end] == ',') &&
		     c->s[end + 1] >= '0' && c->s[end + 1] <= '9';
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

	return p == 0 || mark_is_comma(p) || mark_is_semicolon(p) || mark_is_colon(p) ||
	       p == FULL_STOP || p == QUOTE_OPEN || p == LIST_MARK || p == ' ' || p == 0x2014;
}

/* May a word begin with these units? A look-up costs twenty times as much. */
static bool word_may_begin(const struct veto_hooks *h, const struct code_text *c, size_t at)
{
	if (at + 1 >= c->len) return false;
	uint32_t two = veto_pair_bit(c->s[at], c->s[at + 1]);
	bool longer = at + 2 < c->len && veto_filter_has(h, veto_triple_bit(two, c->s[at + 2]));
	return longer || veto_filter_has(h, two) || unit_set_has(&h->single, c->s[at]);
}

/* The first word that begins before the hook at s[at], at from or behind: its end, or 0, and where
 * it begins. */
static size_t read_word_before(const struct veto_state *v, const struct code_text *c, size_t from,
			       size_t at, size_t *begin)
{
	if (at == from) return 0;
	if (!unit_set_has(&v->h->before, c->s[at - 1])) return 0;
	uint32_t back = v->h->back[c->s[at]] | v->h->back_series |
			(code_is_series_gap(c->s[at - 1]) ? v->h->back_far : 0);
	for (size_t k = at - from < BACK_MAX ? at - from : BACK_MAX; k > 0; k--) {
		size_t end = back >> k & 1 && word_may_begin(v->h, c, at - k)
				     ? read_word(v, c, at - k)
				     : 0;
		*begin = at - k;
		if (end) return end;
	}
	return 0;
}

/* What is vetoed at the hook s[at]: its end, or 0. No code begins before *seen. */
static size_t read_hook(const struct veto_state *v, const struct code_text *c, size_t at,
			const char **rule, size_t *seen)
{
	unsigned begins = v->h->begins[c->s[at]];
	size_t end = 0;

	*rule = "veto.word";
	if (word_may_begin(v->h, c, at) && (end = read_word(v, c, at)) != 0) return end;
	if (begins & BEGINS_LATIN && (at == c->from || !veto_is_latin(c->s[at - 1])) &&
	    at >= *seen && (end = code_read(c, at, rule, seen)) != 0)
		return end;
	if (begins & BEGINS_BRACKET) {
		*rule = "code.document";
		if ((end = code_read_document(c, at)) != 0) return end;
		*rule = "code.note";
		if ((end = code_read_note(c, at)) != 0) return end;
	}
	*rule = "number.list";
	if (begins & BEGINS_BRACKET && (end = code_read_item(c, at)) != 0) return end;
	if (begins & (BEGINS_BRACKET | BEGINS_NUMERAL) && clause_edge(c, at))
		return code_read_numbering(c, at, at == c->from);
	return 0;
}

static void scan(const struct veto_state *v, struct doc *d, size_t off, size_t end)
{
	struct code_text c = { .t = v->t, .s = d->text.p, .from = off, .len = end };
	struct look look = look_for(d, LOOK_veto, &v->h->hooks);
	size_t seen = 0, i = off, at, begin;

	while ((at = look_next(&look, i, end)) < end) {
		const char *rule = "veto.word";
		size_t stop = read_word_before(v, &c, i, at, &begin);
		if (!stop) stop = read_hook(v, &c, begin = at, &rule, &seen);
		if (stop) {
			add(d, begin, stop, rule);
			i = stop;
		} else if (v->h->begins[c.s[at]] &
			   BEGINS_LATIN) { /* nothing begins inside a Latin word */
			for (i = at; i < end && v->h->begins[c.s[i]] & BEGINS_LATIN;) i++;
		} else {
			i = at + 1;
		}
	}
}

static void run(const void *state, void *worker, struct doc *d)
{
	(void)worker;
	for (size_t i = 0; i < d->n_sentences; i++)
		scan(state, d, d->sentences[i].off,
		     (size_t)d->sentences[i].off + d->sentences[i].len);
}

static const struct unit_set *looks(const void *state)
{
	const struct veto_state *v = state;

	return &v->h->hooks;
}

const struct annot_part part_veto = {
	.name = "veto",
	.open = open_veto,
	.close = close_veto,
	.run = run,
	.looks = looks,
};
