/* Owners inside an indicator: "the county's revenue" is the county's. See owner.h.
 *
 * Names, counted things, nouns of those who have figures, quoted names; measures that stand right
 * behind their thing. */
#include "pipeline/extract/owner.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/attach.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic.h"
#include "pipeline/extract/topic_embedded.h"

#define NONE	    ((struct stretch){ 0, 0 })
#define QUOTED_KIND 3 /* units of the kind of thing behind its quoted name */
#define KIND_NOUNS  2 /* that say of which kind the members of a list were */

/* Opens the measured part: per head always, an average only behind those who have figures. */
static bool averages(const struct view *v, size_t t)
{
	if (!(v->cls[t] & ROLE_PER)) return false;
	return (v->side[t] & SIDE_HEADS) || (v->side[t - 1] & SIDE_OWNER) ||
	       (v->tok[t - 1].cls & (CLASS_ORG_END | CLASS_PLACE_END));
}

/* A noun of those who have figures, or a compound that ends in one: firms, catering firms. */
bool owner_is(const struct view *v, size_t t)
{
	const struct token *k = &v->tok[t];

	if (v->side[t] & SIDE_OWNER) return true;
	if (k->len < 3 || (k->annot >= 0 && k->pos != POS_VETO)) return false;
	return (view_token_end(v, t, 2).side & SIDE_OWNER) != 0;
}

/* "The county's | bureau of finance": a body of a division that is not named. */
static bool is_office(const struct view *v, size_t from, size_t t)
{
	return t > from && (v->tok[t].cls & CLASS_ORG_END) && v->tok[t - 1].len == 1 &&
	       (v->side[t - 1] & SIDE_PLACEKIND);
}

/* "Patent applications' | volume": one character that says of what kind a measure is, with the noun
 * before it. */
static bool ends_compound(const struct view *v, size_t t)
{
	return phrase_is_suffixed(v, t) ||
	       ((v->cls[t] & ROLE_SUFFIX) && v->tok[t].len == 1 && v->tok[t - 1].len > 2 &&
		v->tok[t - 1].pos == POS_NOUN && !v->cls[t - 1]);
}

/* First token of the words at the end of [from, to) that name the measure. */
size_t owner_measure_tail(const struct view *v, size_t from, size_t to)
{
	while (to > from &&
	       (phrase_is_measure(v, to - 1) || (v->cls[to - 1] & (ROLE_STAT | ROLE_PER))))
		to -= to > from + 1u && ends_compound(v, to - 1) ? 2 : 1;
	while (to > from && v->tok[to - 1].pos == POS_DE) to--;
	return to;
}

/* "Profit that belongs to the listed firm's holders": what stands before a particle only describes.
 */
static bool particle_behind(const struct view *v, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++)
		if (v->tok[t].pos == POS_DE) return t > from;
	return false;
}

/* "339 cities' fine particles' |": behind the first of those who have figures that the count at t
 * counts, else to. */
size_t owner_counted_end(const struct view *v, size_t t, size_t to)
{
	for (size_t k = t + 1; k < to; k++)
		if ((owner_is(v, k) || (v->side[k] & SIDE_SPOT)) && v->tok[k + 1].pos != POS_DE)
			return k + 1;
	return to;
}

/* Behind a quotation at the head of [from, to): the name of a ship, a card, a platform; from if
 * there is none. */
static size_t quoted_end(const struct view *v, size_t from, size_t to)
{
	if (!phrase_is_mark(v, from, QUOTE_OPEN) && !phrase_is_mark(v, from, CORNER_OPEN))
		return from;
	for (size_t t = from + 1; t < to; t++)
		if (phrase_is_mark(v, t, QUOTE_CLOSE) || phrase_is_mark(v, t, CORNER_CLOSE))
			return t + 1;
	return from;
}

/* "'Blue''s | registered users", "the 'Blue' | fair's attendance": behind the quotation that ends
 * before t, with a noun that says what it names, where a verbal noun opens what is measured; t if
 * none does. */
