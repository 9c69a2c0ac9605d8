/* Anaphora of place and organisation: "the whole city", "our province", "that company", to the name
 * they stand for. Which words, and how an antecedent's full name must end, is data (aliases.tsv).
 * The main place of an article is the only fitting one that it names, as such or at the head of a
 * body's name, or the one of its title and first lines when it is clearly the most frequent; a
 * province may follow from the code of its cities; else the dateline, the title or the outlet may
 * name it. Where it stays open, there is no annotation. */
#include "pipeline/annotate/alias.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/utf.h"

#define CANDIDATES_MAX 16  /* different fitting places looked at */
#define NEAR_ANNOTS    40  /* annotations looked back over for an antecedent */
#define HEAD_UNITS     160 /* title and first lines */
#define PROVINCE_LEN   10  /* of a code, as far as it says the province */
#define JOINED_ANNOTS  3   /* annotations back to the one joined before */
#define FULL_UNITS     64  /* bytes of the full name of a place */

struct candidate {
	struct slice norm, code;
	uint32_t annot, count;
	bool head;	   /* named in the title or the first lines */
	struct slice rule; /* what found it, where it does not stand in the text */
};

static bool ends_with_any(struct slice name, struct slice endings)
{
	struct slice word;

	while (endings.p && slice_split(&endings, ' ', &word))
		if (word.len && slice_ends(name, word)) return true;
	return false;
}

/* Does the name satisfy the endings of a word: listed ones, or none of those behind "!"; empty is
 * anything. */
static bool fits(const struct annot *a, struct slice name, struct slice endings)
{
	if (!endings.p || !endings.len) return true;
	if (slice_is(endings, "#country")) return slice_starts(a->code, SLICE("iso3166:"));
	if (endings.p[0] == '!')
		return !ends_with_any(name, slice_of(endings.p + 1, endings.len - 1));
	return ends_with_any(name, endings);
}

static struct slice annot_name(struct doc *d, const struct annot *a)
{
	return a->norm.p ? a->norm : doc_span_utf8(d, a->off, a->len);
}

/* Nearest fitting annotation of the type before off, among the first n (sorted); SIZE_MAX if none.
 */
static size_t nearest(struct doc *d, size_t n, size_t before, enum annot_type type,
		      struct slice endings)
{
	size_t i = 0, high = n;

	while (i < high) { /* first annotation at before or behind */
		size_t mid = i + (high - i) / 2;
		if (d->annots[mid].off < before) i = mid + 1;
		else high = mid;
	}
	for (size_t k = i; k > 0 && i - k < NEAR_ANNOTS; k--) {
		const struct annot *a = &d->annots[k - 1];
		if (a->type == type && !(a->flags & ANNOT_ANAPHOR) &&
		    fits(a, annot_name(d, a), endings))
			return k - 1;
	}
	return SIZE_MAX;
}

/* The place of the kind asked for with whose full name the name of a body begins, alone or behind
 * those that it lies in: "statistics office of Jiashan county of Zhejiang province". */
static bool place_of_body(const struct alias_state *s, struct uslice text, struct slice endings,
			  struct place_name *out)
{
	uint16_t full[FULL_UNITS];

	for (; text.len > 2; text.p += out->units, text.len -= out->units) {
		bool found = place_names_head(&s->names, text, endings, out);
		if (!found && !place_names_head(&s->names, text, SLICE(""), out)) return false;
		if (out->units >= text.len || out->name.len > FULL_UNITS) return false;
		size_t len = utf16_write(full, out->name);
		if (len != out->units || memcmp(full, text.p, len * sizeof *full)) return false;
		if (found) return true;
	}
	return false;
}

/* The place that an annotation names, or the name of a body. */
static bool place_named(const struct alias_state *s, struct doc *d, const struct annot *a,
			struct slice endings, struct place_name *out)
{
	if (a->flags & ANNOT_ANAPHOR) return false;
	if (a->type == A_ORG) return place_of_body(s, doc_span(d, a->off, a->len), endings, out);
	if (a->type != A_PLACE) return false;
	*out = (struct place_name){ .name = annot_name(d, a), .code = a->code };
	return fits(a, out->name, endings);
}

/* The fitting places of the document, each once, with counts. */
static size_t collect(const struct alias_state *s, struct doc *d, size_t n, struct slice endings,
		      struct candidate *out)
{
	struct place_name x;
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct annot *a = &d->annots[i];
		if (!place_named(s, d, a, endings, &x)) continue;
		size_t k = 0;
		while (k < found && !slice_eq(out[k].norm, x.name)) k++;
		if (k == CANDIDATES_MAX) continue;
		if (k == found)
			out[found++] = (struct candidate){ .norm = x.name,
							   .code = x.code,
							   .annot = (uint32_t)i };
		out[k].count++;
		if (a->off < HEAD_UNITS) out[k].head = true;
	}
	return found;
}

