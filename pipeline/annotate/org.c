/* Names of organisations: from the noun that ends them (company, bureau, university) backwards to
 * the left edge. The walk goes over what names are made of (places, names, nouns, noun-verbs,
 * ordinals) and stops at function words, verbs, titles and signs; then the left edge is drawn in to
 * the first word that can open a name. What ends in a general noun needs a name before it (a place,
 * a brand, an ordinal); "the relevant departments" are no name. Known names of the gazetteer stand
 * alone. Names that end in a legal form ("... Ltd") are firm.c's. */
#include "pipeline/annotate/entity.h"
#include "pipeline/annotate/firm.h"
#include "pipeline/annotate/org.h"
#include "pipeline/core/punctuation.h"

#define LABEL_TOKENS 3 /* before the noun of trade that ends the name of a firm before a colon */
#define LABEL_MIN    4 /* units of such a name */
#define LABEL_MAX    6

/* A token that names something by itself: a name built on it is a name. */
static bool is_anchor(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	switch (t->pos) {
	case POS_PLACE:
	case POS_ORG:
	case POS_PERSON:
	case POS_NAME:
	case POS_FOREIGN:
	case POS_VETO:
		return true;
	default:
		return t->cls & (CLASS_AREA | CLASS_PAIR) || t->flags & TOKEN_HAN;
	}
}

/* A city, county, province named by its kind alone: it opens a name, and is no part of a longer one
 * ("the office of X city" where nobody knows X). */
static bool is_kind(const struct token *t)
{
	return t->len == 1 && t->annot < 0 && (t->cls & CLASS_AREA) && (t->cls & CLASS_PLACE_END);
}

static bool ends_unknown(const struct name_sentence *s, size_t i)
{
	const struct token *before = i > 0 ? &s->t[i - 1] : NULL;

	if (!before || !is_kind(&s->t[i]) || before->len != 1) return false;
	return before->pos == POS_NOUN || before->pos == POS_OTHER || before->pos == POS_NAME ||
	       before->flags & TOKEN_HAN;
}

/* May the token stand inside a name? */
static bool is_inside(const struct name_sentence *s, size_t i)
{
	const struct token *t = &s->t[i];

	if (t->cls & CLASS_ORG_IN) return t->pos != POS_CONJ;
	if (t->cls & CLASS_PAIR) return true; /* the Sino-German chamber */
	if (t->pos == POS_TITLE) return false;
	switch (t->pos) {
	case POS_NOUN:
	case POS_VN:
	case POS_PLACE:
	case POS_ORG:
	case POS_NAME:
	case POS_FOREIGN:
	case POS_VETO:
		return true;
	case POS_PERSON:
		return true;
	case POS_ADJ:
		return t->len > 1 && !(t->cls & CLASS_GENERIC);
	case POS_NUM:
		return t->annot >= 0 ? s->d->annots[t->annot].type == A_ORDINAL
				     : t->len <= 2 && !(t->cls & CLASS_GENERIC);
	case POS_LOC:
		return t->len <= 2 && !(t->cls & CLASS_BREAK);
	default:
		return t->flags & TOKEN_HAN || t->pos == POS_OTHER;
	}
}

size_t org_bracket_start(const struct name_sentence *s, size_t i, size_t low)
{
	if (!name_is_sign(s, i, BRACKET_CLOSE) && !name_is_sign(s, i, ')')) return i;
	for (size_t k = i; k > low && i - k < 5; k--) {
		if (name_is_sign(s, k - 1, BRACKET_OPEN) || name_is_sign(s, k - 1, '('))
			return k - 1;
		if (!is_inside(s, k - 1)) return i;
	}
	return i;
}

/* Does a name go over the conjunction or enumeration mark at i? Only inside one that opens with an
 * anchor near by: "the state commission for development and reform", not "the bureau and the
 * court". */