static size_t quoted_doer(const struct view *v, size_t t, size_t to)
{
	bool kind = t + 1 < to && v->tok[t].pos == POS_NOUN && !phrase_is_measure(v, t);
	size_t verb = t + kind;

	return verb < to && v->tok[verb].pos == POS_VN ? verb : t;
}

/* Behind the person at t, or whose office stands there: "the ministry's | spokesman H", "H, the
 * mayor |"; t if there is none. */
static size_t officer_end(const struct view *v, size_t from, size_t t, size_t to)
{
	size_t i = t;

	while (i < to && v->tok[i].pos == POS_TITLE) i++;
	bool named = i < to && v->tok[i].pos == POS_PERSON;
	bool behind = t > from && v->tok[t - 1].pos == POS_PERSON;
	if (named) return officer_end(v, from, i + 1, to);
	return behind && i < to ? i : t;
}

/* "The ship 'X''s | load": behind the quoted name of what bears one, which is told before it. */
static size_t named_end(const struct view *v, size_t from, size_t to)
{
	bool bears = from + 1 < to && (view_token_label(v, from) & LABEL_BEARS);
	size_t quote = bears ? quoted_end(v, from + 1, to) : from;

	return quote > from + 1 && quote < to ? quote : from;
}

/* One of those who have figures by himself, no thing that a place or a body has: not "the county's
 * | goods". */
static bool is_holder(const struct view *v, size_t t)
{
	uint64_t label = view_token_label(v, t) | view_token_end(v, t, 2).label;

	return owner_is(v, t) && !(label & LABEL_WARES);
}

/* Does one of them, or of people, stand in [from, to)? */
static bool has_holder(const struct view *v, size_t from, size_t to)
{
	while (from < to && !is_holder(v, from) && !speaker_is_people(v, from)) from++;
	return from < to;
}

/* Behind the owner at the head of [from, to): names, counted things, nouns of those who have
 * figures; from if there is none. */
static size_t owner_end(const struct view *v, size_t from, size_t to)
{
	size_t cut = officer_end(v, from, topic_name_end(v, from, to), to),
	       holder = topic_holder_end(v, cut, to);

	if (cut > from && holder > cut && holder < to)
		return holder; /* the company's shareholder */
	if (cut > from && cut + 1 < to && v->tok[cut].pos == POS_TITLE &&
	    phrase_is_measure(v, cut + 1))
		return cut + 1; /* "Korea's president's | approval" */
	size_t named = named_end(v, from, to);
	if (named > from) return named;
	size_t quote = quoted_end(v, from, to), measured = owner_measure_tail(v, from, to);
	if (quote > from && measured >= quote && measured < to &&
	    v->tok[measured].off - v->tok[quote].off <= QUOTED_KIND)
		return measured;
	/* a word that the lexicon has only describes: "one belt" | building states */
	size_t doer = quote > from + 3u ? quoted_doer(v, quote, to) : to;
	if (doer + 1 < to && v->tok[doer].pos == POS_VN) return doer;
	for (size_t i = from; i + 1 < to; i++) { /* "300 firms' turnover" */
		size_t tail = phrase_is_count(v, i) ? owner_measure_tail(v, i, to) : to;
		if (tail > i + 1 && tail < to) return owner_counted_end(v, i, tail);
	}
	for (size_t i = from + 1; i < to; i++)
		if (averages(v, i) || (i + 1 == to && (v->cls[i] & ROLE_PART))) {
			/* "planned", "in all" belong to the measure */
			while (i > from &&
			       ((v->cls[i - 1] & (ROLE_STAT | ROLE_MODAL)) ||
				(v->tok[i - 1].pos == POS_VN && (v->cls[i - 1] & ROLE_POLICY))))
				i--;
			/* "the world's | wind power's total capacity" */
			bool opened = cut > from && (v->cls[i] & (ROLE_STAT | ROLE_PER));
			return i > cut && (!opened || has_holder(v, cut, i)) ? i : cut;
		}
	if ((v->cls[from] & (ROLE_TRANS | ROLE_PER)) || (v->side[to - 1] & SIDE_TALLY))
		return cut; /* "carry out estates' renewal" */
	/* "finished estates' renewal", "added motorways' length" */
	bool object = from > 0 && (v->cls[from - 1] & ROLE_TRANS) &&
		      ((v->cls[to - 1] & ROLE_INDVERB) || (v->cls[from - 1] & ROLE_STAT));
	for (size_t i = cut; i + 1 < to && v->tok[i].pos != POS_DE && !object; i++)
		if (((cut > from ? is_holder(v, i) : owner_is(v, i)) || is_office(v, from, i) ||
		     topic_is_own_name(v, i)) &&
		    !particle_behind(v, i + 1, to) &&
		    (phrase_is_measure(v, to - 1) || (v->cls[to - 1] & ROLE_INDVERB)))
			cut = i + 1;
	return cut;
}

