/* Topics: what a clause is about. See topic.h. */
#include "pipeline/extract/topic.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/extract/list_joint.h"
#include "pipeline/extract/owner.h"
#include "pipeline/extract/phrase.h"
#include "pipeline/extract/speaker_words.h"
#include "pipeline/extract/topic_behind.h"
#include "pipeline/extract/topic_cut.h"
#include "pipeline/extract/topic_open.h"

#define NONE ((struct stretch){ 0, 0 })

/* Does a figure of the phrase follow: a verb of reaching or changing, or the number itself? */
static bool measured_next(const struct view *v, size_t t, size_t end)
{
	if (!phrase_is_measure(v, t - 1)) return false;
	while (t < end && v->tok[t].pos == POS_ADV && !v->cls[t]) t++;
	return t < end && ((v->cls[t] & (ROLE_REACH | ROLE_UP | ROLE_DOWN | ROLE_COMPARE)) ||
			   v->tok[t].pos == POS_QUANTITY);
}

/* "Company: profit up 5 %": a clause that is one phrase and a colon names whom the headline is
 * about. */
static bool is_label(const struct view *v, size_t clause, struct phrase p)
{
	const struct clause *c = &v->clauses[clause];

	return p.from == c->from && p.to + 1 == c->to && p.to - p.from <= 4 &&
	       mark_is_colon(phrase_mark(v, p.to));
}

static bool has_particle(const struct view *v, struct phrase p)
{
	for (size_t t = p.from; t < p.to; t++)
		if (v->tok[t].pos == POS_DE) return true;
	return false;
}

/* Is the phrase one who speaks? What he says has subjects of its own. */
static bool speaks(const struct view *v, size_t t, size_t end)
{
	if (!(v->all_cls & ROLE_SAY)) return false;
	for (; t < end; t++) {
		/* "put forward proposals, 8,000" */
		bool noun = t + 1 < end && v->tok[t].pos != POS_VERB &&
			    v->tok[t + 1].pos == POS_QUANTITY;
		noun = noun || (t > 0 && (v->cls[t - 1] & ROLE_TRANS));
		if ((v->cls[t] & ROLE_SAY) && !(v->side[t] & SIDE_COMMIT) && !noun) return true;
	}
	return false;
}

static void add_topic(struct topic *out, size_t *n, const struct view *v, struct phrase p)
{
	while (p.from < p.to && v->tok[p.from].pos == POS_DE) p.from++;
	/* "leaders warmly | congratulate": an adjective before the verb is none of the topic */
	while (p.to > p.from + 1u && v->tok[p.to - 1].pos == POS_ADJ && v->tok[p.to - 1].len > 1 &&
	       p.to < v->n_tok && v->tok[p.to].len > 1 &&
	       (v->tok[p.to].pos == POS_VN || v->tok[p.to].pos == POS_VERB))
		p.to--;
	if (p.from < p.to) p.to = (uint32_t)phrase_over_parens(v, p.from, p.to);
	struct stretch s = phrase_stretch(v, p);
	if (p.from >= p.to || !s.len) return;
	out[(*n)++] = (struct topic){ .s = s,
				      .from = p.from,
				      .to = p.to,
				      .entity = topic_is_entity(v, p.from),
				      .measured = phrase_is_measure(v, p.to - 1) };
}

/* "The two | are twelve years apart": a small number of persons, told before, does what the verb
 * at t says; no mishap, which would count them. */
static bool both_do(const struct view *v, size_t count, size_t t, size_t end)
{
	const struct annot *a = &v->d->annots[v->tok[count].annot];
	enum pos_tag p = t < end ? (enum pos_tag)v->tok[t].pos : POS_PUNCT;

	if (a->value_dec.len != 1 || count != v->clauses[view_clause_of(v, count)].from)
		return false;
	struct uslice number = doc_span(v->d, a->num_off, a->num_len);
	struct word_kind unit = words_kind(v->words, doc_span(v->d, a->unit_off, a->unit_len));
	if (!(words_kind(v->words, number).label & LABEL_NUMERAL) || !(unit.side & SIDE_SELF))
		return false;
	return (p == POS_VERB || p == POS_ADV || p == POS_PREP) &&
	       !(v->cls[t] & (ROLE_MISHAP | ROLE_TRAIT | ROLE_REACH));
}

