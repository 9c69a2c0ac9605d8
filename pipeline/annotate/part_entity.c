/* Names of places, organisations, persons, their titles, and works: annotations of part "entity".
 * See entity.h. */
#include "pipeline/annotate/entity.h"
#include "pipeline/annotate/part.h"
#include "pipeline/annotate/short.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/sort_key.h"

#include <stdlib.h>

struct entity_worker {
	struct segment_scratch *scratch;
	struct name_list names;
	uint8_t *taken;
	uint32_t *openers;
	size_t cap_taken, cap_openers;
};

struct name_span *name_add(struct name_list *l, struct name_sentence *s, size_t from, size_t to,
			   struct name_kind kind)
{
	l->items = mem_grow(l->items, &l->cap, l->n + 1, sizeof *l->items);
	struct name_span *x = &l->items[l->n++];

	*x = (struct name_span){ .off = s->t[from].off,
				 .type = (uint8_t)kind.type,
				 .trust = (uint8_t)kind.trust,
				 .rule = kind.rule };
	x->len = s->t[to].off + s->t[to].len - x->off;
	memset(s->taken + from, 1 + (int)kind.type, to - from + 1);
	x->open = to + 1 < s->n && s->t[to + 1].len == 1 && s->t[to + 1].annot < 0 &&
		  unit_is_ideograph(s->d->text.p[s->t[to + 1].off]);
	if (kind.type == A_PERSON && kind.trust >= TRUST_CERTAIN) {
		uint16_t c = s->d->text.p[x->off];
		l->persons[c >> 6 & 3] |= UINT64_C(1) << (c & 63);
	}
	return x;
}

/* Empty, with its room kept. */
static void clear_names(struct name_list *l)
{
	l->n = 0;
	memset(l->persons, 0, sizeof l->persons);
}

struct uslice name_text(const struct name_sentence *s, size_t i)
{
	return doc_span(s->d, s->t[i].off, s->t[i].len);
}

bool name_is_loose(const struct name_sentence *s, size_t i)
{
	const unsigned loose = POS_NAMING | POS_BIT(POS_VERB) | POS_BIT(POS_ADJ) |
			       POS_BIT(POS_OTHER) | POS_BIT(POS_LOC) | POS_BIT(POS_PREP) |
			       POS_BIT(POS_CLASS);
	const struct token *t = &s->t[i];

	if (t->len != 1 || t->annot >= 0 || s->taken[i] || t->cls & (CLASS_BREAK | CLASS_GENERIC))
		return false;
	return (loose & POS_BIT(t->pos)) && unit_is_ideograph(s->d->text.p[t->off]);
}

/* What there is to find in a sentence: a look at each token once. Also lists the tokens that a
 * person's name may begin with: a surname, a name by the models, what stands behind an office. */
static void look_over(struct name_sentence *s, uint32_t *openers)
{
	const struct unit_set *surnames = &s->s->surnames;
	const uint16_t *text = s->d->text.p;
	unsigned pos = 0, cls = 0, hyphens = 0;
	size_t n = 0;
	bool titled = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct token *t = &s->t[i];
		openers[n] = (uint32_t)i;
		n += unit_set_has(surnames, text[t->off]) | (t->pos == POS_PERSON) | titled;
		titled = (t->pos == POS_TITLE) | ((t->cls & CLASS_TITLE) != 0);
		pos |= 1u << t->pos;
		cls |= t->cls;
		hyphens |= text[t->off] == '-';
	}
	s->openers = openers;
	s->n_openers = n;
	s->pos = pos;
	s->cls = cls;
	s->hyphen = hyphens;
	for (size_t i = 0; i < n && !s->familiar; i++) {
		const struct token *t = &s->t[openers[i]];
		if (openers[i] + 1 < s->n && t[0].len == 1 && t[1].len == 1 &&
		    unit_set_has(&s->s->openers, text[t->off]))
			s->familiar =
				lexicon_is_familiar(s->s->lexicon, text[t[0].off], text[t[1].off]);
	}
}

