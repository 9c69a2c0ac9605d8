/* Evidence for and against every pair of the table in one document. See tally.h. */
#include "pipeline/normalize/tally.h"

#include "pipeline/normalize/trust.h"

#include <math.h>

#define MARGIN_SEEN   0.0f /* log10 odds of a sure edit: pairs seen in spun text */
#define MARGIN_MAYBE  1.6f /* guessed pairs and chains, to tell for the document */
#define MARGIN_LEAST  1.0f /* for the edit to be made */
#define MARGIN_COMMON 1.0f /* more where the spun form is not much rarer in clean text */
#define MARGIN_RARE   1.0f
#define STOOD_MAX     6u /* occurrences of a spun form that count as evidence: more are the topic */
#define WON_MAX	      4u
#define LEFT_MAX      8u
#define LEFT_WEIGHT   1.0f
#define RIVAL	      5.0f
#define RIVAL_SEEN    9.0f
#define RIVAL_RARE    1.0f /* a rare spun form may stand beside another: some machines choose */
#define RARE	      1.5f
#define KNOWN_RARE    1.0f /* pairs that tell the known machine: spun form rarer by this, log10 */
#define KNOWN_SHARE   4u   /* spun forms for every genuine one left over */
#define KNOWN_LEAST   2u   /* and so many more: one word by chance is no machine */
#define STRANGER      1.5f /* log10 odds less for pairs seen in another machine's texts */
#define STRANGER_CHAR 6.0f /* for its single characters: hardly two machines swap the same */
/* In its texts less for guessed pairs whose spun form is no rare one; measured by seed 003, as good
 * at 4. */
#define GUESSED	    2.0f
#define NEVER	    (-99.0f)
#define SHARE	    0.7f /* weight of how often a spun string was undone */
#define PRIOR_LEAVE (-0.1f)
#define LEAVE_NONE  (-1.0f) /* of a string for whose much commoner genuine form none is left */

/* The document's part of whether an edit is made, fitted with trust_made. */
#define MADE_WON    1.7f
#define MADE_DENSE  1.05f
#define MADE_OFTEN  0.8f /* more of a pair that many lists hold where most that won are such ... */
#define OFTEN_MOST  0.5f /* ... log10 odds at most */
#define MADE_KNOWN  2.7f
#define MADE_LEAST  4.7f

static bool was_seen(const struct spun *s, uint32_t pair)
{
	return s->pairs[pair].cls == SPUN_WORD || s->pairs[pair].cls == SPUN_CHAR;
}

/* How far above what its class of pair asks for the margin of an edit is. */
static float above(const struct spun *s, bool known, const struct unspin_edit *e)
{
	if (known && was_seen(s, e->pair)) return e->margin - MARGIN_SEEN;
	return e->margin - MARGIN_MAYBE - (s->rarer[e->pair] < MARGIN_RARE ? MARGIN_COMMON : 0);
}

/* What the document adds to an edit's trust: how often the pair won, how dense the edits are,
 * whether most of them are such as the lists of many tools hold. A genuine form left over elsewhere
 * says nothing: some spinners replace every word that they know, some one in two. */
static float trust_here(const struct tally *t, uint32_t pair)
{
	const struct spun_pair *p = &t->spun->pairs[pair];
	float stood = (float)t->stood[p->list], often = 0;

	if (p->cls == SPUN_OFTEN)
		often = log10f(((float)t->often + 0.5f) / ((float)t->some + 0.5f));
	if (often > OFTEN_MOST) often = OFTEN_MOST;
	return MADE_OFTEN * often + MADE_WON * ((float)t->won[pair] + 0.5f) / (stood + 1) +
	       MADE_DENSE * log10f(((float)t->used + 0.5f) * 100 / ((float)t->read + 1));
}

