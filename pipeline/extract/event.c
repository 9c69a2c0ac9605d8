/* Events by trigger verbs. See event.h.
 *
 * A trigger counts when it is the verb of its clause: no attributive particle on either side, none of the nouns behind it
 * that make it a modifier (ceremony, meeting). Shapes: o takes its object on the right (signed an agreement); s has what
 * happens on its left (the meeting was held); a verb with both takes the right side first; p: a person stands right behind
 * (elected X, but not: election office); d: a body or person on the left with nothing on the right did it (both signed). */
#include "pipeline/extract/event.h"

#include "pipeline/core/rule_file.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/period.h"

#include <math.h>

struct event_row {
	struct slice type, id;
	bool object_right, object_left;
	bool person; /* a name stands right behind */
	bool doer;   /* a body on the left, with no object on the right, does it */
	struct uslice *not_next; /* words that may not follow */
	size_t n_not, cap_not;
	struct uslice *before; /* one of them stands right before, where there are any */
	size_t n_before, cap_before;
	struct uslice *never; /* words that end no word before it in its clause */
	size_t n_never, cap_never;
};

struct loader {
	struct event_table *t;
	const char *path;
};

static void add_words(struct arena *a, struct slice col, struct uslice **words, size_t *n, size_t *cap)
{
	struct slice word;

	while (slice_split(&col, ' ', &word))
		if (word.len) *ARENA_PUSH(a, *words, *n, *cap) = arena_utf16(a, word);
}

/* Columns: type, shape (letters of o s p d), triggers, words that may not follow, words of which one stands before, words
 * that may not stand before. A row of type agent has the words that stand before who does it, one of type unreal those
 * after which nothing has happened. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *l = ctx;
	struct event_table *t = l->t;
	struct slice rest, word;

	if (n_cols < 3) return err_set(e, ERR_RULES, "%s:%u: three columns wanted", l->path, line);
	if (slice_is(cols[0], "agent")) return add_words(&t->a, cols[2], &t->agents, &t->n_agents, &t->cap_agents), OK;
	if (slice_is(cols[0], "manner")) return add_words(&t->a, cols[2], &t->manner, &t->n_manner, &t->cap_manner), OK;
	if (slice_is(cols[0], "unreal")) {
		add_words(&t->a, cols[2], &t->unreal, &t->n_unreal, &t->cap_unreal);
		for (size_t i = 0; i < t->n_unreal; i++)
			t->unreal_begin |= UINT64_C(1) << (t->unreal[i].p[0] & 63);
		return OK;
	}
	struct event_row *r = ARENA_PUSH(&t->a, t->rows, t->n, t->cap);
	r->type = arena_copy(&t->a, cols[0]);
	r->id = arena_printf(&t->a, "event.%.*s", (int)cols[0].len, cols[0].p);
	r->object_right = memchr(cols[1].p, 'o', cols[1].len) != NULL;
	r->object_left = memchr(cols[1].p, 's', cols[1].len) != NULL;
	r->person = memchr(cols[1].p, 'p', cols[1].len) != NULL;
	r->doer = memchr(cols[1].p, 'd', cols[1].len) != NULL;
	if (n_cols > 3) add_words(&t->a, cols[3], &r->not_next, &r->n_not, &r->cap_not);
	if (n_cols > 4) add_words(&t->a, cols[4], &r->before, &r->n_before, &r->cap_before);
	if (n_cols > 5) add_words(&t->a, cols[5], &r->never, &r->n_never, &r->cap_never);
	rest = cols[2];
	while (slice_split(&rest, ' ', &word)) {
		if (!word.len) continue;
		*ARENA_PUSH(&t->a, t->triggers, t->n_triggers, t->cap_triggers) =
			(struct datrie_key){ arena_utf16(&t->a, word), (uint32_t)(t->n - 1) };
	}
	return OK;
}

enum status event_open(struct event_table *t, const struct env *env, struct err *e)
{
	struct loader l = { .t = t };

	*t = (struct event_table){ .n = 0 };
	arena_init(&t->a);
	l.path = arena_printf(&t->a, "%s/extract/events.tsv", env->rules_dir.p).p;
	enum status st = tsv_load(l.path, add_row, &l, e);
	if (st != OK) event_close(t);
	return st;
}

void event_close(struct event_table *t)
{
	arena_free(&t->a);
}

/* Does w stand at token i? A word of one character does not begin a longer name. */
static bool words_follow(const struct view *v, size_t i, struct uslice w)
{
	uint32_t off = v->tok[i].off, end = off + (uint32_t)w.len;

	if (v->d->text.p[off] != w.p[0]) return false; /* as most do: every word is tried at every token */
	if (end > v->off + v->len || memcmp(v->d->text.p + off, w.p, w.len * sizeof *w.p) != 0) return false;
	return w.len > 1 || v->tok[i].len == 1 || v->tok[i].annot < 0;
}