static bool spans_joint(const struct name_sentence *s, size_t i, size_t low)
{
	bool joint = s->t[i].cls & CLASS_ORG_IN && s->t[i].pos == POS_CONJ;

	if (!joint && !name_is_sign(s, i, LIST_MARK)) return false;
	if (i + 1 >= s->n || is_anchor(s, i + 1)) return false;
	for (size_t k = i; k > low && i - k < 5; k--) {
		const struct token *t = &s->t[k - 1];
		if (k < i && t->pos == POS_ORG && !s->taken[k - 1]) return true;
		if (s->taken[k - 1] || org_is_end(t) || t->pos == POS_PERSON ||
		    t->cls & CLASS_TITLE)
			return false;
		if (t->pos == POS_PLACE || t->cls & CLASS_AREA)
			return k < i; /* not "Beijing and …" */
		if (t->pos != POS_VN && t->pos != POS_NOUN && !name_is_sign(s, k - 1, LIST_MARK))
			return false;
		if (org_is_cut(t)) return false;
	}
	return false;
}

/* Leftmost token that the walk from the end noun at i reaches. */
static size_t walk_left(const struct name_sentence *s, size_t i)
{
	size_t low = i > ORG_TOKENS ? i - ORG_TOKENS : 0, at = i;

	while (at > low) {
		size_t k = at - 1;
		if (s->taken[k] || s->t[i].off + s->t[i].len - s->t[k].off > ORG_UNITS) break;
		size_t open = org_bracket_start(s, k, low);
		if (open < k && open > low) {
			at = open;
			continue;
		}
		if (spans_joint(s, k, low)) {
			at = k;
			continue;
		}
		if (org_is_cut(&s->t[k]) || !is_inside(s, k)) break;
		if (i - k > 1 && s->t[k].cls & CLASS_TITLE)
			break; /* "teachers' association", but no holder of an office */
		if (i - k > 2 && s->t[k].pos == POS_PERSON && !(s->t[k + 1].cls & CLASS_PLACE_END))
			break;
		at = k;
	}
	return at;
}

/* A known name takes only places in front of it, and a part of a body that body. */
static size_t walk_known(const struct name_sentence *s, size_t i)
{
	if (i > 0 && !s->taken[i - 1] && s->t[i - 1].pos == POS_ORG && s->t[i - 1].annot < 0 &&
	    s->t[i].cls & (CLASS_ORG_END | CLASS_ORG_WEAK))
		i--;
	while (i > 0 && !s->taken[i - 1] && s->t[i - 1].pos == POS_PLACE && s->t[i - 1].annot < 0)
		i--;
	return i;
}

/* Draw the left edge in to the first token that can open a name; past i when there is none. */
static size_t trim_left(const struct name_sentence *s, size_t from, size_t i)
{
	size_t first = i + 1;

	if (name_is_sign(s, from, BRACKET_OPEN) || name_is_sign(s, from, '('))
		while (from < i && !name_is_sign(s, from, BRACKET_CLOSE) &&
		       !name_is_sign(s, from, ')'))
			from++;
	while (from < i) { /* what cannot open a name */
		const struct token *t = &s->t[from];
		bool general = t->cls & CLASS_GENERIC && t->pos != POS_ORG;
		bool opens = t->pos != POS_LOC && t->pos != POS_PUNCT && t->pos != POS_CONJ &&
			     !general && !(t->pos == POS_NUM && t->annot < 0) &&
			     t->pos != POS_ADV && t->pos != POS_VERB;
		if (opens) break;
		from++;
	}
	for (size_t k = from; k < i && first > i; k++)
		if (is_anchor(s, k)) first = k;
	if (first > i || first == from) return from;
	/* what stands before a place is the tail of something else; so is a doing before any name
	 */
	bool doing = s->t[from].pos == POS_VN || s->t[from].pos == POS_VERB;
	return doing || s->t[first].pos == POS_PLACE || s->t[first].pos == POS_ORG ? first : from;
}

/* A person opens the name of a foundation or a museum, not of what follows the title before it. */
static size_t trim_person(const struct name_sentence *s, size_t from, size_t i)
{
	if (from >= i || s->t[from].pos != POS_PERSON) return from;
	bool titled =
		from > 0 && (s->t[from - 1].pos == POS_TITLE || s->t[from - 1].cls & CLASS_TITLE);
	return titled || i - from > 2 || !(s->t[i].cls & CLASS_ORG_END) ? from + 1 : from;
}

/* "Nanling city | organises 26 men": an end that is a verb too, right behind a place or a body,
 * with its object behind it. */
