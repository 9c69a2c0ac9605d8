/* What a definite noun phrase takes up. See definite.h. From: a phrase that opens with a word of
 * class back, its sentence and those before it. To: the stretch of the name. The nearest one that
 * ends in the same noun counts: what a clause is about, else what has a name in it. A list of such
 * names leaves it open. Few phrases are definite, so that the sentences before, which are cut again
 * for it, cost little; only those are cut that hold the noun at all. */
#include "pipeline/extract/definite.h"

#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/topic.h"

#define REACH_SENTENCES 6
#define REACH_UNITS	400
#define BACK_UNITS	3 /* of a word that points back */
#define MORE_UNITS	2 /* by which the name is longer than its noun, at least */
#define NOWHERE		((struct stretch){ 0, 0 })

struct search {
	const struct maker *k;
	const struct view *v; /* the sentence looked through */
	struct stretch noun;  /* in the text, behind the pointing word */
	uint32_t before;      /* text offset: names end before it */
	bool open;	      /* there are several */
};

/* The noun of a phrase that points back, len 0 of any other: behind the word that points, which may
 * be one with it ("thisproject"). */
static struct stretch pointed_noun(const struct view *v, struct stretch s)
{
	size_t t = view_token_at(v, s.off);
	uint32_t len = t < v->n_tok ? v->tok[t].len : 0;

	if (!len || v->tok[t].off != s.off || v->tok[t].annot >= 0) return NOWHERE;
	if (len > BACK_UNITS) len = BACK_UNITS;
	for (; len; len--) {
		bool apart = len == v->tok[t].len;
		if (s.len < len + (apart ? 1 : 2)) continue;
		if (words_kind(v->words, doc_span(v->d, s.off, len)).label & LABEL_BACK)
			return (struct stretch){ s.off + len, s.len - len };
	}
	return NOWHERE;
}

/* Does text[.., end) end in the noun, quoted or not? */
static bool ends_in_noun(const struct search *x, uint32_t end)
{
	const struct doc *d = x->k->d;

	if (end && phrase_mark_closes(d->text.p[end - 1])) end--;

	return end >= x->noun.len && uslice_eq(doc_span(d, end - x->noun.len, x->noun.len),
					       doc_span(d, x->noun.off, x->noun.len));
}

/* Tokens without what describes them ("the bridge project | that the bureau builds" stands in front
 * in Chinese), with the other end of a way: "A to B railway". */
static struct phrase name_of(const struct view *v, struct phrase p)
{
	for (uint32_t t = p.from; t < p.to; t++)
		if (v->tok[t].pos == POS_DE) p.from = t + 1;
	bool way = p.from > 1 && (view_token_label(v, p.from - 1) & LABEL_SPANS) &&
		   phrase_head(v, p.from - 2);
	if (way) p.from -= 2;
	return p;
}

/* Is p a name that the noun stands for? A list leaves open which. */
static bool is_name(struct search *x, struct phrase p)
{
	const struct view *v = x->v;

	if (p.from >= p.to) return false;
	uint32_t end = v->tok[p.to - 1].off + v->tok[p.to - 1].len;
	if (v->tok[p.from].off + x->noun.len + MORE_UNITS > end || end > x->before ||
	    !ends_in_noun(x, end) || (v->side[p.from] & SIDE_DET))
		return false;
	bool joined = (p.from > 0 && list_joins(v, p.from - 1, JOINS_OWNERS)) ||
		      (p.to < v->n_tok && list_joins(v, p.to, JOINS_OWNERS));
	for (uint32_t t = p.from; t < p.to; t++) {
		joined = joined || list_joins(v, t, JOINS_OWNERS);
		if (v->tok[t].pos == POS_QUANTITY) return false;
	}
	x->open = x->open || joined;
	return true;
}

/* A name, a work, something quoted or a foreign word, which tells it from others of its kind. */
static bool tells_apart(const struct view *v, struct phrase p)
{
	const uint32_t names = POS_ENTITY | POS_BIT(POS_NAME) | POS_BIT(POS_FOREIGN);

	for (uint32_t t = p.from; t < p.to; t++)
		if ((names & POS_BIT(v->tok[t].pos)) || phrase_opens(v, t)) return true;
	return false;
}

