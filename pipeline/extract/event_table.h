/* The verbs of events and the words that keep one from being an event: rules/extract/events.tsv. */
#ifndef ZHC_EVENT_TABLE_H
#define ZHC_EVENT_TABLE_H

#include "pipeline/core/datrie.h"
#include "pipeline/core/mem.h"
#include "pipeline/core/stage.h"

/* Lists of words that hold for all verbs, names as they stand in the file. */
/* clang-format off */
#define EVENT_LISTS(X) \
	X(AGENTS, "agent")	/* before who does it: by */ \
	X(MANNER, "manner")	/* between the doer and the verb: jointly */ \
	X(WITH, "with")		/* between the doer and those with whom he does it */ \
	X(SUFFIX, "suffix")	/* one character at the end of an object: meeting, group, order */ \
	X(EDGE, "edge")		/* verbs that open no object behind another */ \
	X(AS, "as")		/* between the verb and the office: elected as */ \
	X(SCENE, "scene")	/* nouns between the doer and the verb that say how: on the \
				 * spot */ \
	X(AT, "at")		/* before where it happens */ \
	X(TILL, "till")		/* between the two ends of a line: A to B */ \
	X(UNREAL, "unreal")	/* after them nothing has happened: asked to, failed to */ \
	X(GOVERNOR, "governor")	/* the same, inside its clause: ended, prepared to */ \
	X(ASIDE, "aside")	/* right behind any verb they make it a modifier: the time of \
				 * opening */ \
	X(BEFORE, "before")	/* right before any verb they make it a means or an end: by \
				 * signing */ \
	X(UNDER, "under")	/* anywhere before it in its clause: since it opened */ \
	X(IFS, "if")		/* open a clause that supposes what the next draws from it */ \
	X(ENDING, "ending")	/* end a clause that only says when: after the opening */ \
	X(AFTER, "after")	/* the same, but a time of its own makes it tell what happened */ \
	X(SINCE, "since")	/* ends a time right behind the verb: a year after it was \
				 * signed */ \
	X(COPULA, "copula")	/* behind the verb in its clause they make the clause a \
				 * subject: is */ \
	X(SERVES, "serves")	/* the same, not over a comma: is good for */ \
	X(STIRS, "stirs")	/* the same, on no day that is told: its launch stirred \
				 * debate */ \
	X(THEN, "then")		/* the same, right behind the verb: its launch will */ \
	X(MAY, "may")		/* right before the verb, without a time, they only allow it */ \
	X(NORM, "norm")		/* in a sentence without a time they make it a rule: shall */ \
	X(ARTICLE, "article")	/* end the ordinal that opens a rule: article 30 */ \
	X(SAID, "said")		/* right behind it the verb introduces speech */ \
	X(TELLS, "tells")	/* verbs that introduce speech before one of the next list */ \
	X(DEEDS, "deed")	/* verbs that tell what is done: "announced to | extend" */ \
	X(CEREMONY, "ceremony")	/* nouns named after several verbs: signing and opening \
				 * ceremony */ \
	X(HEADS, "head")	/* behind an attribute, never what happens: the hope of signing */ \
	X(VOIDS, "void")	/* the same for every verb: the risk of holding */ \
	X(DOERS, "doer")	/* behind an attribute, who did it: the countries that signed */ \
	X(SERIAL, "serial")	/* verbs behind another verb, no objects: issued and carried \
				 * out */ \
	X(DRIVERS, "driver")	/* before a noun and the verb, without a time, they only want \
				 * it: push the signing of the treaty forward */ \
	X(BY, "by")		/* before the verb, with one of AS behind it, they make it a \
				 * means: take the holding of the fair as a chance */ \
	X(POSTED, "posted")	/* end what is posted rather than released: a picture */ \
	X(NEWS, "news")		/* end what is released only to say something: a notice that \
				 * says */ \
	X(NEWLY, "newly")	/* right before the verb, with a count behind its noun, they \
				 * only count */ \
	X(TALKS, "talk")	/* behind the verb, with one of TOWARD before it: negotiated the \
				 * signing */ \
	X(CAUSE, "cause")	/* before who dies: because its founder died */ \
	X(PRESS, "press")	/* end whoever visits people only to ask them: reporters */ \
	X(NOTICES, "notice")	/* nouns that read like verbs: issued a notice */ \
	X(ADVICE, "advice")	/* in the sentence, without a time, they give advice: you sign */ \
	X(IS, "is")		/* before the adjective of an accident they only name it: it was \
				 * an accidental death; before the verb they rule its clause */ \
	X(RULES, "rule")	/* before the verb, with an attribute behind it, they rule its \
				 * clause: heard the report on */ \
	X(FROM, "from")		/* before the verb, without a time of their own: since it began */ \
	X(ASKS, "ask")		/* behind the verb they ask: what did it release */ \
	X(UNDATED, "undated")	/* before the verb, on no day, many do it over time, or by rule */ \
	X(SO_FAR, "so_far")	/* before the verb, with a count behind it, they only tell what is \
				 * reached: has opened 77 by now */ \
	X(HAVE, "have")		/* before a count and the verb, on no day: in all there are 9 that \
				 * open */ \
	X(STILL, "still")	/* behind the noun of a verb that opens its clause they make it a \
				 * subject: start-up funds still lack */ \
	X(REMAIN, "remain")	/* before a count of the dead or missing they tell of a state */ \
	X(TIMES, "times")	/* end how often: three times | won */ \
	X(PARTY, "party")	/* behind who comes: those who are with him */ \
	X(WANTS, "want")	/* before who is only asked to: they want him | to resign */ \
	X(LATELY, "lately")	/* times that date nothing but tell that it happened */ \
	X(FOR, "for")		/* before the verb, with one of the next list behind it: lays the \
				 * ground for its opening */ \
	X(GROUNDS, "ground")	/* lays, offers, creates */ \
	X(PRIZES, "prize")	/* end the name of a prize */ \
	X(FAVOURS, "favour")	/* before whom something is done for or with */ \
	X(DECREES, "decree")	/* behind the attribute of what they lay down: the decision to \
				 * found */ \
	X(TAKES, "take")	/* the preposition before an object that stands before its verb */ \
	X(BYLINES, "byline")	/* open the brackets of a byline */ \
	X(GATHER, "gather")	/* verbs whose object is not who does the next: drew officers to \
				 * form a team */ \
	X(TOWARD, "toward")	/* before what is only answered with feelings: regret at */ \
	X(REACTS, "react")	/* those feelings, behind a verb of saying */ \
	X(GOES, "goes")		/* before where a visit goes to: he came to the county to look */ \
	X(THINGS, "thing")	/* end an object that goes over a verb: staff shareholding plan */