static bool is_doing(const struct name_sentence *s, size_t from, size_t i)
{
	if ((s->t[i].pos != POS_VN && s->t[i].pos != POS_VERB) || i == from || i + 1 >= s->n)
		return false;
	if (s->t[i - 1].pos != POS_PLACE && s->t[i - 1].pos != POS_ORG &&
	    !(s->t[i - 1].cls & (CLASS_AREA | CLASS_PLACE_END | CLASS_ORG_END | CLASS_ORG_WEAK)))
		return false;
	enum pos_tag next = (enum pos_tag)s->t[i + 1].pos;
	return next == POS_QUANTITY || next == POS_NUM || next == POS_VERB || next == POS_VN ||
	       next == POS_NOUN || next == POS_PERSON;
}

/* "The Sino-German chamber": what two countries have in common is a body of its own kind, behind no
 * verb or number: no "governments of the two", no "Sino-US trade frictions and listed firms". */
static bool is_joint_body(const struct name_sentence *s, size_t from, size_t i)
{
	const struct token *end = &s->t[i];

	for (size_t k = from + 1; k < i; k++)
		if (s->t[k].pos == POS_QUANTITY || s->t[k].cls & CLASS_GENERIC ||
		    (s->t[k].pos == POS_VERB && !(s->t[k].cls & CLASS_ORG_IN)))
			return false;
	return end->len > 1 && end->cls & CLASS_ORG_END && !org_is_trade(end);
}

static enum span_trust judge(const struct name_sentence *s, size_t from, size_t i)
{
	const struct token *end = &s->t[i];
	size_t modifiers = i - from;
	bool anchored = false, generic = true;

	if (end->pos == POS_ORG && modifiers == 0) return TRUST_CERTAIN;
	if (modifiers == 0 || ends_unknown(s, from)) return TRUST_NONE;
	/* "the French government", "a US company": the country is the name */
	if (modifiers == 1 && s->t[from].cls & (CLASS_COUNTRY | CLASS_PAIR) &&
	    end->cls & CLASS_GENERIC)
		return TRUST_NONE;
	if (s->t[from].cls & CLASS_PAIR && !is_joint_body(s, from, i)) return TRUST_NONE;
	for (size_t k = from; k < i; k++) {
		if (is_anchor(s, k) &&
		    (k == from || !(is_kind(&s->t[k]) || s->t[k].cls & CLASS_PAIR)))
			anchored = true;
		if (!(s->t[k].cls & CLASS_GENERIC)) generic = false;
	}
	if (generic || is_doing(s, from, i)) return TRUST_NONE;
	if (end->pos == POS_ORG) return TRUST_LIKELY;
	const struct token *first = &s->t[from];
	if (first->cls & CLASS_AREA && first->len <= 2 && modifiers == 1) return TRUST_NONE;
	if (org_is_trade(end) &&
	    (modifiers > 2 || first->pos == POS_PLACE || first->cls & CLASS_AREA))
		return TRUST_NONE;
	if (is_anchor(s, from) && (end->cls & CLASS_ORG_END || modifiers <= 4)) {
		/* one short word of the model before a weak end is no evidence */
		bool weak = s->t[from].flags & TOKEN_MODEL && !(end->cls & CLASS_ORG_END);
		return weak ? TRUST_NONE : TRUST_LIKELY;
	}
	return anchored && end->cls & CLASS_ORG_END ? TRUST_LIKELY : TRUST_NONE;
}

static struct slice known_name(const struct name_sentence *s, size_t from, size_t to)
{
	struct uslice text =
		doc_span(s->d, s->t[from].off, s->t[to].off + s->t[to].len - s->t[from].off);
	uint32_t row;

	if (!datrie_has(&s->s->orgs.trie, text.p, text.len, &row)) return SLICE_NONE;
	return table_cell(&s->s->orgs, row, 1);
}

/* Left edge of a known name (general ones, the international bodies, stand alone): the whole walk
 * when it reaches a place or what opens names, as in "Beijing education examinations authority". */
static size_t known_left(const struct name_sentence *s, size_t i)
{
	if (s->t[i].cls & (CLASS_ORG_END | CLASS_ORG_WEAK) && !(s->t[i].cls & CLASS_GENERIC) &&
	    !org_is_cut(&s->t[i])) {
		size_t from = trim_left(s, walk_left(s, i), i), k = from;
		while (k < i && !org_is_end(&s->t[k])) k++;
		if (k == i && from < i &&
		    (s->t[from].pos == POS_PLACE || s->t[from].cls & CLASS_AREA))
			return from;
	}
	return s->t[i].cls & CLASS_GENERIC || org_is_cut(&s->t[i]) ? i : walk_known(s, i);
}

