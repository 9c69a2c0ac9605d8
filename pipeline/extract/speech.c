/* Who says what. See speech.h.
 *
 * Scope of a speech: the quotation right before the speaker ("…," said X), and what follows the
 * verb: the quotation that opens there, to its closing mark even over sentences of the paragraph,
 * else the rest of the sentence. */
#include "pipeline/extract/speech.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"
#include "pipeline/extract/antecedent.h"
#include "pipeline/extract/carry.h"
#include "pipeline/extract/office.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/turn.h"
#include "pipeline/extract/unsaid.h"

#include <math.h>

#define WORD_UNITS     5    /* of the last word of who speaks */
#define NAME_UNITS     40   /* units of a speaker's name with its offices */
/* units before and behind a sentence that its speeches may reach: no paragraph of news is longer */
#define SPEECH_UNITS   4000
#define SPOKE_BEFORE   64   /* speeches before one that may name the speaker's office */
#define LOOK_BACK      2000 /* units that a quotation before its speaker may have */

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
	return mark_is_comma(c) || c == FULL_STOP || c == ' ' || c == 0x3000;
}

/* A mark that ends what is said inside a quotation. */
static bool is_stop(uint16_t c)
{
	if (c > 0x3002 && c < 0xff01) return false; /* nearly all */
	return is_comma(c) || c == WIDE_EXCLAMATION || c == WIDE_QUESTION || c == '!' || c == '?' ||
	       c == ELLIPSIS || c == 0x2014;
}

/* Left over the speaker's name with its offices, up to the mark or quotation before it. */
static size_t over_name(const uint16_t *s, size_t low, size_t off)
{
	size_t i = off;

	while (i > low && off - i < NAME_UNITS && !is_stop(s[i - 1]) && s[i - 1] != QUOTE_CLOSE &&
	       s[i - 1] != QUOTE_OPEN && s[i - 1] != '\n')
		i--;
	return i;
}

static size_t over_commas(const uint16_t *s, size_t low, size_t i)
{
	while (i > low && is_comma(s[i - 1])) i--;
	return i;
}

/* What stands between the marks of the quotation that closes right before text offset i, none
 * farther than LOOK_BACK before off. */
static struct stretch quote_to(const struct doc *d, struct stretch block, size_t i, size_t off)
{
	const uint16_t *s = d->text.p;
	size_t end = i - 1, depth = 0, begin = block.off;

	if (off >= LOOK_BACK && begin < off - LOOK_BACK) begin = off - LOOK_BACK;
	while ((i = unit_find_either_back(s, begin, i, QUOTE_OPEN, QUOTE_CLOSE)) > begin) {
		depth += s[i - 1] == QUOTE_CLOSE;
		if (s[i - 1] == QUOTE_OPEN && --depth == 0)
			return (struct stretch){ (uint32_t)i, (uint32_t)(end - i) };
		i--;
	}
	return (struct stretch){ 0, 0 };
}

/* The quotation that ends before the speaker whose name, or its end, stands at off. Without a comma
 * between them it must be a sentence: "Xin San Yang" Ltd. is none, nor is today "Earth Day"; and so
 * where it opens inside a clause: "at the "rally" he held, he criticised". */
static struct stretch quote_before(const struct doc *d, struct stretch block, size_t off)
{
	const uint16_t *s = d->text.p;
	size_t name = over_name(s, block.off, off), i = over_commas(s, block.off, name);

	/* "…" At the meeting, X said */
	if (i < name && i > block.off && s[i - 1] != QUOTE_CLOSE && s[i] != FULL_STOP) {
		name = over_name(s, block.off, i);
		i = over_commas(s, block.off, name);
	}
	if (i == block.off || s[i - 1] != QUOTE_CLOSE) return (struct stretch){ 0, 0 };
	bool sentence = i > block.off + 1u && is_stop(s[i - 2]);
	if (!sentence && ((i == name && i < off) || (i < off && s[i] == FULL_STOP)))
		return (struct stretch){ 0, 0 };
	struct stretch q = quote_to(d, block, i, off);
	bool inside = q.off > block.off + 1u && unit_is_ideograph(s[q.off - 2]);
	return inside && !sentence ? (struct stretch){ 0, 0 } : q;
}

/* From behind the verb to the end of the sentence; an open quotation goes on to its closing mark,
 * over paragraphs too, which may each open it anew. One that never closes ends with its paragraph.
 */
