/* extract: claims out of annotated sentences. Sentence by sentence: view, rules, attachment,
 * records; then what spans sentences: speakers, parents, ids. Limits: a sentence longer than
 * SENTENCE_MAX units is read to that length. */
#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/claim_make.h"
#include "pipeline/extract/event.h"
#include "pipeline/extract/extract.h"
#include "pipeline/extract/extract_state.h"
#include "pipeline/extract/number_claim.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/quiet.h"
#include "pipeline/extract/speech.h"
#include "pipeline/extract/table_sums.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/turn.h"
#include "pipeline/extract/period.h"

#define FOREIGN_LETTERS 60 /* of a sentence in another language, at least */
#define FOREIGN_RATIO	10 /* of them to one ideograph */

static void close_state(void *state)
{
	struct extract_state *s = state;

	if (!s) return;
	words_close(&s->words);
	table_words_close(&s->tables);
	event_close(&s->events);
	claim_rules_close(&s->rules);
	lexicon_close(s->lexicon);
	place_names_close(&s->places);
	mem_free(s);
}

static enum status open_state(const struct env *env, void **state, struct err *e)
{
	struct extract_state *s = mem_zalloc(sizeof *s);

	s->tool = env->tool;
	enum status st = lexicon_open(&s->lexicon, env, e);
	if (st == OK) st = place_names_open(&s->places, env, e);
	if (st == OK) st = event_open(&s->events, env, e);
	if (st == OK)
		st = words_open(&s->words, env, true, s->events.triggers, s->events.n_triggers, e);
	if (st == OK) st = table_words_open(&s->tables, env, e);
	if (st == OK) st = owner_weights_open(&s->owners, env, e);
	if (st == OK) st = period_weights_open(&s->times, env, e);
	if (st == OK) st = claim_rules_open(&s->rules, env, e);
	if (st != OK) close_state(s);
	else *state = s;
	return st;
}

static enum status open_worker(const void *state, void **worker, struct err *e)
{
	const struct extract_state *s = state;
	struct extract_worker *w = mem_zalloc(sizeof *w);

	(void)e;
	arena_init(&w->doc_arena);
	arena_init(&w->sentence_arena);
	w->choice.weights = &s->owners;
	w->when.weights = &s->times;
	w->choice.scratch = &w->sentence_arena;
	w->segment = segment_scratch_new();
	w->match = rule_scratch_new(s->rules.set);
	*worker = w;
	return OK;
}

static void close_worker(void *worker)
{
	struct extract_worker *w = worker;

	arena_free(&w->doc_arena);
	arena_free(&w->sentence_arena);
	segment_scratch_free(w->segment);
	rule_scratch_free(w->match);
	mem_free(w);
}

const struct rule_set *extract_rule_set(const void *state)
{
	return ((const struct extract_state *)state)->rules.set;
}

struct owner_choice *extract_owner_choice(void *worker)
{
	return &((struct extract_worker *)worker)->choice;
}

struct period_choice *extract_period_choice(void *worker)
{
	return &((struct extract_worker *)worker)->when;
}

struct rule_match_scratch *extract_rule_scratch(void *worker)
{
	return ((struct extract_worker *)worker)->match;
}

/* What grows over one document. */
struct job {
	const struct extract_state *s;
	struct extract_worker *w;
	struct doc *d;
	struct frame frame;
	struct speeches speeches;
	struct turns turns;
	size_t annot; /* first annotation of the sentence */
	uint32_t *at; /* text offset of each claim's anchor; UINT32_MAX for statements */
	int32_t *parent;
	size_t cap_at, cap_parent, n_at;
	struct slice doc_date;
};

/* Remember where the claims made since stand in the text. */
static void note_claim(struct job *j, uint32_t off, int32_t parent)
{
	size_t n = j->n_at;

	j->at = arena_grow(&j->w->doc_arena, j->at, &j->cap_at, n + 1, sizeof *j->at);
	j->parent =
		arena_grow(&j->w->doc_arena, j->parent, &j->cap_parent, n + 1, sizeof *j->parent);
	j->at[n] = off;
	j->parent[n] = parent;
	j->n_at++;
}

static void make_numbers(struct job *j, const struct maker *k, struct mentions *ms)
{
	struct slice mood = SLICE_NONE;

	for (size_t i = 0; i < ms->n; i++) {
		if (!number_is_claim(&ms->m[i], k->v)) continue;
		size_t n = claim_make_number(k, ms, i); /* moves the claims when they grow */
		mood = j->d->claims[n].modality;
		note_claim(j, j->d->annots[ms->m[i].annot].off, -1);
	}
	for (size_t i = 0; i < ms->n; i++) { /* a sum stands behind its parts, too */
		const struct mention *m = &ms->m[i];
		int32_t parent = m->parent >= 0	 ? ms->m[m->parent].claim
				 : m->outer >= 0 ? j->frame.figures[m->outer].claim
						 : -1;
		if (m->claim < 0 || parent < 0 || !m->facet[FACET_REL].p) continue;
		j->d->claims[m->claim].parent_rel = m->facet[FACET_REL];
		j->parent[m->claim] = parent;
	}
	for (size_t i = 0; i < ms->n; i++) {
		const struct mention *m = &ms->m[i];
		if (m->claim >= 0 && m->from < 0 && !attach_is_change(m, k->v))
			frame_keep_figure(&j->frame, k->sentence,
					  (struct frame_figure){ m->annot, m->claim, m->ind });
	}
	j->frame.mood = mood;
}

