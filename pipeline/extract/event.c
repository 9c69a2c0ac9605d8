/* Events by trigger verbs. See event.h.
 *
 * A trigger counts when it is the verb of its clause: no attributive particle on either side, none
 * of the nouns behind it that make it a modifier (event_context.h); it has an object or someone who
 * does it (event_parts.h), or a time; and it is no headline of what is told below. */
#include "pipeline/extract/event.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/event_attribute.h"
#include "pipeline/extract/event_context.h"
#include "pipeline/extract/event_words.h"
#include "pipeline/extract/event_headline.h"
#include "pipeline/extract/event_parts.h"
#include "pipeline/extract/event_place.h"
#include "pipeline/extract/event_unreal.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/period.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"

#include <math.h>

#define NAMES_MAX 16 /* of those who do something together */

/* "The ministry today released, …": a body before a verb of telling and a comma behind it. */
static bool speaks(const struct event_table *x, const struct view *v, size_t tok)
{
	if (!event_is_word(v, tok, &x->list[EVENT_TELLS]) || tok + 2 >= v->n_tok ||
	    !phrase_is_mark(v, tok + 1, WIDE_COMMA))
		return false;
	for (size_t t = v->clauses[view_clause_of(v, tok)].from; t < tok; t++)
		if (event_is_actor(v, t)) return true;
	return false;
}

/* "The ministry released: …", "president-elect X": the words beside the verb do not make an event.
 */
static bool tells_nothing(const struct event_table *x, const struct event_row *r,
			  const struct view *v, size_t tok, const struct event_parts *p)
{
	if (!p->object.len) return !p->agent.len && speaks(x, v, tok);
	uint32_t end = v->tok[tok].off;
	size_t head = view_token_at(v, stretch_end(p->object) - 1);

	if (r->untitled && v->tok[head].pos == POS_PERSON) return true;
	bool alone = p->object.off < end && !p->agent.len && tok + 1 < v->n_tok &&
		     v->tok[tok + 1].pos == POS_PUNCT;
	return r->told && alone && event_is_actor(v, head);
}

/* What is still to come did not happen on a day gone by that another clause tells of. */
static bool is_past(const struct view *v, size_t tok, int32_t time, const struct mood *m)
{
	if (time < 0 || slice_is(m->modality, "fact") || v->d->date == DAY_NONE) return false;
	const struct annot *a = &v->d->annots[time];
	bool own = a->off >= v->tok[v->clauses[view_clause_of(v, tok)].from].off;
	return !own && a->time.end != DAY_NONE && a->time.end <= v->d->date;
}

/* "The formal agreement of the takeover": the words behind the verb, without a particle of the
 * attribute, end in a noun that makes the verb its modifier; the area signed for. */
static bool is_compound(const struct event_table *x, const struct event_row *r,
			const struct view *v, size_t tok, struct stretch object)
{
	if (!object.len || object.off < v->tok[tok].off) return false;
	size_t head = view_token_at(v, stretch_end(object) - 1);
	if (event_is_word(v, head, &x->list[EVENT_VOIDS])) return true;
	if (slice_is(r->type, "sign") && phrase_ends_gauge(v, head)) return true;
	if (!slice_is(r->type, "other")) return false;
	for (size_t t = tok + 1; t < head; t++)
		if (v->tok[t].pos == POS_DE || v->tok[t].annot >= 0) return false;
	return v->tok[head].len > 1 && (event_is_word(v, head, &r->not_next) ||
					event_is_word(v, head, &x->list[EVENT_ASIDE]));
}

