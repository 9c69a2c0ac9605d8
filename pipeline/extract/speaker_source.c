/* Whom an attribution names. See speaker_source.h. */
#include "pipeline/extract/speaker_source.h"

#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker.h"

#define NOTICE_UNITS 2 /* of a word for a notice; a longer one is a kind of its own */

/* Does what follows a source's name say what it did (released today, on the sample)? Otherwise it
 * belongs to the name. */
static bool ends_source(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_TIME || p == POS_PREP || p == POS_ADV || p == POS_DE || p == POS_PUNCT ||
	       p == POS_CONJ || (v->cls[t] & (ROLE_TRANS | ROLE_BREAK | ROLE_SAY));
}

/* Behind what only says when and that a source came out: "the latest | official", "the newly
 * released". An adverb before anything else may begin a name. */
static size_t behind_issued(const struct view *v, size_t t, size_t end)
{
	for (; t < end; t++) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		enum pos_tag next = t + 1 < end ? (enum pos_tag)v->tok[t + 1].pos : POS_PUNCT;
		uint64_t role = t + 1 < end ? v->cls[t + 1] & (ROLE_ISSUE | ROLE_SUBJ) : 0;
		bool notice = t + 1 < end && (v->side[t + 1] & SIDE_NOTICE);
		if (p == POS_TIME || p == POS_DE) continue;
		if (next == POS_DE && (v->cls[t] & ROLE_ISSUE)) continue;
		if (p != POS_ADV || !(role || notice || next == POS_TIME)) break;
	}
	return t;
}

/* Does nothing in [from, to) name a source: only when, how, in which state? */
static bool names_nothing(const struct view *v, size_t from, size_t to)
{
	const uint32_t nouns = POS_NAMING | POS_BIT(POS_PRON);

	for (size_t t = from; t < to; t++)
		if ((nouns & POS_BIT(v->tok[t].pos)) && !(v->cls[t] & ROLE_NOTSUBJ)) return false;
	return true;
}

/* The first notice from token t on: "by the latest | figures | counted". Empty if there is none. */
static struct stretch notice_at(const struct view *v, size_t t)
{
	while (t + 1 < v->n_tok && !(v->side[t] & SIDE_NOTICE) && v->tok[t].pos != POS_PUNCT) t++;
	if (!(v->side[t] & SIDE_NOTICE)) return (struct stretch){ v->tok[t].off, 0 };
	return (struct stretch){ v->tok[t].off, v->tok[t].len };
}

/* Between "according to" and its verb: all of it, without times, adverbs and "released today" at
 * its end. */
static struct phrase source_right(const struct view *v, struct stretch from, struct stretch upto)
{
	size_t t = view_token_at(v, from.off),
	       end = upto.len ? view_token_at(v, upto.off) : v->n_tok;

	t = behind_issued(v, t, end);
	struct phrase p = phrase_right(v, t);
	if (p.to >= end || p.from == p.to || !ends_source(v, p.to)) p = phrase_of(t, end);
	while (p.to > p.from) {
		enum pos_tag pos = (enum pos_tag)v->tok[p.to - 1].pos;
		bool trailing = pos == POS_TIME || pos == POS_ADV || pos == POS_DE ||
				pos == POS_VERB || pos == POS_AUX || pos == POS_ADJ ||
				(v->cls[p.to - 1] & ROLE_TRANS);
		if (!trailing || p.to == p.from + 1) break;
		p.to--;
	}
	return p;
}

bool speaker_names_body(const struct view *v, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++)
		if (v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON ||
		    v->tok[t].pos == POS_PLACE || (v->tok[t].cls & CLASS_ORG_END))
			return true;
	return false;
}

/* "The readers | survey report", "the population census | figures": does the notice at t belong to
 * the name before it, which is of nobody? */
static bool is_paper(const struct view *v, struct phrase p, size_t t)
{
	bool noun = v->tok[t].pos == POS_NOUN && (v->side[t] & SIDE_NOTICE);

	if (!noun || p.from == p.to || p.to > t) return false;
	if (v->tok[p.from].pos == POS_FOREIGN || speaker_names_body(v, p.from, p.to)) return false;
	if (v->tok[t].len > NOTICE_UNITS) return true;
	size_t end = v->tok[p.to - 1].off + v->tok[p.to - 1].len;
	struct uslice last = doc_span(v->d, (uint32_t)end - NOTICE_UNITS, NOTICE_UNITS);
	return words_kind(v->words, last).side & SIDE_NOTICE;
}

struct stretch speaker_source(const struct view *v, const struct find *f)
{
	struct phrase p = source_right(v, f->from, f->upto);
	struct stretch x = phrase_stretch(v, speaker_person(v, p));
	size_t t = view_token_at(v, f->upto.off);
	bool whole = v->tok[t].off == f->upto.off;

	if (whole && names_nothing(v, p.from, t)) return notice_at(v, p.from);
	if (whole && is_paper(v, p, t))
		return (struct stretch){ x.off, v->tok[t].off + v->tok[t].len - x.off };
	/* a word that the verb ends (media+report) belongs to the name up to the verb */
	if (t == p.to && v->tok[t].off < f->upto.off) x.len = f->upto.off - x.off;
	/* and a word that the preposition begins ("according to statistics", office) gives the name
	 * its end */
	uint32_t before =
		x.off < f->from.off && f->from.off < stretch_end(x) ? f->from.off - x.off : 0;
	return (struct stretch){ x.off + before, x.len - before };
}