/* clang-format on */
enum event_list {
#define X(id, name) EVENT_##id,
	EVENT_LISTS(X)
#undef X
		EVENT_LIST_N
};

struct event_words {
	struct uslice *w; /* by their first units */
	size_t n, cap;
	uint16_t *first;   /* the first unit of each */
	uint64_t begin[4]; /* a bit for its low eight bits: most tokens begin none */
	uint64_t end[4];   /* the same for the last units: most end in none */
};

/* May one of the words begin with unit c? */
static inline bool event_words_may_begin(const struct event_words *x, uint16_t c)
{
	return x->begin[c >> 6 & 3] >> (c & 63) & 1;
}

/* Which words begin with unit c: [*from, *to). False, as mostly, if there is none. */
static inline bool event_words_at(const struct event_words *x, uint16_t c, size_t *from, size_t *to)
{
	size_t i = 0, n = x->n;

	if (!event_words_may_begin(x, c)) return false;
	for (size_t half; n > 1; n -= half) {
		half = n / 2;
		i += (x->first[i + half - 1] < c) * half;
	}
	i += n && x->first[i] < c;
	*from = i;
	while (i < x->n && x->first[i] == c) i++;
	*to = i;
	return *from < i;
}

struct event_row {
	struct slice type, id;
	bool object_right, object_left;
	bool person;   /* a name stands right behind */
	bool doer;     /* a body on the left, with no object on the right, does it */
	bool actor;    /* who stands on the left is the subject, not the object: dies, resigns */
	bool told;     /* a body on the left, with nothing on the right, only tells */
	bool relative; /* no person or body is what happens: "the body that" does it */
	bool years;    /* a duration behind it counts the time since */
	bool untitled; /* a person behind it only bears the office: president-elect X */
	bool any_head; /* whatever ends its object may be behind an attribute: released the news
			  that */
	bool counted;  /* only beside a number: 3 dead */
	bool moment;   /* only with a time, or with what bears a name of its own */
	bool spot;     /* happens on one spot: where the story is from that tells of its day */
	struct event_words not_next; /* words that may not follow */
	struct event_words before;   /* one of them stands right before, where there are any */
	struct event_words never;    /* words that end no word before it in its clause */
	struct event_words ends;     /* one of them ends its object, where there are any */
};

struct event_table {
	struct arena a;
	struct event_row *rows;
	size_t n, cap;
	struct datrie_key *triggers; /* value: row index */
	size_t n_triggers, cap_triggers;
	struct event_words list[EVENT_LIST_N];
};

/* Read rules/extract/events.tsv. ERR_RULES on a bad row. */
enum status event_open(struct event_table *t, const struct env *env, struct err *e);
void event_close(struct event_table *t);

#endif