/* Names joined to a list, all of one kind: where each begins, and the end; 0 for no such list. */
static size_t names_of(const struct view *v, struct stretch s, uint32_t from[NAMES_MAX + 1])
{
	const uint32_t name = POS_BIT(POS_ORG) | POS_BIT(POS_PERSON) | POS_BIT(POS_PLACE);
	size_t end = view_token_at(v, stretch_end(s)), n = 0;

	if (s.off < v->off || !end || stretch_end(s) > v->off + v->len) return 0;
	for (size_t t = view_token_at(v, s.off); t < end; t++)
		if (v->side[t] & SIDE_ETC) end = t; /* A, B | and other firms */
	if (!end) return 0;
	enum pos_tag kind = (enum pos_tag)v->tok[end - 1].pos;

	from[n++] = (uint32_t)view_token_at(v, s.off);
	for (size_t t = from[0]; t < end; t++) {
		if (phrase_opens(v, t)) return 0; /* a joint inside brackets or quotes */
		if (!list_joins(v, t, JOINS_OWNERS)) continue;
		if (n == NAMES_MAX || t == from[n - 1] || v->tok[t - 1].pos != kind) return 0;
		from[n++] = (uint32_t)t + 1;
	}
	from[n] = (uint32_t)end + 1;
	return n > 1 && from[n - 1] < end && (name & POS_BIT(kind)) ? n : 0;
}

/* Who takes part: each of a list of names, else all that is said of them. */
static void add_participants(struct doc *d, struct claim *c, const struct view *v,
			     struct stretch who, struct slice role)
{
	uint32_t from[NAMES_MAX + 1];
	size_t names = names_of(v, who, from), n = names ? names : 1;

	c->n_participants = c->cap_participants = n;
	c->participants = arena_alloc(&d->arena, n * sizeof *c->participants);
	for (size_t i = 0; i < n; i++) {
		struct stretch s =
			names ? phrase_stretch(v, phrase_of(from[i], from[i + 1] - 1)) : who;
		c->participants[i] = (struct participant){ .role = role,
							   .text = doc_span_utf8(d, s.off, s.len) };
	}
}

static void make_event(const struct event_table *x, const struct maker *k,
		       const struct event_row *r, size_t tok, const struct event_parts *parts)
{
	struct doc *d = k->d;
	const struct view *v = k->v;
	struct stretch trigger = { v->tok[tok].off, v->tok[tok].len };
	size_t n = claim_make_plain(k, SLICE("event"), r->id, (double)NAN);
	struct claim *c = &d->claims[n];
	uint8_t how;

	c->event_type = r->type;
	claim_set_slot(d, c, &c->trigger_text, SPAN_TRIGGER, trigger);
	claim_set_slot(d, c, &c->object_text, SPAN_OBJECT, parts->object);
	/* what opens, flies or is put to use with nobody named is the subject of its own verb */
	bool itself = slice_is(r->type, "launch") && parts->object.off < trigger.off;
	struct stretch subject = !parts->agent.len && itself ? parts->object : parts->agent;
	claim_set_slot(d, c, &c->subject_text, SPAN_SUBJECT, subject);
	c->subject_norm = claim_subject_norm(k, subject);
	if (parts->agent.len)
		add_participants(d, c, v, parts->agent,
				 slice_is(r->type, "casualty") ? SLICE("victim") : SLICE("agent"));
	int32_t t = period_of_event(v, k->frame, k->ms, tok,
				    (struct stretch[]){ parts->object, parts->agent }, &how);
	struct mood m = event_mood(x, k, tok);
	claim_set_time(d, c, is_past(v, tok, t, &m) ? -1 : t, how);
	claim_set_mood(d, c, m);
	event_place(x, k, tok, r->spot ? &k->frame->dateline : NULL, c);
}

/* A time before it in the clause, or the number right before it, makes an event of the verb alone;
 * so does a time that opens the sentence, for the verb at the end of a clause. */
