/* The cheapest path through the words of a stretch. See segment_path.h.
 * Each place between two units is a node; words of the lexicon, runs of letters or digits, and
 * modelled names are edges with costs (-ln of their probability). All edges go to the right, so
 * that one walk over the places finds the best way to each.
 *
 * This is the hottest loop of annotate, and it waits for two things: the trie's cells, which lie
 * all over the memory, and branches that nobody can foretell, for which a processor pays more than
 * for the words behind them. So the cells are called for in passes of their own, some steps before
 * they are needed; and at most places (a Chinese character, words of one and two units from it or
 * not, no name) no branch asks what came: a word that is none costs too much to be taken. What else
 * there may be at a place is a bit in odd[], found out in the same passes. */
#include "pipeline/annotate/segment_path.h"

#include "pipeline/core/punctuation.h"

#define NAT(x) ((uint32_t)((x)*WORD_COST_UNIT))
/* a character that is no word of its own; more than any word of the lexicon */
#define UNKNOWN_COST  NAT(19)
#define RUN_COST      NAT(9)   /* a run of letters or digits */
#define SIGN_COST     NAT(3)   /* punctuation and the like */
#define PERSON_COST   NAT(4.2) /* a personal name somewhere */
#define DOUBLE_COST   NAT(6.5) /* a surname of more than one character */
#define ALONE_COST    NAT(1.6) /* a name with one character behind the surname, on top */
#define TITLE_BONUS   NAT(3.5) /* a title before */
#define THIRD_COST    NAT(1)   /* a third character of a given name, on top */
#define CUE_BONUS     NAT(2.5) /* a title or verb of saying behind */
#define EDGE_BONUS    NAT(0.8) /* punctuation before or behind */
#define TRANSLIT_COST NAT(5.8) /* a transliterated name somewhere */
#define DOT_BONUS     NAT(18)  /* each middle dot in it */
#define TRANSLIT_MAX  8	       /* characters of a part of a name */
#define DOTTED_MAX    24       /* of a whole name with dots */
#define ODD_COST      NAT(6)   /* a character of a dotted name that is no transliterating one */
#define COMMON_COST   NAT(9)   /* one that is a word as common as this is none of a name */
#define HYPHEN_COST   NAT(1)
#define DOT_AHEAD     4	     /* characters of the first part that are looked through for its dot */
#define OFFICE_COST   NAT(5) /* of a place that cuts the title behind it */
/* from here on: of a place that no path reaches; no path of SEGMENT_MAX units costs as much */
#define COST_NONE      (1u << 24)
#define EDGE_NONE_BYTE 0x7f /* all bytes of the edge to such a place before anything was tried */

/* What an edge is. Of two with the same cost and beginning the first here is taken. */
enum edge_kind {
	EDGE_DOUBLE,
	EDGE_WORD,
	EDGE_UNKNOWN,
	EDGE_PERSON,
	EDGE_TRANSLIT,
	EDGE_LATIN,
	EDGE_DIGIT,
	EDGE_PUNCT,
	EDGE_SPACE,
	EDGE_OTHER
};

/* The token that an edge becomes, but for words. */
static const struct token edge_tokens[] = {
	[EDGE_DOUBLE] = { .pos = POS_PERSON, .flags = TOKEN_MODEL },
	[EDGE_WORD] = { .flags = TOKEN_KNOWN },
	[EDGE_UNKNOWN] = { .pos = POS_OTHER, .flags = TOKEN_HAN },
	[EDGE_PERSON] = { .pos = POS_PERSON, .flags = TOKEN_MODEL },
	[EDGE_TRANSLIT] = { .pos = POS_PERSON, .flags = TOKEN_MODEL | TOKEN_TRANSLIT },
	[EDGE_LATIN] = { .pos = POS_FOREIGN },
	[EDGE_DIGIT] = { .pos = POS_NUM },
	[EDGE_PUNCT] = { .pos = POS_PUNCT },
	[EDGE_SPACE] = { .pos = POS_SPACE },
	[EDGE_OTHER] = { .pos = POS_OTHER },
};

