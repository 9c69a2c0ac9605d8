/* Short names that the text itself defines: "… development zone (hereinafter "the zone")",
 * "International Monetary Fund (IMF)", and those of listed companies before their code or notice.
 * The full name is the annotation that ends at the bracket, else the noun phrase before it. Later
 * mentions become annotations of the same type with the full name as norm; so do earlier ones
 * (titles). A mention inside an annotation is left alone, so is one that is part of a longer word
 * of the lexicon. Limits: ALIAS_MAX short names of ALIAS_UNITS_MAX units. */
#include "pipeline/annotate/alias.h"
#include "pipeline/annotate/alias_full.h"
#include "pipeline/core/punctuation.h"

#define CLAUSE_UNITS   48 /* how far before the bracket a full name may begin */
#define SHARE_CODE_MAX 16 /* units of a bracket that holds a share's code */

struct alias_list {
	struct alias_entry items[ALIAS_MAX];
	size_t n;
};

static bool is_close(uint16_t c)
{
	return unit_closes_bracket(c);
}

/* The sorted annotation that ends at off, outermost first; SIZE_MAX when there is none among the
 * first n. */
static size_t annot_ending(const struct doc *d, size_t n, size_t off)
{
	size_t lo = 0, hi = n;

	while (lo < hi) { /* first annotation that begins at off or behind */
		size_t mid = lo + (hi - lo) / 2;
		if (d->annots[mid].off < off) lo = mid + 1;
		else hi = mid;
	}
	size_t found = SIZE_MAX;
	for (size_t k = lo; k > 0 && lo - k < 6; k--) {
		const struct annot *a = &d->annots[k - 1];
		if (a->off + a->len != off) continue;
		if (a->type == A_ORG || a->type == A_PLACE || a->type == A_WORK) found = k - 1;
	}
	return found;
}

/* Is the token of a noun phrase? */
static bool is_phrase(const struct token *t)
{
	switch (t->pos) {
	case POS_NOUN:
	case POS_VN:
	case POS_ADJ:
	case POS_PLACE:
	case POS_ORG:
	case POS_NAME:
	case POS_FOREIGN:
	case POS_VETO:
	case POS_WORK:
	case POS_IDIOM:
	case POS_OTHER:
		return !(t->cls & CLASS_BREAK) || t->cls & CLASS_ORG_IN;
	default:
		return false;
	}
}

/* Token that opens the bracket which closes at token i, i when there is none near by. */
static size_t bracket_at(const struct doc *d, const struct token *t, size_t i)
{
	if (!is_close(d->text.p[t[i].off])) return i;
	for (size_t k = i; k > 0 && i - k < 4; k--)
		if (unit_opens_bracket(d->text.p[t[k - 1].off])) return k - 1;
	return i;
}

/* Type of a name by its last word; A_N when it says none. */
static int name_type(const struct token *last)
{
	if (last->cls & CLASS_PLACE_END || last->pos == POS_PLACE) return A_PLACE;
	if (last->cls & (CLASS_ORG_END | CLASS_ORG_WEAK) || last->pos == POS_ORG) return A_ORG;
	return A_N;
}

/* The noun phrase that ends at off as a new annotation; SIZE_MAX when there is none. */
static size_t add_phrase(const struct alias_state *s, struct segment_scratch *w, struct doc *d,
			 size_t off)
{
	size_t from = off > CLAUSE_UNITS ? off - CLAUSE_UNITS : 0;
	struct token *t;

	for (size_t i = off; i > from; i--)
		if (d->text.p[i - 1] == '\n') from = i;
	if (from < off && (d->text.p[from] & 0xfc00) == 0xdc00) from++;
	size_t n = segment(s->lexicon, w, d, from, off - from, &t), at = n;
	while (at > 0) {
		size_t open = bracket_at(d, t, at - 1);
		if (open < at - 1 && open > 0) at = open;
		else if (is_phrase(&t[at - 1])) at--;
		else break;
	}
	if (n == 0 || n - at < 2 || name_type(&t[n - 1]) == A_N) return SIZE_MAX;
	struct annot *a =
		doc_add_annot(d, (enum annot_type)name_type(&t[n - 1]), t[at].off, off - t[at].off);
	a->rule_id = SLICE("alias.full");
	return d->n_annots - 1;
}

static struct slice full_norm(struct doc *d, size_t full)
{
	const struct annot *a = &d->annots[full];

	return a->norm.p ? a->norm : doc_span_utf8(d, a->off, a->len);
}