static void find_in_sentence(const struct entity_state *s, struct entity_worker *w, struct doc *d,
			     size_t i)
{
	struct token *t;
	size_t n = segment_sentence(s->lexicon, w->scratch, d, i, 1u << A_VETO, &t);

	if (d->sentences[i].len <= SEGMENT_MAX) segment_keep(d, i, t, n);
	w->taken = mem_grow(w->taken, &w->cap_taken, n + 1, sizeof *w->taken);
	w->openers = mem_grow(w->openers, &w->cap_openers, n + 1, sizeof *w->openers);
	memset(w->taken, 0, n + 1);
	struct name_sentence x = { .s = s, .d = d, .t = t, .n = n, .taken = w->taken };
	look_over(&x, w->openers);
	if (x.cls & (CLASS_ORG_END | CLASS_ORG_WEAK) || x.pos >> POS_ORG & 1)
		org_find(&x, &w->names);
	if (x.cls & (CLASS_PLACE_END | CLASS_PAIR) || x.pos >> POS_PLACE & 1)
		place_find(&x, &w->names);
	short_find(s->shorts, &x, &w->names);
	if (x.cls & (CLASS_TITLE | CLASS_ADDRESS) || x.pos >> POS_PERSON & 1 || x.familiar ||
	    w->names.n)
		person_find(&x, &w->names);
	if (x.cls & CLASS_TITLE || x.pos >> POS_TITLE & 1) title_find(&x, &w->names);
}

/* Put the names into the order of the text; they come so but for those of one sentence. */
static void sort_names(struct name_list *l)
{
	struct sort_key *k = mem_alloc(2 * l->n * sizeof *k);

	for (size_t i = 0; i < l->n; i++)
		k[i] = sort_key_span(l->items[i].off, l->items[i].len, l->items[i].type, i);
	sort_keys(k, l->n, k + l->n);
	l->room = mem_grow(l->room, &l->cap_room, l->n, sizeof *l->room);
	for (size_t i = 0; i < l->n; i++) l->room[i] = l->items[k[i].index];
	memcpy(l->items, l->room, l->n * sizeof *l->items);
	mem_free(k);
}

/* Order by text, then by place. */
struct by_text {
	const struct doc *d;
	struct name_span *span;
};

static int compare_text(const void *pa, const void *pb)
{
	const struct by_text *a = pa, *b = pb;
	const struct name_span *x = a->span, *y = b->span;

	if (x->len != y->len) return x->len < y->len ? -1 : 1;
	int c = memcmp(a->d->text.p + x->off, b->d->text.p + y->off, x->len * sizeof(uint16_t));
	if (c) return c;
	return x->off < y->off ? -1 : x->off > y->off;
}

static bool same_text(const struct doc *d, const struct name_span *x, const struct name_span *y)
{
	return x->len == y->len &&
	       !memcmp(d->text.p + x->off, d->text.p + y->off, x->len * sizeof(uint16_t));
}

/* A foreign name is one thing in a document: the kind with more trust takes the others along. */
static void settle_foreign(const struct by_text *group, size_t n)
{
	unsigned trust[A_N] = { 0 };

	for (size_t i = 0; i < n; i++) trust[group[i].span->type] += group[i].span->trust;
	bool place = trust[A_PLACE] >= trust[A_PERSON];
	for (size_t i = 0; i < n; i++)
		if (group[i].span->foreign) group[i].span->type = place ? A_PLACE : A_PERSON;
}

/* Names of one text: one that is likely somewhere is taken everywhere, a guess is taken when it
 * comes back. */
static void settle(const struct by_text *group, size_t n)
{
	uint8_t best = TRUST_NONE;

	settle_foreign(group, n);
	for (size_t i = 0; i < n; i++)
		if (group[i].span->trust > best) best = group[i].span->trust;
	bool good = best >= TRUST_LIKELY || (best == TRUST_GUESS && n > 1);
	for (size_t i = 0; i < n; i++) group[i].span->trust = good ? TRUST_LIKELY : TRUST_NONE;
}

static uint32_t text_hash(const uint16_t *s, size_t n)
{
	uint32_t h = (uint32_t)n;

	for (size_t i = 0; i < n; i++) h = (h ^ s[i]) * 0x9e3779b1u, h ^= h >> 15;
	return h;
}

/* Names of one text side by side: into buckets by hash, and where a bucket has different texts by
 * these. */