/* Why a place is not the usual one. ORDER CHAR_NAMES for the first two */
#define ODD_NAME      CHAR_SURNAME  /* a surname and a unit that may stand behind it in a name */
#define ODD_TRANSLIT  CHAR_TRANSLIT /* two units that transliterate, or one and a middle dot */
#define ODD_WORD      16u /* a word that names depend on: an office, a surname of two characters */
#define ODD_LONG      32u /* words of three units and more */
#define ODD_RUN	      64u /* a digit or letter */
#define ODD_SURROGATE 128u

struct path {
	struct segment_lattice *g;
	const struct lexicon *l;
	const struct segment_stretch *x;
	/* of the stretch: len units, and what the lattice has of them */
	const uint16_t *s;
	size_t len;
	const uint16_t *code;
	const uint8_t *odd;
	const uint64_t *first, *second, *one;
};

/* What stands for a character by its kind: the edge of one unit if that is no word, why the place
 * is odd, and whether words are looked for. */
static const struct {
	uint16_t cost;
	uint8_t edge, odd;
	bool words;
} alone[] = {
	[CHAR_OTHER] = { SIGN_COST, EDGE_OTHER, 0, false },
	[CHAR_HAN] = { UNKNOWN_COST, EDGE_UNKNOWN, 0, true },
	[CHAR_DIGIT] = { 0, EDGE_DIGIT, ODD_RUN, true },
	[CHAR_LATIN] = { 0, EDGE_LATIN, ODD_RUN, true },
	[CHAR_PUNCT] = { SIGN_COST, EDGE_PUNCT, 0, false },
	[CHAR_SPACE] = { SIGN_COST, EDGE_SPACE, 0, false },
	[CHAR_DOT] = { SIGN_COST, EDGE_PUNCT, 0, false },
	[CHAR_SURROGATE] = { UNKNOWN_COST, EDGE_UNKNOWN, ODD_SURROGATE, false },
};

/* An edge as one number: of two the smaller is the better. Cost of the whole path 32 bits, where
 * the edge begins 16, enum edge_kind 16. */
static inline uint64_t edge_pack(uint32_t cost, size_t from, enum edge_kind kind)
{
	return (uint64_t)cost << 32 | (uint64_t)from << 16 | kind;
}

static inline uint32_t edge_cost(uint64_t e)
{
	return (uint32_t)(e >> 32);
}

static inline size_t edge_from(uint64_t e)
{
	return e >> 16 & 0xffff;
}

static inline void relax(struct segment_lattice *g, size_t to, uint64_t edge)
{
	uint64_t best = g->best[to];

	/* the smaller one: compilers make no branch of it */
	g->best[to] = edge < best ? edge : best;
}

static inline void add_edge(const struct path *p, size_t i, size_t len, uint32_t cost,
			    enum edge_kind kind)
{
	relax(p->g, i + len, edge_pack(edge_cost(p->g->best[i]) + cost, i, kind));
}

static inline const struct lexicon_char *char_at(const struct path *p, size_t i)
{
	return &p->l->chars[p->s[i]];
}

/* The kind of the unit at i, which may lie outside of the stretch; CHAR_SPACE where the text ends.
 */
static uint8_t kind_around(const struct path *p, size_t i)
{
	i += p->x->from; /* i is -1 before the first unit: from - 1, and past n when there is
			    nothing */
	return i < p->x->n ? p->l->chars[p->x->s[i]].kind : CHAR_SPACE;
}

/* ---- words ---- */

/* The cell behind the words' beginning [i, k), whose cell is c, and unit k. */
static inline uint64_t next_cell(const struct path *p, size_t i, size_t k, uint64_t c)
{
	if (k >= p->len) return 0;
	return k == i + 1 ? p->second[i]
			  : word_trie_step(&p->l->words, word_cell_base(c), p->code[k]);
}