bool tally_is_sure(const struct tally *t, const struct unspin_edit *e)
{
	float least = MADE_LEAST;

	if (t->known_machine && was_seen(t->spun, e->pair)) return e->margin >= MARGIN_SEEN;
	if (t->known_machine) least -= MADE_KNOWN;
	return e->margin >= MARGIN_LEAST &&
	       trust_made(t->spun, e) + trust_here(t, e->pair) >= least;
}

static void allocate(struct tally *t, const struct spun *s)
{
	size_t pairs = s->n_pairs + 1u, lists = s->n_lists + 1u;

	t->spun = s;
	t->won = mem_zalloc(pairs * sizeof *t->won);
	t->trusted = mem_zalloc(pairs * sizeof *t->trusted);
	t->in_part = mem_zalloc(pairs * sizeof *t->in_part);
	t->left = mem_zalloc(pairs * sizeof *t->left);
	t->odds = mem_zalloc(pairs * sizeof *t->odds);
	t->stood = mem_zalloc(lists * sizeof *t->stood);
	t->undone = mem_zalloc(lists * sizeof *t->undone);
	t->priors.make = mem_zalloc(pairs * sizeof *t->priors.make);
	t->priors.leave = mem_zalloc(lists * sizeof *t->priors.leave);
	t->form_of = mem_zalloc(pairs * sizeof *t->form_of);
	for (uint32_t f = 0; s->form_first[f] < s->n_pairs; f++)
		for (uint32_t p = s->form_first[f]; p < s->form_first[f + 1]; p++)
			t->form_of[s->form_pairs[p]] = f;
}

void tally_free(struct tally *t)
{
	mem_free(t->won);
	mem_free(t->trusted);
	mem_free(t->in_part);
	mem_free(t->left);
	mem_free(t->odds);
	mem_free(t->stood);
	mem_free(t->undone);
	mem_free(t->priors.make);
	mem_free(t->priors.leave);
	mem_free(t->form_of);
	mem_free(t->standing.at);
	mem_free(t->kept.at);
}

static void note(struct tally_some *s, uint32_t x)
{
	s->at = mem_grow(s->at, &s->cap, s->n + 1, sizeof *s->at);
	s->at[s->n++] = x;
}

/* What the edits of a part have counted, back to nothing. They were pairs of strings that stand in
 * the text. */
static void forget_part(struct tally *t)
{
	const struct spun *s = t->spun;

	if (t->all) {
		memset(t->in_part, 0, s->n_pairs * sizeof *t->in_part);
		memset(t->trusted, 0, s->n_pairs * sizeof *t->trusted);
		return;
	}
	for (size_t i = 0; i < t->standing.n; i++) {
		uint32_t from = s->first[t->standing.at[i]],
			 n = s->first[t->standing.at[i] + 1] - from;
		memset(t->in_part + from, 0, n * sizeof *t->in_part);
		memset(t->trusted + from, 0, n * sizeof *t->trusted);
	}
}

/* The same of a reading. */
static void forget_round(struct tally *t)
{
	const struct spun *s = t->spun;

	for (size_t i = 0; i < t->kept.n; i++) t->left[t->kept.at[i]] = 0;
	t->kept.n = 0;
	if (t->all) {
		memset(t->won, 0, s->n_pairs * sizeof *t->won);
		memset(t->undone, 0, s->n_lists * sizeof *t->undone);
		return;
	}
	for (size_t i = 0; i < t->standing.n; i++) {
		uint32_t l = t->standing.at[i];
		memset(t->won + s->first[l], 0, (s->first[l + 1] - s->first[l]) * sizeof *t->won);
		t->undone[l] = 0;
	}
}

void tally_begin(struct tally *t, const struct spun *s)
{
	if (!t->spun) allocate(t, s);
	forget_part(t);
	forget_round(t);
	for (size_t i = 0; i < t->standing.n; i++) t->stood[t->standing.at[i]] = 0;
	t->standing.n = 0;
	t->all = t->known_machine = false;
	t->rounds = 0;
}

