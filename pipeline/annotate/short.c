/* Short names of places. See short.h. Limits: words of at most WORD_MAX units. */
#include "pipeline/annotate/short.h"

#include "pipeline/annotate/short_table.h"
#include "pipeline/core/punctuation.h"

#define WORD_MAX 8
#define CODES	 0x10000

struct short_names {
	struct table table;
	const uint32_t *set;		  /* of a character: the sets that it is in */
	const struct unit_set *any;	  /* characters that are in one */
	struct datrie trie[SHORT_KIND_N]; /* value: sets */
};

static enum status view_sections(struct short_names *n, struct err *e)
{
	struct slice sets = table_section(&n->table, "sets"), any = table_section(&n->table, "any");

	if (sets.len != CODES * sizeof *n->set || any.len != sizeof *n->any)
		return err_set(e, ERR_RULES, "shorts.tab: damaged table (run make)");
	n->set = (const uint32_t *)(const void *)sets.p;
	n->any = (const struct unit_set *)(const void *)any.p;
	for (int k = 0; k < SHORT_KIND_N; k++)
		TRY(datrie_view(&n->trie[k], table_section(&n->table, short_kind_names[k]), e));
	return OK;
}

enum status short_names_open(struct short_names **out, const struct env *env, struct err *e)
{
	struct short_names *n = mem_zalloc(sizeof *n);
	enum status st = table_open(&n->table, env, "shorts", e);

	if (st == OK) st = view_sections(n, e);
	if (st == OK) *out = n;
	else short_names_close(n);
	return st;
}

void short_names_add(const struct short_names *n, struct unit_set *set)
{
	for (unsigned c = 0; c < 65536; c++)
		if (unit_set_has(n->any, (uint16_t)c)) unit_set_add(set, (uint16_t)c);
}

void short_names_close(struct short_names *n)
{
	if (!n) return;
	table_close(&n->table);
	mem_free(n);
}

/* ---- finding ---- */

/* The sets for which s is a word of the kind. */
static uint32_t sets_of(const struct short_names *n, enum short_kind kind, struct uslice s)
{
	uint32_t bits;

	if (s.len == 0 || s.len > WORD_MAX) return 0;
	return datrie_has(&n->trie[kind], s.p, s.len, &bits) ? bits : 0;
}

/* Is c in a set for which the word of the kind is one? */
static bool in_sets(const struct short_names *n, uint16_t c, enum short_kind kind,
		    struct uslice word)
{
	return unit_set_has(n->any, c) && n->set[c] & sets_of(n, kind, word);
}

static struct uslice part(struct uslice s, size_t from, size_t to)
{
	return (struct uslice){ s.p + from, to - from };
}

static bool is_free(const struct name_sentence *s, size_t i)
{
	return i < s->n && !s->taken[i] && s->t[i].annot < 0;
}

static struct uslice text_at(const struct name_sentence *s, size_t i)
{
	return i < s->n ? name_text(s, i) : (struct uslice){ NULL, 0 };
}

/* A span over character k of token i. */
static void add(struct name_sentence *s, struct name_list *l, size_t i, size_t k,
		enum span_trust trust)
{
	struct name_span *x =
		name_add(l, s, i, i, (struct name_kind){ A_PLACE, trust, "place.short" });

	x->off = s->t[i].off + (uint32_t)k;
	x->len = 1;
	place_look_up(s->s, doc_span(s->d, x->off, 1), x);
}

/* A name inside a word: a visit to M, the M side, the war against R. */
static bool find_inside(const struct short_names *n, struct name_sentence *s, struct name_list *l,
			size_t i)
{
	struct uslice t = name_text(s, i);
	size_t last = t.len - 1;

	if (in_sets(n, t.p[last], SHORT_BEFORE, part(t, 0, last))) add(s, l, i, last, TRUST_LIKELY);
	else if (in_sets(n, t.p[0], SHORT_AFTER, part(t, 1, t.len))) add(s, l, i, 0, TRUST_LIKELY);
	else if (t.len > 2 && in_sets(n, t.p[1], SHORT_LEAD, part(t, 0, 1)))
		add(s, l, i, 1, TRUST_LIKELY);
	else return false;
	return true;
}

/* One character in a row of them: in Y, F. */
static bool in_row(const struct short_names *n, const struct name_sentence *s, size_t i,
		   uint32_t sets)
{
	struct uslice back = i >= 2 ? text_at(s, i - 2) : (struct uslice){ NULL, 0 },
		      fore = text_at(s, i + 2);
	bool left = i >= 2 && name_is_sign(s, i - 1, LIST_MARK) && back.len == 1 &&
		    n->set[back.p[0]] & sets;
	bool right = i + 2 < s->n && name_is_sign(s, i + 1, LIST_MARK) && fore.len == 1 &&
		     n->set[fore.p[0]] & sets;

	return left || right;
}

/* A token of one character: between the words beside it; at the head of a clause it is one when it
 * is one elsewhere. */