static void order_by_text(const struct doc *d, struct name_list *l, struct by_text *order)
{
	size_t mask = 1;

	while (mask < l->n) mask *= 2;
	/* of a bucket; first its begin, moved as it fills */
	uint32_t *end = mem_zalloc((mask + 1) * sizeof *end);
	uint32_t *bucket = mem_alloc(l->n * sizeof *bucket);
	mask--;
	for (size_t i = 0; i < l->n; i++) {
		bucket[i] =
			text_hash(d->text.p + l->items[i].off, l->items[i].len) & (uint32_t)mask;
		end[bucket[i] + 1]++;
	}
	for (size_t b = 0; b <= mask; b++) end[b + 1] += end[b];
	for (size_t i = 0; i < l->n; i++)
		order[end[bucket[i]]++] = (struct by_text){ d, &l->items[i] };
	for (size_t b = 0, i = 0; b <= mask; i = end[b++]) {
		bool same = true;
		for (size_t j = i + 1; j < end[b] && same; j++)
			same = same_text(d, order[i].span, order[j].span);
		if (!same) qsort(order + i, end[b] - i, sizeof *order, compare_text);
	}
	mem_free(bucket);
	mem_free(end);
}

#define SHORT_NAME 2 /* units */

/* A name of one character more than SHORT_NAME, by those it begins with. */
struct long_name {
	uint32_t off;	 /* of one of its mentions, + 1; 0: none */
	bool doubt;	 /* somewhere another character makes it long */
	uint32_t longer; /* mentions of more than SHORT_NAME characters */
	uint32_t alone;	 /* mentions of the short name that do not go on with that character */
};

/* Where the names have one that begins like the text at off, or there is room for it. */
static struct long_name *find_long(const struct doc *d, struct long_name *names, size_t mask,
				   size_t off)
{
	const uint16_t *u = d->text.p + off;
	size_t k = text_hash(u, SHORT_NAME) & mask;

	while (names[k].off && memcmp(d->text.p + names[k].off - 1, u, SHORT_NAME * sizeof *u))
		k = (k + 1) & mask;
	return &names[k];
}

static bool is_person(const struct name_span *x, size_t len)
{
	return x->type == A_PERSON && x->len == len;
}

/* Does the short name stand alone often enough that the longer ones are it and a character of the
 * word behind? Sooner where these go on with different characters. */
static bool is_torn(const struct long_name *k)
{
	return k->alone * (k->doubt ? 2 : 1) > k->longer;
}

/* Does the one character that stands behind the short name x make it the long one? */
static bool goes_on(const struct doc *d, const struct name_list *l, size_t i,
		    const struct long_name *name)
{
	size_t last = (size_t)l->items[i].off + SHORT_NAME;

	if (!l->items[i].open || last >= d->text.len) return false;
	if (i + 1 < l->n && l->items[i + 1].off <= last) return false;
	return d->text.p[last] == d->text.p[name->off - 1 + SHORT_NAME];
}

/* A person has one name in a document: where a name of three characters stands and all mentions of
 * its first two go on with the third, these have lost it; where most do not, the third belongs to
 * the word behind ("Han Shuo | took the ball"). */
static void agree_on_names(const struct doc *d, struct name_list *l)
{
	size_t mask = 1;

	while (mask < 2 * l->n) mask *= 2;
	struct long_name *names = mem_zalloc(mask * sizeof *names);
	mask--;
	for (size_t i = 0; i < l->n; i++) {
		const struct name_span *x = &l->items[i];
		if (!is_person(x, SHORT_NAME + 1) || x->trust < TRUST_LIKELY) continue;
		struct long_name *k = find_long(d, names, mask, x->off);
		if (!k->off) k->off = x->off + 1;
		k->longer++;
		k->doubt |= d->text.p[x->off + SHORT_NAME] != d->text.p[k->off - 1 + SHORT_NAME];
	}
	for (size_t i = 0; i < l->n; i++) {
		if (!is_person(&l->items[i], SHORT_NAME)) continue;
		struct long_name *k = find_long(d, names, mask, l->items[i].off);
		if (k->off && !goes_on(d, l, i, k)) k->alone++;
	}
	for (size_t i = 0; i < l->n; i++) {
		struct name_span *x = &l->items[i];
		bool shorter = is_person(x, SHORT_NAME);
		if (!shorter && !is_person(x, SHORT_NAME + 1)) continue;
		const struct long_name *k = find_long(d, names, mask, x->off);
		if (!k->off) continue;
		if (shorter && !k->doubt && !k->alone) x->len = SHORT_NAME + 1;
		if (!shorter && is_torn(k)) x->len = SHORT_NAME;
	}
	mem_free(names);
}