static bool ends_in(struct uslice w, const struct uslice *ends, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (ends[k].len <= w.len && uslice_eq((struct uslice){ w.p + w.len - ends[k].len, ends[k].len }, ends[k])) return true;
	return false;
}

/* Does one of the words that make the trigger a modifier follow at token i? */
static bool is_modifier(const struct event_row *r, const struct view *v, size_t i)
{
	if (i >= v->n_tok) return false;
	if (v->tok[i].pos == POS_DE) return true;
	bool lasts = v->tok[i].annot >= 0 && v->d->annots[v->tok[i].annot].type == A_DURATION; /* founded for a year */
	if (lasts && i + 1 < v->n_tok && (v->tok[i + 1].pos == POS_DE || v->tok[i + 1].pos == POS_LOC)) return true;
	bool number = v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_TIME;
	if (number && ends_in(view_token_text(v, i), r->not_next, r->n_not)) return true; /* anniversaries */
	if (v->side[i] & SIDE_ETC) return true; /* a list of what there was: signings, openings and the like */
	for (size_t k = 0; k < r->n_not; k++)
		if (words_follow(v, i, r->not_next[k])) return true;
	return false;
}

/* Over an aspect particle and a number with its measure word; the object's noun begins there. */
static size_t object_start(const struct view *v, size_t t)
{
	while (t < v->n_tok && (v->tok[t].pos == POS_AUX || v->tok[t].pos == POS_ADV)) {
		if (v->tok[t].pos == POS_DE) break;
		t++;
	}
	while (t < v->n_tok && (v->tok[t].pos == POS_QUANTITY || v->tok[t].pos == POS_NUM || v->tok[t].pos == POS_CLASS))
		t++;
	return t;
}

static struct stretch to_stretch(const struct view *v, struct phrase p)
{
	return p.from < p.to ? phrase_stretch(v, p) : (struct stretch){ 0, 0 };
}

/* "Met the president who is in town", "issued an evacuation order": the noun phrase that ends the clause, behind an
 * attributive particle or, where the event's verb alone is no sentence, a single verb. */
static struct phrase object_far(const struct event_row *r, const struct view *v, size_t t)
{
	const struct phrase none = { 0, 0 };
	size_t end = v->clauses[view_clause_of(v, t)].to;

	if (v->tok[t - 1].pos == POS_ADV || (v->cls[t] & (ROLE_AND | ROLE_REACH | ROLE_MODAL))) return none; /* its predicate */
	while (end > t && v->tok[end - 1].pos == POS_PUNCT) end--;
	if (end <= t || v->tok[t].pos == POS_PUNCT || v->tok[t].pos == POS_SPACE || v->tok[t].pos == POS_LOC) return none;
	struct phrase p = phrase_left(v, t, end);
	if (p.from == p.to || p.to != end) return none;
	size_t verbs = 0, de = end;
	for (size_t i = t; i < end; i++) {
		if (v->tok[i].pos == POS_DE) de = i;
		if (v->tok[i].pos == POS_DE && !verbs) return none; /* the officer who held it */
		if (i < p.from) verbs += v->tok[i].pos == POS_PREP ? 2 : v->tok[i].pos == POS_VERB;
	}
	if (de + 1 < end) {
		bool cut = de > p.from && v->tok[p.from - 1].pos == POS_VERB; /* the rest of its relative clause */
		return cut || p.from == de + 2 ? (struct phrase){ (uint32_t)de + 1, p.to } : p;
	}
	return verbs <= r->object_left ? p : none;
}

static struct stretch object_right(const struct event_row *r, const struct view *v, size_t tok)
{
	size_t t = object_start(v, tok + 1);

	if (t >= v->n_tok) return (struct stretch){ 0, 0 };
	struct phrase p = phrase_right(v, t);
	bool stub = p.from + 1 == p.to && v->tok[p.from].len == 1; /* who came to C(hina) for ... */
	struct phrase far = p.from == p.to || stub ? object_far(r, v, t) : p;
	return to_stretch(v, far.from < far.to ? far : p);
}