/* Is the genuine form at unit i of text a part of its own spun string? */
static bool inside_own_spun(const struct spun *s, uint32_t pair, struct uslice text, size_t i)
{
	struct uslice spun = spun_text(s, &s->pairs[pair]), form = spun_genuine(s, &s->pairs[pair]);

	for (size_t at = 0; at + form.len <= spun.len && at <= i; at++)
		if (memcmp(spun.p + at, form.p, form.len * sizeof *form.p) == 0 &&
		    i - at + spun.len <= text.len &&
		    memcmp(text.p + i - at, spun.p, spun.len * sizeof *spun.p) == 0)
			return true;
	return false;
}

static void count_left(struct tally *t, struct uslice text)
{
	const struct spun *s = t->spun;
	uint16_t lens[UNSPIN_LISTS_MAX];
	uint32_t forms[UNSPIN_LISTS_MAX];

	for (size_t i = 0; i < text.len; i++) {
		if (!spun_form_may_begin(s, text.p + i, text.len - i)) continue;
		size_t n = datrie_prefixes(&s->genuine, text.p + i, text.len - i, UNSPIN_LISTS_MAX,
					   lens, forms);
		for (size_t k = 0; k < n; k++)
			for (uint32_t p = s->form_first[forms[k]]; p < s->form_first[forms[k] + 1];
			     p++) {
				uint32_t pair = s->form_pairs[p];
				if (!inside_own_spun(s, pair, text, i) && !t->left[pair]++)
					note(&t->kept, pair);
			}
	}
}

void tally_count(struct tally *t, struct uslice text)
{
	uint32_t lists[UNSPIN_LISTS_MAX];

	for (size_t i = 0; i < text.len; i++) {
		size_t n = unspin_lattice_lists(t->spun, text, i, lists);
		for (size_t k = 0; k < n; k++)
			if (!t->stood[lists[k]]++) note(&t->standing, lists[k]);
	}
	count_left(t, text);
}

/* Does a pair tell the known machine? */
static bool tells_known(const struct spun *s, uint32_t k)
{
	return s->pairs[k].cls == SPUN_WORD && s->rarer[k] >= KNOWN_RARE && s->own[k] == SPUN_NONE;
}

void tally_know(struct tally *t)
{
	const struct spun *s = t->spun;
	size_t stood = 0, left = 0;

	for (size_t i = 0; i < t->standing.n; i++) {
		uint32_t l = t->standing.at[i];
		for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++)
			stood += tells_known(s, k) ? t->stood[l] : 0;
	}
	for (size_t i = 0; i < t->kept.n; i++) {
		uint32_t k = t->kept.at[i];
		left += tells_known(s, k) ? t->left[k] : 0;
	}
	t->known_machine = stood > left * KNOWN_SHARE + KNOWN_LEAST;
}

void tally_begin_round(struct tally *t)
{
	forget_round(t);
	t->read = t->used = t->often = t->some = 0;
	t->rounds++;
}

void tally_begin_part(struct tally *t)
{
	forget_part(t);
	t->gain = 0;
	t->n_pairs = t->n_trusted = 0;
}

static void note_used(struct tally *t, const struct spun_pair *p)
{
	t->used++;
	if (p->cls == SPUN_OFTEN) t->often++;
	else if (p->cls != SPUN_CHAIN) t->some++;
}

static void count_edit(struct tally *t, const struct unspin_edit *e)
{
	t->won[e->pair]++;
	t->undone[t->spun->pairs[e->pair].list]++;
	if (t->won[e->pair] == 1) note_used(t, &t->spun->pairs[e->pair]);
	if (++t->in_part[e->pair] <= TALLY_GAINS) t->gain += (double)e->margin;
	if (t->in_part[e->pair] == 1) t->n_pairs++;
}

static void note_trusted(struct tally *t, const struct unspin_edit *e)
{
	if (t->trusted[e->pair] || trust_beyond(trust_edit(t->spun, e)) <= 0) return;
	t->trusted[e->pair] = true;
	t->n_trusted++;
}

