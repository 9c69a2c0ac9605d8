/* Who goes on speaking. See antecedent.h.
 *
 * He or she is the person named last, or who spoke last; one at the head of a clause goes before
 * others, and one of whom somebody else speaks ("A said that B had left. He …") or who stands in a
 * headline is none. A verb of saying without a subject goes on with the last speech of its
 * sentence, else with whom its clauses are about, else with the last speech of the paragraph;
 * behind a semicolon a subject of its own goes first. */
#include "pipeline/extract/antecedent.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker.h"
#include "pipeline/extract/speaker_near.h"
#include "pipeline/extract/speaker_sex.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

#define PERSON_REACH   400 /* units over which he or she reaches back */
#define SPEAKER_REACH  800 /* the same, to one who has spoken */
#define KIN_UNITS      5   /* between the name of one and that of his kin: "A's eldest sister B" */
#define AFORE_UNITS    4   /* of a word that points at one who has spoken */
#define TRAIL_TOKENS   2   /* nouns behind the people who speak: where, when */
#define HEADLINE_UNITS 60  /* units of a paragraph without a full stop that is a headline */

const struct annot *antecedent_annot(const struct doc *d, struct stretch s)
{
	for (size_t i = doc_first_annot(d, s.off); i < d->n_annots && d->annots[i].off == s.off;
	     i++)
		if (d->annots[i].len == s.len) return &d->annots[i];
	return NULL;
}

static bool is_person(const struct doc *d, struct stretch s)
{
	const struct annot *a = antecedent_annot(d, s);

	return a && a->type == A_PERSON;
}

static bool is_full_stop(uint16_t c)
{
	return c == FULL_STOP || c == '!' || c == '?' || c == WIDE_EXCLAMATION ||
	       c == WIDE_QUESTION;
}

/* A mark before which a clause ends. */
static bool ends_clause(uint16_t c)
{
	return view_ends_clause(c) || is_full_stop(c) || c == '\n' || c == QUOTE_CLOSE ||
	       c == ' ' || c == 0x3000;
}

/* Does the clause begin with annotation i, or with the office or age right before it? */
static bool opens_clause(const struct doc *d, size_t i)
{
	uint32_t off = d->annots[i].off;

	if (!off) return true;
	if (i > 0 && d->annots[i - 1].off + d->annots[i - 1].len == off &&
	    d->annots[i - 1].type != A_PLACE)
		return true;
	return ends_clause(d->text.p[off - 1]);
}

/* Is the paragraph around text offset off short and without a full stop? */
static bool in_headline(const struct doc *d, size_t off)
{
	size_t from = off, to = off;

	while (from > 0 && d->text.p[from - 1] != '\n' && off - from <= HEADLINE_UNITS) from--;
	while (to < d->text.len && d->text.p[to] != '\n' && to - from <= HEADLINE_UNITS)
		if (is_full_stop(d->text.p[to++])) return false;
	return to - from <= HEADLINE_UNITS;
}

/* Does a person say what stands at off, or is it quoted? Who is named there is spoken of. */
static bool is_reported(const struct speech_place *p, uint32_t off)
{
	const struct speeches *ss = p->said;

	for (size_t i = ss->n; i-- > 0 && ss->s[i].cue.off + PERSON_REACH > off;) {
		const struct speech *x = &ss->s[i];
		for (int k = 0; k < 2; k++) {
			struct stretch s = x->scope[k];
			if (!s.len || off < s.off || off >= stretch_end(s)) continue;
			if (k == 0 || p->v->d->text.p[s.off] == QUOTE_OPEN || x->human) return true;
		}
	}
	return false;
}

/* Where he or she is looked for: not among those of whom somebody speaks, not in headlines,
 * everywhere. */
enum person_where { UNREPORTED, TEXT, ANYWHERE };

/* The person named last before off; one at the head of a clause goes before others of its
 * paragraph. */
