/* Candidates for the owner of a figure, each with what is to be said for and against it. */
#ifndef ZHC_CANDIDATE_H
#define ZHC_CANDIDATE_H

#include "pipeline/extract/frame.h"
#include "pipeline/extract/mention.h"
#include "pipeline/extract/topic.h"

/* What is true of a candidate: names as in rules/extract/owners.tsv, where each has its weight. */
/* clang-format off */
#define CANDIDATE_SIGNS(X) \
	/* where it stands */ \
	X(TIMED, "timed")			/* name before the time before the indicator */ \
	X(NEXT, "next")				/* topic of the clause right before */ \
	X(EARLIER, "earlier")			/* of a clause before that */ \
	X(PARTED, "parted")			/* a semicolon between */ \
	X(HEAD, "head")				/* first topic of the sentence */ \
	X(FIGURE, "figure")			/* owner of a figure before it in the sentence */ \
	X(LED, "led-to")			/* what happened, or was issued, in the clause \
						 * before one that says to what it led, what it \
						 * lays down */ \
	X(TAKEN, "taken")			/* object of the clause before, of whose kind \
						 * such a measure is */ \
	X(SHARED, "shared")			/* what the figure right before measures or \
						 * counts: its share is told */ \
	X(LENT, "lent")				/* owner of the figure that lent its indicator */ \
	X(PARA, "para")				/* head of a sentence before in the paragraph, \
						 * no name */ \
	X(NAMED, "named")			/* last name that a clause before was about, in \
						 * the paragraph */ \
	X(NAMED_FAR, "named-far")		/* the same, of a paragraph before */ \
	X(IDENTIFIED, "identified")		/* named behind what is said of it: "the first is \
						 * A" */ \
	X(INTRODUCED, "introduced")		/* its clause says that there is one: "the town \
						 * has a reservoir"; or counts them before \
						 * their sum of investment */ \
	X(AHEAD, "ahead")			/* of the clause that the figure's only leads \
						 * to */ \
	X(TAKEN_UP, "taken-up")			/* it ended a clause before, and opens what is \
						 * measured */ \
	X(EMBEDDED, "embedded")			/* has a verb of its own in the clause of one who \
						 * orders or finds out */ \
	X(BRACKETED, "bracketed")		/* right before the parenthesis with the figure */ \
	X(RECENT, "recent")			/* owner of the figure right before */ \
	X(OF_PART, "of-part")			/* its clause opens a part of what was counted: \
						 * of them */ \
	X(WHOLE, "whole")			/* owner of the last figure, of which the sentence \
						 * opens a part */ \
	X(SAYS_OWN, "says-own")			/* it says what it does itself */ \
	X(STANDS_FOR, "stands-for")		/* ends in a word that stands for a subject: \
						 * the whole city */ \
	X(POINTED, "pointed")			/* something points at it: this line */ \
	X(NAME_LAST, "name-last")		/* ends in a name */ \
	X(INSIDE, "inside")			/* a noun phrase that is no topic of its clause */ \
	X(GOVERNED, "governed")			/* behind a preposition */ \
	X(OBJECT, "object")			/* behind a verb */ \
	X(PASSED, "passed")			/* another figure of the clause stands between */ \
	X(EXTENDED, "extended")			/* a topic with the verbal noun and the noun \
						 * behind it */ \
	X(TITLED, "titled")			/* its words stand in the title */ \
	X(BROKEN, "broken")			/* a headline stands between, or a semicolon and \
						 * another one of whom is told */ \
	X(REPEATED, "repeated")			/* it stands in several places */ \
	X(LAST, "last")				/* last topic of its clause */ \
	/* what it is */ \
	X(ENTITY, "entity")			/* begins with a name, or a word that stands \
						 * for one */ \
	X(COUNTED, "counted")			/* right behind a count */ \
	X(DESCRIBED, "described")		/* counted, its clause describing it */ \
	X(CUT, "cut")				/* the name that opens a topic which is itself \
						 * measured */ \
	X(SPEAKS, "speaks")			/* it only speaks in its clause */ \
	X(PERSONAL, "personal")			/* he, they */ \
	X(SCENE, "scene")			/* only where it is */ \
	X(OWNER, "owner-noun")			/* ends in a noun of those who have figures, a \
						 * body, a place */ \
	X(LONG, "long")				/* longer than a name */ \
	X(MEASURED_ITSELF, "measured-itself")	/* holds the indicator of another figure */ \
	X(SIBLING, "sibling")			/* an earlier figure of the same kind is of it: \
						 * an item of the same list */ \
	X(FIELD, "field")			/* field of a rank */ \
	X(VERBAL, "verbal")			/* ends in a verbal noun */ \
	X(PLACE, "place")			/* a place */ \
	X(SHORT, "short")			/* only the last word of another candidate */ \
	X(RESUMED, "resumed")			/* another candidate is its last word */ \
	X(SINGLE, "single")			/* one character */ \
	X(UNFIT, "unfit")			/* no person, and the figure an age */ \
	X(PERSON, "person")			/* ends in a person or a title */ \
	X(HOLDER, "holder")			/* a person or body by his part in another one, \
						 * with his name: shareholder Li */ \
	X(OFFICE, "office")			/* ends in an office, which keeps count of \
						 * others */ \
	X(TELLS, "tells")			/* it finds out, announces or handles what \
						 * follows */ \
	X(DESCRIBES, "describes")		/* stands in the attribute right before the \
						 * number */ \
	X(ALONE, "alone")			/* all that a short clause names */ \
	X(SPLIT, "split")			/* cut off the indicator by what is known of \
						 * its words */ \
	X(KIND, "kind")				/* cut off it as a kind of things or people */ \
	X(THING, "thing")			/* so, but before a measure of all sorts: where \
						 * nobody else is named */ \
	X(OF, "of")				/* the particle of the attribute stands behind \
						 * it */ \
	X(ACTION_LEFT, "action-left")		/* behind it a verb or verbal noun begins */
