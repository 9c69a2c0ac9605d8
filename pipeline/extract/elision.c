/* Indicators that are left out, so that a name or a thing stands in their place. See elision.h. */
#include "pipeline/extract/elision.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/candidate.h"
#include "pipeline/extract/listed_name.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define NONE	    ((struct stretch){ 0, 0 })
#define MEASURE_UNITS 3 /* of the noun that ends a measure's name */
#define TORN_TOKENS 3 /* single characters before the last one of a name */

bool elision_measured(const struct view *v, struct stretch s)
{
	size_t t = phrase_head_token(v, s);

	return phrase_is_measure(v, t) || (v->cls[t] & (ROLE_INDVERB | ROLE_UP | ROLE_DOWN));
}

/* Between a noun and its sum stands a verb that takes objects: "the winner gets 300,000". */
static bool governed(const struct mention *m, const struct view *v, size_t t)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (a->type != A_MONEY || attach_is_change(m, v)) return false;
	for (; t < m->tok; t++)
		if ((v->cls[t] & ROLE_TRANS) && !(v->side[t] & SIDE_TRADE))
			return (v->cls[t] & ROLE_REACH) &&
			       !(v->cls[t] & (ROLE_NOMINAL | ROLE_STAT | ROLE_UP | ROLE_DOWN));
	return false;
}

/* "Newly laid | greens, 5.4 hectares": the object of a verb, or of a word like new. */
static bool is_object(const struct view *v, size_t t)
{
	if (t > 1 && v->tok[t - 1].pos == POS_AUX) t--; /* "has got | the state's 10 million" */
	uint64_t before = v->cls[t - 1];

	return ((before & ROLE_STAT) && v->tok[t - 1].len == 2) ||
	       ((before & ROLE_TRANS) && !(before & ROLE_REACH));
}

/* "5 % of the shares' holder | Ruiqi Investment": the word for who he is, with his name, at the end
 * of the stretch; NONE if there is none. */
static struct stretch holder_in(const struct view *v, struct stretch s)
{
	size_t end = phrase_head_token(v, s) + 1;

	if (!(v->all_side & SIDE_HOLDER)) return NONE;
	for (size_t t = view_token_at(v, s.off); t + 1 < end; t++)
		if ((v->side[t] & SIDE_HOLDER) && topic_holder_end(v, t, end) == end)
			return phrase_stretch(v, phrase_of(t, end));
	return NONE;
}

/* Does the token end the name of a firm rather than what is traded (gold, crude futures)? */
static bool ends_firm(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_ORG || p == POS_NAME || p == POS_OTHER || v->tok[t].len == 1 ||
	       (v->side[t] & SIDE_FIRM);
}

/* "The tester H. | closed at | 98.5 yuan": whoever has a price at the close is no measure. */
static bool is_quoted_at(const struct mention *m, const struct view *v, size_t t)
{
	return v->d->annots[m->annot].type == A_MONEY && !attach_is_change(m, v) && t < m->tok &&
	       (v->side[t] & SIDE_TRADE) && (v->cls[t] & ROLE_REACH) && t + 2 >= m->tok && t > 0 &&
	       ends_firm(v, t - 1);
}

bool elision_is_quoted(const struct mention *m, const struct view *v)
{
	size_t t = m->subj.len ? view_token_at(v, stretch_end(m->subj) - 1) + 1u : m->tok;

	return !m->ind.len && is_quoted_at(m, v, t);
}

/* Without the close of trade before it, and whole where the lexicon has torn its beginning into
 * single characters, of which only the last stands in s. */
static struct stretch whole_name(const struct view *v, size_t lo, struct stretch s)
{
	size_t from = view_token_at(v, s.off), t = from;

	if (s.len > v->tok[t].len && (v->side[t] & SIDE_CLOSE))
		return (struct stretch){ s.off + v->tok[t].len, s.len - v->tok[t].len };
	if (v->tok[from].len > 1) return s;
	while (t > lo && from - t < TORN_TOKENS && v->tok[t - 1].len == 1 &&
	       v->tok[t - 1].annot < 0 && !v->cls[t - 1] && !v->side[t - 1] &&
	       unit_is_ideograph(v->d->text.p[v->tok[t - 1].off]) && v->tok[t - 1].pos != POS_ADV &&
	       v->tok[t - 1].pos != POS_CLASS)
		t--;
	return (struct stretch){ v->tok[t].off, stretch_end(s) - v->tok[t].off };
}

