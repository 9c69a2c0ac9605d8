/* Quiet sentences. See quiet.h. */
#include "pipeline/extract/quiet.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/mention.h"
#include "pipeline/extract/topic.h"

/* Words that say something to sentences that follow: who it is about, what kind of event the day's
 * news is. */
static bool word_tells(uint64_t role, uint64_t side)
{
	return (role & (ROLE_SUBJ | ROLE_MISHAP)) || (side & (SIDE_DET | SIDE_GAME | SIDE_CLOSE));
}

bool quiet_never(const struct doc *d, size_t sentence)
{
	const struct sentence *s = &d->sentences[sentence];
	uint16_t last = d->text.p[s->off + s->len - 1];

	return s->block < d->n_blocks && d->blocks[s->block].len <= s->len + 1u &&
	       last != FULL_STOP && last != WIDE_EXCLAMATION && last != WIDE_QUESTION;
}

bool quiet_words(const struct doc *d, size_t sentence, size_t first, const struct words *words,
		 const struct claim_rules *rules, struct rule_match_scratch *w)
{
	const struct sentence *s = &d->sentences[sentence];
	const uint32_t *kept = s->len <= SENTENCE_MAX ? segment_kept(d, sentence) : NULL;
	size_t i = s->off, end = i + s->len;

	if (!kept || (first < d->n_annots && d->annots[first].off < end)) return false;
	while (i < end) {
		struct kept_word x = segment_next_kept(&kept);
		const struct word_kind *k = words_kind_at(words, d->text, i, x.len);
		bool may_name = POS_MAY_NAME >> x.pos & 1; /* few, of which more is asked */
		if (x.flags == KEPT_ATOM ||
		    (may_name && topic_word_names(x.pos, x.len, d->text.p[i])))
			return false;
		if (k && (word_tells(k->role, k->side) || k->event)) return false;
		i += x.len;
	}
	return view_is_plain(d, s->off, s->len) &&
	       !rule_set_part_may_match(rules->set, w, doc_span(d, s->off, s->len));
}

bool quiet_view(const struct view *v, const struct claim_rules *rules, struct rule_match_scratch *w)
{
	if (mentions_any(v) || v->n_triggers || (v->types >> A_TIME & 1) || topic_any_name(v) ||
	    word_tells(v->all_cls, v->all_side))
		return false;
	return !rule_set_part_may_still(rules->set, w, v->sketch);
}