static void find_alone(const struct short_names *n, struct name_sentence *s, struct name_list *l,
		       size_t i)
{
	uint32_t sets = n->set[name_text(s, i).p[0]];
	struct uslice before = i ? text_at(s, i - 1) : (struct uslice){ NULL, 0 },
		      after = text_at(s, i + 1);

	if ((sets & sets_of(n, SHORT_BEFORE, before)) || (sets & sets_of(n, SHORT_AFTER, after)) ||
	    in_row(n, s, i, sets))
		add(s, l, i, 0, TRUST_LIKELY);
	else if ((i == 0 || s->t[i - 1].pos == POS_PUNCT) &&
		 !lexicon_is_surname(s->s->lexicon, name_text(s, i).p[0])) {
		add(s, l, i, 0, TRUST_WEAK);
		s->taken[i] = 0; /* a person's name may still begin here */
	}
}

/* Two names before a word for what is between them: Z-M relations. Gives the tokens used, 0 none.
 */
static size_t find_pair(const struct short_names *n, struct name_sentence *s, struct name_list *l,
			size_t i)
{
	struct uslice a = name_text(s, i), b = text_at(s, i + 1);
	bool one = a.len == 2, two = a.len == 1 && b.len == 1 && is_free(s, i + 1);
	uint32_t sets = one   ? n->set[a.p[0]] & n->set[a.p[1]]
			: two ? n->set[a.p[0]] & n->set[b.p[0]]
			      : 0;

	if (!sets || !(sets & sets_of(n, SHORT_PAIR, text_at(s, i + (one ? 1 : 2))))) return 0;
	add(s, l, i, 0, TRUST_LIKELY);
	add(s, l, one ? i : i + 1, one ? 1 : 0, TRUST_LIKELY);
	return one ? 1 : 2;
}

/* How many units from token i on are names of one of the sets, no two of them one, in words that
 * are taken for nothing but places; *sets: those of all of them; *next: the token behind them. */
static size_t run_units(const struct short_names *n, const struct name_sentence *s, size_t i,
			uint32_t *sets, size_t *next)
{
	const uint16_t *u = s->d->text.p + s->t[i].off;
	size_t units = 0, k = i;

	for (; k < s->n && s->t[k].annot < 0 && (!s->taken[k] || s->taken[k] == 1 + A_PLACE); k++) {
		size_t len = units;
		for (; len < units + s->t[k].len && len < WORD_MAX; len++) {
			uint32_t both = *sets & n->set[u[len]];
			for (size_t x = 0; x < len; x++)
				if (u[x] == u[len]) both = 0;
			if (!both) break;
			*sets = both;
		}
		if (len < units + s->t[k].len) break;
		units = len;
	}
	*next = k;
	return units;
}

/* Two and more names in a row before a word that counts or joins them: the L-J-H three provinces,
 * where C-Y-Q meet. Gives the tokens used, 0 none. */
static size_t find_run(const struct short_names *n, struct name_sentence *s, struct name_list *l,
		       size_t i)
{
	uint32_t sets = n->set[s->d->text.p[s->t[i].off]], bits;
	size_t next, units = sets ? run_units(n, s, i, &sets, &next) : 0;
	size_t end = s->t[s->n - 1].off + s->t[s->n - 1].len, at = s->t[i].off + units;

	if (units < 2 ||
	    !datrie_longest(&n->trie[SHORT_RUN], s->d->text.p + at, end - at, &bits) ||
	    !(bits & sets))
		return 0;
	for (size_t k = i; k < next; k++) {
		bool known = s->taken[k] != 0;
		for (size_t x = 0; x < s->t[k].len && !known; x++) add(s, l, k, x, TRUST_LIKELY);
	}
	return next - i;
}

/* Is there a short name where one may stand in a word? */
static bool may_hold(const struct short_names *n, const uint16_t *s, size_t len)
{
	return unit_set_has(n->any, s[0]) ||
	       (len > 1 && (unit_set_has(n->any, s[1]) || unit_set_has(n->any, s[len - 1])));
}

/* Short names in token i. Gives the tokens used. */
static size_t find_at(const struct short_names *n, struct name_sentence *s, struct name_list *l,
		      size_t i)
{
	const struct token *t = &s->t[i];
	size_t used = 0;

	if (t->len > WORD_MAX || !may_hold(n, s->d->text.p + t->off, t->len)) return 1;
	used = find_run(n, s, l, i);
	if (used) return used;
	if (!is_free(s, i) || t->pos == POS_PERSON) return 1;
	used = find_pair(n, s, l, i);
	if (!used && t->len == 1) find_alone(n, s, l, i);
	else if (!used) find_inside(n, s, l, i);
	return used ? used : 1;
}

void short_find(const struct short_names *n, struct name_sentence *s, struct name_list *l)
{
	struct look look = look_for(s->d, LOOK_entity, &s->s->looks);
	size_t end = s->n ? s->t[s->n - 1].off + s->t[s->n - 1].len : 0, i = 0;

	for (size_t at = s->n ? s->t[0].off : 0; (at = look_next(&look, at, end)) < end;
	     at = s->t[i - 1].off + s->t[i - 1].len) {
		while (s->t[i].off + s->t[i].len <= at) i++;
		i += find_at(n, s, l, i);
	}
}