/* "Ruiqi | is to sell no more than 5.4 million shares": the verb of one who acts between t, which
 * ends his name, and the figure; NONE if there is none or t ends what is dealt in. */
static struct stretch acted(const struct mention *m, const struct view *v, size_t t)
{
	if ((v->side[t] & SIDE_STAKE) || (v->cls[t] & (ROLE_INDVERB | ROLE_HEAD)) ||
	    phrase_is_measure(v, t) || v->d->annots[m->annot].type == A_DURATION)
		return NONE;
	while (++t < m->tok && !view_is_mark(v, t))
		if (v->cls[t] & ROLE_ACTS) return phrase_stretch(v, phrase_of(t, t + 1));
	return NONE;
}

/* "By | block trading | sold", "was forced | to sell": no name, but how it is done. */
static bool is_manner(const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off), t = phrase_head_token(v, s);
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_VERB || p == POS_VN || p == POS_ADV || p == POS_ADJ ||
	       (v->side[t] & SIDE_WAY) || (from > 0 && v->tok[from - 1].pos == POS_PREP);
}

/* "Today | the bureau | reports 19 to the court": the name of a body that opens its clause. */
static bool opens_as_body(const struct view *v, size_t from, size_t t)
{
	const unsigned edges = POS_BIT(POS_PUNCT) | POS_BIT(POS_TIME) | POS_BIT(POS_CONJ);

	if (v->tok[t].pos != POS_ORG || from != t || v->tok[t].annot < 0) return false;
	return from == 0 || (edges >> v->tok[from - 1].pos & 1);
}

/* "Plans to build | railways, 300 km": does a verb that builds or makes stand before the noun at t
 * of what is measured so long? */
static bool is_built(const struct mention *m, const struct view *v, size_t from, size_t t)
{
	enum dimension dim = (enum dimension)v->d->annots[m->annot].dim;

	if (dim != DIM_LENGTH && dim != DIM_AREA) return false;
	for (size_t i = from; i < t; i++)
		if (v->cls[i] & (ROLE_TRANS | ROLE_STAT)) return true;
	return false;
}

/* "A and B each | three years": an adverb behind whom it is of, not what points at the noun. */
static bool is_each_of(const struct view *v, size_t t)
{
	return t > 0 && (v->cls[t] & ROLE_ADVERB) && v->tok[t - 1].pos == POS_PERSON;
}

/* "This time | sold 3 million", "this river | 200 km": nothing but what is pointed at stands there.
 * Behind several nouns without one who has figures at their end it is his: "this bridge's load". */
static bool is_pointed_at(const struct view *v, size_t from, size_t t)
{
	return from > 0 && (v->side[from - 1] & SIDE_DET) && !is_each_of(v, from - 1) &&
	       v->tok[t].pos != POS_VN && !(v->cls[t] & (ROLE_UP | ROLE_DOWN)) &&
	       (t == from || owner_ends(v, t));
}

/* "The quake's distance | from X county": does a word for a distance stand in [from, t)? */
static bool is_distance(const struct view *v, const struct annot *a, size_t from, size_t t)
{
	while (from < t && !(v->cls[from] & ROLE_HEAD)) from++;
	return a->dim == DIM_LENGTH && from < t;
}

/* "The war of A's | went on for | 20 years": the name of what goes on, with a place or body at
 * token from and its noun at t. */
static bool goes_on(const struct mention *m, const struct view *v, size_t from, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[from].pos;

	if (v->d->annots[m->annot].type != A_DURATION || t == from ||
	    (p != POS_PLACE && p != POS_ORG) ||
	    (from > 0 && (v->cls[from - 1] & (ROLE_TO | ROLE_BREAK))))
		return false;
	for (size_t i = t + 1; i < m->tok; i++)
		if (view_token_label(v, i) & LABEL_LASTING) return true;
	return false;
}

