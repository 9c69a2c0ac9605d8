/* Who speaks. See speaker.h.
 *
 * A rule finds the verb; the speaker is the phrase that the rule names, or the run of names, offices and nouns left of the
 * verb, over what may stand between (when, where, to whom), or what stands between a preposition and the verb. */
#include "pipeline/extract/speaker.h"

#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define QUOTE_OPEN  0x201c
#define QUOTE_CLOSE 0x201d
#define HEADING_CLOSE 0x3011
#define LOOK_BACK   2000 /* units that a quotation before its speaker may have */

/* A noun of two characters or more, an office, a name: it may end the name of a speaker. */
static bool is_name_noun(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	if (v->cls[t] & ROLE_KIN) return true;
	return p == POS_TITLE || p == POS_ORG || p == POS_PLACE || p == POS_FOREIGN || p == POS_WORK ||
	       (v->tok[t].len > 1 && (p == POS_NOUN || p == POS_VN || p == POS_NAME));
}

/* A person at the end of a phrase of offices is the speaker: manager Yao Wang. */
static struct phrase person_of(const struct view *v, struct phrase p)
{
	uint32_t t = p.to;

	while (t > p.from && v->tok[t - 1].pos != POS_PERSON && v->tok[t - 1].pos != POS_NOUN && !is_name_noun(v, t - 1))
		t--; /* "Zhang sobbing": how he says it */
	if (t > p.from && v->tok[t - 1].pos == POS_PERSON) return (struct phrase){ t - 1, t };
	return p;
}

/* What may stand in a clause before its speaker: times, openers, "another", "there is". */
static bool before_speaker(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_TIME || p == POS_CONJ || p == POS_PUNCT || p == POS_SPACE || p == POS_ADV || p == POS_QUANTITY ||
	       p == POS_NUM || p == POS_CLASS || p == POS_IDIOM || (p == POS_PRON && !(v->side[t] & SIDE_PERSONAL)) || (v->side[t] & (SIDE_OPENER | SIDE_EXIST | SIDE_DET));
}

#define SHORT_NAME 4  /* units of a person's name that no lexicon knows */
#define RUN_UNITS  24 /* units of a speaker whom the chunker does not know as one phrase */

/* May the token stand in a run of words that names a speaker? A verb of one character is as often part of a name. */
static bool in_run(const struct view *v, size_t t)
{
	if (POS_NAMING & POS_BIT(v->tok[t].pos)) return true;
	switch ((enum pos_tag)v->tok[t].pos) {
	case POS_ADJ:
	case POS_LOC:
	case POS_CONJ:
	case POS_DE:
	case POS_QUANTITY:
	case POS_NUM:
	case POS_CLASS:
		return true;
	case POS_VERB:
		if (v->tok[t].len == 1) return !(v->cls[t] & (ROLE_REACH | ROLE_SAY));
		return v->tok[t].len == 2 && !v->cls[t] && !v->side[t] && t + 1 < v->n_tok && v->tok[t + 1].pos == POS_NOUN; /* armed faction */
	case POS_OTHER:
		return v->tok[t].len > 0 && v->d->text.p[v->tok[t].off] > 0x3400;
	default:
		return false;
	}
}

#define LIST_MARK 0x3001 /* enumeration comma */

/* A name or office in a list or chain of them before the one who speaks. */
static bool leads_up(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_ORG || p == POS_PLACE || p == POS_PERSON || p == POS_TITLE || p == POS_FOREIGN || p == POS_NAME || (v->cls[t] & ROLE_AND) ||
	       (v->side[t] & SIDE_ETC);
}

bool speaker_is_people(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_TITLE || v->tok[t].pos == POS_PERSON) return true;
	if ((v->cls[t] & ROLE_KIN) || (v->side[t] & SIDE_PEOPLE)) return true;
	if (v->tok[t].len < 2 || !(POS_NAMING & POS_BIT(v->tok[t].pos))) return false;
	size_t last = (size_t)v->tok[t].off + v->tok[t].len - 1;
	const struct word_kind *end = words_kind_at(v->words, (struct uslice){ v->d->text.p, v->d->text.len }, last, 1);
	return end && (end->side & SIDE_PEOPLE);
}