/* A count behind the name: what is counted there is the grammatical subject when a predicate
 * follows. */
static void add_counted(struct topic *out, size_t *n, const struct view *v, size_t t, size_t end)
{
	if (t >= end || !phrase_is_count(v, t)) return;
	size_t from = t + 1;
	if (from < end && v->tok[from].pos == POS_DE) from++;
	struct phrase p = topic_right(v, from, end);
	/* "two men | trapped,": a verb before the mark is said of those who are counted */
	if (p.to > p.from + 1u && p.to < end && view_is_mark(v, p.to) &&
	    v->tok[p.to - 1].pos == POS_VN && speaker_is_people(v, p.to - 2))
		p.to--;
	if (p.to == p.from && both_do(v, t, from, end)) {
		add_topic(out, n, v, phrase_of(t, from));
		out[*n - 1].counted = true;
		return;
	}
	bool measured = p.to > p.from && phrase_is_measure(v, p.to - 1);
	if (p.to == p.from || p.to >= end || (view_is_mark(v, p.to) && !measured) ||
	    (v->cls[p.to - 1] & ROLE_GROUP))
		return;
	p = phrase_counted(v, p, false);
	topic_cut_verb(v, &p, end);
	if (p.to == p.from || (p.to == p.from + 1u && v->tok[p.from].pos == POS_VN)) return;
	size_t before = *n;
	add_topic(out, n, v, p);
	if (*n == before) return;
	out[before].counted = true;
	out[before].speaks = speaks(v, p.to, end);
}

/* "The report shows," "by region," "in the period,": a clause that ends in such a word, or that is
 * one phrase without a name or a predicate, only sets the scene. */
static bool only_frames(const struct view *v, size_t clause)
{
	size_t end = v->clauses[clause].to;

	while (end > v->clauses[clause].from && view_is_mark(v, end - 1)) end--;
	return end > v->clauses[clause].from && (v->side[end - 1] & SIDE_FRAME);
}

/* Is the phrase all that the clause has, with a comma behind? */
static bool is_alone(const struct view *v, size_t clause, size_t to)
{
	size_t end = v->clauses[clause].to;

	while (to < end && (v->tok[to].pos == POS_LOC || (v->cls[to] & ROLE_GROUP))) to++;
	return to + 1 == end && mark_is_comma(phrase_mark(v, to));
}

/* "Among them, the boat project, investment 310 million": one of those who have figures, and the
 * next clause begins with the measure. */
static bool is_taken_up(const struct view *v, size_t clause, struct phrase p)
{
	if (clause + 1 >= v->n_clauses || !(v->side[p.to - 1] & SIDE_OWNER) || p.to - p.from < 2 ||
	    v->tok[p.to].pos != POS_PUNCT)
		return false;
	if (p.from > 0 && v->tok[p.from - 1].pos == POS_DE)
		return false; /* "is the province's longest project," */
	size_t t = v->clauses[clause + 1].from, end = v->clauses[clause + 1].to;
	struct phrase q = phrase_right(v, t);
	return q.from < q.to && q.to < end && phrase_is_measure(v, q.to - 1) &&
	       measured_next(v, q.to, end);
}

/* "As to line 3,": named for the clauses to come. */
static bool brought_up(const struct view *v, size_t t)
{
	return t > 0 && v->tok[t - 1].pos == POS_PREP && (v->side[t - 1] & SIDE_OPENER);
}

/* Right behind an adverb that belongs to the verb (already, in all, will) no topic stands any more.
 */