/* A name is not what is measured: "Europe 69.6 billion", "state firms 9,168 yuan". */
static bool is_named(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (!m->ind.len || m->inherited || m->ind.off > a->off || m->part[PART_IND].len ||
	    m->part[PART_HEAD].len)
		return false;
	size_t from = view_token_at(v, m->ind.off), t = phrase_head_token(v, m->ind);
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;
	bool body = p == POS_ORG || topic_is_own_name(v, t);
	if (phrase_is_measure(v, t) || is_built(m, v, from, t) || is_distance(v, a, from, t))
		return false;
	if (attach_is_points(v, a) && from == v->clauses[m->clause].from &&
	    t + 1 == attach_before_cue(m, v) && !(v->side[t] & SIDE_GAME) && phrase_noun(v, t))
		return true; /* "Paul | 4 points" */
	bool object = from == t && from > v->clauses[m->clause].from && is_object(v, from);
	if (object && !(v->cls[t] & ROLE_SUBJ)) /* not "cut off | the whole island's | 20,000" */
		return false;
	if (goes_on(m, v, from, t)) return true;
	if (governed(m, v, t + 1) || is_quoted_at(m, v, t + 1) || acted(m, v, t).len) return true;
	if (p == POS_PERSON ||
	    ((v->cls[t] & ROLE_SUBJ) && (t == from || v->tok[from].pos == POS_PLACE)) ||
	    is_pointed_at(v, from, t))
		return true;
	bool held = attach_is_change(m, v) &&
		    (body || holder_in(v, m->ind).len ||
		     ((v->side[t] & SIDE_HOLDER) && (v->tok[t].cls & CLASS_BREAK))); /* of shares */
	/* "Taichung has 206 of them", "the rules have 6 chapters" */
	if (a->dim == DIM_COUNT)
		return held || opens_as_body(v, from, t) || p == POS_PLACE || p == POS_WORK;
	if (p == POS_PLACE || body) return true;
	/* "farmers | made up 10 %": they are the part */
	if (m->part[PART_LEFT].len && a->type == A_PERCENT) return false;
	return (v->side[t] & SIDE_OWNER) || ((v->tok[t].cls & CLASS_ORG_END) && t > from);
}

/* The mention before it of the same kind whose indicator ends in a measure or an action. */
static struct mention *measured_before(struct mentions *ms, size_t i, const struct view *v)
{
	const struct annot *a = &v->d->annots[ms->m[i].annot];

	for (size_t k = i - ms->m[i].resp_index; k-- > 0;) {
		struct mention *m = &ms->m[k];
		const struct annot *b = &v->d->annots[m->annot];
		if (!m->ind.len || m->skip || b->dim != a->dim || b->type != a->type) continue;
		if (v->cls[view_token_at(v, stretch_end(m->ind) - 1)] & ROLE_PART) continue;
		if (attach_is_change(m, v) != attach_is_change(&ms->m[i], v)) return NULL;
		if (elision_measured(v, m->ind)) return m;
	}
	return NULL;
}

/* Is the indicator told by a rule, not only by its place in a list: "A and B rose by 3 % and 4 %
 * respectively"? */
static bool is_told(const struct mention *m)
{
	return (m->part[PART_IND].len && m->resp_count < 2) || m->part[PART_HEAD].len;
}

/* "Townsmen's income was 40,000, farmers', | though, 18,000": a conjunction that stands for an
 * adverb sets the thing against the one before it. */
static bool is_contrasted(const struct mention *m, const struct view *v)
{
	size_t t = phrase_head_token(v, m->ind) + 1;

	return t < m->tok && v->tok[t].pos == POS_CONJ && (v->cls[t] & ROLE_ADVERB);
}

/* May what k measures be left out of m? Of what is set against another, a change, a sum with no
 * verb ("core earnings | were 47 million"), or of what only kinds of things have. */
