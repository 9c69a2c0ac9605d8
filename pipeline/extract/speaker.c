/* Who speaks. See speaker.h.
 *
 * A rule finds the verb; the speaker is the phrase that the rule names, or the run of names,
 * offices and nouns left of the verb, over what may stand between (when, where, to whom), or what
 * stands between a preposition and the verb. */
#include "pipeline/extract/speaker.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_near.h"
#include "pipeline/extract/speaker_source.h"
#include "pipeline/extract/speaker_words.h"

#define HEADING_CLOSE LENS_CLOSE
#define LOOK_BACK     2000 /* units that a quotation before its speaker may have */
#define RUN_UNITS     24   /* units of a speaker whom the chunker does not know as one phrase */
#define TORN_MIN      3	   /* units of a name that the lexicon has torn into words */
#define TORN_MAX      4

struct phrase speaker_person(const struct view *v, struct phrase p)
{
	uint32_t t = p.to;

	while (t > p.from && v->tok[t - 1].pos != POS_PERSON && v->tok[t - 1].pos != POS_NOUN &&
	       !speaker_is_noun(v, t - 1))
		t--; /* "Zhang sobbing": how he says it */
	if (t > p.from && v->tok[t - 1].pos == POS_PERSON) return phrase_of(t - 1, t);
	return p;
}

/* Does the phrase end in one who speaks, whatever describes him before the attributive particle:
 * "the doctor who is a member, Guo", "the beaten man's lawyer"? */
static bool is_described(const struct view *v, size_t lo, struct phrase p)
{
	size_t head = p.to - 1u;

	if (v->tok[head].pos != POS_FOREIGN && !speaker_is_people(v, head)) return false;
	for (size_t t = p.from; t < head; t++)
		if (v->tok[t].pos == POS_DE) return true;
	return p.from > lo && v->tok[p.from - 1].pos == POS_DE;
}

/* A short name of three characters at the head of the clause that the lexicon has cut into a
 * preposition between two nouns. t: its last token. */
static bool is_short_body(const struct view *v, size_t lo, size_t t)
{
	if (t < lo + 2 || v->tok[t].len + v->tok[t - 1].len + v->tok[t - 2].len != 3) return false;
	if (v->tok[t].pos != POS_NOUN || v->tok[t - 2].pos != POS_NOUN) return false;
	return t - 2 == lo || speaker_may_follow(v, t - 3);
}

/* "The Israeli | side", a word that the lexicon has cut into a preposition and a noun. */
static bool is_side(const struct view *v, size_t from, size_t to)
{
	struct stretch s = phrase_stretch(v, phrase_of(from, to));

	return words_classes(v->words, doc_span(v->d, s.off, s.len)) & ROLE_SUBJ;
}

/* Over the names, offices and bodies before the speaker p that belong to him: "the firm's CEO B",
 * "the two ministries and others". Empty if something else stands between the head of the clause
 * and him. */
static struct phrase with_list(const struct view *v, size_t lo, struct phrase p)
{
	enum pos_tag last = (enum pos_tag)v->tok[p.to - 1].pos;
	bool offices =
		p.from > lo && phrase_is_mark(v, p.from - 1, LIST_MARK) && last == POS_PERSON;
	bool apart = false, named = last == POS_FOREIGN || last == POS_PERSON;
	bool bodies = last == POS_PLACE || last == POS_ORG;

	while (named && p.from > lo + 1 && v->tok[p.from - 1].pos == POS_SPACE &&
	       v->tok[p.from - 2].pos == POS_FOREIGN)
		p.from -= 2;
	size_t list = p.from;
	for (size_t i = p.from; i-- > lo && !offices;) {
		bool leads = speaker_leads_up(v, i) || (named && speaker_in_run(v, i));
		/* our ministry */
		bool ours = v->tok[i].pos == POS_PRON && v->tok[i + 1].pos == POS_ORG;
		apart = apart || (!speaker_may_follow(v, i) && !leads && !ours);
		bool joins = bodies && i + 1 == list && list_joins(v, i, JOINS_ROW);
		if ((v->side[i] & SIDE_ETC) || joins || (list < p.from && leads)) list = i;
	}
	if (!apart) return phrase_of(list, p.to);
	if (!is_described(v, lo, p)) return NO_PHRASE;
	for (uint32_t t = p.to - 1u; named && t > p.from; t--)
		if (v->tok[t].pos == POS_DE) return phrase_of(t + 1, p.to);
	return p;
}