/* Behind the nouns that say of which kind the members of a list were: "and other main rivers |"; to
 * if there are none. */
static size_t kind_end(const struct view *v, size_t from, size_t to)
{
	size_t tail = owner_measure_tail(v, from, to), t = from;

	if (tail == to) return to;
	while (t < tail && (v->tok[t].pos == POS_ADJ || (v->cls[t] & ROLE_GROUP))) t++;
	for (size_t noun = t; t < tail && t < noun + KIND_NOUNS && phrase_noun(v, t) &&
			      !phrase_is_measure(v, t);
	     t++)
		if (owner_is(v, t)) return t + 1;
	return t < to && phrase_noun(v, t - 1) && v->tok[t].pos != POS_DE ? t : to;
}

size_t owner_list_start(const struct view *v, size_t lo, size_t t)
{
	for (struct phrase p = phrase_left(v, lo, t); p.from < p.to;
	     p = phrase_left(v, lo, t - 1u)) {
		t = p.from;
		if (t <= lo + 1 || !(v->cls[t - 1] & ROLE_AND)) break;
	}
	return t;
}

void owner_split_distance(struct mention *m, const struct view *v)
{
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind));

	if (v->d->annots[m->annot].dim != DIM_LENGTH || phrase_is_measure(v, to - 1)) return;
	for (size_t k = from; k + 1 < to; k++) {
		if (!(v->cls[k] & ROLE_HEAD)) continue;
		if (k > from && !m->subj.len) m->subj = phrase_stretch(v, phrase_of(from, k));
		m->ind = phrase_stretch(v, phrase_of(k, k + 1));
		return;
	}
}

/* "Yunnan, towards | Burma's imports and exports" are Yunnan's; "the bank and | AlipayHK's gift" is
 * of both: the owner when the indicator that begins at from opens with no more than the second
 * name. */
static struct stretch owner_before(const struct view *v, size_t lo, size_t from, size_t to)
{
	if (from < lo + 2u || from + 1 >= to || !topic_is_entity(v, from - 2)) return NONE;
	struct phrase p = phrase_left(v, lo, from - 1);
	if (p.from == p.to) return NONE;
	if ((v->cls[from - 1] & ROLE_TO) && topic_is_entity(v, from) &&
	    (phrase_is_measure(v, to - 1) || (v->cls[to - 1] & ROLE_INDVERB)))
		return phrase_stretch(v, p);
	bool both = (v->cls[from - 1] & ROLE_AND) && v->tok[from].pos == POS_FOREIGN;
	return both ? phrase_stretch(v, phrase_of(p.from, from + 1u)) : NONE;
}

size_t owner_bound_end(const struct view *v, size_t from, size_t to)
{
	while (from < to && !(v->side[from] & SIDE_BINDS)) from++;
	return from;
}