/* "Jiang | hui | bank": loose characters right before a noun that ends names, behind the edge of a
 * phrase. */
static size_t run_start(const struct name_sentence *s, size_t i)
{
	size_t from = i;

	if (!(s->t[i].cls & CLASS_ORG_END) || s->t[i].len < 2) return i;
	while (from > 0 && i - from <= NAME_RUN_MAX && name_is_loose(s, from - 1)) from--;
	return i - from >= NAME_RUN_MIN && i - from <= NAME_RUN_MAX ? from : i;
}

/* "Yunda shares: to supply ...": where the name of a firm begins that fills a clause up to its
 * colon and ends in the noun of trade at i; i when there is none. */
static size_t label_start(const struct name_sentence *s, size_t i)
{
	size_t from = i;

	if (!org_is_trade(&s->t[i]) || i + 1 >= s->n ||
	    !(name_is_sign(s, i + 1, ':') || name_is_sign(s, i + 1, WIDE_COLON)))
		return i;
	for (; from > 0 && i - from < LABEL_TOKENS && s->t[from - 1].pos != POS_PUNCT &&
	       s->t[from - 1].pos != POS_SPACE;
	     from--)
		if (s->taken[from - 1] || s->t[from - 1].annot >= 0 ||
		    s->t[from - 1].cls & CLASS_GENERIC)
			return i;
	bool edge = from == 0 || s->t[from - 1].pos == POS_PUNCT || s->t[from - 1].pos == POS_SPACE;
	size_t units = s->t[i].off + s->t[i].len - s->t[from].off;
	return edge && units >= LABEL_MIN && units <= LABEL_MAX ? from : i;
}

/* Full name and code of the name that tokens [from, to] are. */
static void identify(struct name_span *x, const struct name_sentence *s, size_t from, size_t to)
{
	x->norms = known_name(s, from, to);
	x->codes = place_code_of(s, from, to);
}

/* Loose characters at the head of a clause or behind a preposition. The last is no measure and no
 * verb, which would have the noun at i as its object ("ask the court"); the noun is no trade. */
static bool is_set_off(const struct name_sentence *s, size_t from, size_t i)
{
	bool head = from == 0 || s->t[from - 1].pos == POS_PUNCT || s->t[from - 1].pos == POS_PREP;
	uint8_t last = s->t[i - 1].pos;

	return head && !org_is_trade(&s->t[i]) && s->t[from].pos != POS_PREP && last != POS_VERB &&
	       last != POS_CLASS;
}

/* The name of a body that ends at token i, where there is one. */
static void find_body(struct name_sentence *s, struct name_list *l, size_t i)
{
	size_t from = s->t[i].pos == POS_ORG ? known_left(s, i) : trim_left(s, walk_left(s, i), i);

	from = trim_person(s, from, i);
	enum span_trust trust = from <= i ? judge(s, from, i) : TRUST_NONE;
	const char *rule = from == i ? "org.known" : "org.suffix";
	if (trust == TRUST_NONE) {
		size_t label = label_start(s, i);
		from = label < i ? label : run_start(s, i);
		if (from == i) return;
		trust = label < i || is_set_off(s, from, i) ? TRUST_LIKELY : TRUST_GUESS;
		rule = label < i ? "org.label" : "org.guess";
	}
	identify(name_add(l, s, from, i, (struct name_kind){ A_ORG, trust, rule }), s, from, i);
}

static void find_at(struct name_sentence *s, struct name_list *l, size_t i)
{
	const struct name_kind kind = { A_ORG, TRUST_LIKELY, "org.firm" };
	size_t from = firm_start(s, i);

	if (from < i) identify(name_add(l, s, from, firm_last(s, i), kind), s, from, i);
	else find_body(s, l, i);
}

void org_find(struct name_sentence *s, struct name_list *l)
{
	for (size_t i = s->n; i-- > 0;)
		if (!s->taken[i] && (org_is_end(&s->t[i]) || firm_last(s, i) > i)) find_at(s, l, i);
}