/* One character that is no name, or a verb that only looks like a noun. */
static bool is_scrap(const struct view *v, size_t lo, struct phrase p)
{
	const struct token *t = &v->tok[p.from];

	if (p.from + 1 != p.to) return false;
	if (p.from > lo && !v->cls[p.from] && t->len == 1 && t->pos == POS_NOUN) return true;
	return t->pos == POS_VN && (v->cls[p.from] & (ROLE_POLICY | ROLE_TRANS));
}

/* Before whom he says it to: "the mother | to the paper". cue where nobody is told, or the clause
 * begins so ("to this, ..."). */
static size_t before_told(const struct view *v, size_t lo, size_t cue)
{
	for (size_t t = cue; t-- > lo + 1;) {
		enum pos_tag p = (enum pos_tag)v->tok[t].pos;
		if (v->cls[t] & ROLE_TO) return t;
		if ((p == POS_VERB && v->tok[t].len > 1) || p == POS_PUNCT || p == POS_DE) break;
	}
	return cue;
}

/* "Back from hospital | he said", "the dealer, when he had closed, said": a clause of time stands
 * between the phrase p and the verb, of which p is no more than the end. Who opens it may speak. */
static bool ends_time(const struct view *v, struct phrase p, size_t cue)
{
	for (size_t t = p.to; t < cue && t < p.to + 2u; t++)
		if (v->side[t] & SIDE_PERIOD) return true;
	return false;
}

static struct phrase before_time(const struct view *v, size_t lo, struct phrase p)
{
	struct phrase q = phrase_right(v, lo);
	enum pos_tag first = (enum pos_tag)v->tok[lo].pos;

	if (first == POS_ORG || first == POS_PERSON || (v->side[lo] & SIDE_OFFICE))
		return phrase_of(lo, lo + 1u);
	if (p.from == lo && first != POS_VN && speaker_is_people(v, p.to - 1u)) return p;
	return q.from < q.to && q.to <= p.from && speaker_is_people(v, q.to - 1u) ? q : NO_PHRASE;
}

/* Left of a verb of saying: over adverbs, times and a phrase of place, the noun phrase that opens
 * the clause. */
static struct phrase speaker_left(const struct view *v, size_t cue)
{
	const uint32_t over = POS_BIT(POS_ADV) | POS_BIT(POS_TIME) | POS_BIT(POS_AUX) |
			      POS_BIT(POS_CONJ) | POS_BIT(POS_LOC) | POS_BIT(POS_SPACE);
	const uint64_t beside = ROLE_PASSIVE | ROLE_DENY | ROLE_MAKE | ROLE_HOLDS | ROLE_TO;
	size_t lo = v->clauses[view_clause_of(v, cue)].from, t = before_told(v, lo, cue);
	bool under = false;

	while (t > lo) {
		enum pos_tag pos = (enum pos_tag)v->tok[t - 1].pos;
		struct phrase p = phrase_left(v, lo, t);
		if (p.from < p.to && p.from > lo && is_side(v, p.from - 1, p.to))
			return phrase_of(p.from - 1, p.to);
		if (p.from < p.to && p.from > lo && v->tok[p.from - 1].pos == POS_PREP) {
			if (is_short_body(v, lo, p.to - 1)) return phrase_of(p.to - 3, p.to);
			t = p.from - 1;
			continue;
		}
		if (p.from < p.to && ends_time(v, p, cue)) return before_time(v, lo, p);
		if (p.from < p.to) {
			p = with_list(v, lo, p);
			return p.from < p.to && is_scrap(v, lo, p) ? NO_PHRASE : p;
		}
		under |= pos == POS_LOC;
		if (under && (pos == POS_VERB || pos == POS_PREP)) { /* under questioning */
			under = pos != POS_PREP;
			t--;
			continue;
		}
		if (!(over & POS_BIT(pos)) && !(v->cls[t - 1] & ~beside)) break;
		t -= pos == POS_AUX && t - 1 > lo ? 2 : 1; /* in a low voice */
	}
	return NO_PHRASE;
}

/* What is done before a quotation, or with what, taken for who speaks: "threatened | and said:",
 * "with a pen | wrote:". */
