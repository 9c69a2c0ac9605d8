/* Opens what number_build.c compiled. */
#include "pipeline/annotate/number_table.h"

#define WORD_BACK_MAX 8
#define MATCHES_MAX   8

static enum status view_sections(struct number_table *t, struct err *e)
{
	const struct {
		const char *name;
		struct datrie *trie;
	} tries[] = { { "unit-trie", &t->units },
		      { "prefix-trie", &t->prefixes },
		      { "words", &t->words },
		      { "words-back", &t->words_back } };
	struct slice rows = table_section(&t->tab, "units"),
		     kinds = table_section(&t->tab, "kinds"),
		     starts = table_section(&t->tab, "starts");

	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
		TRY(datrie_view(tries[i].trie, table_section(&t->tab, tries[i].name), e));
	if (kinds.len != 65536 || starts.len != sizeof *t->starts ||
	    !class_sets_view(&t->begins, table_section(&t->tab, "begins")) ||
	    !class_sets_view(&t->ends, table_section(&t->tab, "ends")))
		return err_set(e, ERR_RULES, "numbers.tab: damaged table (run make)");
	t->kind = (const uint8_t *)kinds.p;
	t->starts = (const struct unit_set *)(const void *)starts.p;
	t->text = table_section(&t->tab, "codes");
	t->rows = (const struct unit_row *)(const void *)rows.p;
	t->n_rows = (uint32_t)(rows.len / sizeof *t->rows);
	for (uint32_t i = 0; i < t->n_rows; i++)
		if (t->rows[i].code_off + t->rows[i].code_len > t->text.len ||
		    t->rows[i].part_off + t->rows[i].part_len > t->text.len)
			return err_set(e, ERR_RULES, "numbers.tab: damaged table (run make)");
	return OK;
}

enum status number_table_open(const struct env *env, struct number_table **out, struct err *e)
{
	struct number_table *t = mem_zalloc(sizeof *t);
	enum status st = table_open(&t->tab, env, "numbers", e);

	if (st == OK) st = view_sections(t, e);
	if (st != OK) {
		number_table_close(t);
		t = NULL;
	}
	*out = t;
	return st;
}

void number_table_close(struct number_table *t)
{
	if (!t) return;
	table_close(&t->tab);
	mem_free(t);
}

#define BOUND_SHIFT WORD_LIST_BITS /* 4 bits */
#define OTHER_SHIFT 24		   /* 8 bits */

uint32_t number_word_pack(enum word_list list, unsigned value)
{
	unsigned bit = list >= LIST_BEFORE ? (unsigned)list - LIST_BEFORE : (unsigned)list;

	/* the op of a bound and the value of another list may share a word: a field each */
	return 1u << bit | (uint32_t)value << (list == LIST_BEFORE ? BOUND_SHIFT : OTHER_SHIFT);
}

static unsigned value_of(uint32_t packed, enum word_list list)
{
	return list == LIST_BEFORE ? packed >> BOUND_SHIFT & 15 : packed >> OTHER_SHIFT;
}

/* The longest of the trie's words at s that is on the list. */
static size_t longest_of(const struct datrie *trie, enum word_list list, const uint16_t *s,
			 size_t len, unsigned *value)
{
	uint16_t lens[MATCHES_MAX];
	uint32_t values[MATCHES_MAX];
	uint32_t bit = 1u << (list >= LIST_BEFORE ? (unsigned)list - LIST_BEFORE : (unsigned)list);
	size_t n = datrie_prefixes(trie, s, len, MATCHES_MAX, lens, values);

	while (n--) {
		if (!(values[n] & bit)) continue;
		if (value) *value = value_of(values[n], list);
		return lens[n];
	}
	return 0;
}

size_t number_walk_at(const struct number_table *t, enum word_list list, const uint16_t *s,
		      size_t len, unsigned *value)
{
	return longest_of(&t->words, list, s, len, value);
}

size_t number_walk_before(const struct number_table *t, enum word_list list, const uint16_t *s,
			  size_t at, unsigned *value)
{
	uint16_t back[WORD_BACK_MAX];
	size_t n = 0;

	while (n < WORD_BACK_MAX && n < at) {
		back[n] = s[at - 1 - n];
		n++;
	}
	return longest_of(&t->words_back, list, back, n, value);
}

size_t number_unit_longest(const struct number_table *t, const uint16_t *s, size_t len,
			   uint32_t *row)
{
	return len && number_unit_may_start(t, s[0]) ? datrie_longest(&t->units, s, len, row) : 0;
}

bool number_age_at(const struct number_table *t, const uint16_t *s, size_t len)
{
	uint32_t row;

	if (!number_unit_longest(t, s, len, &row) || t->rows[row].dim != DIM_TIME) return false;
	const struct unit_row *u = &t->rows[row];
	return slice_starts(slice_of(t->text.p + u->code_off, u->code_len), SLICE("zh:"));
}