static bool dated(const struct event_table *x, const struct event_row *r, const struct view *v,
		  size_t lo, size_t tok)
{
	size_t count = tok; /* four | on the spot | died */
	while (count > lo &&
	       (v->tok[count - 1].pos == POS_ADV || (v->side[count - 1] & SIDE_ADNOUN) ||
		event_is_word(v, count - 1, &x->list[EVENT_SCENE])))
		count--;
	size_t in = count; /* four | in the crash | died */
	if (r->actor && in > lo && v->tok[in - 1].pos == POS_LOC)
		while (in > lo && !event_is_word(v, in, &x->list[EVENT_AT])) in--;
	if (event_is_word(v, in, &x->list[EVENT_AT])) count = in;
	if (count > lo && v->tok[count - 1].pos == POS_QUANTITY) return true;
	size_t next = tok + 1;
	while (next < v->n_tok && event_is_word(v, next, &x->list[EVENT_SERIAL])) next++;
	if (v->tok[0].pos == POS_TIME && (next == v->n_tok || v->tok[next].pos == POS_PUNCT))
		return true;
	if (next + 1 < v->n_tok && v->tok[next].pos == POS_PREP && v->tok[next + 1].pos == POS_TIME)
		return true; /* founded in 2004 */
	for (size_t t = lo; t < tok; t++)
		if (v->tok[t].pos == POS_TIME) return true;
	return false;
}

/* "A boy slipped, | in the end died", "the court | sentenced him": who it was stands in a clause
 * before, or as a pronoun behind. */
static bool is_known(const struct event_table *x, const struct event_row *r, const struct view *v,
		     size_t lo, size_t tok)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) | POS_BIT(POS_ADJ) |
			       POS_BIT(POS_AUX) | POS_BIT(POS_VERB) | POS_BIT(POS_VN) |
			       POS_BIT(POS_LOC);
	bool last = tok + 1 == v->n_tok || v->tok[tok + 1].pos == POS_PUNCT, people = false;

	if (r->object_right && !last && (v->side[tok + 1] & SIDE_PERSONAL)) return true;
	if (!r->actor || !last || !slice_is(r->type, "casualty")) return false;
	for (size_t t = lo; t < tok; t++) {
		if (event_is_word(v, t, &x->list[EVENT_CAUSE])) return true; /* of what one dies */
		if (!(small & POS_BIT(v->tok[t].pos))) return false;
	}
	for (size_t t = 0; t < lo; t++) people = people || speaker_is_people(v, t);
	return people;
}

/* What a clause that begins with the verb, over times, plans and where it is, goes on with: the
 * topic of the clause before ("the line is 175 km long, is to be opened in 2028"). */
static struct stretch carried(const struct event_table *x, const struct view *v, size_t tok)
{
	const uint32_t small = POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) | POS_BIT(POS_TIME) |
			       POS_BIT(POS_PREP) | POS_BIT(POS_AUX);
	size_t clause = view_clause_of(v, tok), lo = v->clauses[clause].from;
	struct stretch s = { 0, 0 };
	bool entity;

	for (size_t t = lo; t < tok; t++) {
		bool at = t > lo && v->tok[t].pos == POS_PLACE &&
			  (v->tok[t - 1].pos == POS_PLACE ||
			   event_is_word(v, t - 1, &x->list[EVENT_AT]));
		if (!at && !(small & POS_BIT(v->tok[t].pos)) &&
		    !(v->cls[t] & (ROLE_MODAL | ROLE_ADVERB)))
			return s;
	}
	if (clause) s = topic_find(v, clause - 1, &entity);
	return s;
}

/* The object's words, without the bracket that closes a title. */
static struct uslice object_words(const struct view *v, struct stretch s)
{
	if (s.len > 1 && v->d->text.p[stretch_end(s) - 1] == TITLE_CLOSE) s.len--;
	return doc_span(v->d, s.off, s.len);
}

/* Does it end like what is held: a meeting, an activity? */
static bool is_meeting(const struct event_table *x, const struct view *v, struct stretch s)
{
	struct uslice w = object_words(v, s);

	return s.len && (event_ends_in(w, &x->list[EVENT_SUFFIX]) ||
			 event_ends_in(w, &x->list[EVENT_CEREMONY]));
}

/* The events of a row that need more than their verb: an object that ends in one of its words (sign
 * a contract). */
