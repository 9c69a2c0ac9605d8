/* Noun phrases by a light chunker. See phrase.h.
 * Marks are structural code points: quotes, brackets, the enumeration comma, the middle dot. */
#include "pipeline/extract/phrase.h"

#include "pipeline/core/punctuation.h"

#define PHRASE_TOKENS_MAX 40
#define RELATIVE_TOKENS	  16 /* of a verb phrase before the attributive particle */
#define NAME_UNITS	  8  /* a short name with its quotation mark */
#define COMPOUND_UNITS	  4  /* a noun so long is a compound itself */

static bool joins(uint16_t c)
{
	return c == 0x00b7 || c == '-' || c == 0x2014 || c == '/' || c == '+' || c == '.' ||
	       c == 0x2022 || c == 0x30fb;
}

static bool is_latin(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];
	uint16_t c = v->d->text.p[k->off];

	return k->pos == POS_FOREIGN ||
	       (k->pos == POS_VETO && (unit_is_letter(c) || unit_is_digit(c)));
}

/* "Mac | mini | boxes": a blank behind a word in Latin letters parts no names. */
static bool joins_latin(const struct view *v, size_t t)
{
	if (v->tok[t].pos != POS_SPACE || t == 0 || t + 1 >= v->n_tok) return false;
	bool before = is_latin(v, t - 1), behind = is_latin(v, t + 1),
	     model = v->tok[t + 1].pos == POS_NUM && phrase_head(v, t + 1); /* Mate 60 */
	return before && (behind || model || v->tok[t + 1].pos == POS_NOUN);
}

/* The token that closes the bracket at t; n_tok when it is not closed within reach. */
static size_t find_close(const struct view *v, size_t t)
{
	size_t depth = 0;

	for (size_t i = t; i < v->n_tok && i < t + PHRASE_TOKENS_MAX; i++) {
		uint16_t c = phrase_mark(v, i);
		depth += phrase_mark_opens(c);
		if (phrase_mark_closes(c) && --depth == 0) return i;
	}
	return v->n_tok;
}

static size_t find_open(const struct view *v, size_t lo, size_t t)
{
	size_t depth = 0;

	for (size_t i = t + 1; i-- > lo && t - i < PHRASE_TOKENS_MAX;) {
		uint16_t c = phrase_mark(v, i);
		depth += phrase_mark_closes(c);
		if (phrase_mark_opens(c) && --depth == 0) return i;
	}
	return v->n_tok;
}

size_t phrase_relative(const struct view *v, size_t t)
{
	for (size_t i = t; i < v->n_tok && i < t + RELATIVE_TOKENS; i++) {
		uint16_t c = phrase_mark(v, i);
		if (phrase_mark_opens(c)) {
			size_t e = find_close(v, i);
			if (e == v->n_tok) return 0;
			i = e;
			continue;
		}
		if (v->tok[i].pos == POS_DE) {
			/* "that took part: shortlisted projects", "similar compensation deals" */
			bool verb = i + 2 < v->n_tok && v->tok[i + 1].pos == POS_VERB &&
				    (!v->cls[i + 1] || ((v->cls[i + 1] & ROLE_INDVERB) &&
							phrase_head(v, i + 2)));
			size_t h = i + 1 + verb;
			return h < v->n_tok && phrase_inner(v, h) ? h : 0;
		}
		if (v->tok[i].pos == POS_PUNCT && c != LIST_MARK && !joins(c)) return 0;
		if (v->tok[i].pos == POS_QUANTITY || (v->cls[i] & ROLE_SAY)) return 0;
	}
	return 0;
}

bool phrase_noun(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return phrase_head(v, t) && p != POS_VN && p != POS_OTHER;
}

/* A verb with a noun of one character is a compound: car park, dead-end road; right behind one who
 * acts it is a verb. */
static bool verb_compound(const struct view *v, size_t t)
{
	if (t > 0 && (v->tok[t - 1].pos == POS_ORG || v->tok[t - 1].pos == POS_PERSON))
		return false;
	return v->tok[t].pos == POS_VERB && !v->cls[t] && v->tok[t].len <= 2 && t + 1 < v->n_tok &&
	       v->tok[t + 1].pos == POS_NOUN && v->tok[t + 1].len == 1;
}

