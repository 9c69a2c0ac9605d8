/* Members of counted lists. See members.h.
 *
 * Between two list marks everything is a member, also a verb with its object. Where the first one
 * begins is told by what the second one is like: both names of places, both verbs. */
#include "pipeline/extract/members.h"

#include "pipeline/extract/attach.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"

#define COUNT_DIGITS 3 /* of a number whose members somebody lists */
#define FIGURE	     (POS_BIT(POS_QUANTITY) | POS_BIT(POS_NUM))

/* How many the number says there are, 0 for about so many and for
 * numbers that nobody would list. */
static size_t count_of(const struct view *v, const struct mention *m)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t n = 0;

	if (!phrase_is_count(v, m->tok) || a->op != OP_EQ || m->from >= 0 || !a->unit_len ||
	    a->value_dec.len > COUNT_DIGITS)
		return 0;
	for (size_t i = 0; i < a->value_dec.len; i++) {
		if (a->value_dec.p[i] < '0' || a->value_dec.p[i] > '9') return 0;
		n = n * 10 + (size_t)(a->value_dec.p[i] - '0');
	}
	return n;
}

/* "Teachers, doctors and other | 300 workers": people by their trade are not those who are counted.
 */
static bool counts_people(const struct view *v, const struct mention *m)
{
	const struct annot *a = &v->d->annots[m->annot];

	return m->ind.len && m->ind.off > a->off &&
	       speaker_is_people(v, phrase_head_token(v, m->ind));
}

/* Does something happen in [from, to): a verb, a time? Gives its token, to for none. */
static size_t verb_in(const struct view *v, size_t from, size_t to)
{
	const uint32_t happens =
		POS_BIT(POS_VERB) | POS_BIT(POS_TIME) | POS_BIT(POS_ADV) | POS_BIT(POS_PREP);

	while (from < to && !(happens & POS_BIT(v->tok[from].pos)) && !(v->cls[from] & ROLE_SAY))
		from++;
	return from;
}

/* The token where the bracket or quotation that closes at t opens; t if none does. */
static size_t over_pair(const struct view *v, size_t lo, size_t t)
{
	size_t depth = 0;

	for (size_t i = t + 1; i-- > lo;) {
		depth += phrase_mark_closes(phrase_mark(v, i));
		if (phrase_opens(v, i) && --depth == 0) return i;
	}
	return t;
}

static bool holds_figure(const struct view *v, size_t from, size_t to)
{
	while (from < to && !(POS_BIT(v->tok[from].pos) & FIGURE)) from++;
	return from < to;
}

/* The member at tokens [from, to), without its figure in brackets. */
static void add(struct members *out, const struct view *v, size_t from, size_t to)
{
	while (from < to && v->tok[from].pos == POS_SPACE) from++;
	while (to > from && v->tok[to - 1].pos == POS_SPACE) to--;
	if (to > from + 1 && phrase_mark_closes(phrase_mark(v, to - 1))) {
		size_t open = over_pair(v, from, to - 1);
		if (holds_figure(v, open, to)) to = open;
	}
	if (from < to && out->n < MEMBERS_MAX)
		out->of[out->n++] = phrase_stretch(v, phrase_of(from, to));
}

/* Where the first member begins that ends before the mark at end, the second one beginning at
 * next. */
static size_t first_begins(const struct view *v, size_t lo, size_t end, size_t next)
{
	enum pos_tag kind = (enum pos_tag)v->tok[next].pos;
	struct phrase p = phrase_left(v, lo, end);
	size_t from = p.from < p.to ? p.from : end;

	if (kind == POS_VERB || kind == POS_VN) { /* "speeding up growth, | opening markets" */
		size_t verb = from;
		while (verb > lo && verb + 2u > from && v->tok[verb - 1].pos == POS_ADV) verb--;
		bool acts = verb > lo &&
			    (v->tok[verb - 1].pos == POS_VERB || v->tok[verb - 1].pos == POS_VN);
		return acts ? verb - 1 : from;
	}
	/* "the fair sets up | a hall of trade, a hall of power" */
	for (size_t t = end - 1; t-- > from;)
		if (v->tok[t].pos == POS_VN &&
		    (v->cls[t] & (ROLE_TRANS | ROLE_POLICY | ROLE_LEADS)))
			return t + 1;
	bool entity = (POS_BIT(kind) &
		       (POS_BIT(POS_PLACE) | POS_BIT(POS_ORG) | POS_BIT(POS_PERSON))) != 0;
	if (from < end && v->tok[from].pos != kind && (entity || v->tok[from].pos == POS_VN))
		for (size_t t = from + 1; t < end; t++)
			if (v->tok[t].pos == kind) return t;
	return from;
}