/* One who has figures, by his last word at t. */
bool owner_ends(const struct view *v, size_t t)
{
	return owner_is(v, t) || (POS_ENTITY & POS_BIT(v->tok[t].pos)) ||
	       (v->cls[t] & (ROLE_SUBJ | ROLE_PROJECT)) ||
	       (v->tok[t].cls & (CLASS_ORG_END | CLASS_PLACE_END));
}

/* What is pointed at in [from, to), where no word is known to name a measure: all up to a verb,
 * else up to the last of those who have figures, else one noun: "this fund company's | staff",
 * "this bridge's | load". */
static size_t pointed_thing(const struct view *v, size_t from, size_t to)
{
	const uint32_t acts = POS_BIT(POS_VERB) | POS_BIT(POS_VN) | POS_BIT(POS_ADV);
	size_t cut = from + 1;

	while (cut < to && !(acts & POS_BIT(v->tok[cut].pos))) cut++;
	if (cut == to) {
		cut = from + 1;
		for (size_t t = from; t + 1 < to; t++)
			if (owner_ends(v, t) && v->tok[t].pos != POS_PLACE) cut = t + 1;
	}
	return cut < to && phrase_head(v, cut - 1) ? cut : from;
}

/* Behind what is pointed at in [from, to), of which the words [tail, to) are known to name a
 * measure: "this route's | length", "this site's | registered users". */
static size_t pointed_end(const struct view *v, size_t from, size_t tail, size_t to)
{
	if (tail == to) return pointed_thing(v, from, to);
	bool of = v->tok[tail].pos == POS_DE; /* "this issue's | price" */
	while (!of && tail > from + 1u &&
	       (v->tok[tail - 1].pos == POS_VN || v->tok[tail - 1].pos == POS_ADJ))
		tail--;
	return tail;
}

/* "Lying in the east | the park's area", "by A | built | the bridge's length": do the words [from,
 * de) before a particle say of the noun behind it what it does or what is done to it? */
static bool is_relative(const struct view *v, size_t from, size_t de)
{
	enum pos_tag before = from > 0 ? (enum pos_tag)v->tok[from - 1].pos : POS_PUNCT,
		     last = (enum pos_tag)v->tok[de - 1].pos;
	bool done = from > 0 && (v->cls[from - 1] & ROLE_GOVERNS);

	bool does = before == POS_VERB && !(v->cls[from - 1] & ROLE_TRANS);

	return does || (done && (last == POS_VN || last == POS_VERB));
}

/* Behind the noun that such words describe, which is what the measure at the end of [from, to) is
 * of; from if there is none. */
static size_t described_end(const struct view *v, size_t from, size_t to)
{
	size_t tail = owner_measure_tail(v, from, to);

	if (tail == to && (v->cls[to - 1] & ROLE_INDVERB)) tail = to - 1;
	bool noun = tail > from && tail < to && phrase_noun(v, tail - 1);
	bool has = (v->side[to - 1] & SIDE_FIXED) || owner_ends(v, tail - 1) ||
		   speaker_is_people(v, tail - 1);

	return noun && has ? tail : from;
}

/* One noun or two in [from, to), no measure. */
static bool are_things(const struct view *v, size_t from, size_t to)
{
	const unsigned nouns = POS_BIT(POS_NOUN) | POS_BIT(POS_FOREIGN) | POS_BIT(POS_VETO);

	if (from >= to || to - from > 2 || phrase_is_measure(v, to - 1)) return false;
	while (from < to && phrase_noun(v, from) && (nouns >> v->tok[from].pos & 1)) from++;
	return from == to;
}

/* Does nothing but times, adverbs and openers stand before token from in the figure's clause? */
static bool opens_clause(const struct mention *m, const struct view *v, size_t from)
{
	const uint32_t before = POS_BIT(POS_TIME) | POS_BIT(POS_ADV) | POS_BIT(POS_CONJ) |
				POS_BIT(POS_PUNCT) | POS_BIT(POS_SPACE);

	for (size_t t = v->clauses[m->clause].from; t < from; t++)
		if (!(before & POS_BIT(v->tok[t].pos)) && !(v->side[t] & SIDE_OPENER)) return false;
	return true;
}