/* The noun phrase that ends before t, with those that are joined to it: Chengdu and Chongqing. */
static struct phrase joined_left(const struct view *v, size_t lo, size_t t)
{
	struct phrase q = phrase_left(v, lo, t);

	while (q.from < q.to && q.from > lo && (v->cls[q.from - 1] & ROLE_AND)) {
		struct phrase more = phrase_left(v, lo, q.from - 1);
		if (more.from == more.to) break;
		q.from = more.from;
	}
	return q;
}

/* The token before the parenthesis that ends right before t, or t. */
static size_t over_parens(const struct view *v, size_t lo, size_t t)
{
	if (!phrase_is_mark(v, t - 1, ')') && !phrase_is_mark(v, t - 1, 0xff09)) return t;
	for (size_t i = t - 1; i > lo; i--)
		if (phrase_is_mark(v, i - 1, '(') || phrase_is_mark(v, i - 1, 0xff08)) return i - 1;
	return t;
}

static bool is_word_of(const struct view *v, size_t tok, const struct uslice *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (uslice_eq(view_token_text(v, tok), words[k])) return true;
	return false;
}

/* Left of a verb: over adverbs, times, parentheses and a place phrase, the noun phrase before it. What stands behind a
 * mark of the agent (approved by X) goes to agent instead, where one is asked for. */
static struct phrase left_phrase(const struct event_table *x, const struct view *v, size_t lo, size_t tok, struct phrase *agent)
{
	size_t t = tok;

	while (t > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		bool serial = t == tok && p == POS_VERB && v->tok[t - 1].len <= 2 && !(v->cls[t - 1] & ROLE_TRANS); /* fired and rose */
		if (t == tok && is_word_of(v, t - 1, x->manner, x->n_manner)) {
			tok = --t;
			continue;
		}
		if (serial || p == POS_ADV || p == POS_TIME || p == POS_AUX || p == POS_SPACE || (v->cls[t - 1] & (ROLE_ADVERB | ROLE_MODAL))) {
			t--;
			continue;
		}
		if (p == POS_QUANTITY && t - 1 > lo && (v->side[t - 2] & SIDE_ETC)) { /* the ministry and five others */
			t -= 2;
			continue;
		}
		size_t u = over_parens(v, lo, t);
		if (u < t) {
			t = u;
			continue;
		}
		struct phrase q = joined_left(v, lo, t);
		if (q.from == lo || q.from == q.to) return q;
		bool marked = agent && is_word_of(v, q.from - 1, x->agents, x->n_agents);
		if (!marked && v->tok[q.from - 1].pos != POS_PREP) return q;
		if (marked) *agent = q;
		t = q.from - 1;
	}
	return (struct phrase){ 0, 0 };
}

/* Does one of the words that the trigger needs end what stands before it, over adverbs and times, or the clause before a
 * trigger that opens its own (put to the vote, passed)? */
static bool has_before(const struct event_row *r, const struct view *v, size_t lo, size_t tok)
{
	if (tok == lo && tok > 1 && v->tok[tok - 1].pos == POS_PUNCT) tok--, lo = 0;
	for (; tok > lo; tok--) {
		if (ends_in(view_token_text(v, tok - 1), r->before, r->n_before)) return true;
		if (v->tok[tok - 1].pos != POS_ADV && v->tok[tok - 1].pos != POS_TIME) return false;
		if (v->tok[tok - 1].pos == POS_TIME && tok - 1 > lo && v->tok[tok - 2].pos == POS_PREP) tok--; /* by the council on 24 March */
	}
	return false;
}

/* A word of the clause before the trigger that rules it out: interviews are given, charges stand. */
static bool has_never(const struct event_row *r, const struct view *v, size_t lo, size_t tok)
{
	for (size_t t = lo; t < tok && r->n_never; t++)
		if (ends_in(view_token_text(v, t), r->never, r->n_never)) return true;
	return false;
}

/* What stands before keeps it from being the verb of the clause: an attributive particle, another verb that it
 * depends on (plan to found, support holding), or the lack of a word that it needs. */