static bool may_lack(const struct mention *m, const struct mention *k, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot], *b = &v->d->annots[k->annot];
	size_t last = phrase_head_token(v, m->ind);
	bool sold = owner_is_sold(v, k->ind);

	if (is_contrasted(m, v)) return true;
	if (a->dim == DIM_COUNT)
		return sold && a->unit_len && annot_same_unit(v, a, b) && v->tok[last].len > 1 &&
		       !attach_is_change(m, v);
	struct stretch end = m->ind; /* "of the sales' | target" */
	if (end.len > 2) end = (struct stretch){ stretch_end(end) - 2, 2 };
	uint64_t side = words_kind(v->words, doc_span(v->d, end.off, end.len)).side;
	if (side & SIDE_PLANNED) return false;
	if (sold || (k->subj_is & SIGN(KIND))) return true;
	if (a->type == A_PERCENT) return attach_is_change(m, v);
	for (size_t t = last + 1; t < m->tok; t++)
		if ((v->cls[t] & ROLE_REACH) && v->tok[t].pos == POS_VERB) return false;
	return true;
}

/* "Product orders were 158 billion; metals 19.8 billion": a thing at the head of its clause where
 * the measure is said before and left out now. */
static bool leaves_out(struct mentions *ms, size_t i, const struct view *v)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	struct topic t[TOPICS_MAX];

	if (!m->ind.len || m->inherited || m->ind.off > a->off || is_told(m) ||
	    m->part[PART_LEFT].len)
		return false;
	if (a->type != A_MONEY && a->type != A_PERCENT && a->dim != DIM_COUNT &&
	    !is_contrasted(m, v))
		return false;
	size_t head = phrase_head_token(v, m->ind);
	if (v->tok[head].pos == POS_VN || (v->side[head] & SIDE_AMOUNT))
		return false; /* outfitting 32.7 million, funds of 3 million */
	const struct mention *k = measured_before(ms, i, v);
	if (!k || k->clause == m->clause || elision_measured(v, m->ind) || !may_lack(m, k, v) ||
	    view_token_at(v, stretch_end(k->ind)) - view_token_at(v, k->ind.off) < 1)
		return false;
	size_t n = topic_list(v, m->clause, t);
	return n && stretch_overlaps(t[n - 1].s, m->ind) && !t[n - 1].measured;
}

/* Does the sentence tell the parts of what the one before has measured: "By region, …", "Of them,
 * …"? */
static bool tells_parts(const struct view *v)
{
	size_t end = v->clauses[0].to, t = 0;

	if ((v->cls[0] & ROLE_AMONG) && (v->side[0] & SIDE_OPENER)) return true;
	while (end > 1 && v->tok[end - 1].pos == POS_PUNCT) end--;
	while (t + 1 < end && (v->tok[t].pos == POS_CONJ || (v->side[t] & SIDE_OPENER))) t++;
	if (t + 1 >= end || !(view_token_label(v, t) & LABEL_DIVIDES)) return false;
	return (v->side[end - 1] & SIDE_FRAME) || (view_token_label(v, end - 1) & LABEL_DIVIDES);
}

/* Does a stretch of another sentence end like the name of a measure or an action? */
static bool ends_measured(const struct view *v, struct stretch s)
{
	for (uint32_t n = 1; n <= MEASURE_UNITS && n <= s.len; n++)
		if (words_classes(v->words, doc_span(v->d, stretch_end(s) - n, n)) &
		    (ROLE_HEAD | ROLE_INDVERB))
			return true;
	return false;
}

/* "16 million crossings. Of them, | residents 8 million (crossings)": does what was counted last
 * end in the unit of a count? */
static bool is_tally(const struct view *v, const struct annot *a, const struct frame *f)
{
	const uint16_t *u = v->d->text.p;

	return a->dim == DIM_COUNT && a->unit_len > 1 && f->parted.len > a->unit_len &&
	       !memcmp(u + stretch_end(f->parted) - a->unit_len, u + a->unit_off,
		       a->unit_len * sizeof *u);
}

/* "Retail sales rose by 6 %. By place, | the towns rose by 5.8 %": a part at the head of its clause
 * in a sentence that tells the parts of what f has last measured in the same way. */