/* The longest word at i: its length, 0 if none. */
static size_t longest_at(const struct path *p, size_t i, uint32_t *value)
{
	size_t best = 0, k = i + 1;

	for (uint64_t c = p->first[i]; c; c = next_cell(p, i, k, c), k++) {
		if (!word_cell_value(c)) continue;
		best = k - i;
		*value = word_cell_value(c);
	}
	return best;
}

/* The value of the word [i, end). */
static inline uint32_t word_value(const struct path *p, size_t i, size_t end)
{
	uint64_t longer = 0 - (uint64_t)(end - i > 1);
	uint64_t c = (p->first[i] & ~longer) | (p->second[i] & longer); /* without a branch */

	for (size_t k = i + 2; k < end; k++)
		c = word_trie_step(&p->l->words, word_cell_base(c), p->code[k]);
	return word_cell_value(c);
}

/* A place that takes the head of a title away ("Taipei city | mayor") is dear. */
static uint32_t place_end_cost(const struct path *p, size_t end)
{
	uint32_t v = 0;

	if (end >= p->len) return 0;
	return longest_at(p, end - 1, &v) > 1 && word_class(v) & CLASS_TITLE ? OFFICE_COST : 0;
}

/* ---- names ---- */

static inline bool behind_title(const struct path *p, size_t i)
{
	return p->g->titles[i >> 6] >> (i & 63) & 1;
}

/* What the text behind place i says for a name that ends there. */
static uint32_t name_end_bonus(const struct path *p, size_t i)
{
	uint8_t kind = kind_around(p, i);
	uint32_t v = 0;

	if (kind == CHAR_PUNCT || kind == CHAR_SPACE) return EDGE_BONUS;
	if (i >= p->len || !longest_at(p, i, &v)) return 0;
	return word_class(v) & (CLASS_SPEECH | CLASS_TITLE) ? CUE_BONUS : 0;
}

static uint32_t name_start_bonus(const struct path *p, size_t i)
{
	if (behind_title(p, i)) return TITLE_BONUS;
	uint8_t kind = kind_around(p, i - 1);
	return kind == CHAR_PUNCT || kind == CHAR_SPACE ? EDGE_BONUS : 0;
}

static void add_name(const struct path *p, size_t i, size_t len, uint32_t cost, enum edge_kind kind)
{
	const uint32_t most = TITLE_BONUS + CUE_BONUS;

	if (edge_cost(p->g->best[i]) + (cost > most ? cost - most : 0) >=
	    edge_cost(p->g->best[i + len]))
		return; /* as most are */
	uint32_t bonus = name_start_bonus(p, i) + name_end_bonus(p, i + len);
	add_edge(p, i, len, cost > bonus ? cost - bonus : 0, kind);
}

/* Surname of len units at i, its cost in nats' parts: the names of two and three characters that
 * begin with it. */
static void add_person(const struct path *p, size_t i, size_t len, uint32_t cost,
		       enum edge_kind kind)
{
	size_t a = i + len;

	if (a >= p->len) return;
	const struct lexicon_char *one = char_at(p, a);
	cost += PERSON_COST;
	if (one->alone != NAME_NEVER) add_name(p, i, len + 1, cost + ALONE_COST + one->alone, kind);
	if (a + 1 >= p->len || one->first == NAME_NEVER) return;
	const struct lexicon_char *two = char_at(p, a + 1);
	if (two->second == NAME_NEVER) return;
	add_name(p, i, len + 2, cost + one->first + two->second, kind);
	if (len < 2 || a + 2 >= p->len) return;
	/* Japanese given names of three: the last is one that ends names, and no verb behind */
	const struct lexicon_char *three = char_at(p, a + 2);
	if (three->second != NAME_NEVER)
		add_name(p, i, len + 3,
			 cost + one->first + two->second + three->second + THIRD_COST, kind);
}

/* A character that does not transliterate but may stand in a name with dots: no sign, no common
 * word ("and", "at", "says"). */
