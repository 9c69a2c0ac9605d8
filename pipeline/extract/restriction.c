/* Restrictions of counts. See restriction.h. */
#include "pipeline/extract/restriction.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/phrase.h"

static bool is_predicate(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_VERB || p == POS_ADJ || p == POS_ADV || p == POS_PREP || p == POS_VN ||
	       (v->cls[t] & (ROLE_NOTNOUN | ROLE_TRANS));
}

/* "Over 60 % of the members are young": told of what is counted, not what is counted among others.
 */
static bool is_copula(const struct view *v, size_t t)
{
	return (v->cls[t] & ROLE_REACH) && !(v->cls[t] & (ROLE_TRANS | ROLE_ADVERB | ROLE_STAT));
}

/* Behind further members of a list of counts: "85 hospitals, 872 pharmacies settle": what both do.
 */
static size_t over_counted_list(const struct view *v, size_t t, size_t end)
{
	while (t + 1 < end && ((v->cls[t] & ROLE_AND) || (v->cls[t] & ROLE_STAT))) {
		size_t k = t + 1;
		if (v->tok[t].annot < 0 && v->tok[k].pos != POS_QUANTITY) return t;
		struct phrase p = phrase_right(v, k + 1);
		if (p.to == p.from || p.to > end) return t;
		t = p.to;
	}
	return t;
}

/* Is the count the head of its clause: nothing before it but times, adverbs, its members, "there
 * are"? */
static bool heads_clause(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from;

	if (m->tok > lo && (v->side[m->tok - 1] & SIDE_EXIST)) return true;
	for (size_t i = lo; i < m->tok; i++)
		if (v->cls[i] & (ROLE_GOVERNS | ROLE_APART)) return false;
	if (m->tok > lo && (v->side[m->tok - 1] & SIDE_ETC)) return true;
	for (size_t i = lo; i < m->tok; i++) {
		if (v->side[i] & (SIDE_EXIST | SIDE_OPENER)) continue;
		if (i + 1 == m->tok && (v->side[i] & SIDE_PIVOT)) return false;
		if (v->tok[i].pos == POS_VERB || (v->cls[i] & (ROLE_TRANS | ROLE_INDVERB)))
			return false;
		if ((v->cls[i] & ROLE_REACH) && !(v->cls[i] & ROLE_ADVERB)) return false;
	}
	return true;
}

/* What can be restricted: counts, and parts of a whole (320 mu of them, 80 % of them). */
static bool is_countable(const struct mention *m, const struct annot *a)
{
	if (a->dim == DIM_COUNT || (a->type == A_NUMBER && m->ind.len && m->ind.off >= a->off))
		return true;
	return a->dim == DIM_AREA ||
	       (a->type == A_PERCENT && (m->facet[FACET_REL].p || a->unit_len == 0));
}

/* Does a bound (over, below) stand on a figure of [from, end)? */
static bool bounded(const struct view *v, size_t from, size_t end)
{
	for (size_t t = from; t < end; t++)
		if (v->tok[t].annot >= 0 && v->tok[t].pos == POS_QUANTITY &&
		    v->d->annots[v->tok[t].annot].op > OP_EQ)
			return true;
	return false;
}

/* Words up to a particle and nothing but nouns behind it describe a noun; a gap ends a headline's
 * part. */
static bool is_noun_phrase(const struct view *v, size_t from, size_t end)
{
	size_t de = end;

	for (size_t t = from; t < end; t++) {
		if (v->tok[t].pos == POS_SPACE) return true;
		if (v->tok[t].pos == POS_DE) de = t;
	}
	for (size_t t = de + 1; t < end; t++)
		if (!phrase_inner(v, t) && !(v->cls[t] & ROLE_AND)) return false;
	return de < end;
}

/* Is it known who they are that are counted: "these two", "both smiled"? What they do tells of
 * them, it does not choose among others. t: what follows the count. */