static bool is_deed(const struct view *v, struct phrase p, size_t cue)
{
	if (p.from == p.to || cue + 2 >= v->n_tok || !phrase_is_mark(v, cue + 1, WIDE_COLON) ||
	    v->d->text.p[v->tok[cue + 2].off] != QUOTE_OPEN)
		return false;
	bool verb = p.from + 1 == p.to && v->tok[p.from].pos == POS_VN &&
		    !speaker_is_people(v, p.from) && !(v->side[p.from] & SIDE_NOTICE);
	bool with = p.from + 2 == p.to && v->tok[p.from].len == 1 && v->tok[p.to - 1].len == 1 &&
		    v->tok[p.from].pos == POS_VERB && v->tok[p.to - 1].pos == POS_NOUN;
	return verb || with;
}

/* "F. E. S. says": the sentence opens with three or four characters that the lexicon has torn into
 * words none of which could stand alone before the verb: a name that it does not know. */
static struct phrase torn_name(const struct view *v, size_t cue)
{
	struct phrase none = NO_PHRASE;
	size_t loose = 0;

	if (cue < 2 || view_clause_of(v, cue) != 0) return none;
	uint32_t units = v->tok[cue].off - v->tok[0].off;
	if (units < TORN_MIN || units > TORN_MAX) return none;
	for (size_t t = 0; t < cue; t++) {
		const struct token *k = &v->tok[t];
		bool word = k->pos == POS_NOUN || k->pos == POS_NAME || k->pos == POS_OTHER ||
			    k->pos == POS_VERB || k->pos == POS_ADJ || k->pos == POS_CLASS ||
			    k->pos == POS_PLACE;
		if (!word || v->cls[t] || v->side[t] || !unit_is_ideograph(v->d->text.p[k->off]))
			return none;
		if (k->len > 1 && (k->pos == POS_VERB || k->pos == POS_ADJ || t + 1 == cue))
			return none;
		loose += k->len == 1;
	}
	return loose + 1 >= cue ? phrase_of(0, cue) : none;
}

struct stretch speaker_before(const struct view *v, size_t t)
{
	return phrase_stretch(v, speaker_person(v, speaker_left(v, t)));
}

/* What stands between the head of the clause and a verb of saying, when it is short and has no
 * predicate: names that no lexicon knows (the Recall Group says). */
static struct phrase run_left(const struct view *v, size_t cue)
{
	size_t lo = v->clauses[view_clause_of(v, cue)].from, t = before_told(v, lo, cue), from = t;

	/* with what the particle makes an adverb of */
	while (t > lo && (v->tok[t - 1].pos == POS_ADV || v->tok[t - 1].pos == POS_AUX ||
			  v->tok[t - 1].pos == POS_TIME || v->tok[t - 1].pos == POS_ADJ ||
			  v->tok[t - 1].pos == POS_CONJ || v->tok[t - 1].pos == POS_SPACE))
		t -= v->tok[t - 1].pos == POS_AUX && t - 1 > lo ? 2 : 1;
	if (t == lo || !speaker_ends_run(v, t - 1)) return NO_PHRASE;
	if (v->tok[t - 1].len == 1 && (v->side[t - 1] & SIDE_PERIOD))
		return NO_PHRASE; /* when he was asked */
	for (from = t; from > lo && speaker_in_run(v, from - 1) &&
		       v->tok[t - 1].off + v->tok[t - 1].len - v->tok[from - 1].off <= RUN_UNITS;)
		from--;
	while (from < t &&
	       (v->tok[from].pos == POS_DE || v->tok[from].pos == POS_CONJ ||
		(v->cls[from] & ROLE_BREAK) || (v->side[from] & (SIDE_OPENER | SIDE_EXIST))))
		from++;
	/* "the residents who applied" */
	bool described = from > lo && v->tok[from - 1].pos == POS_DE;
	if (described && lo + 1 < from && v->tok[lo].pos == POS_VERB &&
	    v->tok[lo + 1].pos == POS_AUX)
		return NO_PHRASE; /* "pointing at the new uniform" */
	for (size_t i = lo; i < from; i++)
		if (described ? (v->cls[i] & ROLE_SAY) != 0 : !speaker_may_follow(v, i))
			return NO_PHRASE;
	return phrase_of(from, t);
}