/* clang-format on */
enum candidate_sign {
#define X(id, name) SIGN_##id,
	CANDIDATE_SIGNS(X)
#undef X
		SIGN_N
};
_Static_assert(SIGN_N <= 64, "a set of signs is 64 bits");
#define SIGN(id) (UINT64_C(1) << SIGN_##id)
/* What is true of the figure, for all its candidates alike: what it wants of an owner. */
/* clang-format off */
#define FIGURE_WANTS(X) \
	X(BARE, "to-bare")		/* the indicator is nothing but a measure: it needs an \
					 * owner */ \
	X(COUNT, "to-count")		/* what is counted stands behind the number */ \
	X(OPENING, "to-opening")	/* the figure's thing opens its clause */ \
	X(TOPIC, "to-topic")		/* its clause has a topic of its own */ \
	X(VERB, "to-verb")		/* its clause opens with a verb */ \
	X(LENT, "to-lent")		/* its indicator is carried over */ \
	X(NOTHING, "to-nothing")	/* it has no indicator */ \
	X(MONEY, "to-money")		/* it is a sum of money */ \
	X(SHARE, "to-share")		/* it is a share */ \
	X(PARTS, "to-parts")		/* its verb says of what something is made, from where \
					 * it comes */ \
	X(ADJUNCT, "to-adjunct")	/* it stands behind a preposition: in 30 cities */ \
	X(QUOTED, "to-quoted")		/* it stands in a quotation */
/* clang-format on */
enum figure_want {
#define X(id, name) WANT_##id,
	FIGURE_WANTS(X)
#undef X
		WANT_N
};
#define WANT(id) (UINT64_C(1) << WANT_##id)

/* Signs of the words alone, which a frame carries. */
#define CANDIDATE_WORDS                                                                            \
	(SIGN(OWNER) | SIGN(VERBAL) | SIGN(PLACE) | SIGN(PERSON) | SIGN(HOLDER) | SIGN(SINGLE) |   \
	 SIGN(STANDS_FOR) | SIGN(POINTED) | SIGN(NAME_LAST) | SIGN(OFFICE) | SIGN(KIND))

/* Where a candidate stands. */
enum candidate_scope { SCOPE_CLAUSE, SCOPE_SENTENCE, SCOPE_DOCUMENT, SCOPE_INSIDE, SCOPE_N };

struct candidate {
	struct stretch s, who;	    /* whom s stands for where it is a pronoun, else len 0 */
	uint64_t is;		    /* SIGN(...) */
	enum candidate_scope scope; /* the figure's own clause, its sentence, what stands before;
				       what opens its indicator */
};
#define CANDIDATES_MAX 48
struct candidates {
	struct candidate c[CANDIDATES_MAX];
	size_t n;
	uint64_t wants; /* WANT(...) of the figure */
};

/* Signs of the words of a stretch of the sentence alone. */
uint64_t candidate_signs_of(const struct view *v, struct stretch s);

/* Does a stretch of the sentence hold the indicator of a figure (but for how long something lasts)?
 */
bool candidate_is_measured(const struct mentions *ms, struct stretch s, const struct view *v);

/* Only the name that opens a topic which is itself measured; len 0 for none. */
struct stretch candidate_name(const struct view *v, const struct topic *t);

/* The last place before the sentence where the words of a candidate of SCOPE_DOCUMENT stand, else
 * its own. */
struct stretch candidate_place(const struct view *v, const struct candidate *c);

/* Before the first figure of a sentence: room in v for what is found of its clauses. In a. */
void candidate_begin(struct view *v, struct arena *a);

/* Candidates of ms->m[i], nearest first; mentions before i are done. a: the sentence's. */
void candidates_collect(struct candidates *out, const struct mentions *ms, size_t i,
			const struct view *v, const struct frame *f, struct arena *a);

#endif
