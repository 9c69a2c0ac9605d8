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
	while (t + 1 < v->n_tok && ((v->cls[t] & ROLE_ADVERB) || v->tok[t].pos == POS_ADV) &&
	       (v->cls[t + 1] & (ROLE_REACH | ROLE_ADVERB)))
		t++; /* they are, respectively */
	return (v->cls[t] & ROLE_REACH) && (view_token_label(v, t) & LABEL_IDENTIFIES);
}

/* "Two experts | supply | 's figures are wrong": what they do describes the noun that acts, behind
 * the particle. */
static bool describes_doer(const struct view *v, size_t t, size_t end)
{
	while (t < end && v->tok[t].pos == POS_ADV) t++;
	if (t + 3 >= end || v->tok[t].pos != POS_VERB || v->tok[t + 1].pos != POS_DE) return false;
	for (size_t i = t + 2; i < end; i++)
		if (is_predicate(v, i)) return true;
	return false;
}

/* "For want of proof | (they went free)": a phrase of cause or means without a verb of its own, or
 * one that goes on a verb ("invested | in bonds"). */
static bool lacks_verb(const struct view *v, size_t t, size_t end)
{
	if (v->tok[t].pos != POS_PREP) return false;
	if ((view_token_label(v, t) & LABEL_ONVERB) && v->tok[t - 1].pos == POS_VN) return true;
	for (size_t i = t + 1; i < end; i++)
		if (v->tok[i].pos != POS_ADV && v->tok[i].pos != POS_PREP && is_predicate(v, i))
			return false;
	return v->tok[end - 1].pos != POS_IDIOM;
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

/* Counts of things that a noun behind them names. */
static bool of_things(const struct mention *m, const struct view *v)
{
	const struct annot *a = mention_annot(m, v);

	return a->dim == DIM_COUNT && m->ind.len && m->ind.off > a->off &&
	       phrase_noun(v, phrase_head_token(v, m->ind));
}

/* A preposition of those with, for or in whom something is done, not of a source or company. */
static bool is_applied(const struct view *v, size_t t)
{
	return (v->tok[t].pos == POS_PREP || (v->cls[t] & ROLE_TO)) &&
	       !(v->cls[t] & (ROLE_GOVERNS | ROLE_APART));
}

/* "The three | accounts that a bank had frozen": does [lo, hi), which ends in a particle, only say
 * which ones are counted? Not where a verb right before it lets them act, nor where it opens a
 * phrase of its own ("apart from the two villages of | that valley"). */
static bool is_described(const struct view *v, size_t lo, size_t hi)
{
	bool verb = false;

	for (size_t i = hi; i-- > lo;) {
		verb = verb || v->tok[i].pos == POS_VERB || v->tok[i].pos == POS_VN;
		if ((v->side[i] & SIDE_PIVOT) || (view_token_label(v, i) & LABEL_CLAUSAL))
			return false;
		if (!verb && (v->cls[i] & (ROLE_GOVERNS | ROLE_APART))) return false;
		if (is_applied(v, i) && !(v->cls[i] & ROLE_REACH))
			return true; /* decided | for such firms */
	}
	return true;
}

/* Is the count the head of its clause: nothing before it but times, adverbs, its members, "there
 * are"? */
static bool heads_clause(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, hi = attach_before_cue(m, v);

	for (size_t i = hi; i > lo; i--)
		if (v->tok[i - 1].pos == POS_SPACE) lo = i; /* a headline's part */
	if (hi > lo && (v->side[hi - 1] & SIDE_EXIST)) return true;
	if (hi > lo && v->tok[hi - 1].pos == POS_DE) return is_described(v, lo, hi);
	if (hi > lo && is_applied(v, hi - 1)) return of_things(m, v);
	for (size_t i = lo; i < hi; i++)
		if (v->cls[i] & (ROLE_GOVERNS | ROLE_APART)) return false;
	if (hi > lo && (v->side[hi - 1] & SIDE_ETC)) return true;
	for (size_t i = lo; i < hi; i++) {
		if (v->side[i] & (SIDE_EXIST | SIDE_OPENER)) continue;
		if (i + 1 == hi && (v->side[i] & SIDE_PIVOT)) return false;
		if (v->tok[i].pos == POS_VERB || (v->cls[i] & (ROLE_TRANS | ROLE_INDVERB)))
			return false;
		if ((v->cls[i] & ROLE_REACH) && !(v->cls[i] & ROLE_ADVERB)) return false;
	}
	return true;
}

/* What can be restricted: counts, and parts of a whole (320 mu of them, 80 % of them). */
static bool is_countable(const struct mention *m, const struct view *v)
{
	const struct annot *a = mention_annot(m, v);
	if (a->dim == DIM_COUNT || (a->type == A_NUMBER && m->ind.len && m->ind.off >= a->off))
		return true;
	bool of_what = m->ind.len && m->ind.off > a->off && /* 85 % of the farmers */
		       !(v->cls[phrase_head_token(v, m->ind)] & ROLE_PART);
	return a->dim == DIM_AREA ||
	       (a->type == A_PERCENT &&
		(of_what || m->facet[FACET_REL].p || a->unit_len == 0));
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

#define STATE_TOKENS 6 /* of a noun and what is told of it */

/* "8 pupils | marks (are) good", "26 cities | prices (have) risen": a noun at t and, behind adverbs
 * only, what is told of it. */
static bool is_state(const struct view *v, size_t t, size_t end)
{
	if (end < t + 2u || end > t + STATE_TOKENS || !phrase_noun(v, t)) return false;
	for (size_t i = t + 1; i + 1 < end; i++)
		if (v->tok[i].pos != POS_ADV && !(v->cls[i] & (ROLE_ADVERB | ROLE_COMPARE)))
			return phrase_is_measure(v, i) && i == t + 1 && is_state(v, i, end);
	return v->tok[end - 1].pos == POS_ADJ || v->tok[end - 1].pos == POS_VERB ||
	       (v->cls[end - 1] & (ROLE_UP | ROLE_DOWN));
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
	bool plain = de < end; /* "most advanced chips" */
	if (!plain && v->tok[from].pos == POS_ADV && from + 2 < end)
		plain = v->tok[from + 1].pos == POS_ADJ && phrase_noun(v, end - 1);
	for (size_t t = de < end ? de + 1 : from + 1; t < end; t++)
		if (!phrase_inner(v, t) && !(v->cls[t] & ROLE_AND)) return false;
	return plain;
}

/* Has anything been counted in the sentence before token t? */
static bool counted_before(const struct view *v, size_t t)
{
	while (t-- > 0)
		if (phrase_is_count(v, t)) return true;
	return false;
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
	bool self = a->num_len == 1 && m->tok == lo && !(m->ind.len && m->ind.off >= a->off) &&
		    words_kind(v->words, unit).side & SIDE_SELF;
	if (!self || v->d->text.p[a->off] >= HAN_FIRST) return self;
	/* "3 were trapped" brings them in, "2 of them left" chooses from those counted before */
	return (t >= v->n_tok || !(v->cls[t] & ROLE_PASSIVE)) && !counted_before(v, lo);
}

/* Counts of how often, and numbers that name (the ten large): nobody does what follows. */
static bool counts_none(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	uint64_t cls = words_classes(v->words, doc_span(v->d, a->unit_off, a->unit_len));

	/* but "23 runs | of trains" */
	bool runs = !(cls & ROLE_ABSTRACT) && of_things(m, v);
	return a->unit_len && ((cls & ROLE_SIZE) || ((cls & ROLE_OFTEN) && !runs));
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

/* Is [t, end) what is counted after all, with a verbal noun or adjective before it that the count's
 * noun was not found behind ("70 | synchronous satellites")? */
static bool is_counted(const struct mention *m, const struct view *v, size_t t, size_t end)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return !m->ind.len && !attach_self_unit(v, mention_annot(m, v)) &&
	       (p == POS_VN || p == POS_ADJ) && end > t + 1 && phrase_noun(v, end - 1);
}

/* What clause c tells from token t on of those who are counted: its predicate, without the closing
 * mark; empty for none. */
static struct phrase predicate(const struct mention *m, const struct view *v, size_t t, size_t c)
{
	size_t end = v->clauses[c].to;

	while (end > t && view_is_mark(v, end - 1) &&
	       view_ends_clause(v->d->text.p[v->tok[end - 1].off]))
		end--;
	end = trimmed_end(v, t, end);
	if (t >= end || (v->cls[t] & ROLE_MODAL) || v->tok[end - 1].pos == POS_LOC)
		return NO_PHRASE;
	bool goes_on = end < v->n_tok && mark_is_comma(phrase_mark(v, end));
	if (goes_on && (v->side[end - 1] & SIDE_PERIOD)) return NO_PHRASE; /* while they drove */
	bool counted = attach_counts(mention_annot(m, v)); /* not per cents of those asked */
	if (counted && (v->cls[t] & ROLE_SAY) && (t + 1 == end || phrase_noun(v, t + 1)))
		return NO_PHRASE; /* two firms | say so, say that one */
	if (is_definite(m, v, t) || is_noun_phrase(v, t, end) || is_counted(m, v, t, end))
		return NO_PHRASE;
	/* "23 towns had rainfall of over 100 mm" */
	bool measured = (phrase_is_measure(v, t) && end - t > 1 && bounded(v, t, end)) ||
			is_state(v, t, end);
	if (!measured && (!is_predicate(v, t) || is_copula(v, t))) return NO_PHRASE;
	if (describes_doer(v, t, end) || lacks_verb(v, t, end)) return NO_PHRASE;
	for (size_t i = t; i < end && !measured; i++) {
		bool grows = (v->cls[i] & (ROLE_UP | ROLE_DOWN)) &&
			     (i + 1 == end || !phrase_head(v, end - 1)); /* 27 raised the fee */
		bool number = v->tok[i].pos == POS_NUM || v->tok[i].pos == POS_QUANTITY;
		number = number && v->tok[i].annot >= 0 && /* but: build a host of */
			 !(v->d->annots[v->tok[i].annot].flags & ANNOT_ARTICLE);
		if (number || grows) return NO_PHRASE;
	}
	return phrase_of(t, end);
}

/* Is [from, to) nothing but counts with their nouns, before a comma at token to? */
static bool is_bare_list(const struct view *v, size_t from, size_t to)
{
	if (to >= v->n_tok || !mark_is_comma(phrase_mark(v, to)) || from >= to) return false;
	for (size_t i = from; i < to; i++)
		if (!phrase_is_count(v, i) && !phrase_inner(v, i) && !(v->cls[i] & ROLE_AND))
			return false;
	return phrase_is_count(v, from);
}

/* "18 counties, 1,200 villages, | on that ground raised the fee": a clause of nothing but counts
 * tells of them behind its comma. */
static struct phrase predicate_behind(const struct mention *m, const struct view *v, size_t t)
{
	size_t c = m->clause, from = m->tok;

	while (from > v->clauses[c].from && phrase_is_mark(v, from - 1, LIST_MARK)) {
		do from--;
		while (from > v->clauses[c].from && !phrase_is_count(v, from));
	}
	if (t + 1 != v->clauses[c].to || from > v->clauses[c].from) return NO_PHRASE;
	while (c + 1 < v->n_clauses && is_bare_list(v, from, v->clauses[c].to - 1))
		from = v->clauses[++c].from;
	if (c == m->clause || v->tok[from].pos != POS_PREP || (v->cls[from] & ROLE_APART))
		return NO_PHRASE;
	return predicate(m, v, from, c);
}

/* Can the predicate of its clause restrict the count? Not where it heads none, in a question, nor
 * where only the noun behind a particle is told of ("the two's story"). */
static bool may_restrict(const struct mention *m, const struct view *v)
{
	size_t t = attach_behind(m, v);
	uint16_t last = phrase_mark(v, v->n_tok - 1);

	if (last == '?' || last == WIDE_QUESTION) return false;
	if (!is_countable(m, v) || counts_none(m, v) || attach_is_change(m, v) || m->from >= 0)
		return false;
	if (t < v->n_tok && v->tok[t].pos == POS_DE && attach_self_unit(v, mention_annot(m, v)))
		return false;
	return heads_clause(m, v);
}

/* "38 of them have been copied nationwide": a count that heads its clause is restricted by the
 * predicate behind it. */
void restriction_attach(struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	bool behind = m->ind.len && m->ind.off >= a->off;

	if (!m->filter.len) m->filter = in_parens(m, v);
	if (m->filter.len || !may_restrict(m, v)) return;
	size_t t = behind ? view_token_at(v, stretch_end(m->ind) - 1) + 1 : attach_behind(m, v);
	t = over_counted_list(v, t, v->clauses[m->clause].to);
	struct phrase p = predicate(m, v, t, m->clause);
	if (p.from == p.to && behind) p = predicate_behind(m, v, t);
	m->filter = phrase_stretch(v, p);
}