/* Is the place inside a quotation that opens before it in the paragraph? */
bool speaker_is_quoted(const struct doc *d, struct stretch block, size_t off)
{
	for (size_t i = off; i > block.off && off - i < LOOK_BACK; i--) {
		if (d->text.p[i - 1] == QUOTE_CLOSE) return false;
		if (d->text.p[i - 1] == QUOTE_OPEN) return true;
	}
	return false;
}

/* "An expert who saw the report": the object of a verb before the noun only describes who speaks.
 */
static struct phrase behind_relative(const struct view *v, struct phrase p)
{
	if (p.from == 0 || v->tok[p.from - 1].pos != POS_VERB || (v->cls[p.from - 1] & ROLE_REACH))
		return p;
	if (p.from > 1 && speaker_is_noun(v, p.from - 2))
		return p; /* a verb inside a name: college of emergency medicine */
	for (uint32_t t = p.to; t-- > p.from;)
		if (v->tok[t].pos == POS_DE && t + 1 < p.to) return phrase_of(t + 1, p.to);
	return p;
}

/* Without a heading in brackets before it; a heading alone says nothing. */
static struct stretch without_heading(const struct doc *d, struct stretch s)
{
	for (uint32_t i = s.off; i < stretch_end(s); i++)
		if (d->text.p[i] == HEADING_CLOSE)
			return (struct stretch){ i + 1, stretch_end(s) - i - 1 };
	return s;
}

/* The token of the verb, or that before whom he says it to, where that stands behind off. */
static size_t told_after(const struct view *v, uint32_t off, const struct find *f)
{
	size_t cue = view_token_at(v, f->cue.off),
	       told = before_told(v, v->clauses[view_clause_of(v, cue)].from, cue);

	return v->tok[told].off >= off ? told : cue;
}

/* Behind a name that no lexicon knows right behind an office ("manager | Chen Guanzhou"): a surname
 * and one or two characters, nothing else before the verb but when and how. t if there is none. */
static size_t name_end(const struct view *v, size_t t, size_t cue)
{
	size_t e = speaker_over_manner(v, t, cue), n = 0;

	/* a foreign name that is cut behind its second character: Lu Bi | Ou */
	bool cut = e == t + 2 && v->tok[t].len == 2 && v->tok[t + 1].len == 1 &&
		   unit_is_ideograph(v->d->text.p[v->tok[t + 1].off]);
	if (cut && v->tok[t].pos == POS_NOUN && !v->cls[t] && !v->side[t] && !v->cls[t + 1] &&
	    !v->side[t + 1] && v->tok[t + 1].annot < 0 && v->tok[t - 1].pos == POS_TITLE)
		return e;
	bool surname = (v->tok[t].cls & CLASS_SURNAME) && v->tok[t].len == 1;
	/* a name that looks like a town's, too */
	if (e == t + 1 && v->tok[t].pos == POS_PLACE && v->tok[t].len == 3) return e;
	if (e <= t || !surname) return t;
	for (size_t i = t; i < e; i++) {
		bool name = (POS_NAMING & POS_BIT(v->tok[i].pos)) || v->tok[i].pos == POS_OTHER ||
			    (i > t && v->tok[i].len == 1 && v->tok[i].pos == POS_VERB);
		if (v->tok[i].annot >= 0 || !name) return t;
		n += v->tok[i].len;
	}
	return n == 2 || n == 3 ? e : t;
}

/* Are tokens [from, to) the name of a document: the | work report? */
static bool is_named_paper(const struct view *v, size_t from, size_t to)
{
	struct phrase p = phrase_of(from, to);
	struct stretch s = phrase_stretch(v, p);

	return words_kind(v->words, doc_span(v->d, s.off, s.len)).label & LABEL_PAPER;
}

/* The speaker of a find: as matched, or the noun phrase that the rule points at. */
static struct stretch named(const struct find *f, const struct view *v, struct stretch block)
{
	struct phrase p = { 0, 0 };