static bool is_part(const struct mentions *ms, size_t i, const struct view *v,
		    const struct frame *f)
{
	const struct mention *m = &ms->m[i];
	const struct annot *a = &v->d->annots[m->annot];
	bool change = a->type == A_PERCENT && attach_is_change(m, v);
	struct topic t[TOPICS_MAX];

	bool sum = a->type == A_MONEY && f->indicator_dim == a->dim, tally = is_tally(v, a, f);
	if ((!change && !sum && !tally) || (!tally && !ends_measured(v, f->parted)) ||
	    !tells_parts(v))
		return false;
	if (!m->ind.len || m->inherited || m->ind.off > a->off || is_told(m) ||
	    elision_measured(v, m->ind))
		return false;
	size_t last = phrase_head_token(v, m->ind);
	bool body = (v->side[last] & SIDE_OWNER) || v->tok[last].len == 1;
	bool acts = v->tok[last].pos == POS_VN ||
		    (!body && last > 0 && v->tok[last - 1].pos == POS_VN); /* "use of | funds" */
	if (acts || ends_measured(v, m->ind)) return false;
	size_t n = topic_list(v, m->clause, t);
	return n && stretch_overlaps(t[n - 1].s, m->ind) && !t[n - 1].measured;
}

/* "The shareholder | sold 2.28 million of his shares": the verb of change before the count. */
static struct stretch changing_verb(const struct mention *m, const struct view *v, size_t from)
{
	for (size_t t = m->tok; t > from; t--)
		if (v->cls[t - 1] & (ROLE_UP | ROLE_DOWN))
			return phrase_stretch(v, phrase_of(t - 1, t));
	return NONE;
}

struct stretch elision_deed(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];

	if (m->ind.len || m->inherited || a->dim != DIM_COUNT || !attach_is_change(m, v))
		return NONE;
	size_t lo = v->clauses[m->clause].from;
	for (size_t t = m->tok; t > lo && v->tok[t - 1].pos != POS_QUANTITY; t--)
		if (v->cls[t - 1] & (ROLE_UP | ROLE_DOWN)) return changing_verb(m, v, t - 1);
	return NONE;
}

static bool holds_figure(const struct view *v, struct stretch s)
{
	for (size_t t = view_token_at(v, s.off); t < v->n_tok && v->tok[t].off < stretch_end(s);
	     t++)
		if (v->tok[t].pos == POS_QUANTITY) return true;
	return false;
}

/* "Sold the company's | 12 million shares": the company is held, not who sells: the verb of change
 * before its name, with a count of shares; len 0 for none. */
static struct stretch changed_shares(const struct mention *m, const struct view *v)
{
	const struct annot *a = &v->d->annots[m->annot];
	size_t from = view_token_at(v, m->ind.off);

	if (a->dim != DIM_COUNT || !a->unit_len || from <= v->clauses[m->clause].from ||
	    !(v->cls[from - 1] & (ROLE_UP | ROLE_DOWN)))
		return NONE;
	uint64_t unit = words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len)).side;
	return unit & SIDE_STAKE ? phrase_stretch(v, phrase_of(from - 1, from)) : NONE;
}

/* Two kinds of things that stand beside each other: of a word each, or with the same end. */
static bool are_alike(const struct view *v, struct stretch a, struct stretch b)
{
	const uint16_t *u = v->d->text.p;

	if (u[stretch_end(a) - 1] == u[stretch_end(b) - 1]) return true;
	return v->tok[view_token_at(v, a.off)].len == a.len &&
	       v->tok[view_token_at(v, b.off)].len == b.len;
}

/* "Air conditioners' exports rose by 12 %, fridges fell by 3 %": what the second one borrows is the
 * first one's, whose kind of thing is told beside another one. */
static void part_kind(struct mentions *ms, size_t i, const struct mention *k, const struct view *v)
{
	struct stretch kind = k->subj.len ? NONE : owner_kind(k, v, KIND_BESIDE), whole = k->ind;

	if (!kind.len || !are_alike(v, kind, ms->m[i].subj)) return;
	for (size_t j = 0; j <= i; j++) {
		struct mention *m = &ms->m[j];
		if (m->ind.off != whole.off || m->ind.len != whole.len) continue;
		m->ind = owner_rest(v, whole, kind);
		if (!m->subj.len) m->subj = kind;
	}
}