bool speaker_is_human(const struct view *v, struct stretch who)
{
	if (!who.len || who.off < v->off || stretch_end(who) > v->off + v->len) return false;
	size_t first = view_token_at(v, who.off), last = view_token_at(v, stretch_end(who) - 1);
	enum pos_tag p = (enum pos_tag)v->tok[last].pos;
	if (p == POS_PERSON || p == POS_FOREIGN || speaker_is_people(v, last)) return true;
	return who.len <= SHORT_NAME && (p == POS_OTHER || p == POS_NAME || (first < last && v->tok[last].len == 1));
}

/* Does the phrase end in one who speaks, whatever describes him before the attributive particle: "the doctor who is a
 * member, Guo", "the beaten man's lawyer"? */
static bool is_described(const struct view *v, size_t lo, struct phrase p)
{
	size_t head = p.to - 1u;

	if (v->tok[head].pos != POS_FOREIGN && !speaker_is_people(v, head)) return false;
	for (size_t t = p.from; t < head; t++)
		if (v->tok[t].pos == POS_DE) return true;
	return p.from > lo && v->tok[p.from - 1].pos == POS_DE;
}

/* A short name of three characters at the head of the clause that the lexicon has cut into a preposition between two
 * nouns. t: its last token. */
static bool is_short_body(const struct view *v, size_t lo, size_t t)
{
	if (t < lo + 2 || v->tok[t].len + v->tok[t - 1].len + v->tok[t - 2].len != 3) return false;
	if (v->tok[t].pos != POS_NOUN || v->tok[t - 2].pos != POS_NOUN) return false;
	return t - 2 == lo || before_speaker(v, t - 3);
}

/* Over the names, offices and bodies before the speaker p that belong to him: "the firm's CEO B", "the two ministries and
 * others". Empty if something else stands between the head of the clause and him. */
static struct phrase with_list(const struct view *v, size_t lo, struct phrase p)
{
	enum pos_tag last = (enum pos_tag)v->tok[p.to - 1].pos;
	bool offices = p.from > lo && phrase_is_mark(v, p.from - 1, LIST_MARK) && last == POS_PERSON;
	bool apart = false, named = last == POS_FOREIGN || last == POS_PERSON;
	bool bodies = last == POS_PLACE || last == POS_ORG;

	while (named && p.from > lo + 1 && v->tok[p.from - 1].pos == POS_SPACE && v->tok[p.from - 2].pos == POS_FOREIGN)
		p.from -= 2;
	size_t list = p.from;
	for (size_t i = p.from; i-- > lo && !offices;) {
		bool leads = leads_up(v, i) || (named && in_run(v, i));
		bool ours = v->tok[i].pos == POS_PRON && v->tok[i + 1].pos == POS_ORG; /* our ministry */
		apart = apart || (!before_speaker(v, i) && !leads && !ours);
		bool joins = bodies && i + 1 == list && ((v->cls[i] & ROLE_AND) || phrase_is_mark(v, i, LIST_MARK));
		if ((v->side[i] & SIDE_ETC) || joins || (list < p.from && leads)) list = i;
	}
	if (!apart) return (struct phrase){ (uint32_t)list, p.to };
	if (!is_described(v, lo, p)) return (struct phrase){ 0, 0 };
	for (uint32_t t = p.to - 1u; named && t > p.from; t--)
		if (v->tok[t].pos == POS_DE) return (struct phrase){ t + 1, p.to };
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

/* Left of a verb of saying: over adverbs, times and a phrase of place, the noun phrase that opens the clause. */
static struct phrase speaker_left(const struct view *v, size_t cue)
{
	const uint32_t over = POS_BIT(POS_ADV) | POS_BIT(POS_TIME) | POS_BIT(POS_AUX) | POS_BIT(POS_CONJ) |
			      POS_BIT(POS_LOC) | POS_BIT(POS_SPACE);
	size_t lo = v->clauses[view_clause_of(v, cue)].from, t = cue;
	bool under = false;