void tally_line(struct tally *t, const struct unspin_lattice *l, struct uslice line)
{
	size_t pos = 0;

	t->read += line.len;
	for (size_t e = 0; e <= l->n_edits; e++) {
		size_t end = e < l->n_edits ? l->edits[e].pos : line.len;
		count_left(t, (struct uslice){ line.p + pos, end - pos });
		if (e == l->n_edits) break;
		note_trusted(t, &l->edits[e]);
		if (above(t->spun, t->known_machine, &l->edits[e]) >= 0)
			count_edit(t, &l->edits[e]);
		pos = end + l->spun->pairs[l->edits[e].pair].spun_len;
	}
}

/* log10 odds that this spinner uses a pair. If it does, the clean rates of both forms have gone to
 * the spun one: every spun form speaks for it by log10((spun + genuine) / spun), every genuine form
 * left over against it. */
static float odds(const struct tally *t, uint32_t k)
{
	/* log10 odds that a spinner uses a pair, before anything is known of the document */
	static const float prior[] = { [SPUN_WORD] = 1.0f,
				       [SPUN_CHAR] = -0.5f,
				       [SPUN_OFTEN] = -1.5f,
				       [SPUN_MAYBE] = -1.5f,
				       [SPUN_SWAP] = -1.5f,
				       [SPUN_CHAIN] = -2.0f };
	const struct spun *s = t->spun;
	const struct spun_pair *p = &s->pairs[k];
	uint32_t stood = t->stood[p->list], left = t->left[k];
	bool known = t->known_machine && was_seen(s, k);
	float n = (float)(stood < STOOD_MAX ? stood : STOOD_MAX);
	float o = prior[p->cls];

	if (was_seen(s, k) && !t->known_machine)
		o -= p->cls == SPUN_CHAR ? STRANGER_CHAR : STRANGER;
	if (t->rounds && t->known_machine && (p->cls == SPUN_MAYBE || p->cls == SPUN_OFTEN) &&
	    s->rarer[k] < RARE)
		o -= GUESSED;
	/* of a guessed pair each speaks for the others: for its own place the model does */
	if (stood) o += (known ? n : n - 1) * log10f(1 + powf(10, s->rarer[k]));
	if (known) o += 0.5f * (float)(t->won[k] < WON_MAX ? t->won[k] : WON_MAX);
	if (p->cls == SPUN_CHAR)
		return o; /* a character is left over in so many words that it proves nothing */
	/* before the first reading: what looks left over may be what the spinner wrote for another
	 * word */
	if (!t->rounds && (p->cls == SPUN_WORD || s->own[k] != SPUN_NONE)) left = 0;
	return o - LEFT_WEIGHT * (float)(left < LEFT_MAX ? left : LEFT_MAX);
}

/* Of pairs that exclude each other the likeliest stands, the others yield: those only guessed to
 * one that was seen nearly always. */
static void yield_to_best(const struct spun *s, const struct tally *t, const uint32_t *pairs,
			  size_t n)
{
	float best = -99;
	bool seen = false;

	for (size_t i = 0; i < n; i++) {
		if (!t->stood[s->pairs[pairs[i]].list] || t->odds[pairs[i]] <= best) continue;
		best = t->odds[pairs[i]];
		seen = was_seen(s, pairs[i]);
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t k = pairs[i];
		if (was_seen(s, k) || t->odds[k] >= best) continue;
		t->odds[k] -= seen ? RIVAL_SEEN : s->rarer[k] < RARE ? RIVAL : RIVAL_RARE;
	}
}

/* A machine writes one thing for one word, and what it writes mostly stands for one word. */
static void yield_to_seen(const struct spun *s, const struct tally *t, uint32_t l)
{
	bool seen = false;

	for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++)
		if (was_seen(s, k) && t->odds[k] > 0) seen = true;
	for (uint32_t k = s->first[l]; seen && k < s->first[l + 1]; k++)
		if (!was_seen(s, k)) t->odds[k] -= RIVAL_SEEN;
}