	if (f->who.len)
		return f->who.off < f->cue.off
			       ? speaker_near(v, f->who, told_after(v, stretch_end(f->who), f))
			       : f->who;
	if (f->who_end.len) {
		size_t end = view_token_at(v, f->who_end.off + f->who_end.len - 1) + 1,
		       cue = told_after(v, v->tok[end - 1].off + v->tok[end - 1].len, f);
		size_t name = name_end(v, end, cue);
		if (name > end) return phrase_stretch(v, phrase_of(end, name));
		/* the company | board of supervisors */
		size_t more = end < cue ? speaker_over_manner(v, end, cue) : end;
		bool nouns = more > end && speaker_nouns_end(v, end, more) == more;
		if (more > end && (is_named_paper(v, end, more) ||
				   (nouns && speaker_goes_on(v, more)))) {
			struct phrase q = speaker_person(v, phrase_of(end, more));
			struct phrase left =
				phrase_left(v, v->clauses[view_clause_of(v, end - 1)].from, end);
			if (q.from + 1 == q.to && v->tok[q.from].pos == POS_PERSON)
				return phrase_stretch(v, q);
			if (left.from == left.to) left.from = (uint32_t)end - 1;
			left.to = (uint32_t)more;
			return phrase_stretch(v, left);
		}
		p = phrase_left(v, v->clauses[view_clause_of(v, end - 1)].from, end);
		if (p.from == p.to) return f->who_end;
		p = behind_relative(v, p);
	} else if (f->upto.len) {
		return speaker_source(v, f);
	} else if (slice_is(f->rule->scope, "left")) {
		size_t cue = view_token_at(v, f->from.len ? f->from.off : f->cue.off);
		p = speaker_left(v, cue);
		if (p.from == p.to && !speaker_is_quoted(v->d, block, f->cue.off))
			p = run_left(v, cue);
		if (is_deed(v, p, cue)) p.to = p.from;
		if (p.from == p.to) p = torn_name(v, cue);
	}
	struct stretch s = phrase_stretch(v, speaker_person(v, p));
	/* a word of the lexicon may go over the end that the rule has found */
	uint32_t end = f->who_end.off + f->who_end.len;
	if (f->who_end.len && s.off < end && s.off + s.len > end) s.len = end - s.off;
	if (f->who_end.len && s.off > f->who_end.off && s.off + s.len == end) s = f->who_end;
	return s;
}

/* Without the notice in which it says so: "the firm's | latest notice says", "the institute |
 * released the report that says"; but the firm's annual report is a source of its own. */
static struct stretch without_notice(const struct view *v, struct stretch s)
{
	const uint32_t between = POS_BIT(POS_DE) | POS_BIT(POS_QUANTITY) | POS_BIT(POS_NUM) |
				 POS_BIT(POS_CLASS) | POS_BIT(POS_TIME);
	size_t first = view_token_at(v, s.off),
	       last = s.len ? view_token_at(v, stretch_end(s) - 1) : first;

	if (last <= first || last >= v->n_tok || !(v->side[last] & SIDE_NOTICE)) return s;
	if (is_named_paper(v, last, last + 1) || is_named_paper(v, last - 1, last + 1)) return s;
	if (stretch_end(s) != v->tok[last].off + v->tok[last].len) return s;
	if (!speaker_names_body(v, first, last)) return s;
	bool of = false;
	for (; last > first + 1 && (between & POS_BIT(v->tok[last - 1].pos)); last--)
		of = of || v->tok[last - 1].pos == POS_DE;
	enum pos_tag p = (enum pos_tag)v->tok[last - 1].pos;
	if (of && last > first + 1 && (p == POS_VERB || p == POS_VN)) last--;
	s.len = v->tok[last].off - s.off;
	return s;
}

/* "Reuters | citing sources": the outer one of two speaks. "After the report | the police": who
 * speaks stands behind what was done first. */
static struct stretch without_deed(const struct view *v, struct stretch s)
{
	size_t first = view_token_at(v, s.off), end = view_token_at(v, stretch_end(s) - 1) + 1;
	bool verb = false;

	for (size_t t = first; t < end && t < v->n_tok; t++) {
		if (t > first && (v->cls[t] & ROLE_CITES)) {
			s.len = v->tok[t].off - s.off;
			return s;
		}
		verb = verb || v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN;
		bool then = verb && t > first && t + 1 < end && v->tok[t].len == 1 &&
			    (v->side[t] & SIDE_PERIOD);
		if (then)
			return (struct stretch){ v->tok[t + 1].off,
						 stretch_end(s) - v->tok[t + 1].off };
	}
	return s;
}

/* Without the dateline in parentheses, or the measure word of "this | spokesman", before it. */
static struct stretch trimmed(const struct view *v, struct stretch s)
{
	const uint16_t *p = v->d->text.p;