/* Not a word of Chinese: another language, program text; or one with a name in Chinese here and
 * there, as English news of Taiwan has them. */
static bool is_foreign(const struct doc *d, const struct sentence *s)
{
	size_t han = 0, latin = 0;

	for (size_t i = s->off; i < s->off + (size_t)s->len; i++) {
		han += unit_is_ideograph(d->text.p[i]);
		latin += unit_is_letter(d->text.p[i]);
		if (han * FOREIGN_RATIO > s->len) return false;
	}
	return !han || (latin >= FOREIGN_LETTERS && latin >= FOREIGN_RATIO * han);
}

/* "Talk with the mayor: …", "A calls on B: …": what does something is nobody's name. */
static bool has_verb(const struct view *v, const struct turn *x)
{
	const uint32_t verbs = POS_BIT(POS_VERB) | POS_BIT(POS_PREP) | POS_BIT(POS_ADV);
	size_t t = view_token_at(v, x->from);

	if (t + 1 < v->n_tok && v->tok[t].pos == POS_VN && v->tok[t + 1].off < x->colon)
		return true;
	for (; t < v->n_tok && v->tok[t].off < x->colon; t++)
		if ((verbs & POS_BIT(v->tok[t].pos)) || (v->cls[t] & ROLE_SAY) ||
		    (view_token_label(v, t) & LABEL_CREDIT))
			return true;
	return false;
}

/* Nothing was told with what is said next. */
static void pass_quiet(struct job *j)
{
	j->frame.mood = SLICE_NONE;
}

static void run_sentence(struct job *j, uint32_t n)
{
	struct arena *a = &j->w->sentence_arena;
	const struct sentence *s = &j->d->sentences[n];
	struct mentions ms;
	struct finds fs;
	struct view v;
	uint32_t *offs;

	arena_reset(a);
	/* sketches of other sentences stood where this one's will */
	rule_scratch_forget(j->w->match);
	frame_enter(&j->frame, j->d, &j->s->words, s->block);
	frame_reach(&j->frame, n, s->off);
	if (is_foreign(j->d, s)) return;
	/* sentences come in order */
	while (j->annot < j->d->n_annots && j->d->annots[j->annot].off < s->off) j->annot++;
	const struct turn *turn = turns_at(&j->turns, s);
	/* proofs look at every rule */
	bool may_pass = !j->w->fired && !turn && !quiet_never(j->d, n);
	if (may_pass && quiet_words(j->d, n, j->annot, &j->s->words, &j->s->rules, j->w->match)) {
		pass_quiet(j);
		return;
	}
	struct view_words words = { j->s->lexicon, j->w->segment, &j->s->words };
	view_build(&v, a, &words, j->d, n, j->annot);
	if (!v.n_tok) return;
	view_sketch(&v, a);
	if (may_pass && quiet_view(&v, &j->s->rules, j->w->match)) {
		pass_quiet(j);
		return;
	}
	view_clauses(&v, a);
	if (turn && turn->headline && has_verb(&v, turn)) turn = NULL;
	v.label = turn ? turn->colon : 0;
	phrase_begin(&v);
	topic_begin(&v, a);
	mentions_collect(&ms, a, &v);
	view_number_units(&v, a);
	if (ms.n) candidate_begin(&v, a);
	struct rule_run run = { &j->s->rules, j->w->match, j->w->fired };
	if (mentions_apply_rules(&ms, &fs, a, &v, &run))
		doc_add_error(j->d, "extract", "rule-limit", doc_source(j->d, s->off, s->len),
			      "a rule ran into its match limit here");
	struct shared_slots shared = { false };
	struct maker k = { j->d,       &v, &fs,		&j->frame, &ms, &j->w->when,
			   j->s->tool, n,  j->doc_date, &shared,   turn,  &words, a };
	size_t before = j->d->n_claims;
	speech_collect(&j->speeches, &j->w->doc_arena, &k);
	for (; before < j->d->n_claims; before++) note_claim(j, UINT32_MAX, -1);
	attach_all(&ms, &v, &j->frame, &j->w->choice);
	make_numbers(j, &k, &ms);
	size_t n_events = event_collect(&j->s->events, &k, a, &offs);
	for (size_t i = 0; i < n_events; i++) note_claim(j, offs[i], -1);
	period_carry(&v, &j->frame, &ms);
}