/* "State | control | section": a verb of one character between a noun of one and a longer noun: a
 * compound that the lexicon has not, cut into its characters. */
static bool loose_compound(const struct view *v, size_t lo, size_t i)
{
	if (i <= lo || i + 1 >= v->n_tok || v->tok[i].pos != POS_VERB || v->tok[i].len != 1 ||
	    v->cls[i] || v->side[i])
		return false;
	const struct token *a = &v->tok[i - 1], *b = &v->tok[i + 1];
	return a->len == 1 && a->pos == POS_NOUN && a->annot < 0 && !v->cls[i - 1] && b->len > 1 &&
	       b->pos == POS_NOUN;
}

/* A place, body or person at t: what follows it with an adverb is its predicate. */
static bool names(const struct view *v, size_t t)
{
	enum pos_tag p = (enum pos_tag)v->tok[t].pos;

	return p == POS_PLACE || p == POS_ORG || p == POS_PERSON || (v->cls[t] & ROLE_SUBJ);
}

/* "27 counties | chiefly spread the technique": a noun that stands for an adverb between places and
 * their verb with its object. */
static bool does_chiefly(const struct view *v, size_t i)
{
	return (v->side[i] & SIDE_ADNOUN) && i + 2 < v->n_tok && (v->cls[i + 1] & ROLE_TRANS) &&
	       phrase_inner(v, i + 2) &&
	       (names(v, i - 1) || (v->side[i - 1] & (SIDE_OWNER | SIDE_PLACEKIND)) ||
		(v->tok[i - 1].cls & CLASS_PLACE_END));
}

/* Behind a noun, a verb that takes objects opens the predicate, not a compound; before the noun of
 * works a verbal noun belongs to their name: water treatment | plant. */
static bool opens_predicate(const struct view *v, size_t t, size_t i)
{
	if (i > t && does_chiefly(v, i)) return true;
	bool intends = (v->cls[i] & (ROLE_POLICY | ROLE_NOMINAL)) == ROLE_POLICY;
	bool works = i > t && v->tok[i].pos == POS_VN && i + 1 < v->n_tok && !names(v, i - 1) &&
		     !intends && (v->cls[i + 1] & ROLE_PROJECT);

	return i > t && !works && (v->cls[i] & ROLE_TRANS) && !(v->cls[i] & ROLE_NOMINAL) &&
	       (phrase_noun(v, i - 1) || phrase_mark_closes(phrase_mark(v, i - 1)) ||
		(v->tok[i - 1].cls & CLASS_PLACE_END));
}

/* A verb between a verbal noun and a noun only describes: emergency harvesting team. */
static bool attributive(const struct view *v, size_t t, size_t i)
{
	if (i == t || i + 1 >= v->n_tok || v->tok[i].pos != POS_VERB || v->cls[i]) return false;
	enum pos_tag before = (enum pos_tag)v->tok[i - 1].pos;
	bool stake = i + 2 < v->n_tok && (v->side[i + 2] & SIDE_STAKE); /* holds | firm's shares */
	bool acts = names(v, i - 1) || (v->side[i - 1] & SIDE_OWNER); /* school | runs | project */
	if (phrase_noun(v, i - 1) && !acts && !stake && (v->side[i + 1] & SIDE_OWNER) &&
	    !(v->cls[i + 1] & ROLE_SUBJ))
		return true; /* storage integrating project */
	return (before == POS_VN || before == POS_ADJ) && phrase_noun(v, i + 1);
}

/* "Skill | raising | subsidy": a verb of change between a noun and one of money or works that ends
 * the phrase. */
static bool raises(const struct view *v, size_t t, size_t i)
{
	if (i == t || i + 1 >= v->n_tok || !(v->cls[i] & (ROLE_UP | ROLE_DOWN)) ||
	    v->tok[i].pos != POS_VN || v->tok[i].len != 2)
		return false;
	if (!phrase_noun(v, i - 1) || phrase_is_measure(v, i - 1) ||
	    !(v->cls[i + 1] & (ROLE_HEAD | ROLE_PROJECT)) || v->tok[i + 1].annot >= 0)
		return false;
	return i + 2 >= v->n_tok || view_is_mark(v, i + 2) || v->tok[i + 2].pos == POS_DE;
}