static void share_trust(const struct doc *d, struct name_list *l)
{
	struct by_text *order = mem_alloc(l->n * sizeof *order);

	order_by_text(d, l, order);
	for (size_t i = 0, j; i < l->n; i = j) {
		for (j = i + 1; j < l->n && same_text(d, order[i].span, order[j].span); j++)
			;
		settle(order + i, j - i);
	}
	mem_free(order);
}

/* Names are cut without regard to fixed words: does the span cross one? k: a sorted annotation near
 * by. */
static bool crosses_veto(const struct doc *d, size_t n, size_t k, const struct name_span *x)
{
	size_t end = x->off + x->len;

	for (; k < n && d->annots[k].off < end; k++) {
		size_t a = d->annots[k].off, z = a + d->annots[k].len;
		if (d->annots[k].type != A_VETO || z <= x->off) continue;
		if ((a < x->off && z < end) || (a > x->off && z > end)) return true;
	}
	return false;
}

#define VETO_UNITS_MAX 64 /* no fixed word is longer */

static void annotate_spans(struct doc *d, const struct name_list *l)
{
	size_t n = d->n_annots, k = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct name_span *x = &l->items[i];
		while (k < n && d->annots[k].off + VETO_UNITS_MAX < x->off) k++;
		if (x->trust < TRUST_LIKELY || crosses_veto(d, n, k, x)) continue;
		struct annot *a = doc_add_annot(d, (enum annot_type)x->type, x->off, x->len);
		a->code = x->codes;
		a->norm = x->norms;
		a->rule_id = slice_str(x->rule);
	}
}

#define KEPT_NAMES 4096 /* what a worker keeps room for: that of a long document is given back */

static void settle_names(struct doc *d, struct name_list *l)
{
	sort_names(l);
	agree_on_names(d, l);
	share_trust(d, l);
	place_resolve(d, l);
	annotate_spans(d, l);
	if (l->cap <= KEPT_NAMES) return;
	mem_free(l->items);
	mem_free(l->room);
	*l = (struct name_list){ .items = NULL };
}

static void run(const void *state, void *worker, struct doc *d)
{
	const struct entity_state *s = state;
	struct entity_worker *w = worker;

	work_find(d, s);
	doc_sort_annots(d);
	clear_names(&w->names);
	for (size_t i = 0; i < d->n_sentences; i++) find_in_sentence(s, w, d, i);
	if (w->names.n) settle_names(d, &w->names);
}

static void close_entity(void *state)
{
	struct entity_state *s = state;

	lexicon_close(s->lexicon);
	table_close(&s->places);
	table_close(&s->world);
	table_close(&s->orgs);
	table_close(&s->firms);
	table_close(&s->parks);
	short_names_close(s->shorts);
	mem_free(s);
}

static enum status open_entity(const struct env *env, void **state, struct err *e)
{
	struct entity_state *s = mem_zalloc(sizeof *s);
	enum status st = lexicon_open(&s->lexicon, env, e);

	if (st == OK) st = table_open(&s->places, env, "places", e);
	if (st == OK) st = table_open(&s->world, env, "world", e);
	if (st == OK) st = table_open(&s->orgs, env, "orgs", e);
	if (st == OK) st = table_open(&s->firms, env, "firms", e);
	if (st == OK) st = table_open(&s->parks, env, "parks", e);
	if (st == OK) st = short_names_open(&s->shorts, env, e);
	if (st != OK) {
		close_entity(s);
		return st;
	}
	unit_set_add(&s->looks, TITLE_OPEN);
	unit_set_add(&s->looks, SONG_OPEN);
	short_names_add(s->shorts, &s->looks);
	lexicon_add_surnames(s->lexicon, &s->surnames, &s->openers);
	*state = s;
	return OK;
}

static enum status open_worker(const void *state, void **worker, struct err *e)
{
	struct entity_worker *w = mem_zalloc(sizeof *w);

	(void)state;
	(void)e;
	w->scratch = segment_scratch_new();
	*worker = w;
	return OK;
}

static void close_worker(void *worker)
{
	struct entity_worker *w = worker;

	segment_scratch_free(w->scratch);
	mem_free(w->names.items);
	mem_free(w->names.room);
	mem_free(w->taken);
	mem_free(w->openers);
	mem_free(w);
}

static const struct unit_set *looks(const void *state)
{
	const struct entity_state *s = state;

	return &s->looks;
}

const struct annot_part part_entity = {
	.name = "entity",
	.open = open_entity,
	.close = close_entity,
	.worker_open = open_worker,
	.worker_close = close_worker,
	.run = run,
	.looks = looks,
};