static bool is_definite(const struct mention *m, const struct view *v, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t lo = v->clauses[m->clause].from;
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);

	if (t < v->n_tok && (v->cls[t] & ROLE_EACH)) return true;
	if (m->tok > lo && (v->side[m->tok - 1] & SIDE_DET)) return true;
	bool pair = a->num_len == 1 && v->d->text.p[a->off] >= HAN_FIRST &&
		    words_kind(v->words, unit).side & SIDE_SELF;
	return pair && m->tok == lo && !m->ind.len;
}

/* Counts of how often, and numbers that name (the ten large): nobody does what follows. */
static bool counts_none(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	return a->unit_len && (words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len)) &
			       (ROLE_OFTEN | ROLE_SIZE));
}

/* Before a parenthesis; nothing is left where a quotation closes that opened farther left. */
static size_t trimmed_end(const struct view *v, size_t t, size_t end)
{
	size_t open = 0;

	for (size_t i = t; i < end; i++) {
		if (phrase_is_mark(v, i, QUOTE_OPEN)) open++;
		bool close = phrase_is_mark(v, i, QUOTE_CLOSE);
		if (close && !open) return t;
		if (unit_opens_bracket(phrase_mark(v, i))) return i;
		open -= close;
	}
	return end;
}

/* "Investment | (without farmers) | was 3 billion": behind the indicator, what a parenthesis takes
 * in or leaves out; none if it holds a figure or says something else. */
static struct stretch in_parens(const struct mention *m, const struct view *v)
{
	if (!m->ind.len) return (struct stretch){ 0, 0 };
	size_t from = view_token_at(v, stretch_end(m->ind) - 1) + 2, to = from;
	if (from >= m->tok || !unit_opens_bracket(phrase_mark(v, from - 1)))
		return (struct stretch){ 0, 0 };
	while (to < m->tok && !unit_closes_bracket(phrase_mark(v, to))) {
		if (v->tok[to].annot >= 0) return (struct stretch){ 0, 0 };
		to++;
	}
	size_t verb = from + ((v->cls[from] & ROLE_DENY) != 0);
	bool says = verb + 1 < to && (v->side[verb] & (SIDE_PARTS | SIDE_BINDS));
	return says ? phrase_stretch(v, phrase_of(from, to)) : (struct stretch){ 0, 0 };
}

/* "38 of them have been copied nationwide": a count that heads its clause is restricted by the
 * predicate behind it. */
void restriction_attach(struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t end = v->clauses[m->clause].to, t = attach_behind(m, v);

	if (!m->filter.len) m->filter = in_parens(m, v);
	if (m->filter.len || !is_countable(m, a) || attach_is_change(m, v) || m->from >= 0 ||
	    !heads_clause(m, v))
		return;
	if (m->ind.len && m->ind.off >= a->off) t = view_token_at(v, stretch_end(m->ind) - 1) + 1;
	t = over_counted_list(v, t, end);
	while (end > t && view_is_mark(v, end - 1) &&
	       view_ends_clause(v->d->text.p[v->tok[end - 1].off]))
		end--;
	end = trimmed_end(v, t, end);
	if (is_definite(m, v, t) || counts_none(m, v)) return;
	if (t >= end || (v->cls[t] & ROLE_MODAL) || v->tok[end - 1].pos == POS_LOC) return;
	if (is_noun_phrase(v, t, end)) return;
	/* "23 towns had rainfall of over 100 mm" */
	bool measured = phrase_is_measure(v, t) && end - t > 1 && bounded(v, t, end);
	if (!measured && (!is_predicate(v, t) || is_copula(v, t))) return;
	for (size_t i = t; i < end && !measured; i++) {
		bool grows = (v->cls[i] & (ROLE_UP | ROLE_DOWN)) &&
			     (i + 1 == end || !phrase_noun(v, end - 1)); /* 27 raised the fee */
		if (v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_NUM || grows) return;
	}
	m->filter = phrase_stretch(v, phrase_of(t, end));
}
