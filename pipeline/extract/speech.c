/* Who says what. See speech.h.
 *
 * Scope of a speech: the quotation right before the speaker ("…," said X), and what follows the verb: the quotation
 * that opens there, to its closing mark even over sentences of the paragraph, else the rest of the sentence. */
#include "pipeline/extract/speech.h"

#include "pipeline/core/unit_find.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define QUOTE_OPEN  0x201c
#define QUOTE_CLOSE 0x201d
#define FULL_STOP   0x3002
#define HEADING_CLOSE 0x3011
#define PERSON_REACH 400 /* units over which he or she reaches back */
#define SPEAKER_REACH 800 /* the same, to one who has spoken */
#define KIN_UNITS   5	/* between the name of one and that of his kin: "A's eldest sister B" */
#define NAME_UNITS  40	/* units of a speaker's name with its offices */
#define SPEECH_UNITS 4000 /* units before and behind a sentence that its speeches may reach: no paragraph of news is longer */
#define LOOK_BACK   2000 /* units that a quotation before its speaker may have */

/* The paragraph of a sentence, as far as its speeches may reach. */
static struct stretch block_of(const struct doc *d, uint32_t sentence)
{
	const struct sentence *s = &d->sentences[sentence];
	uint32_t from = s->off, end = s->off + s->len;

	if (s->block < d->n_blocks) {
		from = d->blocks[s->block].off;
		end = from + d->blocks[s->block].len;
	}
	if (s->off - from > SPEECH_UNITS) from = s->off - SPEECH_UNITS;
	if (end - s->off > SPEECH_UNITS) end = s->off + SPEECH_UNITS;
	return (struct stretch){ from, end - from };
}

static bool is_comma(uint16_t c)
{
	return c == ',' || c == 0xff0c || c == 0x3002 || c == ' ' || c == 0x3000;
}

/* A mark that ends what is said inside a quotation. */
static bool is_stop(uint16_t c)
{
	if (c > 0x3002 && c < 0xff01) return false; /* nearly all */
	return is_comma(c) || c == 0xff01 || c == 0xff1f || c == '!' || c == '?' || c == 0x2026 || c == 0x2014;
}

/* Left over the speaker's name with its offices, up to the mark or quotation before it. */
static size_t over_name(const uint16_t *s, size_t low, size_t off)
{
	size_t i = off;

	while (i > low && off - i < NAME_UNITS && !is_stop(s[i - 1]) && s[i - 1] != QUOTE_CLOSE && s[i - 1] != QUOTE_OPEN &&
	       s[i - 1] != '\n')
		i--;
	return i;
}

static size_t over_commas(const uint16_t *s, size_t low, size_t i)
{
	while (i > low && is_comma(s[i - 1]))
		i--;
	return i;
}

/* The quotation that ends before the speaker whose name, or its end, stands at off. Without a comma between them it
 * must be a sentence: "Xin San Yang" Ltd. is none. */
static struct stretch quote_before(const struct doc *d, struct stretch block, size_t off)
{
	const uint16_t *s = d->text.p;
	size_t name = over_name(s, block.off, off), i = over_commas(s, block.off, name), depth = 0;

	if (i < name && i > block.off && s[i - 1] != QUOTE_CLOSE && s[i] != FULL_STOP) { /* "…" At the meeting, X said */
		name = over_name(s, block.off, i);
		i = over_commas(s, block.off, name);
	}
	if (i == block.off || s[i - 1] != QUOTE_CLOSE) return (struct stretch){ 0, 0 };
	size_t end = i - 1;
	if (i == name && i < off && (end == block.off || !is_stop(s[end - 1]))) return (struct stretch){ 0, 0 };
	for (; i > block.off && off - i < LOOK_BACK; i--) {
		depth += s[i - 1] == QUOTE_CLOSE;
		if (s[i - 1] == QUOTE_OPEN && --depth == 0)
			return (struct stretch){ (uint32_t)i, (uint32_t)(end - i) };
	}
	return (struct stretch){ 0, 0 };
}

/* From behind the verb to the end of the sentence; an open quotation goes on to its closing mark, over paragraphs too,
 * which may each open it anew. One that never closes ends with its paragraph. */