static bool bad_before(const struct event_table *x, const struct event_row *r, const struct view *v, size_t lo, size_t tok)
{
	while (tok > lo && is_word_of(v, tok - 1, x->manner, x->n_manner))
		tok--;
	if (tok > lo && (v->tok[tok - 1].pos == POS_DE || (v->side[tok - 1] & SIDE_DET))) return true; /* this opening shows */
	if (has_never(r, v, lo, tok)) return true;
	if (r->n_before) return !has_before(r, v, lo, tok);
	if (tok == lo) return false;
	uint64_t cls = v->cls[tok - 1];
	if (cls & (ROLE_MODAL | ROLE_ADVERB)) return false;
	return (cls & ROLE_POLICY) || (v->tok[tok - 1].pos == POS_VERB && (cls & ROLE_TRANS));
}

/* What the clause before the verb, or the one before where the verb opens its own, only asks for or rules out. */
static bool is_unreal(const struct event_table *x, const struct view *v, size_t tok)
{
	size_t clause = view_clause_of(v, tok), lo = v->clauses[clause].from, hi = tok;

	if (lo == tok && clause) {
		lo = v->clauses[clause - 1].from;
		hi = v->clauses[clause - 1].to;
	}
	for (size_t t = lo; t < hi; t++) {
		if (!(x->unreal_begin >> (v->d->text.p[v->tok[t].off] & 63) & 1)) continue; /* most */
		enum pos_tag before = t > lo ? (enum pos_tag)v->tok[t - 1].pos : POS_PUNCT;
		bool noun = v->tok[t].pos == POS_VN && (before == POS_VERB || before == POS_PREP || before == POS_DE);
		for (size_t k = 0; k < x->n_unreal && !noun; k++) {
			if (!words_follow(v, t, x->unreal[k])) continue;
			uint32_t end = v->tok[t].off + (uint32_t)x->unreal[k].len;
			size_t u = t;
			while (u < hi && v->tok[u].off < end) u++;
			if (u < hi && (v->tok[u].pos == POS_DE || v->tok[u].pos == POS_PUNCT || v->tok[u].pos == POS_LOC)) continue;
			return true;
		}
	}
	return false;
}

/* What an event has beside its verb. */
struct event_parts {
	struct stretch object, agent;
};

static bool is_entity(const struct view *v, struct phrase p)
{
	for (uint32_t t = p.from; t < p.to; t++)
		if (v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_PLACE || (v->cls[t] & ROLE_SUBJ)) return true;
	return false;
}

/* The noun phrase before the verb that can act: not the verb beside it (voted and passed), not the object of another. */
static struct phrase doer_left(const struct event_table *x, const struct view *v, size_t lo, size_t tok)
{
	struct phrase p = left_phrase(x, v, lo, tok, NULL);

	if (p.from + 1 == p.to && (v->tok[p.from].pos == POS_VN || v->tok[p.from].pos == POS_VERB)) p = left_phrase(x, v, lo, p.from, NULL);
	bool governed = p.from > lo && v->tok[p.from - 1].pos == POS_VERB && !(v->cls[p.from - 1] & ROLE_SAY);
	return governed && !is_entity(v, p) ? (struct phrase){ 0, 0 } : p;
}

/* Who does it, where the object stands on the right: the topic of the clause, the noun before the verb; where the clause
 * begins with the verb, who did what the sentence said last, else the topic of the clause before. */
static struct stretch agent_of(const struct event_table *x, const struct view *v, size_t tok, struct stretch obj, struct stretch last)
{
	size_t clause = view_clause_of(v, tok), lo = v->clauses[clause].from;
	uint32_t off = v->tok[tok].off;
	bool entity;
	struct stretch s = topic_find(v, clause, &entity);

	if (!s.len || s.off + s.len > off) s = to_stretch(v, doer_left(x, v, lo, tok));
	if (!s.len && last.len) return last;
	if (!s.len && clause) s = topic_find(v, clause - 1, &entity);
	return s.len && s.off + s.len <= off && !(obj.len && s.off == obj.off) ? s : (struct stretch){ 0, 0 };
}

static bool is_actor(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PERSON || v->tok[t].pos == POS_PRON;
}

static struct event_parts parts_of(const struct event_table *x, const struct event_row *r, const struct view *v, size_t tok, struct stretch last)
{
	size_t lo = v->clauses[view_clause_of(v, tok)].from;
	struct event_parts p = { r->object_right ? object_right(r, v, tok) : (struct stretch){ 0, 0 }, { 0, 0 } };
	struct phrase agent = { 0, 0 };