static struct stretch person_before(const struct speech_place *p, uint32_t off,
				    enum person_where where)
{
	const struct doc *d = p->v->d;
	struct stretch s = { 0, 0 };
	bool head = false;

	for (size_t i = doc_first_annot(d, off > PERSON_REACH ? off - PERSON_REACH + 1 : 0);
	     i < d->n_annots && d->annots[i].off < off; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type != A_PERSON) continue;
		if (p->other & speaker_sex(p->v, (struct stretch){ a->off, a->len })) continue;
		uint32_t gap = head ? a->off - s.off - s.len : 0;
		bool opens = a->off >= p->block.off &&
			     (opens_clause(d, i) ||
			      (gap > 1 && gap <= KIN_UNITS && s.off + s.len < a->off));
		if ((head && !opens) || (where == UNREPORTED && is_reported(p, a->off))) continue;
		if (where != ANYWHERE && a->off < p->block.off && in_headline(d, a->off)) continue;
		head = head || opens;
		s = (struct stretch){ a->off, a->len };
	}
	return s;
}

static struct stretch last_person(const struct speech_place *p, uint32_t off)
{
	struct stretch s = person_before(p, off, UNREPORTED);

	return s.len ? s : person_before(p, off, TEXT);
}

/* Is it many whom its last word names: netizens, the crowd? */
static bool is_crowd(const struct view *v, struct stretch s)
{
	return s.len > 1 &&
	       (words_kind(v->words, doc_span(v->d, stretch_end(s) - 2, 2)).side & SIDE_CROWD);
}

/* The one who spoke last, where he is one person. */
static struct stretch last_speaker(const struct speech_place *p)
{
	const struct speeches *ss = p->said;

	for (size_t i = ss->n; i-- > 0 && ss->s[i].cue.off + SPEAKER_REACH > p->cue.off;)
		if (ss->s[i].human && ss->s[i].cue.off < p->cue.off &&
		    !is_crowd(p->v, ss->s[i].who) && !(p->other & speaker_sex(p->v, ss->s[i].who)))
			return ss->s[i].who;
	return (struct stretch){ 0, 0 };
}

/* "A's brother lives next door, he says": whoever is kin of the person named. */
static struct stretch with_kin(const struct speech_place *p, struct stretch s)
{
	const struct view *v = p->v;
	struct stretch kin = speaker_near(v, s, view_token_at(v, p->cue.off));
	size_t from = view_token_at(v, kin.off), last = view_token_at(v, stretch_end(kin) - 1);

	for (size_t t = from; t < last; t++)
		if (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN) return s;
	return (v->cls[last] & ROLE_KIN) || v->tok[last].pos == POS_PERSON ? kin : s;
}

/* He or she: the person named last or, if he comes later, who spoke last in the paragraph; where
 * none is near, who spoke last before it, one of whom somebody speaks, whom a headline names. */
static struct stretch pronoun_of(const struct speech_place *at)
{
	uint64_t sex = speaker_pronoun_sex(at->v, at->cue);
	struct speech_place place = *at;
	const struct speech_place *p = &place;

	place.other = sex ? sex ^ (SIDE_MALE | SIDE_FEMALE) : 0;
	struct stretch s = person_before(p, p->cue.off, UNREPORTED), spoke = last_speaker(p);

	if (!s.len || (spoke.off > s.off && spoke.off >= p->block.off)) s = spoke.len ? spoke : s;
	if (!s.len) s = person_before(p, p->cue.off, TEXT);
	if (!s.len) s = person_before(p, p->cue.off, ANYWHERE);
	return s.len && s.off >= p->v->off && stretch_end(s) < p->cue.off ? with_kin(p, s) : s;
}

/* Who speaks in a topic: the person at its end, behind an office or body; the body before a verb
 * ("the ministry issued a statement"); people by what they are; else, where it is a name, all of
 * it. */
static struct stretch speaker_in(const struct view *v, const struct topic *t)
{
	uint32_t to = t->to;