	s = without_notice(v, s);
	if (!s.len) return s;
	s = without_deed(v, s);
	size_t first = view_token_at(v, s.off);
	while (first + 1 < v->n_tok && (v->side[first] & SIDE_OPENER) &&
	       v->tok[first + 1].off < stretch_end(s)) {
		s = (struct stretch){ v->tok[first + 1].off,
				      stretch_end(s) - v->tok[first + 1].off };
		first++;
	}
	bool measured = first > 0 && first + 1 < v->n_tok && v->tok[first].pos == POS_CLASS &&
			v->tok[first].off == s.off &&
			(v->tok[first - 1].pos == POS_PRON || v->tok[first - 1].pos == POS_NUM ||
			 (v->side[first - 1] & SIDE_EXIST));
	if (measured && v->tok[first + 1].off < stretch_end(s))
		return (struct stretch){ v->tok[first + 1].off,
					 stretch_end(s) - v->tok[first + 1].off };
	if (!unit_opens_bracket(p[s.off])) return s;
	for (uint32_t i = s.off; i + 1 < stretch_end(s); i++)
		if (unit_closes_bracket(p[i]))
			return (struct stretch){ i + 1, stretch_end(s) - i - 1 };
	return s;
}

/* "X Ltd. (300406) late on 2 May said in a notice": behind a notice alone, over times and
 * parentheses, who issued it. */
static struct stretch issuer(const struct view *v, struct stretch s)
{
	size_t t = view_token_at(v, s.off);

	if (!s.len || t >= v->n_tok || !(v->side[t] & SIDE_NOTICE) ||
	    v->tok[t].off + v->tok[t].len != stretch_end(s))
		return s;
	size_t lo = v->clauses[view_clause_of(v, t)].from;
	while (t > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		size_t open = t - 1;
		if (unit_closes_bracket(phrase_mark(v, t - 1)))
			while (open > lo && !phrase_opens(v, open)) open--;
		if (open == t - 1 && p != POS_TIME && p != POS_ADV && p != POS_SPACE) break;
		t = open;
	}
	struct phrase p = phrase_left(v, lo, t);
	return p.from < p.to ? phrase_stretch(v, p) : s;
}

/* Without the parenthesis that ends it: "X Ltd. (300406) | says". */
static struct stretch without_note(const struct doc *d, struct stretch s)
{
	uint16_t last = s.len ? d->text.p[stretch_end(s) - 1] : 0;

	if (!unit_closes_bracket(last)) return s;
	for (uint32_t i = stretch_end(s) - 1; i > s.off + 1; i--)
		if (unit_opens_bracket(d->text.p[i - 1]))
			return (struct stretch){ s.off, i - 1 - s.off };
	return s;
}

/* Does the word only tell how or when it is said: suddenly, before, on? */
static bool is_manner(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	/* behind one character it is more likely the end of a name that is torn */
	if (p == POS_ADV) return v->tok[t].len > 1 || (t > 0 && v->tok[t - 1].len > 1);
	return p == POS_TIME || p == POS_PREP;
}

/* Without the words of manner that end it: "the firm suddenly". */
static struct stretch without_manner(const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off),
	       to = s.len ? view_token_at(v, stretch_end(s) - 1) + 1 : from;

	if (!s.len || to > v->n_tok || v->tok[from].off != s.off) return s;
	if (v->tok[to - 1].off + v->tok[to - 1].len != stretch_end(s)) return s;
	size_t end = to;
	while (end > from && is_manner(v, end - 1)) end--;
	return end < to && end > from ? phrase_stretch(v, phrase_of(from, end)) : s;
}

/* With the word behind it that makes a plural of it. */
static struct stretch with_plural(const struct view *v, struct stretch s)
{
	size_t next = view_token_at(v, stretch_end(s));
	bool plural = s.len && next < v->n_tok && v->tok[next].off == stretch_end(s) &&
		      (v->side[next] & SIDE_PLURAL);

	return plural ? (struct stretch){ s.off, s.len + v->tok[next].len } : s;
}

struct stretch speaker_find(const struct find *f, const struct view *v, struct stretch block)
{
	struct stretch s = without_heading(v->d, named(f, v, block));

	s = without_note(v->d, issuer(v, trimmed(v, s)));
	return with_plural(v, without_manner(v, s));
}