static bool may_be_odd(const struct path *p, size_t k)
{
	return k < p->len && char_at(p, k)->kind == CHAR_HAN && edge_cost(p->one[k]) >= COMMON_COST;
}

/* One behind the dot, which begins no word unless it stands at the dot: what follows the name is
 * not taken into it. */
static bool may_go_on(const struct path *p, size_t k, size_t part)
{
	uint32_t v = 0;

	return may_be_odd(p, k) && (!part || longest_at(p, k, &v) < 2);
}

/* Does the part of a name that goes on at k end in a dot near by? */
static bool dot_ahead(const struct path *p, size_t k)
{
	for (size_t end = k + DOT_AHEAD; k < end && may_be_odd(p, k); k++)
		if (k + 1 < p->len && char_at(p, k + 1)->kind == CHAR_DOT) return true;
	return false;
}

/* What joins the parts of a name at k: a dot, or one hyphen or dash between transliterating
 * characters. */
static bool joins_parts(const struct path *p, size_t k)
{
	if (k + 1 >= p->len) return false;
	bool next = char_at(p, k + 1)->translit != NAME_NEVER;
	if (char_at(p, k)->kind == CHAR_DOT) return next || may_be_odd(p, k + 1);
	return next && (p->s[k] == '-' || p->s[k] == EM_DASH);
}

/* Foreign names from i: runs of transliterating characters, parts joined by middle dots. */
static void add_translit(const struct path *p, size_t i)
{
	uint32_t cost = TRANSLIT_COST, bonus = behind_title(p, i) ? CUE_BONUS : 0;
	bool dotted = false;
	size_t part = 0;

	for (size_t k = i; k < p->len && k - i < DOTTED_MAX; k++) {
		const struct lexicon_char *c = char_at(p, k);
		if (part && joins_parts(p, k)) {
			bool dot = c->kind == CHAR_DOT;
			dotted |= dot;
			bonus += dot ? DOT_BONUS : 0;
			cost += dot ? 0 : HYPHEN_COST;
			part = 0;
			continue;
		}
		bool odd = c->translit == NAME_NEVER;
		if (odd && !(dotted ? may_go_on(p, k, part) : k > i && dot_ahead(p, k))) break;
		if (++part > TRANSLIT_MAX) break;
		cost += odd ? ODD_COST : c->translit;
		if (k == i || (k + 1 < p->len && char_at(p, k + 1)->kind == CHAR_DOT)) continue;
		if (odd && !dotted) continue;
		add_edge(p, i, k + 1 - i, cost > bonus ? cost - bonus : 0, EDGE_TRANSLIT);
	}
}

/* ---- places that are not the usual ones ---- */

static void add_words(const struct path *p, size_t i)
{
	size_t k = i + 1;

	for (uint64_t c = p->first[i]; c; c = next_cell(p, i, k, c), k++) {
		uint32_t v = word_cell_value(c), cost = word_cost(v);
		size_t len = k - i;
		if (!v) continue;
		if (len > 2 && word_pos(v) == POS_PLACE) cost += place_end_cost(p, k);
		add_edge(p, i, len, cost, EDGE_WORD);
		if (word_class(v) & CLASS_TITLE) {
			p->g->titles[k >> 6] |= UINT64_C(1) << (k & 63);
			p->g->titled = true;
		}
		if (len > 1 && word_class(v) & CLASS_SURNAME)
			add_person(p, i, len, DOUBLE_COST, EDGE_DOUBLE);
	}
}

/* A run of letters and digits, with points and hyphens inside, as one token. */
static void add_run(const struct path *p, size_t i)
{
	size_t k = i;
	bool latin = false;

	for (; k < p->len; k++) {
		uint8_t kind = char_at(p, k)->kind;
		if (kind == CHAR_LATIN) latin = true;
		if (kind == CHAR_LATIN || kind == CHAR_DIGIT) continue;
		if (!segment_joins_run(p->s[k]) || k + 1 >= p->len) break;
		kind = char_at(p, k + 1)->kind;
		if (kind != CHAR_LATIN && kind != CHAR_DIGIT) break;
	}
	add_edge(p, i, k - i, RUN_COST, latin ? EDGE_LATIN : EDGE_DIGIT);
}

