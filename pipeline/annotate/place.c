/* Places: names of the gazetteers, names built on a noun of place (river, road, town), pairs of
 * countries in one word; and the choice of a code for names that several places share. */
#include "pipeline/annotate/entity.h"
#include "pipeline/core/punctuation.h"


#define PARK_WORDS     8  /* between the place and the noun that ends a park's name */
#define NAME_UNITS_MAX 4  /* characters before a noun of place that make a name */
#define NEAR_UNITS     16 /* a containing place stands at most so far before */

/* ---- finding ---- */

void place_look_up(const struct entity_state *s, struct uslice text, struct name_span *x)
{
	uint32_t row;

	if (datrie_has(&s->world.trie, text.p, text.len, &row)) {
		x->codes = table_cell(&s->world, row, 1);
		x->norms = table_cell(&s->world, row, 2);
	} else if (datrie_has(&s->places.trie, text.p, text.len, &row)) {
		x->codes = table_cell(&s->places, row, 1);
		x->norms = table_cell(&s->places, row, 2);
		x->weak = table_cell(&s->places, row, 3).p != NULL;
	}
}

static struct name_span *add_place(struct name_list *l, struct name_sentence *s, size_t from,
				   size_t to, enum span_trust trust, const char *rule)
{
	struct name_span *x = name_add(l, s, from, to, (struct name_kind){ A_PLACE, trust, rule });

	place_look_up(s->s, doc_span(s->d, x->off, x->len), x);
	return x;
}

/* A word of the short names of two or more countries or provinces: one span each. */
static void add_pair(struct name_list *l, struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];
	uint32_t row;

	for (uint32_t k = 0; k < t->len; k++)
		if (!datrie_has(&s->s->world.trie, s->d->text.p + t->off + k, 1, &row)) return;
	struct name_kind kind = { A_PLACE, TRUST_LIKELY, "place.pair" };
	for (uint32_t k = 0; k < t->len; k++) {
		struct name_span *x = name_add(l, s, i, i, kind);
		x->off = t->off + k;
		x->len = 1;
		place_look_up(s->s, doc_span(s->d, x->off, 1), x);
	}
}

static size_t code_reach(struct slice code);
static struct slice word_at(struct slice list, size_t i);
static int pick_within(struct slice codes, struct slice head);
static int pick_widest(struct slice codes);

/* The first code of a blank-separated list. */
static struct slice first_word(struct slice list)
{
	struct slice word;

	return list.p && slice_split(&list, ' ', &word) ? word : SLICE_NONE;
}

/* Is one place of the list within the division code? */
static bool any_within(struct slice codes, struct slice outer)
{
	struct slice code, head = slice_of(outer.p, code_reach(outer));

	while (codes.p && slice_split(&codes, ' ', &code))
		if (slice_starts(code, head) && code.len > head.len) return true;
	return false;
}

/* An ordinary word that is a place's name too, right behind the place that holds it. */
static bool is_weak_inside(const struct name_sentence *s, size_t i, struct slice outer)
{
	if (!outer.p || s->taken[i] || s->t[i].annot >= 0 || s->t[i].len < 2) return false;
	struct name_span x = { 0 };
	place_look_up(s->s, name_text(s, i), &x);
	return x.codes.p && any_within(x.codes, first_word(outer));
}

/* Can token i be (part of) the own name before a noun of place? */
static bool is_name_part(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	if (s->taken[i] || t->annot >= 0 || t->cls & (CLASS_GENERIC | CLASS_BREAK)) return false;
	if (t->flags & TOKEN_HAN) return true;
	switch (t->pos) {
	case POS_NOUN:
	case POS_OTHER:
	case POS_ADJ:
	case POS_NAME:
		return true;
	case POS_PERSON:
		return t->flags & TOKEN_MODEL;
	case POS_VERB:
	case POS_ADV:
	case POS_CLASS:
	case POS_NUM:
		return t->len == 1;
	default:
		return false;
	}
}

static bool is_place_at(const struct name_sentence *s, size_t i)
{
	return s->taken[i] == 1 + A_PLACE || s->t[i].pos == POS_PLACE;
}

/* A noun of two characters that ends in a noun of place: the word that the model made of a name's
 * tail. */
static bool is_torn_end(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];
	struct uslice last = { s->d->text.p + t->off + 1, 1 };
	uint16_t cls;

	return i > 1 && s->taken[i - 2] == 1 + A_PLACE && t->len == 2 && t->pos == POS_NOUN &&
	       s->t[i - 1].len == 1 && lexicon_pos(s->s->lexicon, last, &cls) >= 0 &&
	       cls & CLASS_PLACE_END;
}

