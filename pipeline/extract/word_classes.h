/* The classes of words.tsv: three sets of bits, as one holds no more than 64. */
#ifndef ZHC_WORD_CLASSES_H
#define ZHC_WORD_CLASSES_H

#include <stdint.h>

/* Classes, names as they stand in the file. A word may have several. */
/* clang-format off */
#define WORD_ROLES(X) \
	X(REACH, "reach")	/* stands between an indicator and its value */ \
	X(UP, "up")		/* says that something grew */ \
	X(DOWN, "down")		/* says that something fell */ \
	X(ADVERB, "adverb")	/* between indicator, verb and value; never part of a name */ \
	X(COMPARE, "compare")	/* against what a change is measured */ \
	X(STAT, "stat")		/* cumulative, new, total: stands before verb or value */ \
	X(INDVERB, "indverb")	/* a verb that is itself what is measured */ \
	X(TRANS, "trans")	/* a verb whose object is counted: never part of the indicator */ \
	X(BREAK, "break")	/* ends a noun phrase on its left: preposition, conjunction */ \
	X(HEAD, "head")		/* a noun that names a measure and ends an indicator */ \
	X(SAY, "say")		/* speech verb */ \
	X(AND, "and")		/* joins names of a list */ \
	X(SUBJ, "subj")		/* stands for a subject by itself: whole city, company */ \
	X(NOTNOUN, "notnoun")	/* never a noun here, whatever the lexicon says */ \
	X(NOTSUBJ, "notsubj")	/* never a subject: meeting reports, this year */ \
	X(GROUP, "group")	/* noun of a list before a number: aspects, measures */ \
	X(POLICY, "policy")	/* verbs of intent: what they govern has not happened */ \
	X(RESP, "resp")		/* respectively */ \
	X(PLANDOC, "plandoc")	/* in a title: the document sets targets */ \
	X(PLANHEAD, "planhead")	/* in a heading: the section sets targets */ \
	X(REVIEW, "review")	/* in a heading of a plan, or as what a firm publishes: an account \
				 * of what has been done so far */ \
	X(NOMINAL, "nominal")	/* of trans: as often a noun inside a compound */ \
	X(SAMETIME, "sametime")	/* in a time: that of another year; behind one: a record since */ \
	X(LEVEL, "level")	/* units of a state, whatever their dimension: years of age */ \
	X(PER, "per")		/* opens the measured part of a phrase: average, per head */ \
	X(PART, "part")		/* a measure that stands right behind its subject: share, rise */ \
	X(SIZE, "size")		/* unit-like words after which a lone one counts nothing */ \
	X(ABSTRACT, "abstract")	/* classifier of actions and abstract things */ \
	X(MODAL, "modal")	/* mood words: will, plan, expect */ \
	X(KIN, "kin")		/* who belongs to the one named before: mother, friend, teacher */ \
	X(AMONG, "among")	/* behind what was counted: of those, the next clauses tell */ \
	X(ORIGIN, "origin")	/* verb of where somebody is from */ \
	X(FLOW, "flow")		/* measure of what arises over a period: sales, output */ \
	X(STOCK, "stock")	/* measure or noun of what is there at a time: deposits, staff */ \
	X(LEARN, "learn")	/* verb of what a reporter did to know: learn */ \
	X(DESIGN, "design")	/* says that a figure is of what was designed */ \
	X(PROJECT, "project")	/* noun of works that are built */ \
	X(VAGUE, "vague")	/* in a time: then, many years ago */ \
	X(PRICE, "price")	/* what a share costs at one moment */ \
	X(COPULA, "copula")	/* behind a year: one of a feast or plan, no period of a report */ \
	X(WITHIN, "within")	/* adverb that ends in a preposition of place: just now in */ \
	X(GOVERNS, "governs")	/* preposition before one to whom or by whom something is done */ \
	X(TO, "to")		/* the same, before one to whom something is said or sold */ \
	X(PASSIVE, "passive")	/* makes what stands before a verb its object: by */ \
	X(DENY, "deny")		/* right before a verb: it is not done */ \
	X(MAKE, "make")		/* verb before the noun of saying: make a remark */ \
	X(HOLDS, "holds")	/* verb of saying that says something even when denied */ \
	X(MARK, "mark")		/* behind a figure: what it is on its scale: barrier, record */ \
	X(BESIDE, "beside")	/* right behind a time: before or after it, not in it */ \
	X(TRAIT, "trait")	/* how those are who are counted: state, wounds, identity */ \
	X(ISSUE, "issue")	/* verb of one who gives a document out: issue, pass */ \
	X(LAY, "lay")		/* verb of what a document says: lay down, provide for */ \
	X(LEADS, "leads")	/* verb that opens a clause with its object, whose subject is left \
				 * out: no topic begins with it */ \
	X(EACH, "each")		/* before a verb: all of them, whom one knows, do it */ \
	X(APART, "apart")	/* before a count: its verb chooses none: with, from, the said */ \
	X(OFTEN, "often")	/* unit that counts how often something is done */ \
	X(ORDERS, "orders")	/* verb of one who asks another to do or say something */ \
	X(CITES, "cites")	/* verb of one who says what another has said */ \
	X(SUFFIX, "suffix")	/* makes a measure of the word before it, never alone: -rate */ \
	X(ACTS, "acts")		/* verb of a change by one who acts: before it stands who did it, \
				 * not what is measured */ \
	X(MISHAP, "mishap")	/* of accidents and disasters: dead, saved, quake */ \
	X(GRADED, "graded")	/* of which grade a body or thing is: of the province */ \
	X(PUNISHES, "punishes")	/* verb of one who sentences or fines another */