static bool behind_adverb(const struct view *v, size_t t, size_t lo)
{
	return t > lo && v->tok[t - 1].pos == POS_ADV &&
	       (v->cls[t - 1] & (ROLE_REACH | ROLE_STAT | ROLE_MODAL)) &&
	       !(v->side[t - 1] & SIDE_OPENER);
}

/* A word of place or period behind a phrase, with a topic still to come. */
static bool sets_scene(const struct view *v, size_t t, size_t end)
{
	bool place = t < end && (v->tok[t].pos == POS_LOC || (v->side[t] & SIDE_PERIOD));

	return place && t + 1 < end && !view_is_mark(v, t + 1) && phrase_right(v, t + 1).to > t + 1;
}

/* "During the two sessions,": a phrase of period that is all there is. */
static bool names_period(const struct view *v, size_t t, size_t end)
{
	return t + 2 == end && (v->side[t] & (SIDE_PERIOD | SIDE_TILLNOW)) &&
	       view_is_mark(v, t + 1);
}

/* The count behind a list of members that begins at t ("A, B and so on, 8 plans"), 0 if there is no
 * such list: nothing but nouns and what describes them before it. */
static size_t members_end(const struct view *v, size_t t, size_t end)
{
	if (!(v->all_side & SIDE_ETC)) return 0;
	for (size_t i = t; i + 1 < end; i++) {
		if (v->side[i] & SIDE_ETC) return i > t && phrase_is_count(v, i + 1) ? i + 1 : 0;
		if (v->tok[i].pos == POS_PREP ||
		    (v->cls[i] & (ROLE_SAY | ROLE_TRANS | ROLE_POLICY)) || phrase_is_count(v, i))
			return 0;
	}
	return 0;
}

/* The noun phrase that stands where a topic does. */
struct found_noun {
	struct phrase p;
	size_t t;     /* its first token, with what points at it */
	bool pointed; /* something does */
	size_t n;     /* topics found so far */
};

/* "The delta's environment's | 54 tasks": a whole phrase before the particle and a count. */
static bool describes_count(const struct view *v, size_t t, size_t end)
{
	return t + 1 < end && v->tok[t].pos == POS_DE && phrase_is_count(v, t + 1);
}

/* "This | our country's largest works": the name describes the noun that is pointed at. */
static bool names_greatest(const struct view *v, const struct found_noun *f)
{
	return f->pointed && has_particle(v, f->p) && v->tok[f->p.from].pos != POS_ORG &&
	       owner_is(v, f->p.to - 1) && v->tok[f->p.from + 1].pos == POS_ADJ;
}

/* "The country's railways | carried", "the country's grain market | so far: turnover": does what
 * begins with a word that stands for a subject have the figures itself? */
static bool has_figures(const struct view *v, struct phrase p, size_t end)
{
	if (owner_is(v, p.to - 1)) return true;
	return p.to + 1u < end && (v->cls[p.to] & ROLE_STAT) && phrase_is_measure(v, p.to + 1u);
}

/* "The medicine that the firm | developed": between the name and the particle stands what was done
 * with the thing behind it. */
static bool is_made(const struct view *v, size_t name, struct phrase p)
{
	size_t de = p.to;

	while (de > name && v->tok[de - 1].pos != POS_DE) de--;
	if (de < name + 2u || de >= p.to || phrase_is_measure(v, p.to - 1)) return false;
	enum pos_tag done = (enum pos_tag)v->tok[de - 2].pos;
	return (done == POS_VN || done == POS_VERB) && phrase_noun(v, p.to - 1) &&
	       !(v->cls[p.to - 1] & (ROLE_GROUP | ROLE_NOTSUBJ));
}

/* "Li's | company": one who has figures himself, of whom the name before the particle only says
 * whose he is. */