/* "a new round of": one as an article behind an adjective at the head. */
static bool is_turn(const struct view *v, size_t t, size_t i)
{
	return i == t + 1 && v->tok[t].pos == POS_ADJ && v->tok[t].len == 1 &&
	       v->tok[i].annot >= 0 && v->tok[i].pos == POS_QUANTITY &&
	       slice_is(v->d->annots[v->tok[i].annot].value_dec, "1");
}

/* "counties (cities, districts)": kinds of places in parentheses are part of the noun. */
static bool lists_places(const struct view *v, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (!(v->cls[i] & ROLE_AND) && !(v->tok[i].cls & CLASS_PLACE_END) &&
		    !(v->side[i] & SIDE_PLACEKIND))
			return false;
	return to > from + 1;
}

/* "Cities of prefecture level *and* above": the conjunction before a bound inside a noun. */
static bool and_above(const struct view *v, size_t i)
{
	if (i + 2 >= v->n_tok || !(v->cls[i] & ROLE_AND) || v->tok[i].pos == POS_PUNCT)
		return false;
	return (v->side[i + 1] & SIDE_BOUND) && v->tok[i + 1].pos != POS_PUNCT &&
	       phrase_inner(v, i + 2) && v->tok[i + 2].pos != POS_QUANTITY;
}

/* A verb that takes objects, with one behind it. */
static bool opens_object(const struct view *v, size_t t)
{
	return (v->cls[t] & ROLE_TRANS) && t + 1 < v->n_tok && phrase_inner(v, t + 1);
}

/* "The city's *various* agencies", "the city's *related* firms": a word that says which of them are
 * meant, between a name or noun and bodies. */
static bool says_which(const struct view *v, size_t i)
{
	enum pos_tag p = (enum pos_tag)v->tok[i].pos;

	return (p == POS_PRON || p == POS_VERB) && (v->tok[i].cls & CLASS_GENERIC) &&
	       phrase_noun(v, i - 1) && phrase_ends_in_bodies(v, i + 1);
}

/* "Riverton | *a* man": a bare number, no figure, between a name and whom or what it counts. */
static bool counts_bare(const struct view *v, size_t i)
{
	const struct token *k = &v->tok[i];

	if (k->pos != POS_NUM || k->len != 1 || k->annot >= 0 || i + 1 >= v->n_tok) return false;
	return (v->tok[i - 1].pos == POS_PLACE || v->tok[i - 1].pos == POS_ORG) &&
	       ((v->side[i + 1] & (SIDE_PEOPLE | SIDE_OWNER)));
}

/* "Farmers *and | other* poor people": the pronoun of such a list. */
static bool is_other(const struct view *v, size_t i)
{
	return v->tok[i].pos == POS_PRON && v->tok[i].len > 1 && (v->tok[i].cls & CLASS_GENERIC) &&
	       i + 1 < v->n_tok && phrase_head(v, i + 1);
}

/* A word inside a phrase that begins at t which is neither head nor modifier, with more to come
 * behind it: an adverb tagged so between two nouns (detailed), provincial *and above*, countries
 * *and* regions, a joint. */
static bool links(const struct view *v, size_t t, size_t i)
{
	if (i == t || i + 1 >= v->n_tok) return false;
	const struct token *k = &v->tok[i];
	bool head = phrase_head(v, i + 1), noun = phrase_noun(v, i - 1);

	if (k->pos == POS_ADV && k->len > 1 && !v->cls[i] && noun && head &&
	    !opens_object(v, i + 1))
		return v->tok[i + 1].pos != POS_VN ||
		       (!names(v, t) && !(i + 2 < v->n_tok && v->tok[i + 2].pos == POS_AUX));
	if ((v->side[i] & SIDE_BOUND) && k->pos != POS_PUNCT) return phrase_inner(v, i + 1);
	if ((v->cls[i] & ROLE_AND) && k->pos != POS_PUNCT && noun && (head || is_other(v, i + 1)))
		return true;
	if (is_other(v, i) && (v->cls[i - 1] & ROLE_AND)) return true;
	if (and_above(v, i)) return true;
	if (says_which(v, i) || counts_bare(v, i)) return true;
	return (joins(phrase_mark(v, i)) || joins_latin(v, i)) && head;
}

