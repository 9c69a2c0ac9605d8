/* Words of a sentence by the cheapest path through a lattice. See segment.h.
 * From text, annotations and the table "words" to tokens. Each position of a piece is a node; words of the lexicon,
 * annotations, runs of letters or digits, and modelled names are edges with costs (-ln of their probability). The
 * path of least cost wins; of equal paths the one whose last word begins first, so that the result is one. */
#include "pipeline/annotate/segment.h"

#include "pipeline/annotate/lexicon_table.h"
#include "pipeline/annotate/word_trie.h"
#include "pipeline/core/table.h"

#define NAT(x) ((uint32_t)((x) * WORD_COST_UNIT))
#define UNKNOWN_COST NAT(19)	/* a character that is no word of its own */
#define RUN_COST NAT(9)		/* a run of letters or digits */
#define SIGN_COST NAT(3)	/* punctuation and the like */
#define PERSON_COST NAT(4.2)	/* a personal name somewhere */
#define ALONE_COST NAT(1.6)	/* the same with one character behind the surname, on top */
#define TITLE_BONUS NAT(3.5)	/* a title before */
#define THIRD_COST NAT(5)	/* a third character of a given name */
#define CUE_BONUS NAT(2.5)	/* a title or verb of saying behind */
#define EDGE_BONUS NAT(0.8)	/* punctuation before or behind */
#define TRANSLIT_COST NAT(5.8)	/* a transliterated name somewhere */
#define DOT_BONUS NAT(14)	/* each middle dot in it */
#define TRANSLIT_MAX 8		/* characters of a part of a name */
#define DOTTED_MAX 24		/* of a whole name with dots */
#define ODD_COST NAT(6)		/* a character of a dotted name that is no transliterating one */
#define OFFICE_COST NAT(3)	/* of a place that cuts the title behind it */
#define COST_NONE UINT32_MAX

#define ATOM 0x80u /* beside TOKEN_*: the edge is an annotation */

struct node {
	uint64_t edge;	 /* the one that reached it: see edge_pack */
	uint32_t cost;
	uint16_t before; /* classes of any word that ends here */
};

/* An edge: value (a packed word, of an atom the index of its annotation), the node it comes from, TOKEN_* or ATOM. In one
 * piece, so that the better of two is taken without a branch, which nobody could foretell. */
static inline uint64_t edge_pack(uint32_t value, size_t from, uint8_t flags)
{
	return value | (uint64_t)from << 32 | (uint64_t)flags << 48;
}

static inline uint32_t edge_value(uint64_t e)
{
	return (uint32_t)e;
}

static inline size_t edge_from(uint64_t e)
{
	return e >> 32 & 0xffff;
}

static inline uint8_t edge_flags(uint64_t e)
{
	return (uint8_t)(e >> 48);
}

struct segment_scratch {
	unsigned skip; /* types of annotations that are no atoms: 1 << type */
	struct token *tokens;
	size_t n_tokens, cap_tokens;
	uint16_t code[SEGMENT_MAX + 2]; /* of the units in the words' trie */
	uint64_t first[SEGMENT_MAX], second[SEGMENT_MAX]; /* the trie's cells behind one unit and two, 0 if no word begins so */
	struct node node[SEGMENT_MAX + 1];
};

/* One piece of the text under work. */
struct lattice {
	const struct lexicon *l;
	struct node *node;
	const uint16_t *code;
	const uint64_t *first, *second;
	const uint16_t *s; /* n units */
	size_t n;
	size_t limit; /* where the next annotation begins: no word goes over it */
};

static bool view_words(struct lexicon *l)
{
	struct slice c = table_section(&l->table, "chars"), w = table_section(&l->table, "words");
	uint32_t head[2];

	if (c.len != 65536 * sizeof *l->chars || w.len < sizeof head + WORD_CODE_MAX * sizeof *l->words.cell) return false;
	l->chars = (const struct lexicon_char *)(const void *)c.p;
	memcpy(head, w.p, sizeof head);
	l->words = (struct word_trie){ (const uint64_t *)(const void *)(w.p + sizeof head), head[1], head[0] };
	return w.len == sizeof head + (size_t)head[1] * sizeof *l->words.cell;
}

/* Longest word that s begins with: its length, 0 if none. */
static size_t longest_word(const struct lexicon *l, const uint16_t *s, size_t len, uint32_t *value)
{
	uint32_t base = l->words.root;
	size_t best = 0;

	for (size_t i = 0; i < len && base; i++) {
		uint32_t code = l->chars[s[i]].code;
		uint64_t c = code ? word_trie_step(&l->words, base, code) : 0;
		if (!c) break;
		if (word_cell_value(c)) {
			best = i + 1;
			*value = word_cell_value(c);
		}
		base = word_cell_base(c);
	}
	return best;
}