	while (to > t->from + 1 && (!phrase_head(v, to - 1) || (v->tok[to - 1].pos == POS_VETO &&
								speaker_is_people(v, to - 2))))
		to--;
	uint32_t cut = to;
	while (cut > t->from + 1 &&
	       ((v->side[cut - 1] & SIDE_NOTICE) || v->tok[cut - 1].pos == POS_VERB ||
		v->tok[cut - 1].pos == POS_CLASS))
		cut--;
	if (v->tok[cut - 1].pos == POS_PERSON)
		return (struct stretch){ v->tok[cut - 1].off, v->tok[cut - 1].len };
	struct stretch s = { t->s.off, v->tok[to - 1].off + v->tok[to - 1].len - t->s.off };
	if (!t->entity) {
		uint32_t end = cut;
		/* members | in court */
		while (end > t->from && cut - end < TRAIL_TOKENS && !speaker_is_people(v, end - 1))
			end--;
		bool people = end > t->from && speaker_is_people(v, end - 1);
		bool body = (v->side[cut - 1] & SIDE_FIRM) || (v->tok[cut - 1].cls & CLASS_ORG_END);
		/* a name in single characters */
		bool cut_up = to > t->from + 1 && to - t->from == s.len;
		if (!people && !body && cut_up && s.len <= SHORT_NAME) return s;
		if (!people && !body) return (struct stretch){ 0, 0 };
		if (people) cut = end;
		return (struct stretch){ s.off, v->tok[cut - 1].off + v->tok[cut - 1].len - s.off };
	}
	bool names = v->tok[t->from].pos == POS_ORG || v->tok[t->from].pos == POS_PERSON;
	bool acts = names && t->from + 1 < to &&
		    (v->tok[t->from + 1].pos == POS_VERB || v->tok[t->from + 1].pos == POS_PREP);
	if (acts) cut = t->from + 1;
	return (struct stretch){ s.off, v->tok[cut - 1].off + v->tok[cut - 1].len - s.off };
}

/* "There are | members who mind": the people with whom the clause begins. */
static struct stretch existing_people(const struct view *v, size_t c)
{
	const struct clause *k = &v->clauses[c];
	uint32_t t = k->from;

	while (t + 1 < k->to &&
	       (v->tok[t].pos == POS_ADV || v->tok[t].pos == POS_CONJ || v->tok[t].pos == POS_TIME))
		t++;
	if (t + 1 >= k->to || !(v->side[t] & SIDE_EXIST)) return (struct stretch){ 0, 0 };
	struct phrase p = phrase_right(v, t + 1);
	for (uint32_t i = t + 1; p.from == p.to && i + 1 < k->to; i++) /* who work at the office */
		if (v->tok[i].pos == POS_DE) p = phrase_right(v, i + 1);
	if (p.from < p.to && v->tok[p.to - 1].pos == POS_PERSON) return (struct stretch){ 0, 0 };
	while (p.from < p.to && !speaker_is_people(v, p.to - 1)) p.to--;
	return p.from < p.to ? phrase_stretch(v, p) : (struct stretch){ 0, 0 };
}

/* People up to a verb behind them that the chunker has taken into their phrase: "experts | praise".
 */
static struct stretch before_verb(const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off),
	       to = s.len ? view_token_at(v, stretch_end(s) - 1) : from;

	for (size_t t = from; t < to; t++)
		if (speaker_is_people(v, t) && v->tok[t + 1].pos == POS_VN)
			return phrase_stretch(v, phrase_of(from, t + 1));
	return s;
}

/* One who may speak, named at the head of clause c; empty if none, or if he stands in what somebody
 * says or is quoted. person: no body. */