/* A word of place behind a noun, before what is none: "out of 20 candidates | he came first". */
static bool leads_off(const struct view *v, size_t t, size_t i)
{
	if (i > t && v->tok[i].pos == POS_IDIOM && phrase_noun(v, i - 1) &&
	    !(i + 1 < v->n_tok && (v->tok[i + 1].pos == POS_DE || phrase_noun(v, i + 1))))
		return true;
	return i > t && v->tok[i].pos == POS_LOC &&
	       (i + 1 >= v->n_tok || !phrase_noun(v, i + 1) || v->tok[i + 1].pos == POS_IDIOM);
}

/* A kind of place or body of one character that the lexicon has as a verb, behind its noun: railway
 * | station. */
static bool ends_name(const struct view *v, size_t t, size_t i)
{
	return i > t && v->tok[i].len == 1 && v->tok[i].pos == POS_VERB && !v->cls[i] &&
	       phrase_noun(v, i - 1) &&
	       (v->tok[i].cls & (CLASS_PLACE_END | CLASS_ORG_END | CLASS_ORG_WEAK));
}

/* "Typhoon 'Petrel' |": a kind right before the short quoted name of one, with the predicate behind
 * it; behind a list the name is of all of it. */
static bool names_one(const struct view *v, size_t t, size_t open, size_t close)
{
	bool quote = phrase_mark(v, open) == QUOTE_OPEN || phrase_mark(v, open) == CORNER_OPEN;
	bool short_name = close < v->n_tok && v->tok[close].off - v->tok[open].off <= NAME_UNITS;

	bool kind = v->tok[t].pos == POS_NOUN && !v->cls[t];
	/* the firm's 'prodigy' | */
	bool body = v->tok[t].pos == POS_ORG || v->tok[t].pos == POS_PLACE;
	if (!quote || !short_name || open != t + 1 || close + 1 >= v->n_tok || !(kind || body) ||
	    (t > 0 && phrase_mark(v, t - 1) == LIST_MARK))
		return false;
	enum pos_tag next = (enum pos_tag)v->tok[close + 1].pos;
	return next == POS_VERB || next == POS_ADV || next == POS_VN;
}

/* "5 % of the shares | the holder A": the particle at i between shares and who has them. */
static bool parts_holder(const struct view *v, size_t i)
{
	return (v->side[i - 1] & SIDE_STAKE) && (v->side[i + 1] & SIDE_HOLDER);
}

/* A noun that is nothing else: most tokens of phrases, for which none of the questions below
 * arises. */
static inline bool is_plain_noun(const struct view *v, size_t t)
{
	return v->noun[t] & NOUN_PLAIN;
}

/* "The metro's | line 6", "the dam's | first-stage works", "the north's | several provinces": a
 * number that is no figure inside a phrase. */
static bool numbers_noun(const struct view *v, size_t i)
{
	const struct token *k = &v->tok[i];

	if (phrase_head(v, i)) return true;
	if (k->len < 2 || !phrase_ends_in_bodies(v, i + 1)) return false;
	if (k->annot < 0) return names(v, i - 1);
	const struct annot *a = &v->d->annots[k->annot];
	return a->type == A_ORDINAL && a->form != FORM_RANK;
}

/* A number or time that ends the phrase before it. */
static bool is_figure(const struct view *v, size_t i)
{
	enum pos_tag p = (enum pos_tag)v->tok[i].pos;

	if (p == POS_TIME) /* not of "ancient | coins" */
		return v->tok[i].annot >= 0 || i + 1 >= v->n_tok || !phrase_noun(v, i + 1);
	return p == POS_QUANTITY || (p == POS_NUM && !numbers_noun(v, i));
}

/* "The moment | when", "the basis | on which": does what stands at t, behind a particle, only say
 * how the clause before it goes with the next one? */
static bool is_setting(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_NOUN && (v->side[t] & SIDE_PERIOD)) return true;
	return (v->side[t] & SIDE_BASIS) && t + 1 < v->n_tok && v->tok[t + 1].pos == POS_LOC;
}

struct phrase phrase_right(const struct view *v, size_t t)
{
	size_t i = t, head = t; /* behind the last head */