	if (p.object.len) {
		p.agent = agent_of(x, v, tok, p.object, last);
	} else if (r->object_left) {
		struct phrase left = left_phrase(x, v, lo, tok, r->object_right ? &agent : NULL);
		bool acts = r->doer && agent.from == agent.to && left.from < left.to && is_actor(v, left.to - 1);
		p.object = to_stretch(v, acts ? agent : left);
		p.agent = to_stretch(v, acts ? left : agent);
	}
	return p;
}

static void make_event(const struct maker *k, const struct event_row *r, size_t tok, const struct event_parts *parts)
{
	struct doc *d = k->d;
	const struct view *v = k->v;
	size_t clause = view_clause_of(v, tok);
	struct stretch trigger = { v->tok[tok].off, v->tok[tok].len };
	size_t n = claim_make_plain(k, SLICE("event"), r->id, (double)NAN);
	struct claim *c = &d->claims[n];
	uint8_t how;

	c->event_type = r->type;
	claim_set_slot(d, c, &c->trigger_text, SPAN_TRIGGER, trigger);
	claim_set_slot(d, c, &c->object_text, SPAN_OBJECT, parts->object);
	claim_set_slot(d, c, &c->subject_text, SPAN_SUBJECT, parts->agent);
	c->subject_norm = claim_norm(d, parts->agent);
	if (parts->agent.len) {
		struct participant *p = ARENA_PUSH(&d->arena, c->participants, c->n_participants, c->cap_participants);
		p->role = SLICE("agent");
		p->text = c->subject_text;
	}
	int32_t t = period_find(v, k->frame, k->ms, clause, trigger.off, &how);
	t = period_of_event(v, k->ms, t, trigger.off);
	claim_set_time(d, c, t, how);
	claim_set_mood(d, c, mood_at(k->finds, v, k->frame, trigger.off));
}

/* A time before it in the clause, or the number right before it, makes an event of the verb alone; so does a time that
 * opens the sentence, for the verb at the end of a clause. */
static bool dated(const struct view *v, size_t lo, size_t tok)
{
	if (tok > lo && v->tok[tok - 1].pos == POS_QUANTITY) return true;
	if (v->tok[0].pos == POS_TIME && (tok + 1 == v->n_tok || v->tok[tok + 1].pos == POS_PUNCT)) return true;
	for (size_t t = lo; t < tok; t++)
		if (v->tok[t].pos == POS_TIME) return true;
	return false;
}

/* What is denied, supposed, demanded or only aimed at does not happen. */
static bool happens(const struct maker *k, uint32_t off)
{
	struct mood m = mood_at(k->finds, k->v, k->frame, off);

	return slice_is(m.polarity, "pos") && (slice_is(m.modality, "fact") || slice_is(m.modality, "plan") || slice_is(m.modality, "forecast"));
}

/* "The company disclosed that …": the verb introduces speech. */
static bool is_said(const struct finds *fs, const struct view *v, size_t tok)
{
	uint32_t off = v->tok[tok].off, end = off + v->tok[tok].len;

	for (size_t i = 0; i < fs->n; i++) {
		struct stretch c = fs->f[i].cue;
		if (fs->f[i].rule->kind == RULE_STATEMENT && c.off < end && off < c.off + c.len) return true;
	}
	return false;
}

size_t event_collect(const struct event_table *t, const struct maker *k, struct arena *a, uint32_t **offs)
{
	const struct view *v = k->v;
	struct stretch last = { 0, 0 };
	size_t n = 0, cap = 0;

	*offs = NULL;
	for (size_t x = 0; x < v->n_triggers; x++) {
		size_t i = v->triggers[x];
		const struct event_row *r = &t->rows[words_kind(v->words, view_token_text(v, i)).event - 1];
		size_t lo = v->clauses[view_clause_of(v, i)].from;
		if (r->person && (i + 1 >= v->n_tok || v->tok[i + 1].pos != POS_PERSON)) continue;
		if (is_modifier(r, v, i + 1) || bad_before(t, r, v, lo, i) || is_said(k->finds, v, i) || is_unreal(t, v, i) || !happens(k, v->tok[i].off)) continue;
		struct event_parts p = parts_of(t, r, v, i, last);
		if (!p.object.len && !p.agent.len && !(r->object_left && dated(v, lo, i))) continue;
		make_event(k, r, i, &p);
		if (p.agent.len) last = p.agent;
		*ARENA_PUSH(a, *offs, n, cap) = v->tok[i].off;
	}
	return n;
}