static void add_mention(struct doc *d, size_t off, size_t len, size_t full)
{
	struct slice norm = full_norm(d, full);
	struct annot *a = doc_add_annot(d, (enum annot_type)d->annots[full].type, off, len);

	a->flags = ANNOT_ALIAS;
	a->norm = norm;
	a->code = d->annots[full].code;
	a->ref = (uint32_t)full + 1;
	a->rule_id = SLICE("alias.defined");
}

/* The short name in [i, end), quotes and title marks off; false when it is none. */
static bool trim_short(const struct doc *d, size_t *i, size_t *end)
{
	const uint16_t *t = d->text.p;

	while (*i < *end &&
	       (t[*i] == QUOTE_OPEN || t[*i] == '"' || mark_is_colon(t[*i]) || t[*i] == ' '))
		++*i;
	for (size_t k = *i; k < *end; k++) /* "the company", "our company" */
		if (t[k] == QUOTE_CLOSE) *end = k;
	while (*end > *i &&
	       (t[*end - 1] == QUOTE_CLOSE || t[*end - 1] == '"' || t[*end - 1] == ' '))
		--*end;
	return *end - *i >= 2 && *end - *i <= ALIAS_UNITS_MAX;
}

/* Latin letters only, two to eight, the first a capital? */
static bool is_initials(const struct doc *d, size_t i, size_t end)
{
	if (end - i < 2 || end - i > 8 || d->text.p[i] < 'A' || d->text.p[i] > 'Z') return false;
	for (; i < end; i++) {
		uint16_t c = d->text.p[i];
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '-'))
			return false;
	}
	return true;
}

static void add_alias(struct alias_list *l, size_t i, size_t end, size_t full)
{
	if (l->n == ALIAS_MAX) return;
	l->items[l->n++] = (struct alias_entry){ (uint32_t)i, (uint32_t)(end - i), (uint32_t)full };
}

static bool is_code_mark(uint16_t c)
{
	return c == '.' || c == ',' || c == ':' || c == ' ' || c == WIDE_COMMA || c == WIDE_COLON ||
	       c == 0x3000;
}

/* Six digits, alone or beside a market's letters and words like "share code": the code of a listed
 * share? */
static bool is_share_code(const struct alias_state *s, const struct doc *d, size_t i, size_t end)
{
	size_t digits = 0;
	uint32_t row;

	if (end - i < 6 || end - i > SHARE_CODE_MAX) return false;
	while (i < end) {
		uint16_t c = d->text.p[i];
		size_t m = datrie_longest(&s->words.trie, d->text.p + i, end - i, &row);
		if (m && slice_is(table_cell(&s->words, row, 1), "share")) {
			i += m;
			continue;
		}
		if (c >= '0' && c <= '9') digits++;
		else if (!(c >= 'A' && c <= 'Z') && !is_code_mark(c)) return false;
		i++;
	}
	return digits == 6;
}

#define SHARE_NAME_MIN 3 /* units of a listed company's short name; four is the rule */
#define SHARE_NAME_MAX 4

/* The short name of a listed company that ends at off, before its share code, as a new annotation;
 * SIZE_MAX if none. */
static size_t add_company(const struct alias_state *s, struct segment_scratch *w, struct doc *d,
			  size_t off)
{
	size_t from = off > 12 ? off - 12 : 0;
	struct token *t;

	for (size_t i = off; i > from; i--)
		if (!unit_is_ideograph(d->text.p[i - 1])) from = i;
	size_t n = segment(s->lexicon, w, d, from, off - from, &t), best = SIZE_MAX;
	for (size_t k = n; k > 0 && off - t[k - 1].off <= SHARE_NAME_MAX; k--)
		if (off - t[k - 1].off >= SHARE_NAME_MIN) best = t[k - 1].off;
	if (best == SIZE_MAX) return SIZE_MAX;
	struct annot *a = doc_add_annot(d, A_ORG, best, off - best);
	a->rule_id = SLICE("alias.share");
	return d->n_annots - 1;
}

/* A person's name, or loose characters taken for a name: gives way to a short name that is defined.
 */
static bool gives_way(const struct annot *a)
{
	return a->type == A_PERSON || slice_is(a->rule_id, "place.guess") ||
	       slice_is(a->rule_id, "org.guess");
}

/* What was taken for a person's name or guessed to be one, or a number, within [off, off+len) is
 * none: it goes when alias_define ends. */