static bool owns(const struct view *v, struct phrase p)
{
	size_t name = topic_name_end(v, p.from, p.to);

	return !list_joins(v, name, JOINT_WITH) &&
	       (owner_is(v, p.to - 1) || topic_is_entity(v, p.to - 1) ||
		speaker_is_people(v, p.to - 1) || (v->cls[p.to - 1] & ROLE_KIN) ||
		is_made(v, name, p));
}

/* Cut the phrase down to what the clause is about and add it, with a counted noun behind it. Gives
 * the topics' number. */
static size_t add_noun(const struct view *v, size_t clause, const struct found_noun *f,
		       struct topic out[TOPICS_MAX])
{
	size_t end = v->clauses[clause].to, n = f->n, whole = f->p.to;
	struct phrase p = f->p;
	bool said = speaks(v, p.to, end),
	     entity = topic_is_entity(v, p.from) || topic_place_end(v, p.from, p.to) > p.from;
	bool body = p.to > p.from + 1u && v->tok[p.to - 1].len > 1 &&
		    v->tok[p.to - 1].pos != POS_VN &&
		    (v->tok[p.to - 1].cls & CLASS_ORG_END); /* the zone's alliance */
	bool people = !said && speaker_is_people(v, p.to - 1) && !has_particle(v, p);
	bool stands_for = (v->cls[p.from] & ROLE_SUBJ) && !body && !people;
	bool label = !entity && is_label(v, clause, p);
	if (!entity && !label && !brought_up(v, f->t) && is_alone(v, clause, p.to) &&
	    !is_taken_up(v, clause, p))
		return n;
	size_t name = topic_name_end(v, p.from, p.to);
	/* the company's shareholder, somebody of his own */
	bool itself = name > p.from && (v->side[name - 1] & SIDE_HOLDER); /* the subsidiary X */
	size_t holder = topic_holder_end(v, itself ? name - 1 : name, p.to);
	entity = entity || holder > name + 1;
	if (holder > name && entity) p.to = (uint32_t)holder;
	else if (entity && !describes_count(v, whole, end) && !names_greatest(v, f) &&
		 ((stands_for && !has_figures(v, p, end)) || (has_particle(v, p) && !owns(v, p)) ||
		  (v->cls[p.to - 1] & ROLE_GROUP) || measured_next(v, p.to, end)))
		p.to = (uint32_t)topic_name_end(v, p.from, p.to);
	while (entity && describes_count(v, whole, end) && p.to > name &&
	       v->tok[p.to - 1].pos == POS_VN)
		p.to--; /* "the shares that Qiu pledged" */
	topic_cut_person(v, &p);
	topic_cut_verb(v, &p, end);
	topic_cut_named(v, &p);
	if (entity && !body) topic_cut_predicate(v, &p);
	topic_cut_adnouns(v, &p);
	if (p.from == p.to || (topic_only_verbs(v, p) && !f->pointed) ||
	    (!entity && (v->cls[p.to - 1] & ROLE_GROUP) && !(v->side[p.to - 1] & SIDE_OWNER)))
		return n;
	size_t members = phrase_is_measure(v, p.to - 1) ? 0 : topic_join(v, &p, end);
	if (members) {
		add_counted(out, &n, v, members, end);
		return n;
	}
	if (p.from == f->p.from) p.from = (uint32_t)f->t;
	add_topic(out, &n, v, p);
	if (n > f->n) {
		out[f->n].entity = out[f->n].entity || entity || label || f->pointed;
		out[f->n].speaks = said;
		out[f->n].named = brought_up(v, f->t) && is_alone(v, clause, f->p.to);
	}
	if (whole + 1 < end && (view_token_label(v, whole) & LABEL_BELONGS)) whole++;
	add_counted(out, &n, v, whole, end);
	return n;
}

/* A count behind a particle whose noun ends the clause at a comma: all before it describes what is
 * counted. */