static struct stretch said_after(const struct doc *d, struct stretch block, size_t from, size_t end)
{
	const uint16_t *s = d->text.p;
	size_t limit = from + SPEECH_UNITS < d->text.len ? from + SPEECH_UNITS : d->text.len,
	       i = from, open = 0;

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

/* Of who is no annotated name: what the last word of it says, an office, a firm, a report. */
static const char *type_by_word(const struct words *w, struct uslice who)
{
	for (size_t n = who.len < WORD_UNITS ? who.len : WORD_UNITS; n > 0; n--) {
		uint64_t side = words_kind(w, (struct uslice){ who.p + who.len - n, n }).side;
		if (side & SIDE_PEOPLE) break;
		if (side & (SIDE_OFFICE | SIDE_OWNER)) return "org";
		if (side & SIDE_NOTICE) return "document";
	}
	return "unnamed";
}

static const char *type_of(const struct view *v, struct stretch who)
{
	const struct doc *d = v->d;
	const struct annot *a = who.len ? antecedent_annot(d, who) : NULL;

	if (!a) return type_by_word(v->words, doc_span(d, who.off, who.len));
	if (a->type == A_PERSON) return "person";
	return a->type == A_ORG || a->type == A_PLACE ? "org"
	       : a->type == A_WORK		      ? "document"
						      : "unnamed";
}

/* Does another speech of the sentence that begins at off hold the cue, or stand right beside it
 * (answered and said)? */
static bool in_frame(const struct speeches *ss, uint32_t off, struct stretch cue)
{
	for (size_t i = ss->n; i-- > 0 && ss->s[i].sentence >= off;)
		if (ss->s[i].frame.off <= cue.off + cue.len &&
		    cue.off <= ss->s[i].frame.off + ss->s[i].frame.len)
			return true;
	return false;
}

static struct stretch frame_of(const struct find *f)
{
	if (!f->upto.len || f->upto.off < f->cue.off) return f->cue;
	return (struct stretch){ f->cue.off, f->upto.off + f->upto.len - f->cue.off };
}

static void make_claim(const struct maker *k, struct speech *s, struct slice rule,
		       double confidence)
{
	struct doc *d = k->d;
	size_t n = claim_make_plain(k, SLICE("statement"), rule, confidence);
	struct claim *c = &d->claims[n];
	struct stretch said = s->scope[1].len ? s->scope[1] : s->scope[0];

	if (k->turn && s->cue.off == k->turn->colon) said = k->turn->said;

	claim_set_slot(d, c, &c->speech_cue, SPAN_SPEECH_CUE, s->cue);
	speech_mark(d, c, s);
	claim_set_slot(d, c, &c->object_text, SPAN_OBJECT, said);
	s->claim = (int32_t)n;
}

/* What the verb introduces begins behind the mark that follows it. */
static size_t behind_mark(const struct doc *d, size_t off, size_t end)
{
	while (off < end && (is_comma(d->text.p[off]) || mark_is_colon(d->text.p[off]))) off++;
	return off;
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

/* Quotations that end in a statement one right behind the other, up to the one a speaker follows,
 * are his: from the first of them on. */
static struct stretch quotes_joined(const struct doc *d, const struct speeches *ss,
				    struct stretch block, struct stretch before)
{
	const uint16_t *s = d->text.p;
	struct stretch first = before;

	while (first.len && first.off > block.off + 2u && s[first.off - 2] == QUOTE_CLOSE &&
	       (s[first.off - 3] == FULL_STOP || s[first.off - 3] == WIDE_EXCLAMATION)) {
		struct stretch q = quote_to(d, block, first.off - 1u, before.off);
		if (!q.len || is_said(ss, block, q.off)) break;
		first = q;
	}
	return (struct stretch){ first.off, before.off - first.off };
}

/* A verb without its subject goes on with the speech before it, unless it is the head of a longer
 * word or quoted. */
static bool goes_on(const struct find *f, const struct view *v, struct stretch block)
{
	size_t t = view_token_at(v, stretch_end(f->cue) - 1);

	return t < v->n_tok && v->tok[t].off + v->tok[t].len == stretch_end(f->cue) &&
	       !speaker_is_quoted(v->d, block, f->cue.off);
}

/* A cue of one character inside a longer word, with no mark behind it: the last half of "short
 * form". */
static bool is_syllable(struct stretch cue, const struct view *v)
{
	size_t t = view_token_at(v, cue.off), next = view_token_at(v, stretch_end(cue));

	if (cue.len != 1 || t >= v->n_tok || next >= v->n_tok) return false;
	return v->tok[t].len > 1 && v->tok[next].pos != POS_PUNCT;
}

/* Is there a colon behind the verb, and nothing before it in its clause but how, when and what was
 * done first? Not in the first clause of a sentence. */
static bool is_manner(const struct speech_place *p)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_ADJ) | POS_BIT(POS_AUX) |
			       POS_BIT(POS_CONJ) | POS_BIT(POS_VERB) | POS_BIT(POS_VN) |
			       POS_BIT(POS_TIME) | POS_BIT(POS_NOUN) | POS_BIT(POS_IDIOM);
	const struct view *v = p->v;
	uint16_t mark = v->d->text.p[stretch_end(p->cue)];
	size_t cue = view_token_at(v, p->cue.off), t = v->clauses[view_clause_of(v, cue)].from;