	while (t > lo) {
		enum pos_tag pos = (enum pos_tag)v->tok[t - 1].pos;
		struct phrase p = phrase_left(v, lo, t);
		if (p.from < p.to && p.from > lo && v->tok[p.from - 1].pos == POS_PREP) {
			if (is_short_body(v, lo, p.to - 1)) return (struct phrase){ p.to - 3, p.to };
			t = p.from - 1;
			continue;
		}
		if (p.from < p.to) {
			p = with_list(v, lo, p);
			return p.from < p.to && is_scrap(v, lo, p) ? (struct phrase){ 0, 0 } : p;
		}
		under |= pos == POS_LOC;
		if (under && (pos == POS_VERB || pos == POS_PREP)) { /* under questioning */
			under = pos != POS_PREP;
			t--;
			continue;
		}
		if (!(over & POS_BIT(pos)) && !v->cls[t - 1]) break;
		t--;
	}
	return (struct phrase){ 0, 0 };
}

struct stretch speaker_before(const struct view *v, size_t t)
{
	return phrase_stretch(v, person_of(v, speaker_left(v, t)));
}

static bool ends_run(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;
	bool name = p == POS_NOUN || p == POS_VN || p == POS_PLACE || p == POS_ORG || p == POS_PERSON || p == POS_TITLE || p == POS_WORK ||
		    p == POS_NAME || p == POS_FOREIGN || p == POS_OTHER;

	if (p == POS_NUM && t > 0 && v->tok[t].len == 1 && v->tok[t].annot < 0 && v->tok[t - 1].len == 1 && v->tok[t - 1].pos == POS_NOUN) return true; /* a firm's short name */
	return name && !(v->cls[t] & (ROLE_NOTSUBJ | ROLE_NOTNOUN | ROLE_BREAK));
}

/* What stands between the head of the clause and a verb of saying, when it is short and has no predicate: names that no
 * lexicon knows (the Recall Group says). */
static struct phrase run_left(const struct view *v, size_t cue)
{
	size_t from = cue, t = cue, lo = v->clauses[view_clause_of(v, cue)].from;

	while (t > lo && (v->tok[t - 1].pos == POS_ADV || v->tok[t - 1].pos == POS_AUX || v->tok[t - 1].pos == POS_TIME || v->tok[t - 1].pos == POS_ADJ ||
			  v->tok[t - 1].pos == POS_CONJ || v->tok[t - 1].pos == POS_SPACE))
		t -= v->tok[t - 1].pos == POS_AUX && t - 1 > lo ? 2 : 1; /* with what the particle makes an adverb of */
	if (t == lo || !ends_run(v, t - 1)) return (struct phrase){ 0, 0 };
	if (v->tok[t - 1].len == 1 && (v->side[t - 1] & SIDE_PERIOD)) return (struct phrase){ 0, 0 }; /* when he was asked */
	for (from = t; from > lo && in_run(v, from - 1) && v->tok[t - 1].off + v->tok[t - 1].len - v->tok[from - 1].off <= RUN_UNITS;)
		from--;
	while (from < t && (v->tok[from].pos == POS_DE || v->tok[from].pos == POS_CONJ || (v->cls[from] & ROLE_BREAK) || (v->side[from] & (SIDE_OPENER | SIDE_EXIST))))
		from++;
	bool described = from > lo && v->tok[from - 1].pos == POS_DE; /* "the residents who applied" */
	if (described && lo + 1 < from && v->tok[lo].pos == POS_VERB && v->tok[lo + 1].pos == POS_AUX) return (struct phrase){ 0, 0 }; /* "pointing at the new uniform" */
	for (size_t i = lo; i < from; i++)
		if (described ? (v->cls[i] & ROLE_SAY) != 0 : !before_speaker(v, i)) return (struct phrase){ 0, 0 };
	return (struct phrase){ (uint32_t)from, (uint32_t)t };
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

/* Does what follows a source's name say what it did (released today, on the sample)? Otherwise it belongs to the name. */
static bool ends_source(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_TIME || p == POS_PREP || p == POS_ADV || p == POS_DE || p == POS_PUNCT || p == POS_CONJ ||
	       (v->cls[t] & (ROLE_TRANS | ROLE_BREAK | ROLE_SAY));
}

/* Between "according to" and its verb: all of it, without times, adverbs and "released today" at its end. */
static struct phrase source_right(const struct view *v, struct stretch from, struct stretch upto)
{
	size_t t = view_token_at(v, from.off), end = upto.len ? view_token_at(v, upto.off) : v->n_tok;