static struct stretch actor_of(const struct speech_place *p, size_t c, bool person)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_TIME) | POS_BIT(POS_CONJ) |
			       POS_BIT(POS_PRON) | POS_BIT(POS_SPACE) | POS_BIT(POS_QUANTITY) |
			       POS_BIT(POS_NUM) | POS_BIT(POS_CLASS);
	const struct view *v = p->v;
	struct topic t[TOPICS_MAX];
	struct stretch none = { 0, 0 };

	for (size_t n = topic_list(v, c, t), i = 0; i < n; i++) {
		size_t lo = v->clauses[c].from;
		if (t[i].personal || t[i].place || t[i].from >= t[i].to) continue;
		while (lo < t[i].from && (small & POS_BIT(v->tok[lo].pos))) lo++;
		if (lo < t[i].from) continue; /* behind a verb or preposition */
		struct stretch x = before_verb(v, speaker_in(v, &t[i]));
		if (!x.len || is_reported(p, x.off) || speaker_is_quoted(v->d, p->block, x.off))
			continue;
		size_t last = view_token_at(v, stretch_end(x) - 1);
		bool body = !person && !t[i].counted &&
			    (v->tok[last].pos == POS_ORG || (v->side[last] & SIDE_OFFICE));
		if (body || is_person(v->d, x) || speaker_is_people(v, last)) return x;
	}
	return none;
}

/* Of whom clauses [from, to) are about, one that can speak: the last, where the verb opens its
 * clause (near), else the first; person: no body. */
static struct stretch subject_of(const struct speech_place *p, size_t from, size_t to, bool person,
				 bool near)
{
	const struct view *v = p->v;
	struct topic t[TOPICS_MAX];
	struct stretch s = { 0, 0 };

	for (size_t c = to; c-- > from && !s.len;) s = existing_people(v, c);
	for (size_t c = to; near && c-- > from && !s.len;) s = actor_of(p, c, person);
	for (size_t c = from; c < to && !s.len; c++) {
		for (size_t n = topic_list(v, c, t), i = 0; i < n && !s.len; i++) {
			bool ours = t[i].personal && t[i].to < v->n_tok &&
				    v->tok[t[i].to].pos == POS_ORG;
			if (ours) { /* our ministry */
				s = (struct stretch){ v->tok[t[i].to].off, v->tok[t[i].to].len };
				continue;
			}
			if (t[i].personal) {
				s = last_person(p, t[i].s.off);
				continue;
			}
			if (t[i].place || t[i].counted || t[i].from >= t[i].to) continue;
			struct stretch x = speaker_in(v, &t[i]);
			if (!person || is_person(v->d, x) || (x.len && !t[i].entity)) s = x;
		}
	}
	return s;
}

/* Who stands before the first verb of saying of clauses [from, to), where that introduces no
 * speech: "to this, the ministry expressed regret". */
static struct stretch stated_before(const struct view *v, size_t from, size_t to)
{
	for (uint32_t t = v->clauses[from].from; from < to && t < v->clauses[to - 1].to; t++)
		if ((v->cls[t] & ROLE_SAY) && v->tok[t].len > 1) return speaker_before(v, t);
	return (struct stretch){ 0, 0 };
}

/* The last speaker of the sentence before the cue, in clauses from "from" on. */
static struct stretch spoke_last(const struct speech_place *p, uint32_t from)
{
	const struct speeches *ss = p->said;
	struct stretch s = { 0, 0 };
	uint32_t nearest = from;

	for (size_t i = ss->n; i-- > 0 && ss->s[i].sentence == p->sentence;) {
		const struct speech *x = &ss->s[i];
		if (x->cue.off >= p->cue.off || x->cue.off < nearest || !x->who.len) continue;
		nearest = x->cue.off;
		s = x->who;
	}
	return s;
}

/* The clause behind the last semicolon before clause c. */
static size_t behind_semicolon(const struct view *v, size_t c)
{
	while (c > 0) {
		const struct clause *k = &v->clauses[c - 1];
		if (k->to > k->from && mark_is_semicolon(phrase_mark(v, k->to - 1))) break;
		c--;
	}
	return c;
}