static void add_described(struct topic *out, size_t *n, const struct view *v, size_t clause)
{
	size_t lo = v->clauses[clause].from, end = v->clauses[clause].to;

	if (end < lo + 4 || !(v->all_pos & POS_BIT(POS_DE)) ||
	    !(v->all_pos & POS_BIT(POS_QUANTITY)))
		return;
	if (!mark_is_comma(phrase_mark(v, end - 1))) return;
	for (size_t t = end - 2; t > lo + 1 && end - t < 12; t--) {
		if (!phrase_is_count(v, t)) continue;
		struct phrase p = phrase_right(v, t + 1);
		if (v->tok[t - 1].pos != POS_DE || p.from == p.to || p.to + 1 != end ||
		    topic_only_verbs(v, p))
			return;
		if (*n == TOPICS_MAX) --*n;
		size_t before = *n;
		add_topic(out, n, v, p);
		if (*n > before) out[before].counted = out[before].described = true;
		return;
	}
}

/* He, they: a topic of one word, carried on only inside its paragraph; "their | village" is one by
 * its noun. */
static void add_personal(struct topic *out, size_t *n, const struct view *v, size_t t, size_t end)
{
	bool theirs = t + 2 < end && v->tok[t + 1].annot < 0 &&
		      ((v->side[t + 1] & SIDE_PLACEKIND) || owner_is(v, t + 1) ||
		       (v->cls[t + 1] & ROLE_KIN) ||
		       (v->tok[t].len > 1 && v->tok[t + 1].len == 1 &&
			v->tok[t + 1].pos == POS_NOUN) || /* their | works */
		       (view_token_label(v, t + 1) & LABEL_FAMILY));

	add_topic(out, n, v, phrase_of(t, t + 1 + theirs));
	out[*n - 1].entity = true;
	out[*n - 1].personal = !theirs;
	out[*n - 1].speaks = speaks(v, t + 1, end);
}

/* A clause that is a quotation, or that names the holder of a share: nothing else is its topic. */
static bool add_named(struct topic *out, size_t *n, const struct view *v, size_t clause)
{
	size_t end = v->clauses[clause].to;
	size_t holder = topic_holder_behind(v, v->clauses[clause].from, end);
	struct phrase p = topic_quoted(v, clause);

	if (p.from == p.to && holder < end) p = phrase_of(holder, topic_holder_end(v, holder, end));
	if (p.from == p.to) return false;
	add_topic(out, n, v, p);
	if (*n) out[0].entity = true;
	return true;
}

/* "The arrested | man owes", "entered | teams must": a verb that describes the noun behind it, with
 * the predicate still to come. */
static bool describes_noun(const struct view *v, size_t t, size_t end)
{
	if (t + 2 >= end || v->tok[t + 1].pos != POS_NOUN || !phrase_head(v, t + 1)) return false;
	if (!(view_token_label(v, t) & LABEL_PARTICIPLE)) return false;
	struct phrase p = phrase_right(v, t + 1);
	return p.to > p.from && p.to < end && v->tok[p.to].pos != POS_DE;
}

/* A noun behind an attribute with a figure. */
static size_t add_behind(const struct view *v, size_t clause, struct phrase p,
			 struct topic out[TOPICS_MAX], size_t n)
{
	size_t all = add_noun(v, clause, &(struct found_noun){ p, p.from, false, n }, out);

	if (all > n) out[n].behind = true;
	return all;
}

/* A deed that something points at. */
static size_t add_pointed(const struct view *v, struct phrase p, struct topic out[TOPICS_MAX],
			  size_t n)
{
	size_t all = n;

	add_topic(out, &all, v, p);
	if (all > n) out[n].entity = true;
	return all;
}

/* "Just 20 years old, | he | has won": he behind an attribute; end if there is none. */
static size_t described_he(const struct view *v, size_t t, size_t end)
{
	if (!(v->all_side & SIDE_HE)) return end;
	for (; t + 2 < end; t++) {
		enum pos_tag next = (enum pos_tag)v->tok[t + 2].pos;
		bool he = v->tok[t].pos == POS_DE && (v->side[t + 1] & SIDE_HE) &&
			  (v->side[t + 1] & SIDE_PERSONAL);
		if (he && next != POS_DE && next != POS_LOC && next != POS_NOUN) return t + 1;
	}
	return end;
}