	while (t < end && (v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_DE))
		t++;
	struct phrase p = phrase_right(v, t);
	if (p.to >= end || p.from == p.to || !ends_source(v, p.to)) p = (struct phrase){ (uint32_t)t, (uint32_t)end };
	while (p.to > p.from) {
		enum pos_tag pos = (enum pos_tag)v->tok[p.to - 1].pos;
		bool trailing = pos == POS_TIME || pos == POS_ADV || pos == POS_DE || pos == POS_VERB || pos == POS_AUX ||
				pos == POS_ADJ || (v->cls[p.to - 1] & ROLE_TRANS);
		if (!trailing || p.to == p.from + 1) break;
		p.to--;
	}
	return p;
}

/* The token behind the last one before cue that is no adverb, time or particle with what it makes an adverb of. */
static size_t over_manner(const struct view *v, size_t lo, size_t cue)
{
	size_t e = cue;

	while (e > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[e - 1].pos;
		if (p == POS_AUX && e - 1 > lo && v->tok[e - 2].pos == POS_ADJ)
			e -= 2; /* excited | ly */
		else if (p == POS_ADV || p == POS_TIME || p == POS_AUX)
			e--;
		else
			break;
	}
	return e;
}

/* Do tokens [t, e) only say to whom or what he does ("A said to B", "A comforted B")? */
static bool is_told(const struct view *v, size_t t, size_t e)
{
	bool told = false, acts = false;

	for (size_t i = t; i + 1 < e; i++) {
		bool verb = v->tok[i].len > 1 && (v->tok[i].pos == POS_VERB || v->tok[i].pos == POS_VN);
		told = told || v->tok[i].pos == POS_PREP || (v->cls[i] & ROLE_BREAK);
		acts = v->tok[i].pos != POS_DE && (acts || verb);
	}
	return told || acts;
}

/* The token behind the nouns that begin at t, counts before people among them: "the UN | Economic Commission", "the
 * ministry | spokesman", "the college's | one student". */
static size_t nouns_end(const struct view *v, size_t t, size_t e)
{
	const uint32_t counts = POS_BIT(POS_QUANTITY) | POS_BIT(POS_NUM) | POS_BIT(POS_CLASS);
	bool people = e > t + 1 && speaker_is_people(v, e - 1);

	while (t < e) {
		bool last = t + 1 == e && v->tok[t].pos == POS_VN; /* one that ends them is the predicate */
		bool noun = (POS_NAMING & POS_BIT(v->tok[t].pos)) && !last;
		bool none = (v->cls[t] & (ROLE_NOTSUBJ | ROLE_NOTNOUN)) || (v->side[t] & SIDE_NOTICE);
		if ((!noun || none) && !(people && (counts & POS_BIT(v->tok[t].pos)))) break;
		t++;
	}
	return t;
}

/* What tokens [t, end) of the clause make of the name before them: the person at their end, his kin, one described behind
 * an attributive particle. apart: the verb is in another clause, only kin counts. */
static struct stretch kin_or_owned(const struct view *v, struct stretch who, size_t t, size_t end, bool apart)
{
	size_t last = t, person = t, kin = 0;
	bool verb = t + 1 < end && (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN) && v->tok[t + 1].pos == POS_DE;
	bool owned = v->tok[t].pos == POS_DE || verb; /* "the army's", "the media that the army controls" */

