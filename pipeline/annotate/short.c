/* Short names of places. See short.h. Limits: 31 sets of characters, words of at most WORD_MAX units. */
#include "pipeline/annotate/short.h"

#include "pipeline/core/rule_file.h"

#define WORD_MAX  8
#define ENUM_MARK 0x3001
#define CODES	  0x10000

/* Kinds of words; the first column of the file. ORDER SHORT */
enum short_kind { SHORT_BEFORE, SHORT_AFTER, SHORT_LEAD, SHORT_PAIR, SHORT_KIND_N };
static const char *const kind_names[SHORT_KIND_N] = { "before", "after", "lead", "pair" };

#define SETS_MAX 31

struct short_names {
	struct arena a;
	uint32_t set[CODES]; /* of a character: the sets that it is in */
	struct unit_set any; /* characters that are in one */
	struct slice set_name[SETS_MAX];
	size_t n_sets;
	struct datrie trie[SHORT_KIND_N]; /* value: sets */
	struct buf bytes[SHORT_KIND_N];
};

struct loader {
	struct short_names *n;
	struct datrie_key *keys[SHORT_KIND_N];
	size_t n_keys[SHORT_KIND_N], cap[SHORT_KIND_N];
	const char *path;
};

static uint32_t set_bit(struct short_names *n, struct slice name, bool make)
{
	for (size_t i = 0; i < n->n_sets; i++)
		if (slice_eq(n->set_name[i], name)) return 1u << i;
	if (!make || n->n_sets == SETS_MAX) return 0;
	n->set_name[n->n_sets] = arena_copy(&n->a, name);
	return 1u << n->n_sets++;
}

/* The sets that a blank-separated list names; 0 when one is unknown. */
static uint32_t set_list(struct short_names *n, struct slice names, bool make)
{
	struct slice name;
	uint32_t bits = 0;

	while (slice_split(&names, ' ', &name)) {
		uint32_t b = set_bit(n, name, make);
		if (!b) return 0;
		bits |= b;
	}
	return bits;
}

static void add_word(struct loader *l, int kind, struct uslice word, uint32_t bits)
{
	for (size_t i = 0; i < l->n_keys[kind]; i++)
		if (uslice_eq(l->keys[kind][i].key, word)) {
			l->keys[kind][i].value |= bits;
			return;
		}
	l->keys[kind] = mem_grow(l->keys[kind], &l->cap[kind], l->n_keys[kind] + 1, sizeof *l->keys[kind]);
	l->keys[kind][l->n_keys[kind]++] = (struct datrie_key){ word, bits };
}

/* Columns: set, before, after, lead or pair; names of sets; words. Sets stand before the words that use them. */
static enum status add_row(void *ctx, const struct slice *cols, size_t n_cols, unsigned line, struct err *e)
{
	struct loader *l = ctx;
	bool is_set = n_cols == 3 && slice_is(cols[0], "set");
	uint32_t bits = n_cols == 3 ? set_list(l->n, cols[1], is_set) : 0;
	struct slice rest, word;
	int kind = 0;

	while (!is_set && n_cols == 3 && kind < SHORT_KIND_N && !slice_is(cols[0], kind_names[kind]))
		kind++;
	if (!bits || kind == SHORT_KIND_N) return err_set(e, ERR_RULES, "%s:%u: a kind, known sets and words wanted", l->path, line);
	rest = cols[2];
	while (slice_split(&rest, ' ', &word)) {
		struct uslice u = arena_utf16(&l->n->a, word);
		if (!u.len) continue;
		if (is_set) {
			l->n->set[u.p[0]] |= bits;
			unit_set_add(&l->n->any, u.p[0]);
			continue;
		}
		add_word(l, kind, u, bits);
	}
	return OK;
}

enum status short_names_open(struct short_names **out, const struct env *env, struct err *e)
{
	struct short_names *n = mem_zalloc(sizeof *n);
	struct loader l = { .n = n };

	arena_init(&n->a);
	l.path = arena_printf(&n->a, "%s/annotate/shorts.tsv", env->rules_dir.p).p;
	enum status st = tsv_load(l.path, add_row, &l, e);
	for (int k = 0; k < SHORT_KIND_N; k++) {
		if (st == OK) st = datrie_build(l.keys[k], l.n_keys[k], &n->bytes[k], e);
		if (st == OK) st = datrie_view(&n->trie[k], buf_slice(&n->bytes[k]), e);
		mem_free(l.keys[k]);
	}
	if (st == OK) *out = n;
	else short_names_close(n);
	return st;
}

void short_names_add(const struct short_names *n, struct unit_set *set)
{
	for (unsigned c = 0; c < 65536; c++)
		if (unit_set_has(&n->any, (uint16_t)c)) unit_set_add(set, (uint16_t)c);
}

