/* Sentences without anything: no figure, no event, no name or time that later ones could inherit,
 * nobody who says something. Of a sentence in running text there are more of them than of others,
 * so they are told before a view is made. What they leave behind must be what a full reading would:
 * the rules that may match decide with, and must not show. */
#ifndef ZHC_QUIET_H
#define ZHC_QUIET_H

#include "pipeline/extract/claim_rules.h"
#include "pipeline/extract/view.h"

/* Does the sentence tell by its form what later ones mean? A paragraph of one sentence without a
 * stop may be a headline, below which another story begins. */
bool quiet_never(const struct doc *d, size_t sentence);

/* Is there surely nothing in the sentence, as far as the words that annotate has cut and the text
 * tell? first: doc_first_annot of the sentence. False says nothing. */
bool quiet_words(const struct doc *d, size_t sentence, size_t first, const struct words *words,
		 const struct claim_rules *rules, struct rule_match_scratch *w);

/* The same for a view with its sketch, which knows more. */
bool quiet_view(const struct view *v, const struct claim_rules *rules,
		struct rule_match_scratch *w);

#endif