/* The list that ends before token end, from right to left and then turned round. */
static void list_before(const struct view *v, size_t lo, size_t end, struct members *out)
{
	size_t to = end, t = end, next = end;

	while (t > lo) {
		t--;
		if (phrase_mark_closes(phrase_mark(v, t))) {
			t = over_pair(v, lo, t);
		} else if (list_joins(v, t, out->n ? JOINS_MEMBERS : JOINS_LAST_MEMBER)) {
			if (t + 1 == to) break;
			add(out, v, t + 1, to);
			next = t + 1;
			to = t;
		} else if (view_is_mark(v, t) && v->tok[t].pos == POS_PUNCT) {
			lo = t + 1;
		}
	}
	size_t from = out->n && to > lo ? first_begins(v, lo, to, next) : to;
	if (from >= to) {
		out->n = 0;
		return;
	}
	add(out, v, from, to);
	for (size_t i = 0; i < out->n / 2; i++) {
		struct stretch s = out->of[i];
		out->of[i] = out->of[out->n - 1 - i];
		out->of[out->n - 1 - i] = s;
	}
}

/* The list that begins at token t, to a mark that is none of a list or to a verb if none of its
 * members has one ("A, B and C | issued a statement"). *open: it ends in "and so on". */
static void list_behind(const struct view *v, size_t t, struct members *out, bool *open)
{
	size_t from = t, first = t, depth = 0;

	for (; t < v->n_tok; t++) {
		uint16_t mark = phrase_mark(v, t);
		if (!depth && (v->side[t] & SIDE_ETC)) *open = true;
		if (phrase_mark_closes(mark) && !depth) break;
		depth += phrase_mark_opens(mark);
		depth -= phrase_mark_closes(mark);
		if (depth) continue;
		if (v->tok[t].pos == POS_PUNCT && !phrase_is_mark(v, t, LIST_MARK) &&
		    !phrase_mark_closes(mark))
			break;
		/* "A and B, C": "and" before the last one only */
		bool last = true;
		for (size_t i = t + 1; last && i < v->n_tok && v->tok[i].pos != POS_PUNCT; i++)
			last = !list_joins(v, i, JOINS_LAST_MEMBER);
		if (*open || list_joins(v, t, last ? JOINS_LAST_MEMBER : JOINS_MEMBERS)) {
			add(out, v, from, t);
			from = t + 1;
		}
		if (*open) return;
	}
	size_t verb = verb_in(v, from, t);
	add(out, v, from, verb > from && verb_in(v, first, from) == from ? verb : t);
}

/* Where a list behind what m counts begins: behind a bracket or colon, or words that open one
 * ("namely", "respectively are"); 0 for none. */
static size_t opens_behind(const struct view *v, const struct mention *m, bool *marked)
{
	size_t t = m->ind.len && m->ind.off > v->d->annots[m->annot].off
			   ? view_token_at(v, stretch_end(m->ind))
			   : attach_behind(m, v);

	if (t >= v->n_tok) return 0;
	uint16_t mark = phrase_mark(v, t);
	*marked = unit_opens_bracket(mark) || mark_is_colon(mark);
	if (*marked) return t + 1;
	if (mark_is_comma(mark)) t++;
	if (t >= v->n_tok || !(view_token_label(v, t) & LABEL_NAMELY)) return 0;
	t++;
	if (t < v->n_tok && (v->cls[t] & ROLE_REACH) && v->tok[t].len == 1) t++; /* are */
	return t + (t < v->n_tok && mark_is_colon(phrase_mark(v, t)));
}