static struct stretch said_after(const struct doc *d, struct stretch block, size_t from, size_t end)
{
	const uint16_t *s = d->text.p;
	size_t limit = from + SPEECH_UNITS < d->text.len ? from + SPEECH_UNITS : d->text.len, i = from, open = 0;

	for (;; i++) {
		size_t stop = open || end > limit ? limit : end;
		i = unit_find_either(s, i, stop, QUOTE_OPEN, QUOTE_CLOSE);
		if (i >= stop) break;
		bool anew = open && s[i] == QUOTE_OPEN && s[i - 1] == '\n';
		open += s[i] == QUOTE_OPEN && !anew;
		if (s[i] == QUOTE_CLOSE && open) open--;
	}
	if (open && i > stretch_end(block)) i = stretch_end(block);
	return (struct stretch){ (uint32_t)from, (uint32_t)(i - from) };
}

static const struct annot *annot_at(const struct doc *d, struct stretch s)
{
	for (size_t i = doc_first_annot(d, s.off); i < d->n_annots && d->annots[i].off == s.off; i++)
		if (d->annots[i].len == s.len) return &d->annots[i];
	return NULL;
}

static const char *type_of(const struct doc *d, struct stretch who)
{
	const struct annot *a = annot_at(d, who);

	if (!who.len) return "unnamed";
	if (!a) return "unnamed";
	return a->type == A_PERSON ? "person" : a->type == A_ORG || a->type == A_PLACE ? "org" : a->type == A_WORK ? "document" : "unnamed";
}

/* Does another speech of the sentence that begins at off hold the cue, or stand right beside it (answered and said)? */
static bool in_frame(const struct speeches *ss, uint32_t off, struct stretch cue)
{
	for (size_t i = ss->n; i-- > 0 && ss->s[i].sentence >= off;)
		if (ss->s[i].frame.off <= cue.off + cue.len && cue.off <= ss->s[i].frame.off + ss->s[i].frame.len) return true;
	return false;
}

static struct stretch frame_of(const struct find *f)
{
	if (!f->upto.len || f->upto.off < f->cue.off) return f->cue;
	return (struct stretch){ f->cue.off, f->upto.off + f->upto.len - f->cue.off };
}

static void make_claim(const struct maker *k, struct speech *s, const struct find *f)
{
	struct doc *d = k->d;
	size_t n = claim_make_plain(k, SLICE("statement"), f->rule->id, f->rule->confidence);
	struct claim *c = &d->claims[n];
	struct stretch said = s->scope[1].len ? s->scope[1] : s->scope[0];

	claim_set_slot(d, c, &c->speech_cue, SPAN_SPEECH_CUE, s->cue);
	speech_mark(d, c, s);
	claim_set_slot(d, c, &c->object_text, SPAN_OBJECT, said);
	s->claim = (int32_t)n;
}

/* What the verb introduces begins behind the mark that follows it. */
static size_t behind_mark(const struct doc *d, size_t off, size_t end)
{
	while (off < end && (is_comma(d->text.p[off]) || d->text.p[off] == ':' || d->text.p[off] == 0xff1a))
		off++;
	return off;
}

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

	while (t > p.from && v->tok[t - 1].pos != POS_PERSON && !is_name_noun(v, t - 1)) /* "Zhang sobbing": how he says it */
		t--;
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

#define LIST_MARK 0x3001 /* enumeration comma */

/* Left of a verb of saying: over adverbs, times and a phrase of place, the noun phrase that opens the clause. */
static struct phrase speaker_left(const struct view *v, size_t cue)
{
	size_t lo = v->clauses[view_clause_of(v, cue)].from, t = cue;
	struct phrase none = { 0, 0 };
	bool under = false;

	while (t > lo) {
		enum pos_tag pos = (enum pos_tag)v->tok[t - 1].pos;
		struct phrase p = phrase_left(v, lo, t);
		if (p.from < p.to && p.from > lo && v->tok[p.from - 1].pos == POS_PREP) {
			t = p.from - 1;
			continue;
		}
		if (p.from < p.to) {
			bool listed = p.from > lo && phrase_is_mark(v, p.from - 1, LIST_MARK) && v->tok[p.to - 1].pos == POS_PERSON; /* offices */
			for (size_t i = lo; i < p.from && !listed; i++)
				if (!before_speaker(v, i)) return none;
			return p;
		}
		under |= pos == POS_LOC;
		if (under && (pos == POS_VERB || pos == POS_PREP)) { /* under questioning */
			under = pos != POS_PREP;
			t--;
			continue;
		}
		if (pos != POS_ADV && pos != POS_TIME && pos != POS_AUX && pos != POS_CONJ && pos != POS_LOC && pos != POS_SPACE && !v->cls[t - 1]) break;
		t--;
	}
	return none;
}