/* Those who do what a verbal noun right behind token t says, by the noun that ends there. */
static bool may_act(const struct view *v, size_t t)
{
	if (v->tok[t].pos == POS_VN) return false;
	if (t > 0 && phrase_mark_closes(phrase_mark(v, t - 1))) return true; /* the 'X' | plan */
	/* not "science | spending" */
	unsigned body = v->tok[t].cls & (CLASS_ORG_END | CLASS_ORG_WEAK);
	return owner_is(v, t) || speaker_is_people(v, t) || body == CLASS_ORG_END;
}

/* "Training | staff", "sales | income": does the verbal noun at t say of the noun at the end of
 * [t, to) what it is for? Not one that is no noun elsewhere: to build | schools. */
static bool describes_last(const struct view *v, size_t t, size_t to)
{
	bool verb = (v->cls[t] & (ROLE_TRANS | ROLE_NOMINAL)) == ROLE_TRANS && t + 2 == to;
	uint64_t label = view_token_label(v, to - 1) | view_token_end(v, to - 1, 2).label;

	return !verb && (phrase_is_measure(v, to - 1) || (label & LABEL_SERVED));
}

/* "Schools | train workers, 300", "farmers | gave 30,000": behind those who act at the head of a
 * clause of which [from, to) and the figure right behind are the rest: its verb is the verbal noun
 * behind them, unless that describes the noun (training | staff); from if there is none. */
static size_t acts_end(const struct mention *m, const struct view *v, size_t from, size_t to)
{
	const uint64_t acts = ROLE_TRANS | ROLE_POLICY | ROLE_LEADS | ROLE_INDVERB;
	size_t behind = to, t = from + 1;

	while (behind < m->tok && v->tok[behind].pos == POS_ADV) behind++;
	if (behind != m->tok || !opens_clause(m, v, from) || v->tok[from].pos == POS_PREP ||
	    (v->cls[from] & acts))
		return from;
	while (t < to && v->tok[t].pos != POS_DE &&
	       !(v->tok[t].pos == POS_VN && ((v->cls[t] & acts) || t + 2 == to)) &&
	       !(v->tok[t].pos == POS_VERB && t + 1 == to))
		t++;
	if (t == to || v->tok[t].pos == POS_DE || phrase_is_measure(v, t) || !may_act(v, t - 1) ||
	    describes_last(v, t, to))
		return from;
	bool gives = (v->cls[t] & ROLE_INDVERB) && mention_annot(m, v)->type == A_MONEY;
	return t + 1 < to || gives ? t : from;
}

/* "Marks | the law of H.'s | taking effect 5 years ago": behind the noun at the end of a name
 * before the verb since which so long has passed, where it opens its clause or stands behind "is";
 * from if there is none. */
static size_t lasts_end(const struct mention *m, const struct view *v, size_t from, size_t to)
{
	enum pos_tag verb = (enum pos_tag)v->tok[to - 1].pos;
	size_t is = from > 0 && (v->cls[from - 1] & ROLE_COPULA) ? from - 1 : from;

	if (mention_annot(m, v)->type != A_DURATION || to < from + 3u || to != m->tok ||
	    (verb != POS_VN && verb != POS_VERB) || v->tok[to - 2].pos != POS_NOUN ||
	    phrase_is_measure(v, to - 1) || !opens_clause(m, v, is))
		return from;
	for (size_t t = from; t + 1 < to; t++)
		if (v->tok[t].pos == POS_VN || v->tok[t].pos == POS_DE) return from;
	return to - 1;
}

/* The verb in [from, to) of whoever stands before it there and has the figure: who acts, what
 * lasts, what lays something down ("the ratio that the law | lays down"); from if there is none. */