/* "A, B, C and D matters | 3 topics": what "and" joins is one member where there is one too many.
 */
static void join_last(const struct view *v, size_t count, struct members *out)
{
	if (out->n != count + 1 || out->n < 3) return;
	struct stretch last = out->of[out->n - 1], *before = &out->of[out->n - 2];
	size_t t = view_token_at(v, last.off);
	if (!t || v->tok[t - 1].pos != POS_CONJ) return;
	before->len = stretch_end(last) - before->off;
	out->n--;
}

/* A list right before the number, without "and other": nouns alone, as many as the number says. */
static bool is_apposed(const struct view *v, size_t lo, size_t end, size_t count,
		       struct members *out)
{
	list_before(v, lo, end, out);
	if (out->n < 2) return false;
	size_t from = view_token_at(v, out->of[0].off);
	if (verb_in(v, from, end) < end || (v->side[end - 1] & SIDE_DET) ||
	    v->tok[end - 1].pos == POS_DE)
		return false;
	join_last(v, count, out);
	return out->n == count;
}

/* Are these members: none of them a figure, and names where people are counted or nothing but the
 * unit says what is? */
static bool are_members(const struct view *v, const struct mention *m, const struct members *list)
{
	const uint32_t body = POS_BIT(POS_ORG) | POS_BIT(POS_PLACE);
	const struct annot *a = &v->d->annots[m->annot];
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);
	bool people = counts_people(v, m),
	     bare = !m->ind.len && (words_kind(v->words, unit).side & SIDE_SELF);

	for (size_t i = 0; i < list->n; i++) {
		size_t from = view_token_at(v, list->of[i].off),
		       last = view_token_at(v, stretch_end(list->of[i]) - 1);
		uint32_t pos = POS_BIT(v->tok[last].pos);
		bool named = (pos & POS_BIT(POS_PERSON)) || (!people && (pos & body));
		if ((FIGURE & (pos | POS_BIT(v->tok[from].pos))) ||
		    phrase_is_item_number(v, from) || ((people || bare) && !named))
			return false;
	}
	return list->n > 1;
}

void members_find(const struct view *v, const struct mention *m, struct members *out)
{
	size_t count = count_of(v, m), end = attach_before_cue(m, v);
	size_t lo = v->clauses[m->clause].from;

	out->n = 0;
	out->mismatch = false;
	if (count < 2) return;
	bool open = end > lo && (v->side[end - 1] & SIDE_ETC), marked = false;
	if (open && end > lo + 1) {
		list_before(v, lo, end - 1, out);
		join_last(v, count, out);
		out->mismatch = out->n > count;
	} else if (end > lo && !attach_counts_actions(v, &v->d->annots[m->annot]) &&
		   !is_apposed(v, lo, end, count, out)) {
		out->n = 0;
	}
	size_t t = out->n ? 0 : opens_behind(v, m, &marked);
	open = false;
	if (t) {
		list_behind(v, t, out, &open);
		out->mismatch = out->n > count || (out->n < count && !open);
		/* "31 provinces (regions, cities)": what stands in brackets is another name */
		bool near = marked && (out->n + 1 == count || out->n == count + 1);
		if (out->mismatch && (!near || verb_in(v, t, t + 1) == t)) out->n = 0;
	}
	if (!are_members(v, m, out)) out->n = 0;
}

static bool same_text(const struct view *v, struct stretch a, struct stretch b)
{
	return uslice_eq(doc_span(v->d, a.off, a.len), doc_span(v->d, b.off, b.len));
}

/* Is the subject alone what m is of, and not only the first or last of those that it is of? */
static bool is_alone(const struct view *v, const struct mention *m)
{
	size_t t = view_token_at(v, m->subj.off), end = view_token_at(v, stretch_end(m->subj));

	return m->resp_count || ((!t || !list_joins(v, t - 1, JOINS_ROW)) &&
				 (end == v->n_tok || !list_joins(v, end, JOINS_ROW)));
}