/* clang-format on */
enum word_role_bit {
#define X(id, name) ROLE_BIT_##id,
	WORD_ROLES(X)
#undef X
		WORD_ROLE_N
};

/* Classes of words at the head of a clause, for its topic; a set of their own beside the roles, of
 * which 64 fit likewise. */
/* clang-format off */
#define WORD_SIDES(X) \
	X(OPENER, "opener")		/* opens a clause before its topic: moreover, of them, \
					 * so far */ \
	X(FRAME, "frame")		/* closes a clause that only says from where one looks: \
					 * by region */ \
	X(ADNOUN, "adnoun")		/* noun that stands before a verb as an adverb: on the \
					 * spot */ \
	X(OWNER, "owner")		/* noun of those who have figures: enterprises, cities */ \
	X(DET, "det")			/* points at a topic: this, the said */ \
	X(PERSONAL, "personal")		/* he, she, they */ \
	X(LASTYEAR, "lastyear")		/* in a baseline: the year before, the like period */ \
	X(LASTTURN, "lastturn")		/* in a baseline: the month, quarter, day before */ \
	X(EDGE, "edge")			/* in a baseline: end or beginning of a period */ \
	X(PIVOT, "pivot")		/* verb whose object acts: ask, let, organise */ \
	X(PERIOD, "period")		/* closes a phrase of time: during, since */ \
	X(PLACEKIND, "placekind")	/* kinds of places */ \
	X(COMMIT, "commit")		/* verb of saying of one who says what he himself does: \
					 * announce */ \
	X(AMOUNT, "amount")		/* measure of money: a figure without a unit is a sum */ \
	X(HEADS, "heads")		/* per head, per household */ \
	X(BOUND, "bound")		/* inside a noun: provincial and above */ \
	X(CROWD, "crowd")		/* what is counted by the hundred million and is no \
					 * money */ \
	X(SELF, "self")			/* unit that says what it counts: people, households, \
					 * departments, states */ \
	X(TALLY, "tally")		/* measure that counts what stands before it: number of */ \
	X(CAUSE, "cause")		/* opens a clause that says what something led to */ \
	X(OCCUR, "occur")		/* verb whose object is what happened */ \
	X(INVEST, "invest")		/* sum that belongs to the projects counted before it */ \
	X(NAMED, "named")		/* unit with the name of its currency behind it */ \
	X(FUTURE, "future")		/* opens a time to come: the coming years */ \
	X(CLOSE, "close")		/* in or behind a time: the close of trade, of this \
					 * edition */ \
	X(TILLNOW, "tillnow")		/* up to now */ \
	X(PLANNED, "planned")		/* noun of what was to be reached: target, budget */ \
	X(ETC, "etc")			/* closes a list of members before their number: and so \
					 * on */ \
	X(DOER, "doer")			/* makes a noun of the verb before it: those who */ \
	X(HOLDER, "holder")		/* noun of one who acts for himself beside the body \
					 * named before it: shareholder */ \
	X(STAKE, "stake")		/* what one has of a firm: stock, rights */ \
	X(NOTICE, "notice")		/* in which a body says something: notice, report */ \
	X(EXIST, "exist")		/* says only that they are there: "there are" */ \
	X(FIXED, "fixed")		/* measure that a thing has once for all: its length, \
					 * its ground */ \
	X(NOW, "now")			/* a time that is the article's own day: now, at \
					 * present */ \
	X(SINCE, "since")		/* behind a time and what happened then: since */ \
	X(SOURCE, "source")		/* opens a clause that names a source: according to */ \
	X(DATELINE, "dateline")		/* opens the first paragraph of a story: the agency \
					 * reports */ \
	X(FIRM, "firm")			/* ends the short name of a firm: group, stock */ \
	X(LIGHT, "light")		/* verb that says no more than that something was done: \
					 * carry out */ \
	X(GAME, "game")			/* of games: points are counted */ \
	X(POINT, "point")		/* unit that counts in games: points */ \
	X(TRADE, "trade")		/* what a price does */ \
	X(RATIO, "ratio")		/* noun of how many times the one is the other: income \
					 * ratio */ \
	X(MEANS, "means")		/* preposition of the means: by way of */ \
	X(WAY, "way")			/* noun of a way in which something is done */ \
	X(TENOR, "tenor")		/* unit of the time that a loan or bond runs: it only \
					 * names it */ \
	X(CURRENCY, "currency")		/* money as such: a bare figure is its price */ \
	X(COMPARED, "compared")		/* closes a comparison that "with" opens */ \
	X(GIVE, "give")			/* verb whose first object gets what the second one is */ \
	X(BASIS, "basis")		/* "on the basis of": what stands before it is meant */ \
	X(TASKS, "tasks")		/* in a heading of a plan: the section tells what will \
					 * be done */ \
	X(HE, "he")			/* stands for one person named before: he, she */ \
	X(MALE, "male")			/* says that one is a man: he, father, Mr */ \
	X(FEMALE, "female")		/* the same of a woman */ \
	X(AFORE, "afore")		/* before what one is: points at one who has spoken, \
					 * the said */ \
	X(PEOPLE, "people")		/* nouns for people, and the last characters of such \
					 * nouns: members, readers */ \
	X(PLURAL, "plural")		/* makes a plural of the noun before it */ \
	X(LINKED, "linked")		/* "with X linked | of": closes such an attribute */ \
	X(OFFICE, "office")		/* office, court, police: keeps count of others; also \
					 * as the end of a name */ \
	X(TELL, "tell")			/* verb of one who finds out, announces or handles what \
					 * others have */ \
	X(PARTS, "parts")		/* verb of what something is made of, comes from */ \
	X(BINDS, "binds")		/* verb that ties what it says to a noun by the particle: \
					 * profit belonging to the shareholders */ \
	X(SPOT, "spot")			/* where or on what one measures: behind a count, it \
					 * ends what is counted before a mean */