/* "The bridge is a key project of the city": of whom the clause says it. */
static struct stretch identified(const struct search *x, const struct topic *t, size_t n,
				 uint32_t from)
{
	bool is = from > 0 && (view_token_label(x->v, from - 1) & LABEL_IDENTIFIES);

	return is && n && !t[0].counted && t[0].to < from ? t[0].s : NOWHERE;
}

/* "Qinghe airport's | third stage": the name at token t holds the noun, and what is done there ends
 * it: up to the noun. */
static struct stretch name_inside(const struct search *x, size_t t)
{
	const struct token *k = &x->v->tok[t];

	if (!view_is_type(x->v, t, A_NAME)) return NOWHERE;
	for (uint32_t end = k->off + k->len - 1; end >= k->off + x->noun.len + MORE_UNITS; end--)
		if (end <= x->before && ends_in_noun(x, end))
			return (struct stretch){ k->off, end - k->off };
	return NOWHERE;
}

/* The last name of a clause. */
static struct stretch name_in_clause(struct search *x, size_t clause)
{
	const struct view *v = x->v;
	const struct clause *c = &v->clauses[clause];
	size_t n;
	const struct topic *topics = topic_at(v, clause, &n);

	for (size_t i = n; i-- > 0;) {
		struct phrase p = name_of(v, phrase_of(topics[i].from, topics[i].to));
		if (!topics[i].counted && is_name(x, p)) return phrase_stretch(v, p);
	}
	for (uint32_t t = c->to; t > c->from; t--) {
		uint32_t end = v->tok[t - 1].off + v->tok[t - 1].len;
		struct stretch inside = name_inside(x, t - 1);
		if (inside.len) return inside;
		if (end > x->before || !ends_in_noun(x, end)) continue;
		bool inner = t < c->to && phrase_head(v, t) && v->tok[t].pos != POS_VN &&
			     !phrase_is_measure(v, t);
		struct phrase p = inner ? NO_PHRASE : phrase_left(v, c->from, t);
		if (p.from == p.to) continue; /* the project's | office */
		struct stretch s = identified(x, topics, n, p.from);
		if (s.len) return s;
		p = name_of(v, p);
		if (is_name(x, p) && tells_apart(v, p)) return phrase_stretch(v, p);
	}
	return NOWHERE;
}

static struct stretch name_in(struct search *x)
{
	struct stretch s = NOWHERE;

	for (size_t c = x->v->n_clauses; c-- > 0 && !s.len && !x->open;)
		if (x->v->tok[x->v->clauses[c].from].off < x->before) s = name_in_clause(x, c);
	return s;
}

/* Does a sentence before the noun hold it? */
static bool holds_noun(const struct search *x, const struct sentence *s)
{
	uint32_t end = s->off + s->len;

	for (uint32_t i = s->off + x->noun.len; i <= end && i <= x->before; i++)
		if (ends_in_noun(x, i)) return true;
	return false;
}

struct stretch definite_antecedent(const struct maker *k, struct stretch s)
{
	struct doc *d = k->d;
	struct search x = { .k = k, .v = k->v, .before = s.off };

	if (s.off < k->v->off || s.off >= k->v->off + k->v->len) return NOWHERE;
	x.noun = pointed_noun(k->v, s);
	if (!x.noun.len) return NOWHERE;
	struct stretch found = name_in(&x);
	for (uint32_t n = k->sentence; n-- > 0 && k->sentence - n <= REACH_SENTENCES;) {
		const struct sentence *t = &d->sentences[n];
		if (found.len || x.open || t->off + t->len + REACH_UNITS < s.off) break;
		if (!holds_noun(&x, t)) continue;
		struct view v;
		view_build(&v, k->scratch, k->cut, d, n, doc_first_annot(d, t->off));
		if (!v.n_tok) continue;
		view_clauses(&v, k->scratch);
		phrase_begin(&v);
		topic_begin(&v, k->scratch);
		x.v = &v;
		found = name_in(&x);
	}
	return x.open ? NOWHERE : found;
}