	if ((!mark_is_colon(mark)) || !view_clause_of(v, cue)) return false;
	for (; t < cue; t++) {
		bool lone = v->tok[t].pos == POS_NOUN && v->tok[t].len == 1;
		bool who = speaker_is_people(v, t) || (v->cls[t] & (ROLE_SUBJ | ROLE_TO));
		if (!(small & POS_BIT(v->tok[t].pos)) || who || (lone && t + 1 == cue) ||
		    (v->side[t] & SIDE_EXIST))
			return false;
	}
	return true;
}

/* Does x begin with a quotation that is a sentence or all of x? One that holds but a term ("new
 * productive forces" are the key) quotes nobody. */
static bool quotes_words(const struct doc *d, struct stretch x)
{
	const uint16_t *s = d->text.p;
	size_t end = stretch_end(x), i = x.off, open = 0;

	if (!x.len || s[i] != QUOTE_OPEN) return false;
	while ((i = unit_find_either(s, i, end, QUOTE_OPEN, QUOTE_CLOSE)) < end) {
		open += s[i] == QUOTE_OPEN ? 1 : -1;
		i++;
		if (!open) break;
	}
	if (open) return true; /* goes on behind x */
	if (is_stop(s[i - 2])) return true;
	while (i < end && is_stop(s[i])) i++;
	return i == end;
}

/* Are the very words given: in quotation marks behind the verb, or before the speaker? */
static struct slice how_said(const struct doc *d, struct slice kind, const struct stretch scope[2])
{
	bool words = scope[0].len || quotes_words(d, scope[1]);

	return words && slice_is(kind, "indirect") ? SLICE("direct") : kind;
}

/* Who speaks only names what he speaks of; a verb that goes on with a speech needs no more. */
static bool only_names(const struct find *f, const struct view *v)
{
	return !slice_is(f->rule->speech, "attributed") && !slice_is(f->rule->scope, "again") &&
	       speaker_only_names(v, f->cue);
}

/* Does a speech of the sentence hold the cue: "she finds it dear: "…""? */
static bool is_inside(const struct speech_place *p)
{
	for (size_t i = p->said->n; i-- > 0 && p->said->s[i].sentence >= p->sentence;) {
		struct stretch x = p->said->s[i].scope[1];
		if (x.off <= p->cue.off && p->cue.off <= stretch_end(x)) return true;
	}
	return false;
}

/* Does the clause before a bare colon name somebody of its own: "he left, the workers wonder:"? */
static bool names_other(const struct speech_place *p)
{
	const uint32_t names = POS_BIT(POS_FOREIGN) | POS_BIT(POS_NAME) | POS_BIT(POS_OTHER) |
			       POS_BIT(POS_PLACE) | POS_BIT(POS_PRON);
	const struct view *v = p->v;
	size_t cue = view_token_at(v, p->cue.off), lo = v->clauses[view_clause_of(v, cue)].from;

	if (lo < cue && (names & POS_BIT(v->tok[lo].pos))) return true;
	for (size_t t = lo; t < cue; t++) {
		bool part =
			t > lo && (v->tok[t - 1].pos == POS_VERB || v->tok[t - 1].pos == POS_PREP);
		if (!part && (v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_ORG ||
			      speaker_is_people(v, t)))
			return true;
	}
	return false;
}

/* Who speaks in a find, what is said beginning at from. False if it is no speech. Before a
 * quotation whoever the sentence is about goes on where the verb has nobody beside it: "he bowed,
 * then said:". */
static bool find_who(const struct speech_place *p, const struct find *f, size_t from,
		     struct stretch *who)
{
	const struct doc *d = p->v->d;
	struct slice scope = f->rule->scope;
	bool left = slice_is(scope, "left"),
	     again = slice_is(scope, "again") || slice_is(scope, "same");

