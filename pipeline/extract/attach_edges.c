/* Where a figure begins and ends among the tokens: its bound before it, its unit, a bound and a sum
 * in another currency behind it. See attach.h. */
#include "pipeline/extract/attach.h"

#include "pipeline/extract/phrase.h"

#define CONVERTED_TOKENS 6 /* in parentheses, of a sum in another currency */

static bool is_money(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_QUANTITY && v->tok[t].annot >= 0 &&
	       v->d->annots[v->tok[t].annot].type == A_MONEY;
}

/* "2 billion dollars (some 14 billion yuan) | of guarantees": behind the parentheses that open at t
 * or close there, with nothing but the sum in another currency; t if there are none. */
static size_t over_converted(const struct view *v, size_t sum, size_t t)
{
	size_t open = t, end = t;

	if (t >= v->n_tok || !is_money(v, sum)) return t;
	if (unit_opens_bracket(phrase_mark(v, t))) {
		for (end = t + 1; end < v->n_tok && end <= t + CONVERTED_TOKENS; end++)
			if (unit_closes_bracket(phrase_mark(v, end)))
				return is_money(v, end - 1) ? end + 1 : t;
		return t;
	}
	if (!unit_closes_bracket(phrase_mark(v, t))) return t;
	while (open > 1 && open + CONVERTED_TOKENS > t && !unit_opens_bracket(phrase_mark(v, open)))
		open--;
	return unit_opens_bracket(phrase_mark(v, open)) && is_money(v, open - 1) ? t + 1 : t;
}

/* First token behind the number, its unit and a bound that follows (above, about). */
size_t attach_behind(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = m->tok + 1;

	while (t < v->n_tok && a->op_len && v->tok[t].off >= a->op_off &&
	       v->tok[t].off < a->op_off + a->op_len)
		t++;
	while (t < v->n_tok && a->op_len && (v->side[t] & SIDE_BOUND)) /* "at least 3 or more" */
		t++;
	size_t converted = over_converted(v, m->tok, t);
	return converted < v->n_tok && !view_is_mark(v, converted) ? converted : t;
}

/* The token of the number, or of the words of bound before it (no fewer than). */
size_t attach_before_cue(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t t = a->op_len && a->op_off < a->off ? view_token_at(v, a->op_off) : m->tok;

	if (t < m->tok && v->tok[t].off < a->op_off)
		t++; /* the bound's first character is the end of a word */
	while (t < m->tok && v->tok[t].pos == POS_NOUN && !v->cls[t])
		t++; /* "loss about": a word with the noun before it */
	return t < m->tok && t >= v->clauses[m->clause].from ? t : m->tok;
}

bool attach_is_cost(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_VERB && (view_token_label(v, t) & LABEL_COSTS);
}

/* The verb before the figure, over adverbs and words of reaching; n_tok if none stands there. */
static size_t verb_before(const struct mention *m, const struct view *v)
{
	size_t t = attach_before_cue(m, v), lo = v->clauses[m->clause].from;

	while (t > lo && (v->cls[t - 1] & (ROLE_ADVERB | ROLE_REACH)) &&
	       !(v->side[t - 1] & SIDE_GAME))
		t--;
	return t > lo && (v->tok[t - 1].pos == POS_VERB || v->tok[t - 1].pos == POS_VN) ? t - 1
											: v->n_tok;
}

size_t attach_costs(const struct mention *m, const struct view *v)
{
	size_t t = verb_before(m, v);

	return t < v->n_tok && attach_is_cost(v, t) ? t : v->n_tok;
}

bool attach_is_points(const struct view *v, const struct annot *a)
{
	if (!a->unit_len || !(v->all_side & SIDE_GAME)) return false;
	return words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side & SIDE_POINT;
}

bool attach_scores(const struct mention *m, const struct view *v)
{
	if (!attach_is_points(v, &v->d->annots[m->annot])) return false;
	size_t t = verb_before(m, v);
	return t < v->n_tok && (v->side[t] & SIDE_GAME);
}