/* A pair of surrogates is one character, a lone half too. */
static void add_surrogate(const struct path *p, size_t i)
{
	bool pair =
		i + 1 < p->len && (p->s[i] & 0xfc00) == 0xd800 && (p->s[i + 1] & 0xfc00) == 0xdc00;

	add_edge(p, i, pair ? 2 : 1, UNKNOWN_COST, EDGE_UNKNOWN);
}

/* A unit by itself, and the word of two that begins with it; where there is none that edge is far
 * too dear. */
static inline void add_usual(const struct path *p, size_t i)
{
	uint64_t here = edge_pack(edge_cost(p->g->best[i]), i, 0);
	uint32_t two = word_cell_value(p->second[i]);

	relax(p->g, i + 1, here + p->one[i]);
	relax(p->g, i + 2, here + edge_pack(word_cost(two) + !two * COST_NONE, 0, EDGE_WORD));
}

static void add_odd(const struct path *p, size_t i)
{
	unsigned odd = p->odd[i];

	if (edge_cost(p->g->best[i]) >= COST_NONE)
		return; /* inside a run or between the halves of a pair */
	if (odd & ODD_SURROGATE) add_surrogate(p, i);
	else if (odd & ODD_RUN) add_run(p, i);
	else if (i + 1 < p->len) add_usual(p, i);
	else
		relax(p->g, i + 1,
		      edge_pack(edge_cost(p->g->best[i]), i, 0) +
			      p->one[i]); /* no word goes over the end */
	if (odd & (ODD_RUN | ODD_WORD | ODD_LONG)) add_words(p, i);
	if (odd & ODD_NAME) add_person(p, i, 1, char_at(p, i)->surname, EDGE_PERSON);
	if (odd & ODD_TRANSLIT) add_translit(p, i);
}

/* ---- the passes over the units ---- */

struct lexicon_unit segment_unit(const struct lexicon_char *c, const struct word_trie *words)
{
	uint64_t cell = alone[c->kind].words ? word_trie_step(words, words->root, c->code) : 0;
	uint32_t v = word_cell_value(cell);
	struct lexicon_unit u = { .cell = cell,
				  .code = c->code,
				  .names = c->names,
				  .edge = alone[c->kind].edge,
				  .cost = alone[c->kind].cost,
				  .odd = alone[c->kind].odd };

	if (v) {
		u.edge = EDGE_WORD;
		u.cost = (uint16_t)word_cost(v);
	}
	if (word_class(v) & CLASS_TITLE) u.odd |= ODD_WORD;
	return u;
}

/* units: what there is to say of them comes from the memory while others are looked at */
#define PREFETCH_AHEAD 32

/* A name with dots may hold what does not transliterate from its second character on: the places
 * before the dot at k. */
static void mark_dotted(struct segment_lattice *g, size_t k)
{
	for (size_t i = k > DOT_AHEAD ? k - DOT_AHEAD : 0; i + 1 < k; i++)
		g->odd[i + 1] |= ODD_TRANSLIT;
}

/* What the units say by themselves, and what may be names; the second cells are called for. */
static void look_at_units(const struct lexicon *l, struct segment_lattice *g, struct uslice text)
{
	unsigned names = 0;
	uint32_t base = 0;

	for (size_t i = 0; i < text.len; i++) {
		const struct lexicon_unit *u = &l->units[text.p[i]];
		size_t ahead = i + PREFETCH_AHEAD < text.len ? i + PREFETCH_AHEAD : i;
		__builtin_prefetch(&l->units[text.p[ahead]]);
		word_trie_prefetch(&l->words, base, u->code);
		base = word_cell_base(u->cell);
		g->code[i] = u->code;
		g->first[i] = u->cell;
		g->one[i] = edge_pack(u->cost, 0, u->edge);
		g->odd[i + 1] = u->odd;
		/* bit n of a surname beside bit n + 1 of what may follow; odd[i] is of the place
		 * before */
		g->odd[i] |= (uint8_t)(names & u->names >> 1 & (CHAR_SURNAME | CHAR_TRANSLIT));
		names = u->names;
		if (names == CHAR_LINK) mark_dotted(g, i);
	}
	g->code[text.len] = g->code[text.len + 1] = 0;
}