	if (again && !goes_on(f, p->v, p->block)) return false;
	bool bare = mark_is_colon(d->text.p[f->cue.off]); /* no verb of saying before it */
	if (bare && (is_inside(p) || (again && names_other(p)))) return false;
	if (left && is_syllable(f->cue, p->v)) return false;
	if (!slice_is(f->rule->speech, "attributed") && unsaid_verb(p->v, f->cue)) return false;
	*who = speaker_find(f, p->v, p->block);
	if (!who->len && left) {
		if (from >= d->text.len || d->text.p[from] != QUOTE_OPEN || !is_manner(p) ||
		    !goes_on(f, p->v, p->block))
			return false;
		*who = antecedent_of(p, SLICE("same"), *who);
		return who->len > 0;
	}
	if (quotes_between(d, *who, f->cue) || unsaid_yet(p->v, *who, f->cue)) return false;
	if (who->len) {
		*who = unsaid_teller(p->v, *who, f->cue);
		if (!who->len) return false;
	}
	if (f->who.len && f->who.off < f->cue.off) *who = antecedent_actor(p, *who);
	*who = antecedent_of(p, scope, *who);
	return !again || who->len;
}

/* The office of who speaks in the last of the speeches: beside his name, or where he spoke before.
 */
static struct stretch office_of(const struct speeches *ss, const struct view *v)
{
	const struct speech *s = &ss->s[ss->n - 1];
	struct stretch office = office_beside(v, s->who);
	size_t low = ss->n > SPOKE_BEFORE ? ss->n - SPOKE_BEFORE : 0;

	if (!s->who_norm.len) return office;
	for (size_t i = ss->n - 1; !office.len && i-- > low;)
		if (slice_eq(ss->s[i].who_norm, s->who_norm)) office = ss->s[i].role;
	return office;
}

/* The turn that the sentence begins: all of it is said by whom the label names. What asks is no
 * statement. */
static void add_turn(struct speeches *out, struct arena *a, const struct maker *k)
{
	const struct turn *t = k->turn;
	struct speech *s = ARENA_PUSH(a, out->s, out->n, out->cap);

	s->sentence = k->v->off;
	s->cue = s->frame = (struct stretch){ t->colon, 1 };
	s->who = t->who;
	s->kind = SLICE("direct");
	s->who_type = type_of(k->v, s->who);
	s->human = t->kind == TURN_NAMED;
	s->who_norm = claim_norm(k->d, s->who);
	s->role = office_of(out, k->v);
	s->asks = t->kind == TURN_ASKS;
	s->claim = -1;
	if (t->end > t->colon)
		s->scope[1] = (struct stretch){ t->colon + 1, t->end - t->colon - 1 };
	/* a headline without a figure is told again below */
	if (!s->asks && (!t->headline || k->ms->n))
		make_claim(k, s, SLICE("say.label"), (double)NAN);
}

/* Text offset at which the clause of a speech begins, where its own speaker opens it, or it is by
 * what nobody named says; 0 if not. */
static uint32_t opens_at(const struct speech *s, const struct view *v)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) | POS_BIT(POS_TIME);
	size_t who = view_token_at(v, s->who.off), cue = view_token_at(v, s->cue.off);
	size_t from = v->clauses[view_clause_of(v, cue)].from;

	if (!s->who.len && slice_is(s->kind, "attributed")) return v->tok[from].off;
	if (!s->who.len || s->who.off < v->tok[from].off || s->who.off > s->cue.off) return 0;
	for (size_t i = from; i < who; i++)
		if (!(small & POS_BIT(v->tok[i].pos)) && !phrase_inner(v, i)) return 0;
	return v->tok[from].off;
}

/* Does a speech end before the clause at offset at, in which another one begins? A verb with a mark
 * behind it goes on over commas, what others say is part of it unless that is set against it;
 * quotations have their own end. */
static bool ends_before(const struct doc *d, const struct speech *s, uint32_t at, bool contrast)
{
	uint32_t off = s->scope[1].off;

	if (s->claim < 0 || s->scope[0].len || !slice_is(s->kind, "indirect")) return false;
	if (at <= off || at >= stretch_end(s->scope[1])) return false;
	bool plain = contrast || off == stretch_end(s->cue);
	if (!plain && !mark_is_semicolon(d->text.p[at - 1])) return false;
	for (uint32_t i = off; i < at; i++)
		if (d->text.p[i] == QUOTE_OPEN) return false;
	return true;
}

/* "While B says": does a word that sets him against another stand between him and his verb? */
static bool sets_against(const struct speech *s, const struct view *v)
{
	size_t t = view_token_at(v, stretch_end(s->who)), cue = view_token_at(v, s->cue.off);

	for (; s->who.len && t < cue; t++)
		if (view_token_label(v, t) & LABEL_CONTRAST) return true;
	return false;
}