	while (i < v->n_tok && i < t + PHRASE_TOKENS_MAX) {
		if (is_plain_noun(v, i)) {
			head = ++i;
			continue;
		}
		uint16_t c = phrase_mark(v, i);
		if (phrase_mark_opens(c)) {
			size_t e = find_close(v, i);
			if (e == v->n_tok || (unit_opens_bracket(c) && i == t)) break;
			if (unit_opens_bracket(c) && i > t && lists_places(v, i, e)) {
				head = i = e + 1;
				continue;
			}
			bool goes_on = e + 1 < v->n_tok &&
				       (phrase_inner(v, e + 1) || v->tok[e + 1].pos == POS_DE);
			if (i > t && phrase_noun(v, i - 1) && !goes_on && !names_one(v, t, i, e))
				break;
			/* "two teachers' | 'On Taste'" */
			if (i > t && c == TITLE_OPEN && (v->side[i - 1] & SIDE_PEOPLE)) break;
			i = e + 1;
			if (!unit_opens_bracket(c)) head = i;
			continue;
		}
		if (opens_predicate(v, t, i)) break;
		if (verb_compound(v, i) || ends_name(v, t, i)) {
			head = i += ends_name(v, t, i) ? 1 : 2;
			continue;
		}
		if (v->tok[i].pos == POS_DE) {
			if (i + 1 >= v->n_tok ||
			    (!phrase_inner(v, i + 1) && !phrase_opens(v, i + 1)))
				break;
			if (i > t && (parts_holder(v, i) || is_setting(v, i + 1))) break;
			i++;
			continue;
		}
		if (links(v, t, i) || attributive(v, t, i) || loose_compound(v, t, i) ||
		    raises(v, t, i)) {
			i++;
			continue;
		}
		if (!phrase_inner(v, i) || leads_off(v, t, i)) break;
		if (i > t && is_figure(v, i) && !is_turn(v, t, i)) break;
		i++;
		if (phrase_head(v, i - 1)) head = i;
	}
	if (head == t && t < v->n_tok && v->tok[t].pos == POS_VERB) {
		size_t e = phrase_relative(v, t);
		if (e) {
			struct phrase p = phrase_right(v, e);
			return phrase_of(t, p.to > e ? p.to : t);
		}
	}
	return phrase_of(t, head);
}

bool phrase_is_suffixed(const struct view *v, size_t t)
{
	if (!(v->cls[t] & ROLE_SUFFIX) || v->tok[t].len != 1 || t == 0 || v->tok[t - 1].len != 2 ||
	    (v->cls[t - 1] & (ROLE_SAY | ROLE_BREAK)))
		return false;
	enum pos_tag p = (enum pos_tag)v->tok[t - 1].pos;
	return p == POS_VERB || p == POS_VN || p == POS_ADJ ||
	       (p == POS_ADV && !v->cls[t - 1] && v->tok[t].pos == POS_VERB);
}

bool phrase_ends_gauge(const struct view *v, size_t t)
{
	return v->tok[t].len == 1 ? v->cls[t] & ROLE_HEAD : view_token_label(v, t) & LABEL_GAUGE;
}

/* "Parcels' collecting volume", "number of deaths": a verb at t right before the noun of a measure
 * is part of its name, where that is of one character or no object of verbs. */
static bool makes_volume(const struct view *v, size_t t, size_t i)
{
	uint64_t out =
		ROLE_REACH | ROLE_UP | ROLE_DOWN | ROLE_SAY | ROLE_MODAL | ROLE_STAT | ROLE_BREAK;
	bool verb = v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN;

	if (phrase_is_suffixed(v, i)) return true;
	bool other = v->cls[t] & out || v->side[t] & (SIDE_OCCUR | SIDE_BINDS);
	return verb && !other && v->tok[t].len == 2 && phrase_ends_gauge(v, i);
}

/* "Sewage treating and lifting stations": a verb of raising between a verbal noun and the noun at
 * the end. */
static bool compound_verb(const struct view *v, size_t lo, size_t t, size_t i)
{
	if (t == lo || !(v->cls[t] & ROLE_UP) || v->tok[t].len != 2 || v->cls[t - 1]) return false;
	bool treats = v->tok[t - 1].pos == POS_VN ||
		      (v->tok[t - 1].pos == POS_NOUN && v->tok[t - 1].len >= COMPOUND_UNITS);
	return treats && v->tok[i].pos == POS_NOUN && !phrase_is_measure(v, i);
}

/* "The report forecasts | the world's output": a verb of saying right behind who says it is no part
 * of what is said. */