	for (size_t i = t; i < end; i++) {
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (v->cls[i] & ROLE_KIN) kin = i + 1;
		if (i == t && verb) continue;
		if (!in_run(v, i) || p == POS_LOC || (p == POS_VERB && !owned && !kin) || (v->cls[i] & ROLE_BREAK)) break;
		if (apart && (p == POS_VERB || p == POS_VN || p == POS_CONJ)) break;
		if (p == POS_PERSON) person = i + 1;
		if (ends_run(v, i)) last = i + 1;
	}
	if (person > t && person == last) return (struct stretch){ v->tok[person - 1].off, v->tok[person - 1].len };
	if (last == t || (!owned && !kin)) return who;
	size_t name = kin;
	while (name && name < end && v->tok[name].len == 1 &&
	       (in_run(v, name) || (name > kin && v->tok[name].pos == POS_ADV)))
		name++;
	if (name > kin + 1 && name <= kin + 3) /* a name that no lexicon knows behind the kin: sister Mao */
		return (struct stretch){ v->tok[kin].off,
					 v->tok[name - 1].off + v->tok[name - 1].len - v->tok[kin].off };
	return (struct stretch){ who.off, v->tok[last - 1].off + v->tok[last - 1].len - who.off };
}

/* A name matched before the verb may only describe who speaks: "A's sister says", "the recall of A's initiator B says".
 * Over the words that can stand inside one phrase, to the noun that ends it. */
static struct stretch nearer_speaker(const struct view *v, struct stretch who, size_t cue)
{
	size_t t = view_token_at(v, stretch_end(who));

	if (t >= cue || v->tok[t].off != stretch_end(who)) return who;
	size_t e = over_manner(v, t, cue), clause = view_clause_of(v, t);
	if (e > t && !is_told(v, t, e) && clause == view_clause_of(v, e - 1)) {
		const struct token *last = &v->tok[e - 1];
		bool behind = e > t + 1 && ((v->cls[e - 2] & ROLE_KIN) || v->tok[e - 2].pos == POS_TITLE);
		if (behind && last->pos == POS_PERSON) return (struct stretch){ last->off, last->len };
		if (v->cls[e - 1] & ROLE_KIN) /* A's 73-year-old mother */
			return (struct stretch){ who.off, last->off + last->len - who.off };
	}
	bool body = (t > 0 && v->tok[t - 1].pos != POS_PERSON) || (e == t + 1 && (v->cls[t] & ROLE_SUBJ));
	if (body && e > t && nouns_end(v, t, e) == e && v->tok[e - 1].pos != POS_PERSON &&
	    (v->tok[e - 1].len > 1 || v->tok[e - 1].pos == POS_TITLE || e > t + 1))
		return (struct stretch){ who.off, v->tok[e - 1].off + v->tok[e - 1].len - who.off };
	size_t end = v->clauses[clause].to;
	return kin_or_owned(v, who, t, end <= cue ? end : cue, end <= cue);
}

/* Do nouns [end, more) before the verb belong to the speaker whose name a rule has ended at "end": people or a body by what
 * they are, or a word in the place of a name ("villager | Old Li")? */
static bool ends_speaker(const struct view *v, size_t end, size_t more)
{
	const struct token *last = &v->tok[more - 1];

	if (speaker_is_people(v, more - 1) || (v->cls[more - 1] & ROLE_SUBJ)) return true;
	if (last->cls & (CLASS_ORG_END | CLASS_ORG_WEAK)) return true;
	bool name = more == end + 1 && last->pos == POS_NOUN && last->len <= SHORT_NAME;
	return name && !(v->side[more - 1] & SIDE_NOTICE) && speaker_is_people(v, end - 1);
}

/* "An expert who saw the report": the object of a verb before the noun only describes who speaks. */
static struct phrase behind_relative(const struct view *v, struct phrase p)
{
	if (p.from == 0 || v->tok[p.from - 1].pos != POS_VERB || (v->cls[p.from - 1] & ROLE_REACH)) return p;
	if (p.from > 1 && is_name_noun(v, p.from - 2)) return p; /* a verb inside a name: college of emergency medicine */
	for (uint32_t t = p.to; t-- > p.from;)
		if (v->tok[t].pos == POS_DE && t + 1 < p.to) return (struct phrase){ t + 1, p.to };
	return p;
}

/* Without a heading in brackets before it. */
static struct stretch without_heading(const struct doc *d, struct stretch s)
{
	for (uint32_t i = s.off; i < stretch_end(s); i++)
		if (d->text.p[i] == HEADING_CLOSE && i + 1 < stretch_end(s)) return (struct stretch){ i + 1, stretch_end(s) - i - 1 };
	return s;
}

/* The speaker of a find: as matched, or the noun phrase that the rule points at. */
static struct stretch named(const struct find *f, const struct view *v, struct stretch block)
{
	struct phrase p = { 0, 0 };