/* Who goes on speaking; same: a person, or one who has spoken in the sentence. */
static struct stretch goes_on(const struct speech_place *p, bool same)
{
	const struct view *v = p->v;
	size_t c = view_clause_of(v, view_token_at(v, p->cue.off)), part = behind_semicolon(v, c);
	struct stretch s = spoke_last(p, v->tok[v->clauses[part].from].off);

	bool near = v->tok[v->clauses[c].from].off == p->cue.off; /* "he came, warned that" */
	if (!s.len) s = subject_of(p, part, c, same, near);
	if (!s.len && !same) s = stated_before(v, part, c);
	if (!s.len && part) s = spoke_last(p, v->off);
	if (!s.len && part) s = subject_of(p, 0, part, same, false);
	const struct speeches *ss = p->said;
	for (size_t i = ss->n; i-- > 0 && ss->s[i].cue.off >= p->block.off && !same && !s.len;)
		s = ss->s[i].who;
	return s;
}

/* Is the stretch one word that stands for a person named before? */
static bool is_pronoun(const struct view *v, struct stretch s)
{
	size_t t = view_token_at(v, s.off);

	return s.len && t < v->n_tok && v->tok[t].off == s.off && v->tok[t].len == s.len &&
	       (v->side[t] & SIDE_HE);
}

/* Units of the word that points at one who has spoken, if text[off - len, off) is one for some len
 * (back), or text[off, off + len) (forth); 0 if none. */
static uint32_t afore(const struct view *v, uint32_t off, bool back)
{
	for (uint32_t n = AFORE_UNITS; n > 0; n--) {
		if (back ? n > off : off + n > v->d->text.len) continue;
		struct uslice w = doc_span(v->d, back ? off - n : off, n);
		if (words_kind(v->words, w).side & SIDE_AFORE) return n;
	}
	return 0;
}

/* "The said manager": whoever spoke before by a longer name with the same words at its end. */
static struct stretch said_before(const struct speech_place *p, struct stretch who)
{
	const struct speeches *ss = p->said;
	const struct doc *d = p->v->d;
	uint32_t skip = afore(p->v, who.off, false);

	if ((!skip && !afore(p->v, who.off, true)) || skip >= who.len || is_person(d, who))
		return who;
	struct stretch is = { who.off + skip, who.len - skip };
	if (is.len < 2) return who;
	for (size_t i = ss->n; i-- > 0 && ss->s[i].cue.off + SPEAKER_REACH > p->cue.off;) {
		struct stretch x = ss->s[i].who;
		if (x.len <= is.len || stretch_end(x) > who.off || afore(p->v, x.off, false))
			continue;
		if (uslice_eq(doc_span(d, stretch_end(x) - is.len, is.len),
			      doc_span(d, is.off, is.len)))
			return x;
	}
	return who;
}

struct stretch antecedent_actor(const struct speech_place *p, struct stretch who)
{
	const struct view *v = p->v;
	size_t at = view_token_at(v, who.off), from = view_clause_of(v, at),
	       c = view_clause_of(v, view_token_at(v, p->cue.off));
	bool object = at > v->clauses[from].from &&
		      (v->tok[at - 1].pos == POS_VERB || v->tok[at - 1].pos == POS_VN);
	struct topic own[TOPICS_MAX];

	if (topic_list(v, c, own)) return who; /* "the majority holds that" */
	object = object && c == from + 1;
	while (who.off >= v->off && c-- > from + !object) {
		struct stretch s = actor_of(p, c, false);
		if (s.len) return s;
	}
	return who;
}

struct stretch antecedent_of(const struct speech_place *p, struct slice scope, struct stretch who)
{
	if (slice_is(scope, "pronoun")) return pronoun_of(p);
	if (slice_is(scope, "again") || slice_is(scope, "same"))
		return goes_on(p, slice_is(scope, "same"));
	if (!is_pronoun(p->v, who)) return who.len ? said_before(p, who) : who;
	struct stretch he = pronoun_of(p);
	return he.len ? he : who;
}