/* The main one: the only one, or one of the head that is twice as frequent as any other. */
static const struct candidate *main_place(const struct candidate *c, size_t n)
{
	const struct candidate *best = NULL;

	if (n == 1) return &c[0];
	for (size_t i = 0; i < n; i++)
		if (c[i].head && (!best || c[i].count > best->count)) best = &c[i];
	for (size_t i = 0; best && i < n; i++)
		if (&c[i] != best && best->count < 2 * c[i].count) return NULL;
	return best;
}

/* The province that all coded places of the document lie in; row number, UINT32_MAX when there are
 * several or nothing but the name of one county or district speaks for it: such names recur. */
static uint32_t common_province(const struct alias_state *s, const struct doc *d, size_t n)
{
	struct slice head = SLICE_NONE, first = SLICE_NONE;
	bool sure = false;

	for (size_t i = 0; i < n; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type != A_PLACE || !slice_starts(a->code, SLICE("gbt2260:")) ||
		    a->code.len != 14)
			continue;
		if (!first.p) first = a->code;
		sure = sure || !slice_eq(a->code, first) || slice_ends(a->code, SLICE("00"));
		struct slice two = slice_of(a->code.p, 10);
		if (head.p && !slice_eq(head, two)) return UINT32_MAX;
		head = two;
	}
	for (size_t i = 0; sure && i < s->n_provinces; i++)
		if (slice_starts(table_cell(&s->names.places, s->provinces[i], 1), head))
			return s->provinces[i];
	return UINT32_MAX;
}

static void add_anaphor(struct doc *d, enum annot_type type, size_t off, size_t len,
			const struct candidate *c)
{
	struct annot *a = doc_add_annot(d, type, off, len);

	a->flags = ANNOT_ANAPHOR;
	a->rule_id = c->rule.p	     ? c->rule
		     : type == A_ORG ? SLICE("anaphor.org")
				     : SLICE("anaphor.place");
	a->norm = c->norm;
	a->code = c->code;
	a->ref = c->annot;
}

#define MAIN_MAX 32 /* different words for the main place */

/* What each word for the main place stands for: it is the same all over the document. */
struct main_places {
	struct {
		uint32_t row;
		bool known;
		struct candidate place;
	} items[MAIN_MAX];
	size_t n;
};

/* The province that x lies in. */
static bool province_of(const struct alias_state *s, struct place_name *x)
{
	const struct table *t = &s->names.places;

	for (size_t i = 0; i < s->n_provinces && slice_starts(x->code, SLICE("gbt2260:")); i++) {
		struct slice code = table_cell(t, s->provinces[i], 1);
		if (x->code.len < PROVINCE_LEN || memcmp(code.p, x->code.p, PROVINCE_LEN)) continue;
		x->code = code;
		x->name = table_cell(t, s->provinces[i], 2);
		return true;
	}
	return false;
}

/* The place at the head of a field of the document's metadata: of a title with its kind of
 * division (Nanjing Road is no city), else also its province. */
static bool head_of(const struct alias_state *s, struct doc *d, enum meta_key key,
		    struct slice endings, struct place_name *out)
{
	struct slice value = doc_meta(d, key);

	if (!value.p) return false;
	struct uslice text = arena_utf16(&d->arena, value);
	if (key == META_TITLE)
		return place_names_head(&s->names, text, endings, out) &&
		       slice_starts(value, out->name);
	bool found = place_names_head(&s->names, text, endings, out) ||
		     (place_names_head(&s->names, text, SLICE(""), out) && province_of(s, out) &&
		      ends_with_any(out->name, endings));
	return found && (key != META_DATELINE || out->units == text.len);
}

/* No place of the text will do: that of the dateline, the title, the outlet, where those of them
 * that name a fitting one name the same. */
static bool find_outside(const struct alias_state *s, struct doc *d, struct slice endings,
			 struct candidate *out)
{
	static const enum meta_key keys[] = { META_DATELINE, META_TITLE, META_SOURCE };
	struct place_name x;
	bool found = false;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!head_of(s, d, keys[i], endings, &x)) continue;
		if (found && !slice_eq(out->norm, x.name)) return false;
		if (found) continue;
		found = true;
		*out = (struct candidate){ .norm = x.name,
					   .code = x.code,
					   .rule = keys[i] == META_DATELINE
							   ? SLICE("anaphor.dateline")
							   : SLICE("anaphor.document") };
	}
	return found;
}

/* The place that the word of a row stands for; false when it stays open. */
static bool find_main(const struct alias_state *s, struct doc *d, size_t n, uint32_t row,
		      struct candidate *out)
{
	struct candidate c[CANDIDATES_MAX + 1];
	struct slice endings = table_cell(&s->words, row, 2);
	size_t k = collect(s, d, n, endings, c);
	const struct candidate *best = main_place(c, k);