static bool complete(const struct event_table *x, const struct event_row *r, const struct view *v,
		     size_t tok, struct event_parts *p)
{
	if (!r->ends.n || r->before.n) {
		bool last = tok + 1 == v->n_tok || v->tok[tok + 1].pos == POS_PUNCT;
		bool alone = r->object_left && (!r->object_right || last) && !r->actor &&
			     !p->object.len && !p->agent.len;
		struct stretch s = alone ? carried(x, v, tok) : p->object;
		bool acts = s.len && event_is_actor(v, view_token_at(v, stretch_end(s) - 1));
		if (is_meeting(x, v, s) || (!r->object_right && !acts)) p->object = s;
		return true;
	}
	if (!p->object.len || p->object.off < v->tok[tok].off ||
	    !event_ends_in(object_words(v, p->object), &r->ends))
		return false;
	size_t next = view_token_at(v, stretch_end(p->object)); /* his trip to China | is to */
	return next >= v->n_tok || v->tok[next].off != stretch_end(p->object) ||
	       (v->tok[next].pos != POS_DE && !event_is_word(v, next, &r->not_next));
}

/* "The bureau put out the details and says", "they posted pictures": words that are released only
 * to say something, or by anybody. What says so on no day that is named is an attribute, a notice
 * of a day a paper. */
static bool is_posted(const struct event_table *x, const struct event_row *r, const struct view *v,
		      size_t tok, struct stretch object)
{
	if (!slice_is(r->type, "release") || !object.len || object.off < v->tok[tok].off)
		return false;
	struct uslice words = object_words(v, object);
	if (event_ends_in(words, &x->list[EVENT_POSTED])) return true;
	size_t next = view_token_at(v, stretch_end(object));
	words = doc_span(v->d, object.off, object.len);
	if (next >= v->n_tok || v->tok[next].off != stretch_end(object) ||
	    !event_is_word(v, next, &x->list[EVENT_SAID]))
		return false;
	if (!event_on_a_day(x, v, tok)) return true; /* data it released | show */
	return event_ends_in(words, &x->list[EVENT_NEWS]) &&
	       !event_ends_in(words, &x->list[EVENT_NOTICES]);
}

/* "The firm published half-year profits of 3 billion": what a verb of telling has behind it is a
 * figure, not a paper; on no day that the clause names. */
static bool is_figure(const struct event_table *x, const struct view *v, size_t tok,
		      struct stretch object)
{
	if (!object.len || object.off < v->tok[tok].off ||
	    !event_is_word(v, tok, &x->list[EVENT_TELLS]) ||
	    event_ends_in(object_words(v, object), &x->list[EVENT_THINGS]))
		return false;
	for (size_t t = v->clauses[view_clause_of(v, tok)].from; t < tok; t++)
		if (v->tok[t].pos == POS_TIME) return false;
	size_t next = view_token_at(v, stretch_end(object));
	while (next < v->n_tok && (v->tok[next].pos == POS_VERB || v->tok[next].pos == POS_ADV ||
				   v->tok[next].pos == POS_PREP))
		next++;
	return next < v->n_tok && v->tok[next].pos == POS_QUANTITY &&
	       (next + 1 == v->n_tok || v->tok[next + 1].pos == POS_PUNCT);
}

/* "The weekly visited three residents": reporters ask people, which is no visit. */
static bool is_interview(const struct event_table *x, const struct event_row *r,
			 const struct view *v, struct stretch agent)
{
	return agent.len && slice_is(r->type, "visit") && r->object_right &&
	       event_ends_in(doc_span(v->d, agent.off, agent.len), &x->list[EVENT_PRESS]);
}

/* Does the object bear a name of its own: a title, a name in quotes, of a prize? */
static bool bears_name(const struct event_table *x, const struct view *v, size_t tok,
		       struct stretch object)
{
	if (!object.len || object.off < v->tok[tok].off) return false;
	size_t end = view_token_at(v, stretch_end(object) - 1);
	for (size_t t = tok + 1; t <= end; t++)
		if (v->tok[t].pos == POS_WORK || (phrase_is_mark(v, t, QUOTE_OPEN) &&
						  (t == tok + 1 || v->tok[t - 1].pos != POS_VERB)))
			return true;
	return !event_is_word(v, view_token_at(v, object.off), &x->list[EVENT_PRIZES]) &&
	       event_ends_in(object_words(v, object), &x->list[EVENT_PRIZES]);
}