/* "He doubts that A, | the minister answered: B", "he said A; | the opposition says B": of the
 * speeches of the sentence, those from first on, what one says ends where the next one begins. */
static void cut_others(const struct speeches *ss, size_t first, const struct maker *k)
{
	for (size_t i = first; i < ss->n; i++) {
		uint32_t at = opens_at(&ss->s[i], k->v);
		bool contrast = at && sets_against(&ss->s[i], k->v);
		for (size_t j = first; j < ss->n && at; j++) {
			struct speech *s = &ss->s[j];
			if (j == i || !ends_before(k->d, s, at, contrast)) continue;
			struct claim *c = &k->d->claims[s->claim];
			s->scope[1].len = at - 1 - s->scope[1].off;
			s->rest.len = 0;
			claim_set_slot(k->d, c, &c->object_text, SPAN_OBJECT, s->scope[1]);
		}
	}
}

void speech_collect(struct speeches *out, struct arena *a, const struct maker *k)
{
	const struct doc *d = k->d;
	const struct sentence *sen = &d->sentences[k->sentence];
	struct stretch block = block_of(d, k->sentence);
	size_t end = (size_t)sen->off + sen->len, first = out->n;

	if (k->turn) add_turn(out, a, k);
	for (size_t i = 0; i < k->finds->n; i++) {
		const struct find *f = &k->finds->f[i];
		if (f->rule->kind != RULE_STATEMENT || !f->cue.len ||
		    in_frame(out, sen->off, f->cue))
			continue;
		struct stretch frame = frame_of(f), who;
		size_t from =
			f->what.len ? f->what.off : behind_mark(d, frame.off + frame.len, end);
		struct speech_place place = { k->v, out, block, f->cue, sen->off, 0 };

		if (!find_who(&place, f, from, &who)) continue;
		struct stretch before = quote_before(d, block, f->whole.off);
		if (before.len && is_said(out, block, before.off)) before.len = 0;
		if (!before.len && from >= end) continue; /* a heading: "the expert speaks" */
		if (!before.len && only_names(f, k->v)) continue;
		struct speech *s = ARENA_PUSH(a, out->s, out->n, out->cap);
		s->sentence = sen->off;
		s->frame = frame;
		s->who = who;
		s->cue = f->cue;
		s->kind = f->rule->speech;
		s->who_type = type_of(k->v, s->who);
		s->human = speaker_is_human(k->v, s->who);
		s->who_norm = claim_norm(k->d, s->who);
		s->role = office_of(out, k->v);
		s->scope[0] = before;
		s->joined = quotes_joined(d, out, block, before);
		if (from < end) s->scope[1] = said_after(d, block, from, end);
		s->kind = how_said(d, s->kind, s->scope);
		s->rest = carry_rest(d, k->v->words, k->sentence, s);
		cut_rest(out, block, sen->off);
		make_claim(k, s, f->rule->id, f->rule->confidence);
	}
	cut_others(out, first, k);
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
		if (s->s[mid].sentence <= off) lo = mid + 1;
		else hi = mid;
	}
	return lo;
}

const struct speech *speech_at(const struct speeches *s, size_t off)
{
	size_t from = off > SPEECH_UNITS ? first_behind(s, off - SPEECH_UNITS - 1) : 0,
	       end = first_behind(s, off + SPEECH_UNITS);
	const struct speech *best = NULL;
	uint32_t best_len = UINT32_MAX;

	for (size_t i = from; i < end; i++) {
		for (int k = 0; k < 2; k++) {
			struct stretch x = s->s[i].scope[k];
			bool named = s->s[i].who.len > 0, other = best && best->who.len;
			if (!holds(x, off) || (best && other > named)) continue;
			if (other == named && x.len >= best_len) continue;
			best = &s->s[i];
			best_len = x.len;
		}
	}
	for (size_t i = from; !best && i < end; i++)
		if (holds(s->s[i].joined, off)) best = &s->s[i];
	for (size_t i = end; !best && i-- > from;)
		if (holds(s->s[i].rest, off)) best = &s->s[i];
	return best;
}

void speech_mark(struct doc *d, struct claim *c, const struct speech *s)
{
	claim_set_slot(d, c, &c->speaker_text, SPAN_SPEAKER, s->who);
	if (s->who.len || slice_is(c->kind, "statement")) c->speaker_type = slice_str(s->who_type);
	claim_set_slot(d, c, &c->speaker_role, SPAN_ROLE, s->role);
	c->speech = s->kind;
	if (!c->speech_cue.p) claim_set_slot(d, c, &c->speech_cue, SPAN_SPEECH_CUE, s->cue);
}