/* One character that is the short name of a country or province. */
static bool is_short_name(const struct name_sentence *s, size_t i)
{
	uint32_t row;

	return datrie_has(&s->s->world.trie, s->d->text.p + s->t[i].off, 1, &row);
}

/* First token of the own name before the noun of place at i; i when there is none. *proper: it is
 * more than loose characters, which are a guess. */
static size_t name_start(const struct name_sentence *s, size_t i, bool *proper)
{
	size_t at = i, units = 0;

	*proper = false;

	while (at > 0 && is_name_part(s, at - 1) && units + s->t[at - 1].len <= NAME_UNITS_MAX) {
		const struct token *t = &s->t[at - 1];
		if (t->flags & (TOKEN_HAN | TOKEN_MODEL) || t->pos == POS_NAME ||
		    t->pos == POS_PERSON)
			*proper = true;
		if (t->len == 1 && s->t[i].len > 1 && is_short_name(s, at - 1))
			*proper = true; /* railway "Jing-Jiu" */
		if (t->len > 1 && !(t->flags & TOKEN_MODEL) && t->pos != POS_NAME && units) break;
		units += t->len;
		at--;
		if (t->len > 1) break;
	}
	/* "Qimen county | Little Crossing town": one more character, the first of a name that holds
	 * a word */
	bool torn = at > 1 && at < i && s->t[at - 1].len == 1 && is_name_part(s, at - 1) &&
		    is_place_at(s, at - 2);
	if (torn && s->t[at].len == 2 && units < NAME_UNITS_MAX) {
		units++;
		at--;
	}
	if (at == i || units + s->t[i].len < 3) return i;
	*proper = *proper || (at > 0 && is_place_at(s, at - 1));
	if (*proper) return at;
	if (s->t[i].len == 1 && !(s->t[i].cls & CLASS_AREA))
		return i; /* a city, a county; "sea", "bridge" end much else */
	for (size_t k = at; k < i; k++)
		if (!name_is_loose(s, k)) return i;
	return i - at >= NAME_RUN_MIN ? at : i;
}

/* Behind a preposition or a word that points at places (points_at_place, person.c) a guess is as
 * good as a name: "in Wangdian town". */
static bool is_pointed_at(const struct name_sentence *s, size_t from)
{
	if (from == 0 || s->taken[from - 1]) return false;
	const struct token *t = &s->t[from - 1];
	return t->pos == POS_PREP || (t->cls & CLASS_PROVINCE && t->pos != POS_PLACE);
}

/* A surname before the sign of a withheld name: "the woman | Zhuang | X". */
static bool is_withheld(const struct name_sentence *s, size_t i)
{
	const struct token *u = &s->t[i] + 1;

	return s->t[i].len == 1 && i + 1 < s->n && u->pos == POS_PRON && u->cls & CLASS_ADDRESS &&
	       lexicon_has_surname(s->s->lexicon, s->d->text.p[s->t[i].off]);
}

static bool find_built(struct name_sentence *s, struct name_list *l, size_t i)
{
	bool proper;
	size_t from = name_start(s, i, &proper);

	if (from == i || is_withheld(s, i)) return false;
	proper = proper || is_pointed_at(s, from);
	add_place(l, s, from, i, proper ? TRUST_LIKELY : TRUST_GUESS,
		  proper ? "place.suffix" : "place.guess");
	return true;
}

/* A place and the noun of place behind it: "the Pudong airport", "Suzhou industrial park", "Baghdad
 * city". */
static size_t extend_right(const struct name_sentence *s, size_t i)
{
	size_t k = i + 1;

	if (k >= s->n || s->taken[k] || s->t[k].annot >= 0 || !(s->t[k].cls & CLASS_PLACE_END))
		return i;
	/* cities abroad have the class of their country: "city" has it too */
	bool country =
		s->t[i].cls & (CLASS_COUNTRY | CLASS_PROVINCE) && !(s->t[k].cls & CLASS_COUNTRY);
	bool kind = s->t[k].cls & CLASS_AREA && s->t[k].len > 1;
	return country || kind ? i : k;
}

/* Units of text at off, up to end, that name what a park is for and that it is one; 0 when they end
 * in no noun of a park (development zone, free-trade area). */
static size_t park_units(const struct entity_state *s, const struct doc *d, size_t off, size_t end)
{
	size_t at = off, named = 0;
	uint32_t row;

	for (int words = 0; words < PARK_WORDS && at < end; words++) {
		size_t m = datrie_longest(&s->parks.trie, d->text.p + at, end - at, &row);
		if (!m) break;
		struct slice kind = table_cell(&s->parks, row, 1);
		at += m;
		if (slice_is(kind, "any") || (words && slice_is(kind, "end"))) named = at - off;
	}
	return named;
}