enum status lexicon_open(struct lexicon **out, const struct env *env, struct err *e)
{
	struct lexicon *l = mem_zalloc(sizeof *l);
	enum status st = table_open(&l->table, env, "words", e);

	if (st == OK) {
		if (!view_words(l)) st = err_set(e, ERR_RULES, "words.tab: damaged table");
	}
	if (st != OK) {
		lexicon_close(l);
		return st;
	}
	*out = l;
	return OK;
}

void lexicon_close(struct lexicon *l)
{
	if (!l) return;
	table_close(&l->table);
	mem_free(l);
}

/* Stands inside a run of letters and digits. */
static bool joins_run(uint16_t c)
{
	return c == '.' || c == '-' || c == '&' || c == '\'';
}

int lexicon_pos(const struct lexicon *l, struct uslice s, uint16_t *cls)
{
	uint32_t v = 0;

	if (!s.len || longest_word(l, s.p, s.len, &v) != s.len) return -1;
	*cls = word_class(v);
	return word_pos(v);
}

bool lexicon_parts(const struct lexicon *l, uint16_t unit)
{
	const struct lexicon_char *c = &l->chars[unit];

	if (c->kind == CHAR_SPACE) return !c->code;
	return c->kind == CHAR_PUNCT && !c->code && !joins_run(unit);
}

struct segment_scratch *segment_scratch_new(void)
{
	return mem_zalloc(sizeof(struct segment_scratch));
}

void segment_scratch_free(struct segment_scratch *w)
{
	if (!w) return;
	mem_free(w->tokens);
	mem_free(w);
}

/* ---- edges ---- */

static inline void relax(struct lattice *g, size_t i, size_t len, uint32_t cost, uint32_t value, uint8_t flags)
{
	struct node *to = &g->node[i + len];
	uint32_t sum = g->node[i].cost + cost;

	if (flags & TOKEN_KNOWN) to->before |= word_class(value);
	uint64_t better = 0 - (uint64_t)(sum < to->cost); /* all bits or none: compilers make a branch of "?" */
	to->edge ^= (to->edge ^ edge_pack(value, i, flags)) & better;
	to->cost ^= (to->cost ^ sum) & (uint32_t)better;
}

static inline const struct lexicon_char *char_at(const struct lattice *g, size_t i)
{
	return &g->l->chars[g->s[i]];
}

/* The cell behind the words' beginning [i, k), whose cell is c, and unit k. */
static inline uint64_t next_cell(const struct lattice *g, size_t i, size_t k, uint64_t c)
{
	if (k >= g->limit) return 0;
	return k == i + 1 ? g->second[i] : word_trie_step(&g->l->words, word_cell_base(c), g->code[k]);
}

/* The longest word at i: its length, 0 if none. */
static size_t longest_at(const struct lattice *g, size_t i, uint32_t *value)
{
	size_t best = 0, k = i + 1;

	for (uint64_t c = g->first[i]; c; c = next_cell(g, i, k, c), k++) {
		if (!word_cell_value(c)) continue;
		best = k - i;
		*value = word_cell_value(c);
	}
	return best;
}

/* What the text behind position i says for a name that ends there. */
static uint32_t name_end_bonus(const struct lattice *g, size_t i)
{
	uint32_t v = 0;

	if (i >= g->n) return EDGE_BONUS;
	uint8_t kind = char_at(g, i)->kind;
	if (kind == CHAR_PUNCT || kind == CHAR_SPACE) return EDGE_BONUS;
	if (i >= g->limit || !longest_at(g, i, &v)) return 0;
	return word_class(v) & (CLASS_SPEECH | CLASS_TITLE) ? CUE_BONUS : 0;
}

static uint32_t name_start_bonus(const struct lattice *g, size_t i)
{
	if (g->node[i].before & CLASS_TITLE) return TITLE_BONUS;
	if (i == 0) return EDGE_BONUS;
	uint8_t kind = char_at(g, i - 1)->kind;
	return kind == CHAR_PUNCT || kind == CHAR_SPACE ? EDGE_BONUS : 0;
}