/* Second steps and the list of the places where a third is possible, whose cells are called for. */
static size_t look_at_pairs(const struct lexicon *l, struct segment_lattice *g, size_t len)
{
	const struct word_trie *t = &l->words;
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		uint64_t c = word_trie_step(t, word_cell_base(g->first[i]), g->code[i + 1]);
		uint32_t classes = word_class(word_cell_value(c));
		word_trie_prefetch(t, word_cell_base(c), g->code[i + 2]);
		g->second[i] = c;
		g->odd[i + 1] |=
			(uint8_t)((classes & (CLASS_TITLE | CLASS_SURNAME)) != 0) * ODD_WORD;
		g->third[n] = (uint16_t)i;
		n += word_cell_base(c) != 0;
	}
	return n;
}

/* Of n places those where words begin with the next three units: some of three or more. */
static void look_at_long(const struct lexicon *l, struct segment_lattice *g, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		size_t i = g->third[k];
		uint64_t c =
			word_trie_step(&l->words, word_cell_base(g->second[i]), g->code[i + 2]);
		g->odd[i + 1] |= (uint8_t)(c != 0) * ODD_LONG;
	}
}

void segment_units(const struct lexicon *l, struct segment_lattice *g, struct uslice units)
{
	look_at_units(l, g, units);
	look_at_long(l, g, look_at_pairs(l, g, units.len));
}

/* ---- the walk over a stretch ---- */

static void walk(const struct path *p)
{
	size_t i = 0;

	for (; i + 1 < p->len; i++)
		if (p->odd[i]) add_odd(p, i);
		else add_usual(p, i);
	if (p->odd[i]) add_odd(p, i);
	else relax(p->g, i + 1, edge_pack(edge_cost(p->g->best[i]), i, 0) + p->one[i]);
}

/* The tokens are known from the last one on: written at the end of the room that is there, then
 * moved to its begin. */
static size_t trace(const struct path *p, struct token *out)
{
	struct token *t = out + p->len;

	for (size_t i = p->len, from; i > 0; i = from) {
		uint64_t e = p->g->best[i];
		enum edge_kind kind = e & 0xffff;
		from = edge_from(e);
		uint32_t v = word_value(p, from, i) & (0 - (uint32_t)(kind == EDGE_WORD));
		*--t = (struct token){
			.off = (uint32_t)(p->x->off + p->x->from + from),
			.len = (uint32_t)(i - from),
			.pos = edge_tokens[kind].pos | word_pos(v),
			.flags = edge_tokens[kind].flags,
			.cls = word_class(v),
			.annot = -1,
		};
	}
	size_t n = (size_t)(out + p->len - t);
	memmove(out, t, n * sizeof *t);
	return n;
}

size_t segment_path(const struct lexicon *l, struct segment_lattice *g,
		    const struct segment_stretch *x, struct token *out)
{
	size_t at = x->units + x->from;
	struct path p = { .g = g,
			  .l = l,
			  .x = x,
			  .s = x->s + x->from,
			  .len = x->to - x->from,
			  .code = g->code + at,
			  .odd = g->odd + at + 1,
			  .first = g->first + at,
			  .second = g->second + at,
			  .one = g->one + at };

	memset(g->best + 1, EDGE_NONE_BYTE, p.len * sizeof *g->best);
	g->best[0] = 0;
	if (g->titled) memset(g->titles, 0, sizeof g->titles);
	g->titled = x->behind_title;
	g->titles[0] = x->behind_title;
	walk(&p);
	return trace(&p, out);
}