#define NO_MARK	       ((struct stretch){ 0, 0 })
#define QUESTION_UNITS 200 /* from a figure to the mark that makes a question of its sentence */

/* The question mark that ends the sentence of text offset off, empty if another mark does. */
static struct stretch question_mark(const struct doc *d, uint32_t off)
{
	for (uint32_t i = off; i < d->text.len && i < off + QUESTION_UNITS; i++) {
		uint16_t c = d->text.p[i];
		if (c == WIDE_QUESTION || c == '?') return (struct stretch){ i, 1 };
		if (c == FULL_STOP || c == WIDE_EXCLAMATION || c == '\n') break;
	}
	return NO_MARK;
}

/* Speakers: every claim inside a speech carries it; without another parent it is said_in. */
static void mark_speakers(struct job *j)
{
	for (size_t i = 0; i < j->d->n_claims; i++) {
		struct claim *c = &j->d->claims[i];
		if (j->at[i] == UINT32_MAX) continue;
		const struct speech *s = speech_at(&j->speeches, j->at[i]);
		if (!s) continue;
		speech_mark(j->d, c, s);
		bool asked = s->asks && !slice_is(c->kind, "event");
		struct stretch mark = asked ? question_mark(j->d, j->at[i]) : NO_MARK;
		if (mark.len)
			claim_set_mood(j->d, c,
				       (struct mood){ SLICE("hypothetical"), SLICE("pos"), mark });
		if (c->parent_rel.p || s->claim < 0) continue;
		c->parent_rel = SLICE("said_in");
		j->parent[i] = s->claim;
	}
}

/* Room for a claim of every number, so that they need not move while they are made: a claim is a
 * kilobyte. */
static void reserve_claims(struct doc *d)
{
	size_t n = 8;

	for (size_t i = 0; i < d->n_annots; i++)
		n += d->annots[i].num_len > 0 && d->annots[i].type != A_VETO;
	doc_reserve_claims(d, n);
}

/* The rows of tables up to block, which make their claims cell by cell. Is this block a row of
 * figures? */
static bool run_tables(struct job *j, uint32_t *next, size_t block)
{
	struct table_values values;
	bool row = false;

	for (; *next <= block && *next < j->d->n_blocks; (*next)++) {
		row = table_claims_block(&j->w->table, &j->d->blocks[*next], &values);
		for (size_t i = 0; i < values.n; i++)
			note_claim(j, values.off[i], values.parent[i]);
	}
	return row;
}

/* Document order: by the place of the anchor. */
static void run(const void *state, void *worker, struct doc *d)
{
	struct extract_worker *w = worker;
	struct job j = { .s = state, .w = w, .d = d };

	arena_reset(&w->doc_arena);
	j.doc_date = claim_day(d, d->date);
	reserve_claims(d);
	/* more than news says; growing would leave copies behind */
	j.speeches.s = arena_grow(&w->doc_arena, NULL, &j.speeches.cap, 16 + d->text.len / 64,
				  sizeof *j.speeches.s);
	j.at = arena_grow(&w->doc_arena, NULL, &j.cap_at, 16 + d->text.len / 16, sizeof *j.at);
	j.parent = arena_grow(&w->doc_arena, NULL, &j.cap_parent, 16 + d->text.len / 16,
			      sizeof *j.parent);
	doc_make_utf8(d);
	frame_begin(&j.frame);
	j.frame.said = &j.speeches;
	frame_title(&j.frame, d, &j.s->words);
	frame_dateline(&j.frame, d, &j.s->places);
	turns_find(&j.turns, &w->doc_arena, d, &j.s->words);
	table_claims_begin(&w->table, &j.s->tables, &j.s->words, d);
	w->table.tool = j.s->tool;
	w->table.doc_date = j.doc_date;
	uint32_t next = table_claims_any(d) ? 0 : (uint32_t)d->n_blocks;
	bool row = false;
	for (size_t i = 0; i < d->n_sentences; i++) {
		if (d->sentences[i].block >= next)
			row = run_tables(&j, &next, d->sentences[i].block);
		if (!row) run_sentence(&j, (uint32_t)i);
	}
	run_tables(&j, &next, d->n_blocks);
	table_sums(d, j.parent, &w->doc_arena);
	mark_speakers(&j);
	claim_finish_all(d, j.parent);
	claim_sort(d);
}

const struct stage stage_extract = {
	.name = "extract",
	.summary = "claims",
	.needs = L_TEXT | L_ANNOT,
	.makes = L_CLAIMS,
	.open = open_state,
	.close = close_state,
	.worker_open = open_worker,
	.worker_close = close_worker,
	.run = run,
};
