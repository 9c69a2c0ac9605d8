/* Names of places as such. See place_names.h. */
#include "pipeline/annotate/place_names.h"

void place_names_close(struct place_names *n)
{
	table_close(&n->places);
	table_close(&n->world);
}

enum status place_names_open(struct place_names *n, const struct env *env, struct err *e)
{
	enum status st = table_open(&n->places, env, "places", e);

	return st == OK ? table_open(&n->world, env, "world", e) : st;
}

static bool ends_in(struct slice name, struct slice endings)
{
	struct slice word;

	if (!endings.len) return true;
	while (endings.p && slice_split(&endings, ' ', &word))
		if (word.len && slice_ends(name, word)) return true;
	return false;
}

/* The one place of a row that fits. */
static bool pick(const struct table *t, uint32_t row, struct slice endings, struct place_name *out)
{
	struct slice codes = table_cell(t, row, 1), names = table_cell(t, row, 2), code, name;
	size_t n = 0;

	while (names.p && slice_split(&names, ' ', &name)) {
		code = SLICE_NONE;
		if (codes.p) slice_split(&codes, ' ', &code);
		if (!ends_in(name, endings)) continue;
		out->code = code.len ? code : SLICE_NONE;
		out->name = name;
		n++;
	}
	return n == 1;
}

bool place_names_head(const struct place_names *n, struct uslice text, struct slice endings,
		      struct place_name *out)
{
	uint32_t china, other;
	size_t at_home = datrie_longest(&n->places.trie, text.p, text.len, &china),
	       abroad = datrie_longest(&n->world.trie, text.p, text.len, &other);
	bool weak = at_home && table_cell(&n->places, china, 3).p;

	out->units = at_home > abroad ? at_home : abroad;
	if (out->units < 2) return false;
	if (abroad >= at_home) return pick(&n->world, other, endings, out);
	return (!weak || at_home == text.len) && pick(&n->places, china, endings, out);
}