void short_names_close(struct short_names *n)
{
	if (!n) return;
	for (int k = 0; k < SHORT_KIND_N; k++)
		buf_free(&n->bytes[k]);
	arena_free(&n->a);
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
static bool in_sets(const struct short_names *n, uint16_t c, enum short_kind kind, struct uslice word)
{
	return unit_set_has(&n->any, c) && n->set[c] & sets_of(n, kind, word);
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
static void add(struct name_sentence *s, struct name_list *l, size_t i, size_t k, enum span_trust trust)
{
	struct name_span *x = name_add(l, s, i, i, A_PLACE, trust, "place.short");

	x->off = s->t[i].off + (uint32_t)k;
	x->len = 1;
	place_look_up(s->s, doc_span(s->d, x->off, 1), x);
}

/* A name inside a word: a visit to M, the M side, the war against R. */
static bool find_inside(const struct short_names *n, struct name_sentence *s, struct name_list *l, size_t i)
{
	struct uslice t = name_text(s, i);
	size_t last = t.len - 1;

	if (in_sets(n, t.p[last], SHORT_BEFORE, part(t, 0, last)))
		add(s, l, i, last, TRUST_LIKELY);
	else if (in_sets(n, t.p[0], SHORT_AFTER, part(t, 1, t.len)))
		add(s, l, i, 0, TRUST_LIKELY);
	else if (t.len > 2 && in_sets(n, t.p[1], SHORT_LEAD, part(t, 0, 1)))
		add(s, l, i, 1, TRUST_LIKELY);
	else
		return false;
	return true;
}

/* One character in a row of them: in Y, F. */
static bool in_row(const struct short_names *n, const struct name_sentence *s, size_t i, uint32_t sets)
{
	struct uslice back = i >= 2 ? text_at(s, i - 2) : (struct uslice){ NULL, 0 }, fore = text_at(s, i + 2);
	bool left = i >= 2 && name_is_sign(s, i - 1, ENUM_MARK) && back.len == 1 && n->set[back.p[0]] & sets;
	bool right = i + 2 < s->n && name_is_sign(s, i + 1, ENUM_MARK) && fore.len == 1 && n->set[fore.p[0]] & sets;

	return left || right;
}

/* A token of one character: between the words beside it; at the head of a clause it is one when it is one elsewhere. */
static void find_alone(const struct short_names *n, struct name_sentence *s, struct name_list *l, size_t i)
{
	uint32_t sets = n->set[name_text(s, i).p[0]];
	struct uslice before = i ? text_at(s, i - 1) : (struct uslice){ NULL, 0 }, after = text_at(s, i + 1);

	if ((sets & sets_of(n, SHORT_BEFORE, before)) || (sets & sets_of(n, SHORT_AFTER, after)) || in_row(n, s, i, sets))
		add(s, l, i, 0, TRUST_LIKELY);
	else if ((i == 0 || s->t[i - 1].pos == POS_PUNCT) && !lexicon_is_surname(s->s->lexicon, name_text(s, i).p[0])) {
		add(s, l, i, 0, TRUST_WEAK);
		s->taken[i] = 0; /* a person's name may still begin here */
	}
}

/* Two names before a word for what is between them: Z-M relations. Gives the tokens used, 0 none. */
static size_t find_pair(const struct short_names *n, struct name_sentence *s, struct name_list *l, size_t i)
{
	struct uslice a = name_text(s, i), b = text_at(s, i + 1);
	bool one = a.len == 2, two = a.len == 1 && b.len == 1 && is_free(s, i + 1);
	uint32_t sets = one ? n->set[a.p[0]] & n->set[a.p[1]] : two ? n->set[a.p[0]] & n->set[b.p[0]] : 0;

	if (!sets || !(sets & sets_of(n, SHORT_PAIR, text_at(s, i + (one ? 1 : 2))))) return 0;
	add(s, l, i, 0, TRUST_LIKELY);
	add(s, l, one ? i : i + 1, one ? 1 : 0, TRUST_LIKELY);
	return one ? 1 : 2;
}

/* Is there a short name where one may stand in a word? */
static bool may_hold(const struct short_names *n, const uint16_t *s, size_t len)
{
	return unit_set_has(&n->any, s[0]) || (len > 1 && (unit_set_has(&n->any, s[1]) || unit_set_has(&n->any, s[len - 1])));
}

/* Short names in token i. Gives the tokens used. */
static size_t find_at(const struct short_names *n, struct name_sentence *s, struct name_list *l, size_t i)
{
	const struct token *t = &s->t[i];
	size_t used = 0;

	if (t->len > WORD_MAX || !may_hold(n, s->d->text.p + t->off, t->len) || !is_free(s, i) || t->pos == POS_PERSON) return 1;
	used = find_pair(n, s, l, i);
	if (!used && t->len == 1) find_alone(n, s, l, i);
	else if (!used) find_inside(n, s, l, i);
	return used ? used : 1;
}

void short_find(const struct short_names *n, struct name_sentence *s, struct name_list *l)
{
	struct look look = look_for(s->d, LOOK_entity, &s->s->looks);
	size_t end = s->n ? s->t[s->n - 1].off + s->t[s->n - 1].len : 0, i = 0;

	for (size_t at = s->n ? s->t[0].off : 0; (at = look_next(&look, at, end)) < end; at = s->t[i - 1].off + s->t[i - 1].len) {
		while (s->t[i].off + s->t[i].len <= at)
			i++;
		i += find_at(n, s, l, i);
	}
}