static void drop_inside(struct doc *d, size_t n, size_t k, size_t off, size_t len,
			enum annot_type type)
{
	while (k > 0 && d->annots[k - 1].off >= off) k--;
	for (; k < n && d->annots[k].off < off + len; k++)
		if ((type == A_PERSON ? gives_way(&d->annots[k]) : d->annots[k].type == type) &&
		    d->annots[k].off >= off)
			d->annots[k].len = 0;
}

/* The full name for the short one [from, end): a new annotation where it begins elsewhere, which
 * takes the place of the one found and of those inside it. */
static size_t whole_name(struct doc *d, size_t n, size_t full, size_t from, size_t end)
{
	struct annot *a = &d->annots[full];
	size_t stop = a->off + a->len,
	       start = a->type == A_WORK ? a->off : alias_full_start(d, n, a->off, stop, from, end);
	enum annot_type type = (enum annot_type)a->type;

	if (start == a->off) return full;
	a->len = 0;
	for (size_t k = 0; k < d->n_annots; k++) {
		struct annot *x = &d->annots[k];
		if (x->off >= start && x->off + x->len <= stop && x->type != A_WORK) x->len = 0;
	}
	a = doc_add_annot(d, type, start, stop - start);
	a->rule_id = SLICE("alias.full");
	return d->n_annots - 1;
}

/* The bracket at i: a definition? n: annotations that are sorted. */
static void read_bracket(const struct alias_state *s, struct segment_scratch *w, struct doc *d,
			 struct alias_list *l, size_t i, size_t n)
{
	size_t end = i + 1, from = i + 1;
	uint32_t row;

	while (end < d->text.len && end - i < ALIAS_UNITS_MAX + 10 && !is_close(d->text.p[end]) &&
	       d->text.p[end] != '\n')
		end++;
	if (end >= d->text.len || !is_close(d->text.p[end])) return;
	size_t m = datrie_longest(&s->words.trie, d->text.p + from, end - from, &row);
	bool defined = m && slice_is(table_cell(&s->words, row, 1), "define");
	from += defined ? m : 0;
	size_t full = annot_ending(d, n, i);
	if (!defined && is_share_code(s, d, from, end)) {
		if (full == SIZE_MAX || d->annots[full].type != A_ORG)
			full = add_company(s, w, d, i);
		drop_inside(d, n, n, i, end - i, A_NUMBER);
		if (full != SIZE_MAX)
			add_alias(l, d->annots[full].off, d->annots[full].off + d->annots[full].len,
				  full);
		return;
	}
	if (!defined) {
		if (full != SIZE_MAX && d->annots[full].type == A_ORG && is_initials(d, from, end))
			add_alias(l, from, end, full);
		return;
	}
	if (!trim_short(d, &from, &end)) return;
	if (full == SIZE_MAX) full = add_phrase(s, w, d, i);
	if (full != SIZE_MAX) add_alias(l, from, end, whole_name(d, n, full, from, end));
}

/* Does the text at off begin with a word of the kind? */
static bool begins_with(const struct alias_state *s, const struct doc *d, size_t off,
			const char *kind)
{
	uint32_t row;
	size_t m = datrie_longest(&s->words.trie, d->text.p + off, d->text.len - off, &row);

	return m && slice_is(table_cell(&s->words, row, 1), kind);
}

static bool is_listing_mark(uint16_t c)
{
	return c == '*' || c == 'S' || c == 'T' || c == 'N';
}

/* "*ST Haiyuan on the 14th gave notice": who gives notice with its day is a listed company, and all
 * that stands before the day in its sentence is its short name. time: a sorted annotation. */
static void read_notice(const struct alias_state *s, struct segment_scratch *w, struct doc *d,
			struct alias_list *l, size_t time)
{
	size_t end = d->annots[time].off, from = end;
	struct token *t;

	if (!begins_with(s, d, end + d->annots[time].len, "notice")) return;
	while (from > 0 && end - from <= SHARE_NAME_MAX && unit_is_ideograph(d->text.p[from - 1]))
		from--;
	bool marked = from > 0 && is_listing_mark(d->text.p[from - 1]);
	size_t n = segment(s->lexicon, w, d, from, end - from, &t), first = 0;
	while (first < n && t[first].pos == POS_PREP) first++; /* according to */
	if (first == n || t[first].cls & CLASS_BREAK || t[first].annot >= 0) return;
	size_t noun = first;
	while (noun < n && t[noun].pos == POS_VERB) noun++;
	if (noun == n) return; /* "please look up" */
	from = t[first].off;
	size_t units = end - from + marked;
	bool open = t[n - 1].pos == POS_PREP || t[n - 1].pos == POS_CONJ;
	if (open || units < SHARE_NAME_MIN || end - from > SHARE_NAME_MAX ||
	    begins_with(s, d, from, "org") || begins_with(s, d, from, "company"))
		return;
	while (from > 0 && is_listing_mark(d->text.p[from - 1])) from--;
	struct annot *a = doc_add_annot(d, A_ORG, from, end - from);
	a->rule_id = SLICE("alias.notice");
	add_alias(l, from, end, d->n_annots - 1);
}