static void relax_name(struct lattice *g, size_t i, size_t len, uint32_t cost)
{
	const uint32_t most = TITLE_BONUS + CUE_BONUS;

	if (g->node[i].cost + (cost > most ? cost - most : 0) >= g->node[i + len].cost) return; /* as most are */
	uint32_t bonus = name_start_bonus(g, i) + name_end_bonus(g, i + len);
	relax(g, i, len, cost > bonus ? cost - bonus : 0, word_pack(0, POS_PERSON, 0), TOKEN_MODEL);
}

/* Surname of len units at i, its cost in nats' parts: the names of two and three characters that begin with it. */
static void add_person(struct lattice *g, size_t i, size_t len, uint32_t cost)
{
	size_t a = i + len;

	if (a >= g->limit) return;
	const struct lexicon_char *one = char_at(g, a);
	cost += PERSON_COST;
	if (one->alone != NAME_NEVER) relax_name(g, i, len + 1, cost + ALONE_COST + one->alone);
	if (a + 1 >= g->limit || one->first == NAME_NEVER) return;
	const struct lexicon_char *two = char_at(g, a + 1);
	if (two->second == NAME_NEVER) return;
	relax_name(g, i, len + 2, cost + one->first + two->second);
	if (len > 1 && a + 2 < g->limit && char_at(g, a + 2)->second != NAME_NEVER) /* Japanese given names of three */
		relax_name(g, i, len + 3, cost + one->first + two->second + THIRD_COST);
}

/* Foreign names from i: runs of transliterating characters, parts joined by middle dots. */
static void add_translit(struct lattice *g, size_t i)
{
	uint32_t cost = TRANSLIT_COST, bonus = g->node[i].before & CLASS_TITLE ? CUE_BONUS : 0;
	bool dotted = false;
	size_t part = 0;

	for (size_t k = i; k < g->limit && k - i < DOTTED_MAX; k++) {
		const struct lexicon_char *c = char_at(g, k);
		if (c->kind == CHAR_DOT && part && k + 1 < g->limit && char_at(g, k + 1)->translit != NAME_NEVER) {
			dotted = true;
			bonus += DOT_BONUS;
			part = 0;
			continue;
		}
		bool odd = c->translit == NAME_NEVER;
		if ((odd && (!dotted || c->kind != CHAR_HAN)) || ++part > TRANSLIT_MAX) break;
		cost += odd ? ODD_COST : c->translit;
		if (k == i || odd || (k + 1 < g->limit && char_at(g, k + 1)->kind == CHAR_DOT)) continue;
		relax(g, i, k + 1 - i, cost > bonus ? cost - bonus : 0, word_pack(0, POS_PERSON, 0),
		      TOKEN_MODEL | TOKEN_TRANSLIT);
	}
}

/* A place that takes the head of a title away ("Taipei city | mayor") is dear. */
static uint32_t place_end_cost(const struct lattice *g, size_t end)
{
	uint32_t v = 0;

	if (end >= g->limit) return 0;
	return longest_at(g, end - 1, &v) > 1 && word_class(v) & CLASS_TITLE ? OFFICE_COST : 0;
}

static void add_words(struct lattice *g, size_t i)
{
	size_t k = i + 1;

	for (uint64_t c = g->first[i]; c; c = next_cell(g, i, k, c), k++) {
		uint32_t v = word_cell_value(c), cost = word_cost(v);
		size_t len = k - i;
		if (!v) continue;
		if (len > 2 && word_pos(v) == POS_PLACE) cost += place_end_cost(g, k);
		relax(g, i, len, cost, v, TOKEN_KNOWN);
		if (len > 1 && word_class(v) & CLASS_SURNAME) add_person(g, i, len, NAT(6.5));
	}
}

/* A run of letters and digits, with points and hyphens inside, as one token. */
static void add_run(struct lattice *g, size_t i)
{
	size_t k = i;
	bool latin = false;

	for (; k < g->limit; k++) {
		uint8_t kind = char_at(g, k)->kind;
		if (kind == CHAR_LATIN) latin = true;
		if (kind == CHAR_LATIN || kind == CHAR_DIGIT) continue;
		if (!joins_run(g->s[k]) || k + 1 >= g->limit) break;
		kind = char_at(g, k + 1)->kind;
		if (kind != CHAR_LATIN && kind != CHAR_DIGIT) break;
	}
	relax(g, i, k - i, RUN_COST, word_pack(0, latin ? POS_FOREIGN : POS_NUM, 0), 0);
}

/* A surname and a unit that may stand behind it in a name. */
static bool may_name(const struct lattice *g, size_t i)
{
	if (i + 1 >= g->limit) return false;
	const struct lexicon_char *one = char_at(g, i), *two = char_at(g, i + 1);
	return (one->surname < NAME_FAMILIAR) & ((two->alone != NAME_NEVER) | (two->first != NAME_NEVER));
}

