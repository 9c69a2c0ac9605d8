/* Short names and anaphora: annotations of part "alias". See alias.h; the words are
 * rules/annotate/aliases.tsv. */
#include "pipeline/annotate/alias.h"
#include "pipeline/annotate/part.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/utf.h"

static void close_alias(void *state)
{
	struct alias_state *s = state;

	lexicon_close(s->lexicon);
	table_close(&s->words);
	place_names_close(&s->names);
	mem_free(s);
}

/* Rows of the places table that are provinces by their full names. */
static void list_provinces(struct alias_state *s)
{
	const struct table *t = &s->names.places;

	for (uint32_t i = 0; i < t->n_rows && s->n_provinces < 64; i++) {
		struct slice code = table_cell(t, i, 1),
			     name = table_cell(t, i, 0);
		bool province = code.len == 14 && slice_ends(code, SLICE("0000"));
		if (province && slice_eq(name, table_cell(t, i, 2)))
			s->provinces[s->n_provinces++] = i;
	}
}

/* Where one of the words, or a bracket that may define one, can begin. */
static enum status fill_looks(struct alias_state *s, struct err *e)
{
	uint16_t word[6]; /* two characters and what the cut leaves of a third */

	for (uint32_t i = 0; i < s->words.n_rows; i++) {
		struct slice cell = table_cell(&s->words, i, 0);
		if (utf16_write(word, slice_of(cell.p, cell.len < 6 ? cell.len : 6)) < 2)
			return err_set(e, ERR_RULES, "aliases.tsv: %.*s: a word of one character",
				       (int)cell.len, cell.p);
		unit_set_add(&s->looks, word[0]);
		unit_set_add(&s->second, word[1]);
	}
	unit_set_add(&s->looks, BRACKET_OPEN);
	unit_set_add(&s->looks, '(');
	return OK;
}

static enum status open_alias(const struct env *env, void **state, struct err *e)
{
	struct alias_state *s = mem_zalloc(sizeof *s);
	enum status st = lexicon_open(&s->lexicon, env, e);

	if (st == OK) st = table_open(&s->words, env, "aliases", e);
	if (st == OK) st = place_names_open(&s->names, env, e);
	if (st == OK) st = fill_looks(s, e);
	if (st != OK) {
		close_alias(s);
		return st;
	}
	list_provinces(s);
	*state = s;
	return OK;
}

static void run(const void *state, void *worker, struct doc *d)
{
	alias_define(state, worker, d);
	doc_sort_annots(d);
	anaphor_resolve(state, d);
}

static const struct unit_set *looks(const void *state)
{
	const struct alias_state *s = state;

	return &s->looks;
}

const struct annot_part part_alias = {
	.name = "alias",
	.open = open_alias,
	.close = close_alias,
	.worker_open = part_cutter_open,
	.worker_close = part_cutter_close,
	.run = run,
	.looks = looks,
};