static bool tells(const struct view *v, size_t lo, size_t t)
{
	if (t == lo || !(v->tok[t].cls & CLASS_SPEECH) ||
	    (v->tok[t].pos != POS_VN && v->tok[t].pos != POS_VERB))
		return false;
	return (t == lo + 1u || v->tok[t - 2].pos == POS_PUNCT) &&
	       ((v->side[t - 1] & SIDE_NOTICE) || v->tok[t - 1].pos == POS_ORG ||
		v->tok[t - 1].pos == POS_PRON);
}

/* "Road | self-driving | travel volume": a verb without a role between a noun and a verbal noun
 * with its measure. */
static bool verb_of_measure(const struct view *v, size_t lo, size_t t, size_t i)
{
	if (t == lo || v->tok[t].pos != POS_VERB || v->tok[t].len != 2 || v->cls[t] || v->side[t] ||
	    !phrase_noun(v, t - 1))
		return false;
	return v->tok[i].pos == POS_VN && i + 1 < v->n_tok && v->tok[i + 1].len == 1 &&
	       (v->cls[i + 1] & ROLE_HEAD);
}

/* "Direct | loss", "entered | teams": no noun by itself, but right before one part of its name. */
static bool adjoins(const struct view *v, size_t t, size_t i)
{
	if (!phrase_head(v, i) || v->tok[t].len < 2) return false;
	return view_token_label(v, t) &
	       (v->tok[t].pos == POS_VERB ? LABEL_ADJOINED | LABEL_PARTICIPLE : LABEL_ADJOINED);
}

/* "Profit | belonging to the shareholders": a verb that binds stands before what the particle ties
 * to the noun, or before an owner and his measure without one; "after deducting | one-time items"
 * ends with a word of place or time instead. */
static bool binds(const struct view *v, size_t t)
{
	bool owner = false;

	if (!(v->side[t] & SIDE_BINDS)) return false;
	for (size_t i = t + 1; i < v->n_tok && i < t + PHRASE_TOKENS_MAX; i++) {
		if (v->tok[i].pos == POS_DE || (owner && (v->cls[i] & ROLE_HEAD))) return true;
		owner = owner || (v->cls[i] & ROLE_SUBJ) || (v->side[i] & SIDE_OWNER);
		if (!phrase_inner(v, i) && v->tok[i].pos != POS_LOC && !(v->side[i] & SIDE_BINDS))
			return false;
	}
	return false;
}

/* "Spent 12 million | buying back", "at the price of 12 yuan | sold": a sum that a verb rules, or
 * its measure, before one who acts on another. */
static bool is_spent(const struct view *v, size_t lo, size_t t, size_t i)
{
	if (t == lo || v->tok[i].pos != POS_VN || !(v->cls[i] & (ROLE_TRANS | ROLE_LEADS)))
		return false;
	bool price = v->tok[t - 1].pos == POS_DE && t > lo + 1u && phrase_is_measure(v, t);
	size_t sum = price ? t - 2 : t;
	if (v->tok[sum].pos != POS_QUANTITY || v->tok[sum].annot < 0 ||
	    (!price && v->tok[t - 1].pos != POS_VERB))
		return false;
	return v->d->annots[v->tok[sum].annot].type == A_MONEY;
}

/* "The yuan | against | the dollar": a rate of exchange. */
static bool of_exchange(const struct view *v, size_t lo, size_t t, size_t i)
{
	return t > lo && (v->side[i] & v->side[t - 1] & SIDE_CURRENCY) &&
	       (view_token_label(v, t) & LABEL_AGAINST);
}

/* Step left over one element that ends before token i: a quoted stretch, a joint, an inner token.
 * Gives the new i, or the same when the phrase begins here. */