/* Where the topic of a clause may begin, behind the mark of a quotation of clauses, too. */
static size_t begins(const struct view *v, size_t clause, struct phrase *place)
{
	size_t end = v->clauses[clause].to, he = described_he(v, v->clauses[clause].from, end),
	       t = topic_opens(v, v->clauses[clause].from, end, place);

	if (he < end && place->from == place->to) return he;
	return t < end && topic_quotes_clauses(v, t) ? topic_opens(v, t + 1, end, place) : t;
}

static size_t find_topics(const struct view *v, size_t clause, struct topic out[TOPICS_MAX])
{
	size_t end = v->clauses[clause].to, n = 0;
	struct phrase place, p;
	size_t t = begins(v, clause, &place), from = t;

	if (add_named(out, &n, v, clause)) return n;
	if (place.from < place.to) {
		place.to = (uint32_t)topic_name_end(v, place.from, place.to);
		if (!topic_join(v, &place, end)) add_topic(out, &n, v, place);
		if (n) out[0].place = true;
	}
	p = topic_with_trait(v, t, end);
	if (p.from < p.to) return add_behind(v, clause, p, out, n);
	if (t >= end || (v->cls[t] & ROLE_NOTSUBJ) || only_frames(v, clause)) return n;
	if (phrase_is_count(v, t)) {
		add_counted(out, &n, v, t, end);
		return n;
	}
	if ((v->side[t] & SIDE_PERSONAL) && t + 1 < end) {
		add_personal(out, &n, v, t, end);
		return n;
	}
	if (behind_adverb(v, t, v->clauses[clause].from)) return n;
	if (v->side[t] & SIDE_DET) from = t + 1;
	p = topic_deed(v, from, end);
	if (from > t && p.from < p.to) return add_pointed(v, phrase_of(t, p.to), out, n);
	p = topic_with_figure(v, from, end);
	if (p.from < p.to) return add_behind(v, clause, p, out, n);
	if (describes_noun(v, from, end)) {
		p = phrase_of(from, topic_right(v, from + 1, end).to);
		return add_noun(v, clause, &(struct found_noun){ p, t, from > t, n }, out);
	}
	p = topic_right(v, from, end);
	bool inside = p.from < p.to && p.to + 1u < end && topic_is_entity(v, p.from) &&
		      phrase_is_count(v, p.to + 1u); /* "in the zone 6 schools" */
	for (int i = 0; i < 2 && p.from < p.to && !inside && sets_scene(v, p.to, end);
	     i++) { /* "in the season | the station" */
		t = from = topic_opens(v, p.to + 1u, end, &place);
		p = topic_right(v, from, end);
	}
	if (p.from == p.to || names_period(v, p.to, end)) return n;
	size_t members = members_end(v, t, end);
	if (members) {
		add_counted(out, &n, v, members, end); /* A, B and so on, 8 plans */
		return n;
	}
	topic_over_others(v, &p, end);
	topic_cut_relative(v, &p);
	if (p.from > from) from = t = p.from;
	if (v->tok[p.from].pos == POS_VERB || (from == t && topic_verb_names(v, from)) ||
	    (from == t && ((v->cls[p.from] & (ROLE_TRANS | ROLE_POLICY)) || topic_is_led(v, p))))
		return n;
	while (p.to > p.from + 1u && (view_token_label(v, p.to - 1) & LABEL_BELONGS)) p.to--;
	if (is_alone(v, clause, p.to)) topic_cut_whole(v, &p);
	topic_cut_tail(v, &p);
	if (v->cls[p.to - 1] & ROLE_NOTSUBJ) return n;
	if (p.to + 1u < end && v->tok[p.to].pos == POS_DE && phrase_is_count(v, p.to + 1u) &&
	    !topic_is_entity(v, p.from))
		return n; /* describes what is counted */
	return add_noun(v, clause, &(struct found_noun){ p, t, from > t, n }, out);
}