/* "Xining | economic and technological | development zone": the last token of the park's name that
 * the places from i on open; i when there is none. A place in brackets may stand behind the first.
 */
static size_t park_end(const struct name_sentence *s, size_t i)
{
	size_t k = i + 1;

	if (k + 2 < s->n && (name_is_sign(s, k, BRACKET_OPEN) || name_is_sign(s, k, '(')) &&
	    s->t[k + 1].pos == POS_PLACE &&
	    (name_is_sign(s, k + 2, BRACKET_CLOSE) || name_is_sign(s, k + 2, ')')))
		k += 3;
	while (k < s->n && s->t[k].pos == POS_PLACE && !s->taken[k] && s->t[k].annot < 0) k++;
	if (k == s->n || s->taken[k]) return i;
	size_t off = s->t[k].off, last = s->t[s->n - 1].off + s->t[s->n - 1].len;
	size_t units = park_units(s->s, s->d, off, last);
	if (!units) return i;
	while (k < s->n && s->t[k].off + s->t[k].len < off + units && !s->taken[k]) k++;
	return k < s->n && !s->taken[k] && s->t[k].off + s->t[k].len == off + units ? k : i;
}

struct slice place_code_of(const struct name_sentence *s, size_t from, size_t to)
{
	struct slice code = SLICE_NONE;

	for (size_t i = from; i <= to && s->t[i].pos == POS_PLACE; i++) {
		struct name_span x = { 0 };
		place_look_up(s->s, name_text(s, i), &x);
		if (!x.codes.p) break;
		int c = code.p ? pick_within(x.codes, slice_of(code.p, code_reach(code)))
			       : pick_widest(x.codes);
		if (c < 0) break;
		code = word_at(x.codes, (size_t)c);
	}
	return code;
}

void place_find(struct name_sentence *s, struct name_list *l)
{
	struct slice outer = SLICE_NONE; /* codes of the place right before */

	for (size_t i = 0; i < s->n; i++) {
		const struct token *t = &s->t[i];
		struct slice before = outer;
		outer = SLICE_NONE;
		if (s->taken[i] || t->annot >= 0) continue;
		/* the railway or motorway between them */
		if (t->cls & CLASS_PAIR && i + 1 < s->n && s->t[i + 1].cls & CLASS_PLACE_END &&
		    s->t[i + 1].len > 1 && !s->taken[i + 1]) {
			add_place(l, s, i, i + 1, TRUST_LIKELY, "place.line");
		} else if (t->cls & CLASS_PAIR) {
			add_pair(l, s, i);
		} else if (t->pos == POS_PLACE) {
			size_t park = park_end(s, i), to = park > i ? park : extend_right(s, i);
			const char *rule = park > i ? "place.zone" : "place.gazetteer";
			outer = add_place(l, s, i, to, TRUST_CERTAIN, rule)->codes;
			i = to;
		} else if (is_weak_inside(s, i, before)) {
			outer = add_place(l, s, i, i, TRUST_LIKELY, "place.within")->codes;
		} else if (t->cls & CLASS_PLACE_END || is_torn_end(s, i)) {
			find_built(s, l, i);
		}
	}
}

/* ---- which one of several ---- */

/* Length of the part of a code that the places within share: gbt2260:110000 -> "gbt2260:11". */
static size_t code_reach(struct slice code)
{
	size_t n = code.len;

	if (!slice_starts(code, SLICE("gbt2260:"))) return n;
	while (n >= 2 && code.p[n - 1] == '0' && code.p[n - 2] == '0') n -= 2;
	return n;
}

static bool within(struct slice code, struct slice outer)
{
	return outer.p && slice_starts(code, slice_of(outer.p, code_reach(outer)));
}

static bool is_single(struct slice codes)
{
	return codes.p && !memchr(codes.p, ' ', codes.len);
}

/* The word number i of a list. */
static struct slice word_at(struct slice list, size_t i)
{
	struct slice word = SLICE_NONE;

	for (size_t k = 0; k <= i; k++)
		if (!list.p || !slice_split(&list, ' ', &word)) return SLICE_NONE;
	return word;
}