	if (f->who.len) return f->who.off < f->cue.off ? nearer_speaker(v, f->who, view_token_at(v, f->cue.off)) : f->who;
	if (f->who_end.len) {
		size_t end = view_token_at(v, f->who_end.off + f->who_end.len - 1) + 1, cue = view_token_at(v, f->cue.off);
		size_t more = end < cue ? over_manner(v, end, cue) : end; /* the company | board of supervisors */
		if (more > end && nouns_end(v, end, more) == more && ends_speaker(v, end, more)) {
			struct phrase q = person_of(v, (struct phrase){ (uint32_t)end, (uint32_t)more });
			struct phrase left = phrase_left(v, v->clauses[view_clause_of(v, end - 1)].from, end);
			bool person = q.from + 1 == q.to && v->tok[q.from].pos == POS_PERSON;
			return phrase_stretch(v, person ? q : (struct phrase){ left.from < left.to ? left.from : (uint32_t)end - 1, (uint32_t)more });
		}
		p = phrase_left(v, v->clauses[view_clause_of(v, end - 1)].from, end);
		if (p.from == p.to) return f->who_end;
		p = behind_relative(v, p);
	} else if (f->upto.len) {
		p = source_right(v, f->from, f->upto);
		struct stretch x = phrase_stretch(v, person_of(v, p));
		/* a word that the verb ends (media+report) belongs to the name up to the verb */
		size_t t = f->upto.len ? view_token_at(v, f->upto.off) : p.to + 1;
		if (t == p.to && v->tok[t].off < f->upto.off) x.len = f->upto.off - x.off;
		/* and a word that the preposition begins ("according to statistics", office) gives the name its end */
		uint32_t before = x.off < f->from.off && f->from.off < stretch_end(x) ? f->from.off - x.off : 0;
		return (struct stretch){ x.off + before, x.len - before };
	} else if (slice_is(f->rule->scope, "left")) {
		size_t cue = view_token_at(v, f->from.len ? f->from.off : f->cue.off);
		p = speaker_left(v, cue);
		if (p.from == p.to && !speaker_is_quoted(v->d, block, f->cue.off)) p = run_left(v, cue);
	}
	struct stretch s = phrase_stretch(v, person_of(v, p));
	uint32_t end = f->who_end.off + f->who_end.len; /* a word of the lexicon may go over the end that the rule has found */
	if (f->who_end.len && s.off < end && s.off + s.len > end) s.len = end - s.off;
	if (f->who_end.len && s.off > f->who_end.off && s.off + s.len == end) s = f->who_end;
	return s;
}

/* Does a name stand in tokens [from, to)? */
static bool names_body(const struct view *v, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++)
		if (v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_PLACE || (v->tok[t].cls & CLASS_ORG_END)) return true;
	return false;
}

/* Without the notice in which it says so: "the firm's | latest notice says". */
static struct stretch without_notice(const struct view *v, struct stretch s)
{
	const uint32_t between = POS_BIT(POS_DE) | POS_BIT(POS_QUANTITY) | POS_BIT(POS_NUM) | POS_BIT(POS_CLASS) | POS_BIT(POS_TIME);
	size_t first = view_token_at(v, s.off), last = s.len ? view_token_at(v, stretch_end(s) - 1) : first;