#define RUN_UNITS 24 /* units of a speaker whom the chunker does not know as one phrase */

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
		return v->tok[t].len == 1 && !(v->cls[t] & (ROLE_REACH | ROLE_SAY));
	case POS_OTHER:
		return v->tok[t].len > 0 && v->d->text.p[v->tok[t].off] > 0x3400;
	default:
		return false;
	}
}

static bool ends_run(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;
	bool name = p == POS_NOUN || p == POS_VN || p == POS_PLACE || p == POS_ORG || p == POS_PERSON || p == POS_TITLE || p == POS_WORK ||
		    p == POS_NAME || p == POS_FOREIGN || p == POS_OTHER;

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
static bool is_quoted(const struct doc *d, struct stretch block, size_t off)
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

	while (t < end && v->tok[t].pos == POS_TIME)
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

/* A name matched before the verb may only describe who speaks: "A's sister says", "the recall of A's initiator B says".
 * Over the words that can stand inside one phrase, to the noun that ends it. */
static struct stretch nearer_speaker(const struct view *v, struct stretch who, size_t cue)
{
	size_t t = view_token_at(v, stretch_end(who)), last = t, person = t, kin = 0;

	if (t >= cue || v->tok[t].off != stretch_end(who)) return who;
	size_t e = cue; /* "A, soon to enter school, 's son B says": a name right before the verb, behind kin or an office */
	while (e > t && (v->tok[e - 1].pos == POS_ADV || v->tok[e - 1].pos == POS_TIME || v->tok[e - 1].pos == POS_AUX))
		e--;
	bool told = false, acts = false; /* "A said to B", "A comforted B" */
	for (size_t i = t; i + 1 < e; i++) {
		told = told || v->tok[i].pos == POS_PREP || (v->cls[i] & ROLE_BREAK);
		acts = v->tok[i].pos != POS_DE && (acts || (v->tok[i].len > 1 && (v->tok[i].pos == POS_VERB || v->tok[i].pos == POS_VN)));
	}
	told = told || acts;
	if (!told && e > t + 1 && v->tok[e - 1].pos == POS_PERSON && view_clause_of(v, t) == view_clause_of(v, e - 1) && ((v->cls[e - 2] & ROLE_KIN) || v->tok[e - 2].pos == POS_TITLE))
		return (struct stretch){ v->tok[e - 1].off, v->tok[e - 1].len };
	if (!told && e > t && v->cls[e - 1] & ROLE_KIN && view_clause_of(v, t) == view_clause_of(v, e - 1)) /* A's 73-year-old mother */
		return (struct stretch){ who.off, v->tok[e - 1].off + v->tok[e - 1].len - who.off };
	size_t end = v->clauses[view_clause_of(v, t)].to;
	bool owned = v->tok[t].pos == POS_DE, apart = end <= cue; /* the verb is in another clause: only his kin */
	if (!apart) end = cue;
	for (size_t i = t; i < end; i++) {
		enum pos_tag p = (enum pos_tag)v->tok[i].pos;
		if (v->cls[i] & ROLE_KIN) kin = i + 1;
		if (!in_run(v, i) || p == POS_LOC || (p == POS_VERB && !owned && !kin) || (v->cls[i] & ROLE_BREAK)) break;
		if (apart && (p == POS_VERB || p == POS_VN || p == POS_CONJ)) break;
		if (p == POS_PERSON) person = i + 1;
		if (ends_run(v, i)) last = i + 1;
	}
	if (person > t && person == last) return (struct stretch){ v->tok[person - 1].off, v->tok[person - 1].len };
	if (last == t || (!owned && !kin)) return who;
	size_t name = kin;
	while (name && name < end && v->tok[name].len == 1 && (in_run(v, name) || (name > kin && v->tok[name].pos == POS_ADV)))
		name++;
	if (name > kin + 1 && name <= kin + 3) /* a name that no lexicon knows behind the kin: sister Mao */
		return (struct stretch){ v->tok[kin].off, v->tok[name - 1].off + v->tok[name - 1].len - v->tok[kin].off };
	return (struct stretch){ who.off, v->tok[last - 1].off + v->tok[last - 1].len - who.off };
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
static struct stretch speaker_of(const struct find *f, const struct view *v, struct stretch block)
{
	struct phrase p = { 0, 0 };

	if (f->who.len) return f->who.off < f->cue.off ? nearer_speaker(v, f->who, view_token_at(v, f->cue.off)) : f->who;
	if (f->who_end.len) {
		size_t end = view_token_at(v, f->who_end.off + f->who_end.len - 1) + 1;
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
		if (p.from == p.to && !is_quoted(v->d, block, f->cue.off)) p = run_left(v, cue);
	}
	struct stretch s = phrase_stretch(v, person_of(v, p));
	uint32_t end = f->who_end.off + f->who_end.len; /* a word of the lexicon may go over the end that the rule has found */
	if (f->who_end.len && s.off < end && s.off + s.len > end) s.len = end - s.off;
	if (f->who_end.len && s.off > f->who_end.off && s.off + s.len == end) s = f->who_end;
	return s;
}

/* Does the clause begin with annotation i, or with the office or age right before it? */
static bool opens_clause(const struct doc *d, size_t i)
{
	uint32_t off = d->annots[i].off;
	uint16_t c;

	if (i > 0 && d->annots[i - 1].off + d->annots[i - 1].len == off && d->annots[i - 1].type != A_PLACE) return true;
	if (!off) return true;
	c = d->text.p[off - 1];
	return is_stop(c) || c == '\n' || c == QUOTE_CLOSE;
}

/* The person named last before off; one at the head of a clause goes before others of its paragraph. */
static struct stretch last_person(const struct doc *d, struct stretch block, uint32_t off)
{
	struct stretch s = { 0, 0 };
	bool head = false;

	for (size_t i = doc_first_annot(d, off > PERSON_REACH ? off - PERSON_REACH + 1 : 0); i < d->n_annots && d->annots[i].off < off; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type != A_PERSON) continue;
		uint32_t gap = head ? a->off - s.off - s.len : 0;
		bool opens = a->off >= block.off && (opens_clause(d, i) || (gap > 1 && gap <= KIN_UNITS && s.off + s.len < a->off));
		if (head && !opens) continue;
		head = head || opens;
		s = (struct stretch){ a->off, a->len };
	}
	return s;
}

/* The person right behind an office or body that is a topic, or at its end; the body before a verb; else the topic. */
static struct stretch named_in(const struct view *v, struct stretch s)
{
	const struct doc *d = v->d;
	size_t t = view_token_at(v, s.off);

	for (size_t i = doc_first_annot(d, s.off); i < d->n_annots && d->annots[i].off <= stretch_end(s) + 1; i++)
		if (d->annots[i].type == A_PERSON && stretch_end((struct stretch){ d->annots[i].off, d->annots[i].len }) >= stretch_end(s))
			return (struct stretch){ d->annots[i].off, d->annots[i].len };
	if (t + 1 >= v->n_tok || v->tok[t + 1].off >= stretch_end(s)) return s;
	bool names = v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON;
	bool acts = names && (v->tok[t + 1].pos == POS_VERB || v->tok[t + 1].pos == POS_PREP);
	return acts ? (struct stretch){ v->tok[t].off, v->tok[t].len } : s; /* "the ministry issued a statement" */
}

static bool is_person(const struct doc *d, struct stretch s)
{
	const struct annot *a = annot_at(d, s);

	return a && a->type == A_PERSON;
}

/* Who goes on speaking: the last speaker of the sentence, the first name that its clauses are about (scope "same": of a
 * person), the last speaker of the paragraph. */
static void resolve_again(struct speech *s, const struct find *f, const struct maker *k, const struct speeches *ss, struct stretch block)
{
	const struct view *v = k->v;
	struct topic t[TOPICS_MAX];

	bool same = slice_is(f->rule->scope, "same");
	if (!same && !slice_is(f->rule->scope, "again")) return;
	uint32_t nearest = 0;
	for (size_t i = ss->n; i-- > 0 && ss->s[i].sentence == s->sentence;) {
		if (ss->s[i].cue.off >= f->cue.off || ss->s[i].cue.off < nearest || !ss->s[i].who.len) continue;
		nearest = ss->s[i].cue.off;
		s->who = ss->s[i].who;
	}
	for (size_t c = 0, end = view_clause_of(v, view_token_at(v, f->cue.off)); c < end && !s->who.len; c++)
		for (size_t n = topic_list(v, c, t), i = 0; i < n && !s->who.len; i++)
			if (t[i].personal)
				s->who = last_person(k->d, block, t[i].s.off);
			else if (t[i].entity && !t[i].place && !t[i].counted && (!same || is_person(k->d, named_in(v, t[i].s)))) s->who = named_in(v, t[i].s);
	for (size_t i = ss->n; i-- > 0 && ss->s[i].cue.off >= block.off && !same && !s->who.len;)
		s->who = ss->s[i].who;
	s->who_norm = claim_norm(k->d, s->who);
	s->who_type = type_of(k->d, s->who);
}

/* He or she: the person named last; where none is near, the person or the name in Latin letters that spoke last. */
static void resolve_pronoun(struct speech *s, const struct find *f, const struct maker *k, const struct speeches *ss, struct stretch block)
{
	if (!slice_is(f->rule->scope, "pronoun")) return;
	s->who = last_person(k->d, block, f->cue.off);
	for (size_t i = ss->n; i-- > 0 && !s->who.len && ss->s[i].cue.off + SPEAKER_REACH > f->cue.off;) {
		const struct speech *x = &ss->s[i];
		const struct annot *a = annot_at(k->d, x->who);
		bool named = x->who.len && (a ? a->type == A_PERSON : k->d->text.p[x->who.off] < 0x80);
		if (named && x->cue.off < f->cue.off) s->who = x->who;
	}
	s->who_norm = claim_norm(k->d, s->who);
	s->who_type = type_of(k->d, s->who);
}

/* Reported speech without quotation marks goes on over the sentences of its paragraph. */
static struct stretch rest_of(const struct doc *d, struct stretch block, const struct speech *s)
{
	uint32_t end = block.off + block.len, from = s->scope[1].off + s->scope[1].len;

	if (!s->who.len || !s->scope[1].len || from >= end || d->text.p[s->scope[1].off] == QUOTE_OPEN) return (struct stretch){ 0, 0 };
	return (struct stretch){ from, end - from };
}

/* The next speech of the paragraph ends what the ones before it went on with. */
static void cut_rest(struct speeches *ss, struct stretch block, uint32_t at)
{
	for (size_t i = ss->n - 1; i-- > 0;) {
		struct stretch *r = &ss->s[i].rest;
		if (ss->s[i].cue.off < block.off) return;
		if (r->off + r->len > at) r->len = at > r->off ? at - r->off : 0;
	}
}

/* Does a quotation open between the speaker and the verb? Then the verb is part of what is said. */
static bool quotes_between(const struct doc *d, struct stretch who, struct stretch cue)
{
	int open = 0;

	if (!who.len) return false;
	for (uint32_t i = who.off + who.len; i < cue.off; i++) {
		open += d->text.p[i] == QUOTE_OPEN;
		if (d->text.p[i] == QUOTE_CLOSE && open) open--;
	}
	return open > 0;
}

/* Does a speech before it hold what begins at off: has it a speaker already? */
static bool is_said(const struct speeches *ss, struct stretch block, uint32_t off)
{
	for (size_t i = ss->n; i-- > 0 && ss->s[i].cue.off >= block.off;) {
		struct stretch x = ss->s[i].scope[1];
		if (ss->s[i].who.len && x.off <= off && off < stretch_end(x)) return true;
	}
	return false;
}

/* A verb without its subject goes on with the speech before it, unless it is the head of a longer word or quoted. */
static bool goes_on(const struct find *f, const struct view *v, struct stretch block)
{
	size_t t = view_token_at(v, stretch_end(f->cue) - 1);

	return t < v->n_tok && v->tok[t].off + v->tok[t].len == stretch_end(f->cue) && !is_quoted(v->d, block, f->cue.off);
}

/* A cue of one character inside a longer word, with no mark behind it: the last half of "short form". */
static bool is_syllable(struct stretch cue, const struct view *v)
{
	size_t t = view_token_at(v, cue.off), next = view_token_at(v, stretch_end(cue));

	if (cue.len != 1 || t >= v->n_tok || next >= v->n_tok) return false;
	return v->tok[t].len > 1 && v->tok[next].pos != POS_PUNCT;
}

void speech_collect(struct speeches *out, struct arena *a, const struct maker *k)
{
	const struct doc *d = k->d;
	const struct sentence *sen = &d->sentences[k->sentence];
	struct stretch block = block_of(d, k->sentence);
	size_t end = (size_t)sen->off + sen->len;

	for (size_t i = 0; i < k->finds->n; i++) {
		const struct find *f = &k->finds->f[i];
		if (f->rule->kind != RULE_STATEMENT || !f->cue.len || in_frame(out, sen->off, f->cue)) continue;
		bool again = slice_is(f->rule->scope, "again") || slice_is(f->rule->scope, "same");
		if (again && !goes_on(f, k->v, block)) continue;
		if (slice_is(f->rule->scope, "left") && is_syllable(f->cue, k->v)) continue;
		struct stretch who = without_heading(d, speaker_of(f, k->v, block));
		if (!who.len && slice_is(f->rule->scope, "left")) continue;
		if (quotes_between(d, who, f->cue)) continue;
		struct stretch frame = frame_of(f), before = quote_before(d, block, f->whole.off);
		if (before.len && is_said(out, block, before.off)) before.len = 0;
		size_t from = f->what.len ? f->what.off : behind_mark(d, frame.off + frame.len, end);
		if (!before.len && from >= end) continue; /* a heading: "the expert speaks" */
		struct speech *s = ARENA_PUSH(a, out->s, out->n, out->cap);
		s->sentence = sen->off;
		s->frame = frame;
		s->who = who;
		s->role = f->role;
		s->cue = f->cue;
		s->kind = f->rule->speech;
		s->who_type = type_of(d, s->who);
		s->who_norm = claim_norm(k->d, s->who);
		resolve_pronoun(s, f, k, out, block);
		resolve_again(s, f, k, out, block);
		s->scope[0] = before;
		/* what a named source gives goes on to the end of the paragraph */
		if (slice_is(s->kind, "attributed") && s->who.len) end = (size_t)block.off + block.len;
		if (from < end) s->scope[1] = said_after(d, block, from, end);
		s->rest = rest_of(d, block, s);
		cut_rest(out, block, sen->off);
		if (again && !s->who.len)
			out->n--;
		else
			make_claim(k, s, f);
	}
}

static bool holds(struct stretch s, size_t off)
{
	return off >= s.off && off < (size_t)s.off + s.len;
}

/* The first speech whose sentence begins behind off. */
static size_t first_behind(const struct speeches *s, size_t off)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (s->s[mid].sentence <= off)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct speech *speech_at(const struct speeches *s, size_t off)
{
	size_t from = off > SPEECH_UNITS ? first_behind(s, off - SPEECH_UNITS - 1) : 0, end = first_behind(s, off + SPEECH_UNITS);
	const struct speech *best = NULL;
	uint32_t best_len = UINT32_MAX;

	for (size_t i = from; i < end; i++) {
		for (int k = 0; k < 2; k++) {
			struct stretch x = s->s[i].scope[k];
			if (!holds(x, off) || x.len >= best_len) continue;
			best = &s->s[i];
			best_len = x.len;
		}
	}
	for (size_t i = end; !best && i-- > from;)
		if (holds(s->s[i].rest, off)) best = &s->s[i];
	return best;
}

void speech_mark(struct doc *d, struct claim *c, const struct speech *s)
{
	claim_set_slot(d, c, &c->speaker_text, SPAN_SPEAKER, s->who);
	if (s->who.len || slice_is(c->kind, "statement")) c->speaker_type = slice_str(s->who_type);
	if (s->role.len) c->speaker_role = doc_span_utf8(d, s->role.off, s->role.len);
	c->speech = s->kind;
	if (!c->speech_cue.p) claim_set_slot(d, c, &c->speech_cue, SPAN_SPEECH_CUE, s->cue);
}