/* Is pair k the first one of its genuine form f that stands in the text? */
static bool is_first_standing(const struct tally *t, uint32_t f, uint32_t k)
{
	const struct spun *s = t->spun;
	uint32_t p = s->form_first[f];

	while (!t->stood[s->pairs[s->form_pairs[p]].list]) p++;
	return s->form_pairs[p] == k;
}

/* Did the known machine turn every one of a common genuine form into the spun one? Then that is
 * hardly ever itself. */
static bool took_all(const struct tally *t, uint32_t k)
{
	return t->known_machine && was_seen(t->spun, k) && t->won[k] && !t->left[k] &&
	       t->spun->rarer[k] >= KNOWN_RARE;
}

/* Are all pairs of a string swaps, of which the known machine has its own? */
static bool is_idle(const struct tally *t, uint32_t l)
{
	bool idle = t->known_machine;

	for (uint32_t k = t->spun->first[l]; idle && k < t->spun->first[l + 1]; k++)
		idle = t->spun->pairs[k].cls == SPUN_SWAP;
	return idle;
}

static void learn_list(struct tally *t, uint32_t l)
{
	const struct spun *s = t->spun;
	struct unspin_priors *p = &t->priors;
	float n = (float)t->stood[l] + 2;
	bool all = false;

	p->leave[l] = 0;
	for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
		float used = 1 / (1 + powf(10, -t->odds[k]));
		p->make[k] = NEVER;
		if (t->known_machine && s->pairs[k].cls == SPUN_SWAP) continue;
		p->make[k] = log10f(0.9f * used + 1e-5f);
		if (!t->rounds) continue;
		if (took_all(t, k)) all = true;
		else p->make[k] += SHARE * log10f(((float)t->won[k] + 0.1f) / n);
	}
	if (is_idle(t, l)) return;
	float kept =
		(float)t->stood[l] > (float)t->undone[l] ? (float)(t->stood[l] - t->undone[l]) : 0;
	p->leave[l] = t->rounds ? SHARE * log10f((kept + 1) / n) : PRIOR_LEAVE;
	if (all && p->leave[l] > LEAVE_NONE) p->leave[l] = LEAVE_NONE;
}

void tally_learn(struct tally *t)
{
	const struct spun *s = t->spun;

	t->all = true;
	for (uint32_t k = 0; k < s->n_pairs; k++) t->odds[k] = odds(t, k);
	for (size_t f = 0; s->form_first[f] < s->n_pairs; f++)
		yield_to_best(s, t, s->form_pairs + s->form_first[f],
			      s->form_first[f + 1] - s->form_first[f]);
	for (uint32_t l = 0; l < s->n_lists; l++) {
		yield_to_seen(s, t, l);
		learn_list(t, l);
	}
}

/* The pairs of the genuine forms of a spun string that stands in the text yield, once a form. */
static void yield_of_list(const struct tally *t, uint32_t l)
{
	const struct spun *s = t->spun;

	for (uint32_t k = s->first[l]; k < s->first[l + 1]; k++) {
		uint32_t f = t->form_of[k];
		if (is_first_standing(t, f, k))
			yield_to_best(s, t, s->form_pairs + s->form_first[f],
				      s->form_first[f + 1] - s->form_first[f]);
	}
}

void tally_learn_standing(struct tally *t)
{
	const struct spun *s = t->spun;
	const struct tally_some *lists = &t->standing;

	for (size_t i = 0; i < lists->n; i++)
		for (uint32_t k = s->first[lists->at[i]]; k < s->first[lists->at[i] + 1]; k++)
			t->odds[k] = odds(t, k);
	for (size_t i = 0; i < lists->n; i++) yield_of_list(t, lists->at[i]);
	for (size_t i = 0; i < lists->n; i++) {
		yield_to_seen(s, t, lists->at[i]);
		learn_list(t, lists->at[i]);
	}
}
