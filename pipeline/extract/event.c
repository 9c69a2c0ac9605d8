/* Events by trigger verbs. See event.h.
 *
 * A trigger counts when it is the verb of its clause: no attributive particle on either side, none of the nouns behind it
 * that make it a modifier (ceremony, meeting). Shapes: o takes its object on the right (signed an agreement); s has what
 * happens on its left (the meeting was held); a verb with both takes the right side first; p: a person stands right behind
 * (elected X, but not: election office). */
#include "pipeline/extract/event.h"

#include "pipeline/core/rule_file.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/period.h"

#include <math.h>

struct event_row {
	struct slice type, id;
	bool object_right, object_left, person; /* person: a name stands right behind */
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

/* Columns: type, shape (o, s, os or op), triggers, words that may not follow, words of which one stands before, words that
 * may not stand before. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *l = ctx;
	struct event_table *t = l->t;
	struct slice rest, word;

	if (n_cols < 3) return err_set(e, ERR_RULES, "%s:%u: three columns wanted", l->path, line);
	struct event_row *r = ARENA_PUSH(&t->a, t->rows, t->n, t->cap);
	r->type = arena_copy(&t->a, cols[0]);
	r->id = arena_printf(&t->a, "event.%.*s", (int)cols[0].len, cols[0].p);
	r->object_right = memchr(cols[1].p, 'o', cols[1].len) != NULL;
	r->object_left = memchr(cols[1].p, 's', cols[1].len) != NULL;
	r->person = memchr(cols[1].p, 'p', cols[1].len) != NULL;
	rest = n_cols > 3 ? cols[3] : SLICE_NONE;
	while (slice_split(&rest, ' ', &word))
		if (word.len) *ARENA_PUSH(&t->a, r->not_next, r->n_not, r->cap_not) = arena_utf16(&t->a, word);
	rest = n_cols > 4 ? cols[4] : SLICE_NONE;
	while (slice_split(&rest, ' ', &word))
		if (word.len) *ARENA_PUSH(&t->a, r->before, r->n_before, r->cap_before) = arena_utf16(&t->a, word);
	rest = n_cols > 5 ? cols[5] : SLICE_NONE;
	while (slice_split(&rest, ' ', &word))
		if (word.len) *ARENA_PUSH(&t->a, r->never, r->n_never, r->cap_never) = arena_utf16(&t->a, word);
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

	if (end > v->off + v->len || memcmp(v->d->text.p + off, w.p, w.len * sizeof *w.p) != 0) return false;
	return w.len > 1 || v->tok[i].len == 1 || v->tok[i].annot < 0;
}

/* Does one of the words that make the trigger a modifier follow at token i? */
static bool is_modifier(const struct event_row *r, const struct view *v, size_t i)
{
	if (i >= v->n_tok) return false;
	if (v->tok[i].pos == POS_DE) return true;
	bool lasts = v->tok[i].annot >= 0 && v->d->annots[v->tok[i].annot].type == A_DURATION; /* founded for a year */
	if (lasts && i + 1 < v->n_tok && (v->tok[i + 1].pos == POS_DE || v->tok[i + 1].pos == POS_LOC)) return true;
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

static struct stretch object_right(const struct view *v, size_t tok)
{
	size_t t = object_start(v, tok + 1);

	if (t >= v->n_tok) return (struct stretch){ 0, 0 };
	struct phrase p = phrase_right(v, t);
	return p.from < p.to ? phrase_stretch(v, p) : (struct stretch){ 0, 0 };
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

/* Left of a verb: over adverbs, times and a place phrase, the noun phrase that it happens to. */
static struct stretch object_left(const struct view *v, size_t lo, size_t tok)
{
	size_t t = tok;

	while (t > lo) {
		enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
		bool serial = t == tok && p == POS_VERB && v->tok[t - 1].len <= 2 && !(v->cls[t - 1] & ROLE_TRANS); /* fired and rose */
		if (serial || p == POS_ADV || p == POS_TIME || p == POS_AUX || p == POS_SPACE || (v->cls[t - 1] & (ROLE_ADVERB | ROLE_MODAL))) {
			t--;
			continue;
		}
		struct phrase q = joined_left(v, lo, t);
		if (q.from > lo && q.from < t && v->tok[q.from - 1].pos == POS_PREP) {
			t = q.from - 1;
			continue;
		}
		return q.from < q.to ? phrase_stretch(v, q) : (struct stretch){ 0, 0 };
	}
	return (struct stretch){ 0, 0 };
}

static bool ends_in(struct uslice w, const struct uslice *ends, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (ends[k].len <= w.len && uslice_eq((struct uslice){ w.p + w.len - ends[k].len, ends[k].len }, ends[k])) return true;
	return false;
}

/* Does one of the words that the trigger needs end what stands before it, over adverbs and times? */
static bool has_before(const struct event_row *r, const struct view *v, size_t lo, size_t tok)
{
	while (tok > lo && (v->tok[tok - 1].pos == POS_ADV || v->tok[tok - 1].pos == POS_TIME)) {
		tok--;
		if (tok > lo && v->tok[tok].pos == POS_TIME && v->tok[tok - 1].pos == POS_PREP) tok--; /* by the council on 24 March */
	}
	return tok > lo && ends_in(view_token_text(v, tok - 1), r->before, r->n_before);
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
static bool bad_before(const struct event_row *r, const struct view *v, size_t lo, size_t tok)
{
	if (tok > lo && (v->tok[tok - 1].pos == POS_DE || (v->side[tok - 1] & SIDE_DET))) return true; /* this opening shows */
	if (has_never(r, v, lo, tok)) return true;
	if (r->n_before) return !has_before(r, v, lo, tok);
	if (tok == lo) return false;
	uint32_t cls = v->cls[tok - 1];
	if (cls & (ROLE_MODAL | ROLE_ADVERB)) return false;
	return (cls & ROLE_POLICY) || (v->tok[tok - 1].pos == POS_VERB && (cls & ROLE_TRANS));
}

static void make_event(const struct maker *k, const struct event_row *r, size_t tok, struct stretch obj, bool left)
{
	struct doc *d = k->d;
	const struct view *v = k->v;
	size_t clause = view_clause_of(v, tok);
	struct stretch trigger = { v->tok[tok].off, v->tok[tok].len };
	size_t n = claim_make_plain(k, SLICE("event"), r->id, (double)NAN);
	struct claim *c = &d->claims[n];
	bool entity;
	uint8_t how;

	c->event_type = r->type;
	claim_set_slot(d, c, &c->trigger_text, SPAN_TRIGGER, trigger);
	claim_set_slot(d, c, &c->object_text, SPAN_OBJECT, obj);
	if (!left) {
		struct stretch s = topic_find(v, clause, &entity);
		if (!s.len && clause) s = topic_find(v, clause - 1, &entity);
		if (!s.len || s.off + s.len > trigger.off || (obj.len && s.off == obj.off)) s = (struct stretch){ 0, 0 };
		claim_set_slot(d, c, &c->subject_text, SPAN_SUBJECT, s);
		c->subject_norm = claim_norm(d, s);
		if (s.len) {
			struct participant *p = ARENA_PUSH(&d->arena, c->participants, c->n_participants, c->cap_participants);
			p->role = SLICE("agent");
			p->text = c->subject_text;
		}
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
	size_t n = 0, cap = 0;

	*offs = NULL;
	for (size_t x = 0; x < v->n_triggers; x++) {
		size_t i = v->triggers[x];
		const struct event_row *r = &t->rows[words_kind(v->words, view_token_text(v, i)).event - 1];
		size_t lo = v->clauses[view_clause_of(v, i)].from;
		if (r->person && (i + 1 >= v->n_tok || v->tok[i + 1].pos != POS_PERSON)) continue;
		if (is_modifier(r, v, i + 1) || bad_before(r, v, lo, i) || is_said(k->finds, v, i) || !happens(k, v->tok[i].off)) continue;
		struct stretch obj = r->object_right ? object_right(v, i) : (struct stretch){ 0, 0 };
		bool left = !obj.len;
		if (left && r->object_left) obj = object_left(v, lo, i);
		if (!obj.len && !(r->object_left && dated(v, lo, i))) continue;
		make_event(k, r, i, obj, left);
		*ARENA_PUSH(a, *offs, n, cap) = v->tok[i].off;
	}
	return n;
}