/* Is m the figure of one of the list: in brackets behind it, or with it as its subject? */
static bool is_of_member(const struct view *v, const struct mention *m, const struct members *list)
{
	uint32_t off = v->d->annots[m->annot].off;

	for (size_t i = 0; i < list->n; i++) {
		struct stretch one = list->of[i];
		size_t close = view_token_at(v, stretch_end(one));
		if (close < v->n_tok && unit_opens_bracket(phrase_mark(v, close))) {
			while (close + 1 < v->n_tok && !unit_closes_bracket(phrase_mark(v, close)))
				close++;
			if (off > stretch_end(one) && off < v->tok[close].off) return true;
		}
		if (m->subj.len && off > one.off && same_text(v, m->subj, one))
			return is_alone(v, m);
	}
	return false;
}

/* "The three parks had | 5, 4 and 3 tenants respectively": as many values as the count before
 * says there are. */
static bool counts_values(const struct view *v, const struct mention *m, const struct mention *one)
{
	size_t t = m->tok + 1u;

	if (one->resp_count < 2 || count_of(v, m) != one->resp_count || one->tok < t) return false;
	while (t < one->tok && !(v->cls[t] & ROLE_RESP) && !(POS_BIT(v->tok[t].pos) & FIGURE) &&
	       v->tok[t].pos != POS_PUNCT)
		t++;
	return t < one->tok && (v->cls[t] & ROLE_RESP) && one->clause == view_clause_of(v, t);
}

/* "Three parks were built: East cost 10, West 20, South 30": figures of one unit behind the mark
 * that opens a list, as many as the count says; the first of them, n_ms for none. */
static size_t listed_values(const struct mentions *ms, size_t counted, const struct view *v)
{
	const struct mention *c = &ms->m[counted];
	size_t n = 0, want = count_of(v, c), first = counted + 1;
	bool marked = false;
	size_t open = want > 1 ? opens_behind(v, c, &marked) : 0;

	if (!open || first >= ms->n || ms->m[first].tok < open ||
	    ms->m[first].clause != view_clause_of(v, open)) /* names alone, then something else */
		return ms->n;
	const struct annot *one = &v->d->annots[ms->m[first].annot],
			   *count = &v->d->annots[c->annot];
	struct uslice unit = doc_span(v->d, one->unit_off, one->unit_len);
	if (!unit.len || uslice_eq(unit, doc_span(v->d, count->unit_off, count->unit_len)))
		return ms->n;
	for (size_t i = first; i < ms->n; i++, n++) {
		const struct annot *a = &v->d->annots[ms->m[i].annot];
		if (ms->m[i].skip || ms->m[i].facet[FACET_REL].p ||
		    !uslice_eq(unit, doc_span(v->d, a->unit_off, a->unit_len)))
			return ms->n;
	}
	return n == want ? first : ms->n;
}

/* Does what k is part of end up at i? */
static bool hangs_on(const struct mentions *ms, size_t k, size_t i)
{
	for (size_t n = 0; n < ms->n && ms->m[k].parent >= 0 && k != i; n++)
		k = (size_t)ms->m[k].parent;
	return k == i;
}

void members_relate(struct mentions *ms, size_t counted, const struct view *v,
		    const struct members *list)
{
	size_t listed = listed_values(ms, counted, v);

	for (size_t i = 0; i < ms->n; i++) {
		struct mention *m = &ms->m[i];
		bool related = m->facet[FACET_REL].p && m->parent >= 0;
		if (m->skip || related || hangs_on(ms, counted, i)) continue;
		const struct mention *first = &ms->m[i - (m->resp_index <= i ? m->resp_index : 0)];
		bool each = m->resp_count > 1 && first->resp_count == m->resp_count &&
			    !first->resp_index && counts_values(v, &ms->m[counted], first);
		if (!each && i < listed && !is_of_member(v, m, list)) continue;
		m->facet[FACET_REL] = SLICE("member_of");
		m->parent = (int32_t)counted;
	}
}