static size_t step_left(const struct view *v, size_t lo, size_t i, bool first, bool doer)
{
	size_t t = i - 1;
	if (is_plain_noun(v, t)) return t;
	if (!first && tells(v, lo, t)) return i;
	if (!first && binds(v, t)) return t;
	uint16_t c = phrase_mark(v, t);

	if (phrase_mark_closes(c)) {
		size_t o = find_open(v, lo, t);
		return o == v->n_tok ? i : o;
	}
	if (!first && t > lo && (joins(c) || joins_latin(v, t)) && phrase_inner(v, t - 1)) return t;
	if (!first && v->tok[t].pos == POS_DE && t > lo &&
	    (phrase_inner(v, t - 1) || phrase_mark_closes(phrase_mark(v, t - 1))))
		return t;
	if (!first && (v->tok[t].pos == POS_TIME || is_spent(v, lo, t, i))) return i;
	/* "a ship's | price bought for" */
	if (!first && v->tok[t].pos == POS_CLASS && v->tok[i].pos == POS_VERB) return i;
	if (!first && v->tok[t].pos == POS_LOC && (v->side[i] & SIDE_BINDS)) return t;
	if (!first && (v->side[t] & SIDE_BOUND) && t > lo && v->tok[t].annot < 0 &&
	    phrase_inner(v, i) && v->tok[i].pos != POS_QUANTITY)
		return and_above(v, t - 1) && t > lo + 1 && v->tok[t - 2].pos != POS_QUANTITY &&
				       v->tok[t - 2].pos != POS_TIME
			       ? t - 1
		       : phrase_head(v, t - 1) ? t
					       : i;
	if (!first &&
	    (of_exchange(v, lo, t, i) || makes_volume(v, t, i) || compound_verb(v, lo, t, i) ||
	     loose_compound(v, lo, t) || verb_of_measure(v, lo, t, i)))
		return t;
	if (!first && doer && (v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN) &&
	    (!v->cls[t] || (v->side[i] & SIDE_DOER)))
		return t;
	if (first ? phrase_head(v, t) : phrase_inner(v, t) || adjoins(v, t, i)) return t;
	return i;
}

struct phrase phrase_left(const struct view *v, size_t lo, size_t t)
{
	size_t i = t;
	/* verbs are part of it: those who hold a licence */
	bool doer = t > lo && (v->side[t - 1] & SIDE_DOER);

	while (i > lo && t - i < PHRASE_TOKENS_MAX) {
		size_t next = step_left(v, lo, i, i == t, doer);
		if (next == i) break;
		i = next;
	}
	/* "which begins to be | built, | the line" */
	bool built = i > lo && i + 2 < t && v->tok[i].pos == POS_VN &&
		     v->tok[i + 1].pos == POS_DE && v->tok[i - 1].pos == POS_VERB &&
		     !(view_token_label(v, i - 1) & LABEL_RELATES) &&
		     (t > i + 3 || !phrase_is_measure(v, t - 1));
	i += built;
	while (i < t && (v->tok[i].pos == POS_DE || joins(phrase_mark(v, i)))) i++;
	/* "per | thousand children's beds" */
	bool figure = i < t && (v->tok[i].pos == POS_QUANTITY || v->tok[i].pos == POS_NUM);
	return phrase_of(figure && i > lo && phrase_is_per(v, i) ? i - 1 : i, t);
}

/* The particle of an attribute or the mark of a list: joins what stands on both sides. */
static bool joins_sides(const struct view *v, size_t t)
{
	return v->tok[t].pos == POS_DE || phrase_mark(v, t) == LIST_MARK;
}

struct stretch phrase_stretch(const struct view *v, struct phrase p)
{
	while (p.from < p.to &&
	       (phrase_mark_closes(phrase_mark(v, p.from)) || joins_sides(v, p.from)))
		p.from++;
	while (p.to > p.from && (phrase_opens(v, p.to - 1) || joins_sides(v, p.to - 1))) p.to--;
	if (p.from == p.to) return (struct stretch){ 0, 0 };
	/* a phrase that is one quoted stretch stands without its quotes */
	if (phrase_opens(v, p.from) && find_close(v, p.from) == p.to - 1u && p.to - p.from > 2 &&
	    phrase_mark(v, p.from) != TITLE_OPEN) {
		p.from++;
		p.to--;
	}
	uint32_t off = v->tok[p.from].off, end = v->tok[p.to - 1].off + v->tok[p.to - 1].len;
	return (struct stretch){ off, end - off };
}

size_t phrase_head_token(const struct view *v, struct stretch s)
{
	size_t from = view_token_at(v, s.off), t = view_token_at(v, stretch_end(s) - 1), o;

	if (phrase_mark(v, t) != ')' && phrase_mark(v, t) != BRACKET_CLOSE) return t;
	o = find_open(v, from, t);
	return o < v->n_tok && o > from ? o - 1 : t;
}