/* Is the mention a part of a longer word: "listed company" for "company"? */
static bool in_longer_word(const struct alias_state *s, const struct doc *d, size_t off, size_t len)
{
	uint16_t cls;

	for (size_t k = 1; k <= 2; k++) {
		struct uslice left = { d->text.p + off - k, len + k },
			      right = { d->text.p + off, len + k };
		if (off >= k && lexicon_pos(s->lexicon, left, &cls) >= 0) return true;
		if (off + len + k <= d->text.len && lexicon_pos(s->lexicon, right, &cls) >= 0)
			return true;
	}
	/* its last character begins another noun: "zone" and "zones' area" */
	struct uslice joint = { d->text.p + off + len - 1, 2 };
	return off + len < d->text.len && lexicon_pos(s->lexicon, joint, &cls) == POS_NOUN;
}

static size_t mention_at(const struct alias_state *s, struct doc *d, const struct alias_list *l,
			 size_t i)
{
	size_t best = SIZE_MAX;

	for (size_t k = 0; k < l->n; k++) {
		const struct alias_entry *a = &l->items[k];
		const struct annot *full = &d->annots[a->full];
		if (i >= full->off && i < full->off + full->len) return 0;
		if (a->len > d->text.len - i) continue;
		if (memcmp(d->text.p + a->off, d->text.p + i, a->len * sizeof(uint16_t))) continue;
		if (best == SIZE_MAX || a->len > l->items[best].len) best = k;
	}
	if (best == SIZE_MAX || in_longer_word(s, d, i, l->items[best].len)) return 0;
	add_mention(d, i, l->items[best].len, l->items[best].full);
	return l->items[best].len;
}

/* All mentions that touch no annotation but persons and guesses among the first n (sorted) ones;
 * the same text as one gets its norm. */
static void find_mentions(const struct alias_state *s, struct doc *d, const struct alias_list *l,
			  size_t n)
{
	size_t k = 0, reach = 0;
	struct unit_set first = { { 0 } };

	for (size_t a = 0; a < l->n; a++) unit_set_add(&first, d->text.p[l->items[a].off]);
	for (size_t i = 0; (i = unit_set_next(&first, d->text.p, i, d->text.len)) < d->text.len;
	     i++) {
		for (; k < n && d->annots[k].off <= i; k++)
			if (d->annots[k].off + d->annots[k].len > reach &&
			    !(gives_way(&d->annots[k]) && d->annots[k].off == i))
				reach = d->annots[k].off + d->annots[k].len;
		if (reach > i) continue;
		size_t next = k, before = d->n_annots;
		while (next < n && gives_way(&d->annots[next])) next++;
		size_t room = next < n ? d->annots[next].off - i : SIZE_MAX,
		       len = mention_at(s, d, l, i);
		if (len > room) {
			d->n_annots = before; /* would cross the next annotation */
		} else if (len) {
			drop_inside(d, n, k, i, len, A_PERSON);
			i += len - 1;
		}
	}
}

void alias_define(const struct alias_state *s, struct segment_scratch *w, struct doc *d)
{
	struct alias_list l = { .n = 0 };
	struct look look = alias_look(s, d);
	size_t n = d->n_annots;

	for (size_t i = 1; (i = look_next(&look, i, d->text.len)) + 2 < d->text.len; i++)
		if (unit_opens_bracket(d->text.p[i])) read_bracket(s, w, d, &l, i, n);
	for (size_t k = 0; k < n; k++)
		if (d->annots[k].type == A_TIME) read_notice(s, w, d, &l, k);
	if (l.n == 0) return;
	for (size_t k = n; k < d->n_annots; k++)
		drop_inside(d, n, n, d->annots[k].off, d->annots[k].len, A_PERSON);
	find_mentions(s, d, &l, n);
	doc_drop_empty_annots(d);
}
