/* Whose figure a number is. See subject.h.
 *
 * Chinese says the subject once and leaves it out until it changes: over the clauses of a sentence,
 * and over the sentences of a paragraph. What may be meant are candidates (candidate.c), the
 * weights of their signs decide (owner_choice.c). Behind a sentence its topics are remembered for
 * the next. */
#include "pipeline/extract/subject.h"

#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define CAPTION_MAX  20 /* units of a caption */
#define HEADLINE_MIN 12 /* units of a paragraph that is a headline */
#define HEADLINE_MAX 40
#define NONE	     ((struct stretch){ 0, 0 })

/* "The ship project is a key project; the project will": a bare noun resumes the nearest longer
 * name that ends in it. */
static const struct candidate *resumed(const struct view *v, const struct candidate *best,
				       const struct candidates *all)
{
	const uint16_t *u = v->d->text.p;

	if (!best || !(best->is & SIGN(SHORT)) || best->scope == SCOPE_DOCUMENT) return best;
	for (size_t i = 0; i < all->n; i++) {
		struct stretch a = best->s, b = all->c[i].s;
		bool named = (all->c[i].is & SIGN(RESUMED)) &&
			     !(all->c[i].is & (SIGN(INSIDE) | SIGN(COUNTED) | SIGN(SIBLING))) &&
			     all->c[i].scope == SCOPE_SENTENCE;
		if (named && b.len > a.len &&
		    !memcmp(u + a.off, u + stretch_end(b) - a.len, a.len * sizeof *u))
			return &all->c[i];
	}
	return best;
}

/* "The city's firms' revenue and profit are, respectively,": s, found for the second value, is only
 * the beginning of whose the first is: all of it. */
static struct stretch of_the_first(const struct mentions *ms, size_t i, struct stretch s)
{
	const struct mention *m = &ms->m[i];

	if (m->resp_count < 2 || !m->resp_index || !i) return s;
	struct stretch first = ms->m[i - 1].subj;
	return s.len && s.off == first.off && s.len < first.len ? first : s;
}

struct stretch subject_find(const struct mentions *ms, size_t i, const struct view *v,
			    const struct frame *f, const struct owner_choice *k, struct mention *m)
{
	struct candidates c;

	candidates_collect(&c, ms, i, v, f, k->scratch);
	const struct candidate *best = resumed(v, owner_choose(k, v, &ms->m[i], &c), &c);

	if (best && best->scope == SCOPE_INSIDE) m->ind = owner_rest(v, m->ind, best->s);
	m->own_subj = best && (best->scope == SCOPE_CLAUSE || best->scope == SCOPE_INSIDE ||
			       (best->is & SIGN(LED)));
	m->subj_is = best ? best->is & CANDIDATE_WORDS : 0;
	m->who = best ? best->who : NONE;
	return best ? of_the_first(ms, i, candidate_place(v, best)) : NONE;
}

/* The head of the sentence: its first topic that is no measure. */
static void carry_head(const struct mentions *ms, const struct view *v, struct frame *f)
{
	for (size_t c = 0; c < v->n_clauses; c++) {
		size_t n;
		const struct topic *t = topic_at(v, c, &n);
		for (size_t i = 0; i < n; i++) {
			if (t[i].place || t[i].speaks || t[i].counted || t[i].measured ||
			    candidate_is_measured(ms, t[i].s, v))
				continue;
			if (!t[i].entity || t[i].personal) {
				f->topic = t[i].s;
				f->topic_is = candidate_signs_of(v, t[i].s);
			}
			return;
		}
	}
}

/* Count a name; a new one takes the place of the rarest. */
static void count_name(struct frame *f, const struct doc *d, struct stretch s, uint64_t is)
{
	struct uslice text = doc_span(d, s.off, s.len);
	size_t rare = 0;

	for (size_t i = 0; i < FRAME_NAMES; i++) {
		struct frame_name *k = &f->names[i];
		if (k->n && uslice_eq(doc_span(d, k->s.off, k->s.len), text)) {
			k->s = s;
			k->n++;
			return;
		}
		if (k->n < f->names[rare].n) rare = i;
	}
	f->names[rare] = (struct frame_name){ s, 1, is };
}

/* A paragraph or heading that is one noun phrase: what a picture shows, what a section is about. */
static bool is_caption(const struct mentions *ms, const struct view *v, const struct frame *f)
{
	if (ms->n || f->block >= v->d->n_blocks || v->len > CAPTION_MAX || v->n_clauses != 1 ||
	    phrase_right(v, 0).to < v->n_tok)
		return false;
	const struct block *b = &v->d->blocks[f->block];
	return (b->type == BLOCK_PARA || b->type == BLOCK_HEADING) && b->len <= v->len + 1u;
}

/* The owner of the sentence's last figure. */
static void carry_figure(const struct mentions *ms, const struct view *v, struct frame *f)
{
	size_t i = ms->n;

	while (i > 0 && (ms->m[i - 1].skip || !ms->m[i - 1].subj.len)) i--;
	if (!i) return;
	struct stretch s = ms->m[i - 1].subj;
	uint64_t kind = ms->m[i - 1].subj_is & SIGN(KIND);
	f->figure_is = s.off >= v->off ? candidate_signs_of(v, s) | kind : ms->m[i - 1].subj_is;
	f->figure = s;
	f->figure_who = ms->m[i - 1].who;
}

/* A paragraph of one sentence without a stop at its end, longer than a label: a headline, below
 * which another story begins. */
static bool is_headline(const struct view *v, const struct frame *f)
{
	if (f->block >= v->d->n_blocks || v->len > HEADLINE_MAX || v->len < HEADLINE_MIN)
		return false;
	const struct block *b = &v->d->blocks[f->block];
	return b->type == BLOCK_PARA && b->len <= v->len + 1u &&
	       v->tok[v->n_tok - 1].pos != POS_PUNCT;
}

void subject_carry(const struct mentions *ms, const struct view *v, struct frame *f)
{
	bool item = f->block < v->d->n_blocks && v->d->blocks[f->block].type == BLOCK_LIST;

	if (item || is_caption(ms, v, f)) return; /* items of a list stand beside each other */
	if (is_headline(v, f)) f->headline = v->off;
	for (size_t c = 0; c < v->n_clauses; c++) {
		size_t n;
		if (!topic_may_name(v, c)) continue;
		const struct topic *t = topic_at(v, c, &n);
		for (size_t i = 0; i < n; i++) {
			if (!t[i].entity || t[i].place || t[i].personal || t[i].speaks) continue;
			f->subject = t[i].measured || candidate_is_measured(ms, t[i].s, v)
					     ? candidate_name(v, &t[i])
					     : t[i].s;
			f->topic = NONE;
			f->subject_is = candidate_signs_of(v, f->subject);
			count_name(f, v->d, f->subject, f->subject_is);
		}
	}
	if (ms->n) carry_head(ms, v, f);
	carry_figure(ms, v, f);
}