/* A verb that only with a time, a thing with a name or a body and (of what is won without) a number
 * tells what happened once: "shops bring out new dishes". */
static bool is_timeless(const struct event_table *x, const struct event_row *r,
			const struct view *v, size_t tok, const struct event_parts *p)
{
	if (!r->moment || bears_name(x, v, tok, p->object)) return false;
	for (size_t t = 0; t < tok; t++)
		if (v->tok[t].pos == POS_TIME) return false;
	if (tok > 0 && (v->cls[tok - 1] & ROLE_SAY)) return false; /* announced to bring out */
	bool counted = tok + 1 < v->n_tok && v->tok[tok + 1].pos == POS_QUANTITY;
	bool acts = p->agent.len && event_is_actor(v, view_token_at(v, stretch_end(p->agent) - 1));
	return !(acts && counted == slice_is(r->type, "release"));
}

/* "Has had a school founded | for ten years": how long ago it was stands behind the object. */
static bool is_long_ago(const struct event_row *r, const struct view *v, size_t tok,
			struct stretch object)
{
	if (!slice_is(r->type, "establish") || !object.len || object.off < v->tok[tok].off)
		return false;
	size_t next = view_token_at(v, stretch_end(object));
	return next < v->n_tok && v->tok[next].off == stretch_end(object) &&
	       view_is_type(v, next, A_DURATION);
}

/* "Among the projects signed": what follows a preposition and ends in a word of place only names.
 */
static bool is_among(const struct view *v, size_t tok, struct stretch object)
{
	if (!object.len || object.off < v->tok[tok].off) return false;
	size_t next = view_token_at(v, stretch_end(object)),
	       lo = v->clauses[view_clause_of(v, tok)].from;
	bool placed = next < v->n_tok && v->tok[next].off == stretch_end(object) &&
		      v->tok[next].pos == POS_LOC && v->tok[next].len == 1;
	for (size_t t = lo; placed && t < tok; t++) {
		if (v->tok[t].pos == POS_PREP) return true;
		if (v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON) return false;
	}
	return false;
}

size_t event_collect(const struct event_table *t, const struct maker *k, struct arena *a,
		     uint32_t **offs)
{
	const struct view *v = k->v;
	struct stretch last = { 0, 0 };
	size_t n = 0, cap = 0;

	*offs = NULL;
	for (size_t x = 0; x < v->n_triggers; x++) {
		size_t i = v->triggers[x];
		const struct event_row *r =
			&t->rows[words_kind(v->words, view_token_text(v, i)).event - 1];
		size_t lo = v->clauses[view_clause_of(v, i)].from;
		if (event_is_none(t, r, k, i) || event_is_attribute(t, r, v, i)) continue;
		struct event_parts p = event_parts_of(t, r, v, i, last);
		if (tells_nothing(t, r, v, i, &p) || !complete(t, r, v, i, &p) ||
		    is_posted(t, r, v, i, p.object) || is_figure(t, v, i, p.object) ||
		    is_among(v, i, p.object) || is_long_ago(r, v, i, p.object) ||
		    is_interview(t, r, v, p.agent) || is_timeless(t, r, v, i, &p) ||
		    is_compound(t, r, v, i, p.object))
			continue;
		bool scene = i > lo && event_is_word(v, i - 1, &t->list[EVENT_SCENE]);
		if (!p.object.len && !p.agent.len && !r->counted && !scene &&
		    !is_known(t, r, v, lo, i) && !(r->object_left && dated(t, r, v, lo, i)))
			continue;
		struct stretch trigger = { v->tok[i].off, v->tok[i].len };
		if (event_is_headline(
			    t, k->d,
			    &(struct headline_event){ k->sentence, r, trigger,
						      p.object.len ? p.object : p.agent }))
			continue;
		make_event(t, k, r, i, &p);
		if (p.agent.len) last = p.agent;
		*ARENA_PUSH(a, *offs, n, cap) = v->tok[i].off;
	}
	return n;
}