	if (best) {
		*out = *best;
		out->annot++; /* ref is index + 1 */
		return true;
	}
	uint32_t p = k == 0 ? common_province(s, d, n) : UINT32_MAX;
	if (p == UINT32_MAX || !ends_with_any(table_cell(&s->names.places, p, 2), endings))
		return find_outside(s, d, endings, out);
	*out = (struct candidate){ .norm = table_cell(&s->names.places, p, 2),
				   .code = table_cell(&s->names.places, p, 1) };
	return true;
}

/* The place that ends one unit before the one at k; SIZE_MAX if none. */
static size_t joined_to(const struct doc *d, size_t k)
{
	for (size_t i = k; i > 0 && k - i < JOINED_ANNOTS; i--) {
		const struct annot *x = &d->annots[i - 1];
		if (x->type == A_PLACE && x->off + x->len + 1 == d->annots[k].off) return i - 1;
	}
	return SIZE_MAX;
}

/* Is the place one of a list, "A, B" or "A, B and C"? Then it stays open which of them is meant. */
static bool is_joined(const struct doc *d, size_t k)
{
	for (size_t n = 0; n < 2 && k != SIZE_MAX; n++) {
		size_t before = joined_to(d, k);
		if (before != SIZE_MAX && d->text.p[d->annots[k].off - 1] == LIST_MARK) return true;
		k = before;
	}
	return false;
}

/* The company whose notice or report it is: the one before its share code or notice nearest before
 * off, else the first fitting one of the title and first lines; SIZE_MAX if none. */
static size_t issuer(struct doc *d, size_t n, size_t before, struct slice endings)
{
	size_t best = SIZE_MAX, first = SIZE_MAX;

	for (size_t k = 0; k < n && d->annots[k].off < before; k++) {
		const struct annot *a = &d->annots[k];
		if (a->type != A_ORG || a->flags & ANNOT_ANAPHOR) continue;
		bool own =
			slice_is(a->rule_id, "alias.share") || slice_is(a->rule_id, "alias.notice");
		if (own) best = k;
		if (first == SIZE_MAX && a->off < HEAD_UNITS && fits(a, annot_name(d, a), endings))
			first = k;
	}
	return best != SIZE_MAX ? best : first;
}

struct anaphor {
	size_t off, len;
	uint32_t row; /* of the table of words */
};

/* "the whole city" */
static void resolve_main(const struct alias_state *s, struct doc *d, size_t n,
			 struct main_places *m, const struct anaphor *a)
{
	size_t i = 0;

	while (i < m->n && m->items[i].row != a->row) i++;
	if (i == MAIN_MAX) return;
	if (i == m->n) {
		m->items[m->n].row = a->row;
		m->items[m->n].known = find_main(s, d, n, a->row, &m->items[m->n].place);
		m->n++;
	}
	if (m->items[i].known) add_anaphor(d, A_PLACE, a->off, a->len, &m->items[i].place);
}

/* "that company" */
static void resolve_near(const struct alias_state *s, struct doc *d, size_t n,
			 const struct anaphor *a, enum annot_type type)
{
	struct slice endings = table_cell(&s->words, a->row, 2);
	size_t k = SIZE_MAX;
	struct candidate own;

	if (slice_is(table_cell(&s->words, a->row, 1), "self")) k = issuer(d, n, a->off, endings);
	if (k == SIZE_MAX) k = nearest(d, n, a->off, type, endings);
	if (k == SIZE_MAX || (type == A_PLACE && is_joined(d, k))) return;
	own = (struct candidate){ .norm = annot_name(d, &d->annots[k]),
				  .code = d->annots[k].code,
				  .annot = (uint32_t)k + 1 };
	add_anaphor(d, type, a->off, a->len, &own);
}

void anaphor_resolve(const struct alias_state *s, struct doc *d)
{
	struct main_places m = { .n = 0 };
	size_t n = d->n_annots, k = 0, reach = 0;
	struct look look = alias_look(s, d);
	uint32_t row;

	for (size_t i = 0; (i = look_next(&look, i, d->text.len)) + 1 < d->text.len; i++) {
		if (!unit_set_has(&s->second, d->text.p[i + 1])) continue;
		size_t len = datrie_longest(&s->words.trie, d->text.p + i, d->text.len - i, &row);
		if (!len) continue;
		for (; k < n && d->annots[k].off < i + len; k++)
			if (d->annots[k].off + d->annots[k].len > reach)
				reach = d->annots[k].off + d->annots[k].len;
		struct slice kind = table_cell(&s->words, row, 1);
		struct anaphor found = { i, len, row };
		if (reach > i) continue; /* touches an annotation */
		if (slice_is(kind, "main")) resolve_main(s, d, n, &m, &found);
		else if (slice_is(kind, "near")) resolve_near(s, d, n, &found, A_PLACE);
		else if (slice_is(kind, "org") || slice_is(kind, "self"))
			resolve_near(s, d, n, &found, A_ORG);
		i += len - 1;
	}
}