/* Two units that transliterate, or one and a middle dot: less makes no foreign name. */
static bool may_translit(const struct lattice *g, size_t i)
{
	if (i + 1 >= g->limit) return false;
	const struct lexicon_char *one = char_at(g, i), *two = char_at(g, i + 1);
	return (one->translit != NAME_NEVER) & ((two->translit != NAME_NEVER) | (two->kind == CHAR_DOT));
}

static void add_edges(struct lattice *g, size_t i)
{
	const struct lexicon_char *c = char_at(g, i);

	if (c->kind == CHAR_HAN || c->kind == CHAR_DIGIT || c->kind == CHAR_LATIN) add_words(g, i);
	if (c->kind == CHAR_HAN) { /* as most are */
		relax(g, i, 1, UNKNOWN_COST, word_pack(0, POS_OTHER, 0), TOKEN_HAN);
		if (may_name(g, i)) add_person(g, i, 1, c->surname);
		if (may_translit(g, i)) add_translit(g, i);
		return;
	}
	switch (c->kind) {
	case CHAR_DIGIT:
	case CHAR_LATIN:
		add_run(g, i);
		break;
	case CHAR_SURROGATE: /* the pair is one character, a lone half too */
		relax(g, i, i + 1 < g->limit && (g->s[i] & 0xfc00) == 0xd800 && (g->s[i + 1] & 0xfc00) == 0xdc00 ? 2 : 1,
		      UNKNOWN_COST, word_pack(0, POS_OTHER, 0), TOKEN_HAN);
		break;
	case CHAR_PUNCT:
	case CHAR_DOT:
		relax(g, i, 1, SIGN_COST, word_pack(0, POS_PUNCT, 0), 0);
		break;
	case CHAR_SPACE:
		relax(g, i, 1, SIGN_COST, word_pack(0, POS_SPACE, 0), 0);
		break;
	default:
		relax(g, i, 1, SIGN_COST, word_pack(0, POS_OTHER, 0), 0);
	}
}

/* ---- annotations as atoms ---- */

uint8_t segment_annot_pos(uint8_t type)
{
	switch (type) {
	case A_NUMBER:
	case A_ORDINAL:
		return POS_NUM;
	case A_PERCENT:
	case A_QUANTITY:
	case A_MONEY:
		return POS_QUANTITY;
	case A_DURATION:
	case A_TIME:
		return POS_TIME;
	case A_PLACE:
		return POS_PLACE;
	case A_ORG:
		return POS_ORG;
	case A_PERSON:
		return POS_PERSON;
	case A_TITLE:
		return POS_TITLE;
	case A_WORK:
		return POS_WORK;
	default:
		return POS_VETO;
	}
}

/* First annotation that begins at off or behind. */
static size_t annot_find(const struct doc *d, size_t off)
{
	size_t lo = 0, hi = d->n_annots;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (d->annots[mid].off < off) lo = mid + 1;
		else hi = mid;
	}
	return lo;
}

/* Step over annotations that are empty, skipped, sets of times, inside earlier ones or begin before off. */
static size_t annot_skip(const struct doc *d, size_t k, size_t off, unsigned skip)
{
	while (k < d->n_annots && (d->annots[k].off < off || !segment_is_atom(&d->annots[k]) || skip >> d->annots[k].type & 1))
		k++;
	return k;
}

static void add_atom(struct lattice *g, size_t i, const struct doc *d, size_t k)
{
	const struct annot *a = &d->annots[k];
	struct node *to = &g->node[i + a->len];
	uint32_t sum = g->node[i].cost;

	if (sum >= to->cost) return;
	*to = (struct node){ .cost = sum, .edge = edge_pack((uint32_t)k, i, TOKEN_KNOWN | ATOM),
			     .before = a->type == A_TITLE ? CLASS_TITLE : 0 };
}

/* ---- paths ---- */

static struct token edge_token(uint64_t e, const struct doc *d, size_t off, size_t end)
{
	uint32_t value = edge_value(e);
	bool atom = edge_flags(e) & ATOM;

	return (struct token){
		.off = (uint32_t)(off + edge_from(e)),
		.len = (uint32_t)(end - edge_from(e)),
		.pos = atom ? segment_annot_pos(d->annots[value].type) : word_pos(value),
		.flags = edge_flags(e) & (uint8_t)~ATOM,
		.cls = atom ? 0 : word_class(value),
		.annot = atom ? (int32_t)value : -1,
	};
}