/* "This bridge | has 5 storeys": with the word that points at it. */
static struct stretch with_pointer(const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off);

	if (!from || !is_pointed_at(v, from, phrase_head_token(v, s))) return s;
	uint32_t off = v->tok[from - 1].off;
	return (struct stretch){ off, stretch_end(s) - off };
}

/* What a name's figure measures: the indicator of a figure of the same kind before it, or what is
 * done with a count. */
void elision_borrow(struct mentions *ms, size_t i, const struct view *v, const struct frame *f)
{
	struct mention *m = &ms->m[i];
	const struct mention *k = measured_before(ms, i, v);
	bool verb = governed(m, v, view_token_at(v, stretch_end(m->ind) - 1) + 1);
	bool part = is_part(ms, i, v, f);

	struct stretch shares = changed_shares(m, v);
	if (shares.len) {
		m->ind = shares;
		return;
	}
	bool quoted = is_quoted_at(m, v, view_token_at(v, stretch_end(m->ind) - 1) + 1);
	struct stretch holder = holder_in(v, m->ind);
	struct stretch deed = acted(m, v, view_token_at(v, stretch_end(m->ind) - 1));
	bool manner = deed.len && is_manner(v, m->ind);
	m->subj = with_pointer(v, m->ind);
	if (quoted || deed.len) m->subj = whole_name(v, v->clauses[m->clause].from, m->ind);
	if (holder.len && holds_figure(v, m->ind)) m->subj = holder;
	if (manner) m->subj = NONE;
	m->ind = deed;
	if (deed.len) return;
	if (v->d->annots[m->annot].dim == DIM_COUNT && attach_is_change(m, v)) {
		m->ind = changing_verb(m, v, view_token_at(v, stretch_end(m->subj) - 1));
		return;
	}
	if (verb || quoted || (!k && !part) || attach_is_points(v, &v->d->annots[m->annot]))
		return;
	m->ind = part ? f->parted : k->ind;
	m->inherited = true;
	if (!part && k->clause < m->clause) part_kind(ms, i, k, v);
}

bool elision_found(struct mentions *ms, size_t i, const struct view *v, const struct frame *f)
{
	struct stretch name = listed_name(ms, i, v);

	if (name.len) {
		ms->m[i].ind = name;
		ms->m[i].inherited = false;
		return true;
	}
	return is_named(&ms->m[i], v) || leaves_out(ms, i, v) || is_part(ms, i, v, f);
}

/* A clause that ends in the noun of a tally, or only says that it rises or falls: "the number of
 * people lost or detained, 7 more, 82 in all"; or that is nothing but the name of a measure:
 * "farmers' net income, in 1982, was 270 yuan". */
static struct phrase measure_alone(const struct view *v, size_t clause, bool count)
{
	size_t lo = v->clauses[clause].from, t = v->clauses[clause].to;
	struct phrase none = phrase_of(lo, lo);

	while (t > lo && view_is_mark(v, t - 1)) t--;
	/* "profit, compared with the year before, | will rise by 960 million" */
	size_t compared = attach_over_compared(v, lo, t);
	if (compared < t && compared > lo && phrase_is_measure(v, compared - 1))
		return phrase_left(v, lo, compared);
	if (t > lo && phrase_is_measure(v, t - 1)) {
		struct phrase p = phrase_left(v, lo, t);
		size_t i = lo;
		while (i < p.from && (v->tok[i].pos == POS_TIME || v->tok[i].pos == POS_CONJ ||
				      (v->side[i] & SIDE_OPENER)))
			i++;
		if (i == p.from && p.from < p.to) return p;
	}
	while (count && t > lo && !(v->side[t - 1] & SIDE_TALLY) &&
	       (v->tok[t - 1].pos == POS_ADV ||
		(v->cls[t - 1] & (ROLE_UP | ROLE_DOWN | ROLE_ADVERB))))
		t--;
	return count && t > lo && (v->side[t - 1] & SIDE_TALLY) ? phrase_left(v, lo, t) : none;
}

/* "The firm told its turnover in April, | in that month 547 million": the clause right before ends
 * in a noun of money. */