/* clang-format on */
enum word_side_bit {
#define X(id, name) SIDE_BIT_##id,
	WORD_SIDES(X)
#undef X
		WORD_SIDE_N
};

/* Words of labels, what stands before a colon or behind it, and others that few tokens are asked
 * for. */
/* clang-format off */
#define WORD_LABELS(X) \
	X(ASKS, "asks")		/* before a colon: who asks, reporter or host */ \
	X(REPORTER, "reporter")	/* who tells of himself in a report: what he sees nobody says */ \
	X(WARES, "wares")	/* things that those before them have: goods, equipment */ \
	X(PAPER, "paper")	/* document with a name, whoever issued it: annual report */ \
	X(SHALL, "shall")	/* before a verb: what is to be done */ \
	X(REPORTED, "reported")	/* verb of one who is told: receive a report */ \
	X(CONTRAST, "contrast")	/* behind a subject: sets it against the one before: while */ \
	X(ANSWERS, "answers")	/* before a colon: what follows answers */ \
	X(INTERVIEW, "interview") /* in a heading: somebody answers reporters */ \
	X(ABOUT, "about")	/* behind one who answers: about, in, to */ \
	X(CREDIT, "credit")	/* before a colon: who made the page */ \
	X(VOICE, "voice")	/* before a colon: who is quoted, no person by name */ \
	X(NAMELY, "namely")	/* opens the list of what was counted: namely, respectively */ \
	X(SUM, "sum")		/* makes a sum of the figure behind it: together, in all */ \
	X(REST, "rest")		/* all that is left of a whole: the rest */ \
	X(OTHERS, "others")	/* what is left of it, or some of that */ \
	X(TENURE, "tenure")	/* before an office or its body: former, acting, based in */ \
	X(PERSONS, "persons")	/* classifier of persons; noun for them that is not of people */ \
	X(BEARS, "bears")	/* kind of thing, before its name in quotes: the ship "X" */ \
	X(BODIES, "bodies")	/* classifier of bodies and premises: firms, schools, shops */ \
	X(RECORD, "record")	/* classifier of what is written, told or owed: files, entries */ \
	X(CORPORATE, "corporate") /* in a headline, behind a firm's name: what it does */ \
	X(IDENTIFIES, "identifies") /* "is" between what is said of one and his name */ \
	X(SUMMED, "summed")	/* behind names and their number: of which kind they are */ \
	X(ECONOMY, "economy")	/* measure of all that an area does, of no trade in it */ \
	X(TAKES, "takes")	/* verb of one who gets what has been another's: receive, buy */ \
	X(ONVERB, "onverb")	/* preposition that stands behind its verb: used in, come from */ \
	X(BELONGS, "belongs")	/* behind a body: what stands behind it is part of it */ \
	X(NUMERAL, "numeral")	/* how many, before such a word: two, three */ \
	X(THEIRS, "theirs")	/* joins one with what is his: and its */ \
	X(NEXT, "next")		/* before it: the next of those told one after the other */ \
	X(PARTICIPLE, "participle") /* verb that, right before a noun, says which are meant: \
				     * the entered teams, the arrested man */ \
	X(SPANS, "spans")	/* between the two ends of a way: from A to B */ \
	X(AGAINST, "against")	/* between two currencies: the one's rate in the other */ \
	X(DIVIDES, "divides")	/* opens a clause that says by what a figure is parted: by \
				 * region */ \
	X(ADJOINED, "adjoined")	/* adverb or verb that, right before a noun or a verb that is \
				 * measured, is part of its name: direct loss, housed together */ \
	X(BEGINS, "begins")	/* verb that says when a thing came to be: founded, built, born */ \
	X(FIELD, "field")	/* where, in which trade or how something is measured: towns, \
				 * railways, market: no owner by itself */ \
	X(RELATES, "relates")	/* verb of what one has or takes part in, part of his name before \
				 * the particle: holders of senior posts */ \
	X(SOLD, "sold")		/* measure of nothing but things that are made, sold or let: \
				 * shipments, price */ \
	X(JUBILEE, "jubilee")	/* unit of the time since what stands before it: anniversary */ \
	X(COSTS, "costs")	/* verb of what is paid, asked or got for a thing: before a sum \
				 * it is never what is measured: cost, sell at, get */ \
	X(SIZES, "sizes")	/* reaches a size, which its first character names: as long as */ \
	X(CONTAINS, "contains")	/* verb that only says that there are so many, or that one has \
				 * them: comprise, get, be short of */ \
	X(BEFALLS, "befalls")	/* verb of what befalls things or is done with them: before a \
				 * count they are counted: roads cut off, 9 */ \
	X(GUESS, "guess")	/* noun of a forecast: behind what is foreseen it ends its \
				 * name, before a noun it is part of one */ \
	X(GAUGE, "gauge")	/* noun of a measure that is no object: with the verb right before \
				 * it one name: number of deaths, sum transacted */ \
	X(BACK, "back")		/* opens a phrase that takes up a name told before: this */ \
	X(CALLED, "called")	/* makes a ship's, train's or model's name of the one before it */ \
	X(CLAUSAL, "clausal")	/* verb that takes a clause with its own subject: find, let */ \
	X(SITED, "sited")	/* word of place, before a noun: which are meant: upstream */ \
	X(TAILS, "tails")	/* classifier that ends a noun's name: data set, rescue team */ \
	X(OCCASION, "occasion")	/* what is held or carried out, on which things are done: fair, \
				 * campaign; also as the end of a name */ \
	X(LASTING, "lasting")	/* between what goes on and how long it does */ \
	X(SERVED, "served")	/* noun that a verbal noun before it describes: staff, centre */ \
	X(ROUTE, "route")	/* ends the name of a way between two places: section */ \
	X(THING, "thing-name")	/* behind a name: with it and the nouns between the name of one \
				 * thing, a contest, a law, a war: the Asian badminton open */ \
	X(NUMBERED, "numbered")	/* unit of a number that names one thing: line 2, unit 3 */ \
	X(FAMILY, "family")	/* behind a person's name: he and those who belong to him */ \
	X(LEADSON, "leadson")	/* opens a clause whose subject the next one names: with, after */ \
	X(OFTHING, "ofthing")	/* measure of things alone, of no body: length, price asked */ \
	X(OFCOUNTED, "ofcounted") /* measure of things or people where they are counted or new \
				   * in the clause before: area, mean age */ \
	X(DIRECTS, "directs")	/* before a place of one character: in, to: who is there */ \
	X(PENALTY, "penalty")	/* what one is sentenced to: prison, a fine */
/* clang-format on */
enum word_label_bit {
#define X(id, name) LABEL_BIT_##id,
	WORD_LABELS(X)
#undef X
		WORD_LABEL_N
};

/* Sets of classes: ROLE_REACH, ..., SIDE_OPENER, ... No enumeration, as its constants would be of
 * an int's width. */
#define X(id, name) static const uint64_t ROLE_##id = UINT64_C(1) << ROLE_BIT_##id;
WORD_ROLES(X)
#undef X
#define X(id, name) static const uint64_t SIDE_##id = UINT64_C(1) << SIDE_BIT_##id;
WORD_SIDES(X)
#undef X
#define X(id, name) static const uint64_t LABEL_##id = UINT64_C(1) << LABEL_BIT_##id;
WORD_LABELS(X)
#undef X
_Static_assert(WORD_ROLE_N <= 64 && WORD_SIDE_N <= 64 && WORD_LABEL_N <= 64, "sets of classes");

#endif