struct clause_topics {
	bool known;
	size_t n;
	struct topic t[TOPICS_MAX];
};

void topic_begin(struct view *v, struct arena *a)
{
	v->topics = arena_zalloc(a, (v->n_clauses + 1) * sizeof *v->topics);
}

static void look_for(const struct view *v, size_t clause, struct clause_topics *k)
{
	if (k->known) return;
	if (view_is_label(v, clause)) { /* who speaks is no topic of what he says */
		k->known = true;
		return;
	}
	k->n = find_topics(v, clause, k->t);
	add_described(k->t, &k->n, v, clause);
	k->known = true;
}

const struct topic *topic_at(const struct view *v, size_t clause, size_t *n)
{
	struct clause_topics *k = &v->topics[clause];

	look_for(v, clause, k);
	*n = k->n;
	return k->t;
}

size_t topic_list(const struct view *v, size_t clause, struct topic out[TOPICS_MAX])
{
	if (v->topics) {
		size_t n;
		const struct topic *t = topic_at(v, clause, &n);
		memcpy(out, t, n * sizeof *out);
		return n;
	}
	struct clause_topics mine = { 0 };
	look_for(v, clause, &mine);
	memcpy(out, mine.t, mine.n * sizeof *out);
	return mine.n;
}

static bool is_colon(const struct view *v, size_t t)
{
	return mark_is_colon(phrase_mark(v, t));
}

/* An entity is a name, what a pointing word or a colon stands beside, or what a quotation holds;
 * and only over brackets and quotation marks does a phrase leave its clause. */
bool topic_may_name(const struct view *v, size_t clause)
{
	const struct clause *c = &v->clauses[clause];
	bool points = (v->all_cls & ROLE_SUBJ) || (v->all_side & SIDE_DET);
	const uint32_t asked = POS_ENTITY | POS_MARK | POS_BIT(POS_NAME) | POS_BIT(POS_FOREIGN);

	for (size_t t = c->from; t < c->to; t++) {
		uint32_t pos = POS_BIT(v->tok[t].pos);
		if (!(pos & asked) && !points) continue;
		if ((pos & POS_ENTITY) || topic_is_own_name(v, t) ||
		    (points && ((v->cls[t] & ROLE_SUBJ) || (v->side[t] & SIDE_DET))))
			return true;
		if ((pos & POS_MARK) && phrase_opens(v, t)) return true;
	}
	return is_colon(v, c->to - 1);
}

bool topic_word_names(uint8_t pos, size_t len, uint16_t unit)
{
	if (POS_ENTITY & POS_BIT(pos)) return true;
	return (POS_MARK & POS_BIT(pos)) && len == 1 &&
	       (phrase_mark_opens(unit) || mark_is_colon(unit));
}

bool topic_any_name(const struct view *v)
{
	if ((v->all_pos & POS_ENTITY) || (v->types & (1u << A_NAME | 1u << A_ORDINAL)) ||
	    (v->all_cls & ROLE_SUBJ) || (v->all_side & SIDE_DET))
		return true;
	for (size_t t = 0; t < v->n_tok; t++)
		if ((POS_MARK & POS_BIT(v->tok[t].pos)) && (phrase_opens(v, t) || is_colon(v, t)))
			return true;
	return false;
}

struct stretch topic_find(const struct view *v, size_t clause, bool *entity)
{
	struct topic t[TOPICS_MAX];
	size_t n = topic_list(v, clause, t);

	for (size_t i = 0; i < n; i++) {
		if (t[i].place || t[i].counted || t[i].speaks) continue;
		*entity = t[i].entity;
		return t[i].s;
	}
	*entity = false;
	return NONE;
}
