/* Lists of words of events.tsv asked about a place in a sentence. Nothing fails or allocates. */
#ifndef ZHC_EVENT_WORDS_H
#define ZHC_EVENT_WORDS_H

#include "pipeline/extract/event_table.h"
#include "pipeline/extract/view.h"

/* Which of the words begin as token i does: [*from, *to). False if there is none. */
static inline bool event_may_begin(const struct view *v, size_t i, const struct event_words *words,
				   size_t *from, size_t *to)
{
	return event_words_at(words, v->d->text.p[v->tok[i].off], from, to);
}
/* Does w stand at token i, be it cut into several tokens? A word of one character does not begin a
 * longer token. */
bool event_word_follows(const struct view *v, size_t i, struct uslice w);
/* Does one of the words stand at token tok, be it cut into several? */
bool event_one_follows(const struct view *v, size_t tok, const struct event_words *words);
/* Is token tok one of the words? Mostly its first unit tells that it is not. */
bool event_is_listed(const struct view *v, size_t tok, const struct event_words *words);
static inline bool event_is_word(const struct view *v, size_t tok, const struct event_words *words)
{
	return event_words_may_begin(words, v->d->text.p[v->tok[tok].off]) &&
	       event_is_listed(v, tok, words);
}
/* Does the sentence name a day before token tok, or say that it was lately? */
bool event_on_a_day(const struct event_table *x, const struct view *v, size_t tok);
/* Does one of the words end w? */
bool event_ends_in(struct uslice w, const struct event_words *ends);

#endif