static size_t verb_from(const struct mention *m, const struct view *v, size_t from, size_t to)
{
	size_t acts = acts_end(m, v, from, to), lasts = lasts_end(m, v, from, to);

	for (size_t t = from + 2u; t + 1 < to; t++)
		if ((v->cls[t] & ROLE_LAY) && v->tok[t + 1].pos == POS_DE && phrase_noun(v, t - 1))
			return t;
	return acts > lasts ? acts : lasts;
}

/* "The new hospital's | beds, 300": behind the one who has figures at the head of a clause of which
 * [from, to) and the figure right behind are the rest, before a noun; from if there is none. He is
 * a certain one by a word of one character before him: new, of the county. Else, "hospital beds",
 * he is part of the name. */
static size_t holds_end(const struct mention *m, const struct view *v, size_t from, size_t to)
{
	size_t cut = from;

	if (v->tok[from].len > 1 || to != m->tok || v->tok[to - 1].pos != POS_NOUN ||
	    owner_is(v, to - 1) || mention_annot(m, v)->type == A_PERCENT)
		return from;
	if (!opens_clause(m, v, from)) return from;
	for (size_t t = from; t + 1 < to; t++) {
		if (v->tok[t].pos == POS_DE || !phrase_inner(v, t)) return from;
		if (owner_is(v, t)) cut = t + 1;
	}
	return cut;
}

struct stretch owner_split(const struct mention *m, const struct view *v)
{
	size_t from = view_token_at(v, m->ind.off), to = view_token_at(v, stretch_end(m->ind)), t;
	struct stretch before = owner_before(v, v->clauses[m->clause].from, from, to);

	if (before.len) return before;
	size_t bound = owner_bound_end(v, from, to);
	if (bound == from) return NONE;
	if (bound < to) {
		if (from > 0 && (v->side[from - 1] & SIDE_DET)) from--;
		return phrase_stretch(v, phrase_of(from, bound));
	}
	size_t verb = verb_from(m, v, from, to);
	/* "L., the whole match," */
	while (verb > from + 1u && (v->side[verb - 1] & SIDE_ADNOUN)) verb--;
	if (verb > from) return phrase_stretch(v, phrase_of(from, verb));
	size_t cut = t = owner_end(v, from, to);

	while (t < to && v->tok[t].pos != POS_PUNCT && v->tok[t].pos != POS_SPACE &&
	       v->tok[t].pos != POS_DE)
		t++;
	bool of = t < to && v->tok[t].pos == POS_DE && t > from &&
		  (topic_is_entity(v, t - 1) || !(v->side[to - 1] & SIDE_TALLY));
	if (of && cut > from && are_things(v, cut, t)) cut = t; /* "China's roads' | tolls" */
	if (of && (topic_is_entity(v, t - 1) || cut == t || is_relative(v, from, t))) {
		/* "the zone's school's budget": the school */
		size_t nearer = t + 1 < to ? owner_end(v, t + 1, to) : to,
		       holder = topic_holder_end(v, t + 1, to);
		if (holder > nearer) nearer = holder;
		if (is_relative(v, from, t) && nearer < to && !owner_ends(v, nearer - 1))
			nearer = described_end(v, t + 1, to);
		if (topic_is_entity(v, t - 1)) cut = t;
		if (nearer > t + 1 && nearer < to) {
			from = t + 1;
			cut = nearer;
		}
	}
	size_t etc = from; /* "and other | coastal cities": behind the list's end */
	while (etc > 1 && (v->tok[etc - 1].pos == POS_ADJ || v->tok[etc - 1].pos == POS_LOC)) etc--;
	if (etc > 1 && (v->side[etc - 1] & SIDE_ETC)) {
		size_t kind = cut > from ? cut : kind_end(v, from, to),
		       list = owner_list_start(v, v->clauses[m->clause].from, etc - 1);
		if (kind < to && list < etc - 1 && phrase_is_measure(v, to - 1)) {
			cut = kind;
			from = list;
		}
	}
	size_t tail = owner_measure_tail(v, from, to);
	if (tail == to && (v->cls[to - 1] & ROLE_INDVERB)) tail = to - 1;
	if (from > 0 && (v->side[from - 1] & SIDE_DET)) {
		size_t pointed = pointed_end(v, from, tail, to);
		if (cut == from || (tail == to && pointed > cut)) cut = pointed;
	}
	if (cut == from) cut = holds_end(m, v, from, to);
	if (cut == from || cut + (v->tok[cut].pos == POS_DE) >= to) return NONE;
	/* "patents per 10,000 heads" have no owner here */
	bool each = from > 0 && (v->cls[from - 1] & ROLE_PER);
	if (each && !topic_is_entity(v, from)) return NONE;
	if (from > 0 && (v->side[from - 1] & SIDE_DET) &&
	    (!topic_is_entity(v, from) || cut > from + 1))
		from--; /* "this | line's" */
	return phrase_stretch(v, phrase_of(from, cut));
}