static struct stretch sum_named_last(const struct mention *m, const struct view *v)
{
	if (v->d->annots[m->annot].type != A_MONEY || m->clause == 0) return NONE;
	size_t lo = v->clauses[m->clause - 1u].from, t = v->clauses[m->clause - 1u].to;
	while (t > lo && view_is_mark(v, t - 1)) t--;
	if (t == lo || !(v->side[t - 1] & SIDE_AMOUNT)) return NONE;
	struct phrase p = phrase_left(v, lo, t);
	return p.from < p.to ? phrase_stretch(v, p) : NONE;
}

struct phrase elision_noun_alone(const struct view *v, size_t clause)
{
	size_t from = v->clauses[clause].from, end = v->clauses[clause].to - 1;

	while (from < end && (v->tok[from].pos == POS_CONJ ||
			      (v->side[from] & (SIDE_OPENER | SIDE_DET))))
		from++;
	struct phrase p = phrase_left(v, from, end);
	bool noun = p.from == from && p.to > p.from && v->tok[p.to - 1].pos == POS_NOUN &&
		    !(v->cls[p.to - 1] & ROLE_NOTSUBJ) && !topic_is_entity(v, p.from);
	return noun ? p : NO_PHRASE;
}

/* "Pupils, | in 1952 there were 51 million": the noun that is all of a clause, where the figure's
 * clause has nothing but a time, its verb and the figure. */
static struct phrase thing_alone(const struct mention *m, const struct view *v, size_t clause)
{
	size_t lo = v->clauses[m->clause].from, t = lo, behind = attach_behind(m, v);

	if (v->tok[lo].pos != POS_TIME || v->d->annots[m->annot].type == A_PERCENT ||
	    (behind < v->n_tok && !view_is_mark(v, behind)))
		return NO_PHRASE;
	while (t < m->tok && (v->tok[t].pos == POS_TIME || v->tok[t].pos == POS_ADV ||
			      (v->cls[t] & ROLE_REACH)))
		t++;
	return t == m->tok && t > lo + 1u ? elision_noun_alone(v, clause) : NO_PHRASE;
}

struct stretch elision_measure_before(const struct mention *m, const struct view *v, size_t behind)
{
	for (size_t c = m->clause; c-- > behind && c + 4 > m->clause;) {
		struct phrase p = measure_alone(v, c, v->d->annots[m->annot].dim == DIM_COUNT);
		if (p.from == p.to && c + 1u == m->clause) p = thing_alone(m, v, c);
		if (p.from < p.to) return phrase_stretch(v, p);
		size_t end = v->clauses[c].to;
		if (mark_is_semicolon(phrase_mark(v, end - 1))) break;
	}
	return behind < m->clause ? sum_named_last(m, v) : NONE;
}

bool elision_counts_places(const struct view *v, const struct annot *a)
{
	struct uslice unit = doc_span(v->d, a->unit_off, a->unit_len);

	return a->dim == DIM_COUNT && a->unit_len &&
	       (words_kind(v->words, unit).side & SIDE_PLACEKIND);
}

bool elision_is_place(const struct view *v, const struct annot *a, struct stretch s)
{
	if (!s.len) return false;
	size_t from = view_token_at(v, s.off),
	       t = phrase_over_parens(v, from, view_token_at(v, stretch_end(s) - 1) + 1);
	if (t == from) return false;
	t--;
	if (v->tok[t].pos == POS_PLACE) return elision_counts_places(v, a);
	return t > 0 && (v->side[t] & SIDE_PLACEKIND) && v->tok[t - 1].off >= s.off &&
	       v->tok[t - 1].pos == POS_QUANTITY;
}

bool elision_did_otherwise(const struct mention *k, const struct view *v, size_t behind)
{
	size_t t = view_token_at(v, k->ind.off);

	if (t <= k->tok || t >= v->n_tok) return false;
	if (v->side[t] & SIDE_PLACEKIND) return true;
	if (behind == v->n_tok || !(v->cls[t] & ROLE_INDVERB)) return false;
	enum pos_tag p = (enum pos_tag)v->tok[behind].pos;
	return p == POS_VERB || p == POS_VN || p == POS_ADJ || p == POS_PREP ||
	       (v->cls[behind] & ROLE_MODAL);
}