/* The one candidate within head, or the one that holds the others; -1 when none or several. */
static int pick_within(struct slice codes, struct slice head)
{
	struct slice code;
	struct slice outer = SLICE_NONE;
	int found = -1, i = 0;

	for (; codes.p && slice_split(&codes, ' ', &code); i++) {
		if (!slice_starts(code, head) || code.len == head.len) continue;
		if (found >= 0 && !within(code, outer)) return -1;
		if (found >= 0) continue; /* the wider one came first */
		found = i;
		outer = code;
	}
	return found;
}

/* The first candidate when it holds all others, or is the only province. */
static int pick_widest(struct slice codes)
{
	struct slice first = first_word(codes), code;
	bool holds = true;

	if (code_reach(first) == sizeof "gbt2260:11" - 1) return 0;
	while (slice_split(&codes, ' ', &code))
		if (!within(code, first)) holds = false;
	return holds ? 0 : -1;
}

static void choose(struct name_span *x, int i)
{
	if (i >= 0) {
		x->codes = word_at(x->codes, (size_t)i);
		x->norms = word_at(x->norms, (size_t)i);
	}
}

#define CITY_REACH     (sizeof "gbt2260:1101" - 1)
#define PROVINCE_REACH (sizeof "gbt2260:11" - 1)

/* By the places from "from" to "to" in steps: the first that shares its first reach units of code
 * with one candidate. */
static int pick_by_context(const struct name_list *l, size_t i, size_t from, size_t to, int step,
			   size_t reach)
{
	const struct name_span *x = &l->items[i];

	for (size_t k = from; k != to; k += (size_t)step) {
		const struct name_span *y = &l->items[k];
		if (y->type != A_PLACE || !is_single(y->codes) || y->codes.len < reach) continue;
		if (!slice_starts(y->codes, SLICE("gbt2260:"))) continue;
		size_t head = code_reach(y->codes) < reach ? code_reach(y->codes) : reach;
		int c = pick_within(x->codes, slice_of(y->codes.p, head));
		if (c >= 0) return c;
	}
	return -1;
}

/* A name without a suffix that one prefecture and some counties share is the prefecture, unless it
 * is an ordinary word too. */
static int pick_city(const struct name_span *x)
{
	struct slice codes = x->codes, code;
	int found = -1;

	if (x->trust == TRUST_NONE || slice_eq(word_at(x->norms, 0), word_at(x->norms, 1)))
		return -1;
	for (int i = 0; codes.p && slice_split(&codes, ' ', &code); i++) {
		if (code_reach(code) > CITY_REACH) continue;
		if (found >= 0) return -1;
		found = i;
	}
	return x->weak ? -1 : found;
}

#define CONTEXT_SPANS 64 /* how many names around a place are asked about it */

static void resolve(struct name_list *l, size_t i)
{
	struct name_span *x = &l->items[i];
	size_t low = i > CONTEXT_SPANS ? i - CONTEXT_SPANS : 0;
	size_t high = l->n - i > CONTEXT_SPANS ? i + CONTEXT_SPANS : l->n;
	int c = -1;

	/* right behind the place that holds it */
	for (size_t k = i; k > low && x->off - l->items[k - 1].off <= NEAR_UNITS && c < 0; k--) {
		const struct name_span *y = &l->items[k - 1];
		if (y->type == A_PLACE && is_single(y->codes) && y->off + y->len == x->off)
			c = pick_within(x->codes, slice_of(y->codes.p, code_reach(y->codes)));
	}
	if (c < 0) c = pick_widest(x->codes);
	for (size_t reach = CITY_REACH; reach >= PROVINCE_REACH && c < 0;
	     reach -= CITY_REACH - PROVINCE_REACH) {
		if (i > low) c = pick_by_context(l, i, i - 1, low - 1, -1, reach);
		if (c < 0) c = pick_by_context(l, i, i + 1 < high ? i + 1 : high, high, 1, reach);
		if (c < 0 && reach == CITY_REACH) c = pick_city(x);
	}
	choose(x, c);
}

/* All words of the list the same? Then the name is sure although the place is not. */
static struct slice common_word(struct slice list)
{
	struct slice first = first_word(list), word;

	while (list.p && slice_split(&list, ' ', &word))
		if (!slice_eq(word, first)) return SLICE_NONE;
	return first;
}

void place_resolve(struct doc *d, struct name_list *l)
{
	(void)d;
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i].type == A_PLACE && l->items[i].codes.p &&
		    !is_single(l->items[i].codes))
			resolve(l, i);
	for (size_t i = 0; i < l->n; i++) {
		struct name_span *x = &l->items[i];
		if (x->type != A_PLACE || !x->codes.p || is_single(x->codes)) continue;
		x->codes = SLICE_NONE;
		x->norms = common_word(x->norms);
	}
}
