/* The word classes of claims, compiled ahead: words.tsv and the triggers of events.tsv, both of
 * rules/extract -> claim_words.tab. Runs at build time only. */
#include "pipeline/extract/event_table.h"
#include "pipeline/extract/words.h"
#include "scripts/builders.h"

enum status build_claim_words(const struct env *env, struct builder_out *out, struct err *e)
{
	struct event_table events;
	struct words words = { .kinds = NULL };

	TRY(event_open(&events, env, e));
	enum status st = words_open(&words, env, false, events.triggers, events.n_triggers, e);
	for (int i = 0; st == OK && i < WORDS_PARTS; i++)
		buf_add_slice(builder_section(out, words_part_names[i]), buf_slice(&words.made[i]));
	words_close(&words);
	event_close(&events);
	return st;
}