/* Does a verb stand before token t, which takes what begins there as its object? */
static bool is_object(const struct view *v, size_t t)
{
	return t > 0 && (v->tok[t - 1].pos == POS_VERB ||
			 (v->tok[t - 1].pos == POS_VN &&
			  (v->cls[t - 1] & (ROLE_UP | ROLE_DOWN | ROLE_TRANS | ROLE_INDVERB))));
}

/* "Holds, pledges | the firm's shares": shares are the object of who holds them, also behind the
 * particle of an attribute. */
static bool is_stake(const struct view *v, size_t from, size_t last)
{
	if (from == 0 || !(v->side[last] & SIDE_STAKE)) return false;
	size_t t = v->tok[from - 1].pos == POS_DE && from > 1 ? from - 2 : from - 1;

	return v->tok[t].pos == POS_VERB || v->tok[t].pos == POS_VN || (v->cls[t] & ROLE_TRANS);
}

bool owner_is_held(const struct mention *m, const struct view *v)
{
	size_t t = view_token_at(v, m->ind.off), lo = v->clauses[m->clause].from;
	bool entity;

	if (m->ind.len && is_stake(v, t, view_token_at(v, stretch_end(m->ind) - 1))) return true;
	if (t == lo || !is_object(v, t) || topic_aims_at_clause(v, t - 1)) return false;
	bool takes = (POS_ENTITY & POS_BIT(v->tok[t].pos)) &&
		     (view_token_label(v, t - 1) & LABEL_TAKES); /* "got | the province's aid" */
	if (!takes && !(v->cls[t] & ROLE_SUBJ)) return false;
	struct stretch s = topic_find(v, m->clause, &entity);
	return s.len && stretch_end(s) <= v->tok[t - 1].off;
}

struct stretch owner_holder(const struct mention *m, const struct view *v)
{
	size_t lo = v->clauses[m->clause].from, to = v->clauses[m->clause].to,
	       t = attach_before_cue(m, v), who = attach_behind(m, v);
	bool stake = t > lo && (v->side[t - 1] & SIDE_STAKE);

	if (who < to && (v->side[who] & SIDE_STAKE)) who++, stake = true;
	if (t == lo || who + 1 >= to || v->tok[who++].pos != POS_DE) return NONE;
	if ((v->side[who] & SIDE_HOLDER) && (stake || v->d->annots[m->annot].type == A_PERCENT))
		return phrase_stretch(v, phrase_of(who, topic_holder_end(v, who, to)));
	return stake ? phrase_stretch(v, phrase_of(who, topic_name_end(v, who, to))) : NONE;
}

struct stretch owner_rest(const struct view *v, struct stretch ind, struct stretch owner)
{
	uint32_t t = (uint32_t)view_token_at(v, stretch_end(owner)),
		 to = (uint32_t)view_token_at(v, stretch_end(ind));

	while (t < to && (v->tok[t].pos == POS_DE || v->tok[t].pos == POS_SPACE ||
			  stretch_end(owner) > v->tok[t].off))
		t++;
	return t < to ? phrase_stretch(v, phrase_of(t, to)) : NONE;
}