static void trace(struct segment_scratch *w, const struct lattice *g, const struct doc *d, size_t off)
{
	size_t n = 0, at = w->n_tokens;

	for (size_t i = g->n; i > 0; i = edge_from(g->node[i].edge))
		n++;
	w->tokens = mem_grow(w->tokens, &w->cap_tokens, at + n, sizeof *w->tokens);
	w->n_tokens = at + n;
	for (size_t i = g->n, k = at + n; i > 0; i = edge_from(g->node[i].edge))
		w->tokens[--k] = edge_token(g->node[i].edge, d, off, i);
}

/* Clean nodes, the codes of the units, the first two steps of the words from each: what the walk would wait for half of
 * its time, as the cells lie all over the memory. So the cells of the next step are called for while others are fetched, and
 * no branch asks what came. A node without cost has no other fields but the classes of words that end there. */
static void prepare(struct segment_scratch *w, const struct lexicon *l, struct uslice text)
{
	const struct word_trie *t = &l->words;
	uint32_t base = 0;

	for (size_t i = 0; i < text.len; i++) {
		uint32_t code = l->chars[text.p[i]].code;
		w->code[i] = (uint16_t)code;
		w->node[i].cost = COST_NONE;
		w->node[i].before = 0;
		word_trie_call(t, base, code);
		w->first[i] = word_trie_step(t, t->root, code);
		base = word_cell_base(w->first[i]);
	}
	w->node[text.len].cost = COST_NONE;
	w->node[text.len].before = 0;
	w->code[text.len] = w->code[text.len + 1] = 0;
	for (size_t i = 0; i < text.len; i++) {
		w->second[i] = word_trie_step(t, word_cell_base(w->first[i]), w->code[i + 1]);
		word_trie_call(t, word_cell_base(w->second[i]), w->code[i + 2]);
	}
}

/* One piece of at most SEGMENT_MAX units at off of text; d may be NULL. */
static void segment_piece(const struct lexicon *l, struct segment_scratch *w, const struct doc *d,
			  struct uslice text, size_t off)
{
	struct lattice g = { .l = l, .node = w->node, .code = w->code, .first = w->first, .second = w->second, .s = text.p, .n = text.len };
	size_t k = d ? annot_find(d, off) : 0, next = 0; /* the next annotation and where it begins */

	prepare(w, l, text);
	g.node[0].cost = 0;
	for (size_t i = 0; i < g.n; i++) {
		if (g.node[i].cost == COST_NONE) continue;
		if (i >= next) {
			if (d) k = annot_skip(d, k, off + i, w->skip);
			next = d && k < d->n_annots ? d->annots[k].off - off : g.n;
			g.limit = next < g.n && next + d->annots[k].len <= g.n ? next : g.n;
		}
		if (g.limit == i) add_atom(&g, i, d, k);
		else add_edges(&g, i);
	}
	trace(w, &g, d, off);
}

/* End of the piece that begins at i: at most SEGMENT_MAX units, no surrogate pair and no annotation cut. */
static size_t piece_end(struct uslice text, size_t i)
{
	size_t end = text.len - i > SEGMENT_MAX ? i + SEGMENT_MAX : text.len;

	if (end < text.len && end > i + 1 && (text.p[end] & 0xfc00) == 0xdc00) end--;
	return end;
}

size_t segment(const struct lexicon *l, struct segment_scratch *w, const struct doc *d, size_t off, size_t len,
	       struct token **out)
{
	return segment_without(l, w, d, off, len, 0, out);
}

size_t segment_without(const struct lexicon *l, struct segment_scratch *w, const struct doc *d, size_t off, size_t len,
		       unsigned skip, struct token **out)
{
	struct uslice text = { d->text.p, off + len };

	w->n_tokens = 0;
	w->skip = skip;
	for (size_t i = off, end; i < text.len; i = end) {
		end = piece_end(text, i);
		segment_piece(l, w, d, (struct uslice){ text.p + i, end - i }, i);
	}
	*out = w->tokens;
	return w->n_tokens;
}

size_t segment_text(const struct lexicon *l, struct segment_scratch *w, struct uslice text, struct token **out)
{
	w->n_tokens = 0;
	for (size_t i = 0, end; i < text.len; i = end) {
		end = piece_end(text, i);
		segment_piece(l, w, NULL, (struct uslice){ text.p + i, end - i }, i);
	}
	*out = w->tokens;
	return w->n_tokens;
}