	if (last <= first || last >= v->n_tok || !(v->side[last] & SIDE_NOTICE)) return s;
	if (stretch_end(s) != v->tok[last].off + v->tok[last].len || !names_body(v, first, last)) return s;
	while (last > first + 1 && (between & POS_BIT(v->tok[last - 1].pos)))
		last--;
	s.len = v->tok[last].off - s.off;
	return s;
}

/* Without the dateline in parentheses, or the measure word of "this | spokesman", before it. */
static struct stretch trimmed(const struct view *v, struct stretch s)
{
	const uint16_t *p = v->d->text.p;

	s = without_notice(v, s);
	if (!s.len) return s;
	size_t first = view_token_at(v, s.off);
	while (first + 1 < v->n_tok && (v->side[first] & SIDE_OPENER) && v->tok[first + 1].off < stretch_end(s)) {
		s = (struct stretch){ v->tok[first + 1].off, stretch_end(s) - v->tok[first + 1].off };
		first++;
	}
	bool measured = first > 0 && first + 1 < v->n_tok && v->tok[first].pos == POS_CLASS && v->tok[first].off == s.off &&
			(v->tok[first - 1].pos == POS_PRON || v->tok[first - 1].pos == POS_NUM);
	if (measured && v->tok[first + 1].off < stretch_end(s))
		return (struct stretch){ v->tok[first + 1].off, stretch_end(s) - v->tok[first + 1].off };
	if (p[s.off] != '(' && p[s.off] != 0xff08) return s;
	for (uint32_t i = s.off; i + 1 < stretch_end(s); i++)
		if (p[i] == ')' || p[i] == 0xff09) return (struct stretch){ i + 1, stretch_end(s) - i - 1 };
	return s;
}

/* "X Ltd. (300406) late on 2 May said in a notice": behind a notice alone, over times and parentheses, who issued it. */
static struct stretch issuer(const struct view *v, struct stretch s)
{
	size_t t = view_token_at(v, s.off);

	if (!s.len || t >= v->n_tok || !(v->side[t] & SIDE_NOTICE) || v->tok[t].off + v->tok[t].len != stretch_end(s)) return s;
	size_t lo = v->clauses[view_clause_of(v, t)].from;
	while (t > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		size_t open = t - 1;
		if (phrase_is_mark(v, t - 1, ')') || phrase_is_mark(v, t - 1, 0xff09))
			while (open > lo && !phrase_opens(v, open))
				open--;
		if (open == t - 1 && p != POS_TIME && p != POS_ADV && p != POS_SPACE) break;
		t = open;
	}
	struct phrase p = phrase_left(v, lo, t);
	return p.from < p.to ? phrase_stretch(v, p) : s;
}

/* With the word behind it that makes a plural of it. */
static struct stretch with_plural(const struct view *v, struct stretch s)
{
	size_t next = view_token_at(v, stretch_end(s));
	bool plural = s.len && next < v->n_tok && v->tok[next].off == stretch_end(s) && (v->side[next] & SIDE_PLURAL);

	return plural ? (struct stretch){ s.off, s.len + v->tok[next].len } : s;
}

struct stretch speaker_find(const struct find *f, const struct view *v, struct stretch block)
{
	return with_plural(v, issuer(v, trimmed(v, without_heading(v->d, named(f, v, block)))));
}
