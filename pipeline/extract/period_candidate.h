/* Candidates for the time that a figure holds for, each with what is to be said for and against it.
 */
#ifndef ZHC_PERIOD_CANDIDATE_H
#define ZHC_PERIOD_CANDIDATE_H

#include "pipeline/extract/frame.h"

/* What is true of a candidate: names as in rules/extract/times.tsv, where each has its weight. */
/* clang-format off */
#define PERIOD_SIGNS(X) \
	/* where it stands in the sentence */ \
	X(NEAREST, "nearest")		/* no other stands between */ \
	X(BEYOND, "beyond")		/* a nearer one does say when */ \
	X(FIRST, "first")		/* opens its clause */ \
	X(PARTED, "parted")		/* a semicolon between */ \
	X(TAKEN, "taken")		/* the figure before holds for it */ \
	X(LEFT, "left")			/* the figure before, behind it, does not */ \
	X(KIN, "kin")			/* the figure that this one hangs on holds for it */ \
	X(BARE, "bare")			/* its clause says no more than the time */ \
	X(QUOTED, "quoted")		/* a quotation opens between */ \
	X(BRACKETED, "bracketed")	/* in parentheses */ \
	X(NAMING, "naming")		/* only names a thing: the forum of 2023 */ \
	X(DATING, "dating")		/* only dates what became of a thing: founded in 2015 */ \
	X(PLANNED, "planned")		/* of the target that a value is a share of */ \
	X(OF_PART, "of-part")		/* of a part: of them, in June alone */ \
	X(SAID, "said")			/* the day of a saying */ \
	X(TOLD, "told")			/* its clause tells something without a figure */ \
	X(EVENT, "event")		/* a verb of an event stands between */ \
	X(SINCE, "since")		/* a word makes it open: since it went online in April */ \
	X(OWN_TOPIC, "own-topic")	/* the figure's clause has a subject of its own */ \
	/* what it frames */ \
	X(LIST, "list")			/* in the sentence that announces these paragraphs */ \
	X(HEAD, "head")			/* in the heading above */ \
	X(LEAD_DAY, "lead-day")		/* day that the lead tells of */ \
	X(HORIZON, "horizon")		/* deadline of a plan */ \
	X(CARRIED, "carried")		/* the last figure before the sentence holds for it */ \
	X(REMOTE, "remote")		/* far before the sentence */ \
	/* what it says */ \
	X(DAY, "day") \
	X(MONTH, "month")		/* of a month, ten days, a week */ \
	X(QUARTER, "quarter")		/* of a quarter, half a year */ \
	X(YEAR, "year") \
	X(SPAN, "span")			/* of another length */ \
	X(OPEN_START, "open-start") \
	X(OPEN_END, "open-end") \
	X(DEADLINE, "deadline") \
	X(OVER, "over")			/* ends before the article's day */ \
	X(COMING, "coming")		/* begins with it or behind it */ \
	X(NOW, "now")			/* now, at present */ \
	X(OLD, "old")			/* ends more than a year and a half before the article */ \
	X(VAGUE, "vague")		/* the evening, then, some eight years ago */ \
	X(UNDATED, "undated")		/* says no dates: last year, in an article without its \
					 * own */ \
	/* what the figure is */ \
	X(COUNT, "count") \
	X(MONEY, "money") \
	X(SHARE, "share") \
	X(CHANGE, "change") \
	X(FIXED, "fixed")		/* what a thing has once for all: its length, its cost */ \
	X(FLOW, "flow")			/* arises over a period: sales, output */ \
	X(STOCK, "stock")		/* is there at a time: deposits, beds */ \
	X(GROWTH, "growth")		/* its sentence tells how something changed: a \
					 * statistic */ \
	X(PROJECT, "project")		/* of works: what was designed */ \
	X(GROUP, "group")		/* parts into which something is divided: in three \
					 * aspects */ \
	X(CUMULATIVE, "cumulative") \
	X(EXISTS, "exists")		/* there are so many */ \
	X(REACHES, "reaches")		/* a verb of being or reaching stands before the number */ \
	X(ACTS, "acts")			/* a verb of doing stands before it */ \
	X(INNER, "inner")		/* inside what modifies another noun: agents of 26 \
					 * countries */ \
	X(GOVERNED, "governed")		/* behind a preposition */ \
	X(NOTHING, "nothing")		/* it has no indicator */ \
	X(PART, "part")			/* part or share of another */ \
	X(TO_COME, "to-come")		/* planned, expected, demanded */ \
	/* both together */ \
	X(DAY_STATE, "day-state")	/* a day, and there are so many, or a share */ \
	X(PERIOD_STATE, "period-state")	/* a period, and there are so many */ \
	X(PERIOD_PRICE, "period-price")	/* a period, and the price of a share at one moment */ \
	X(DAY_FIXED, "day-fixed")	/* a day, and what a thing has once for all */ \
	X(OVER_TO_COME, "over-to-come")	/* over, and the figure is to come */
/* clang-format on */
enum period_sign {
#define X(id, name) PERIOD_##id,
	PERIOD_SIGNS(X)
#undef X
		PERIOD_SIGN_N
};
_Static_assert(PERIOD_SIGN_N < 64, "a set of signs is 64 bits");
#define WHEN(id) (UINT64_C(1) << PERIOD_##id)

/* In the figure's own clause, in its sentence, in the paragraph before the sentence, above that. */
enum period_scope {
	PERIOD_IN_CLAUSE,
	PERIOD_IN_SENTENCE,
	PERIOD_IN_PARAGRAPH,
	PERIOD_ABOVE,
	PERIOD_SCOPE_N
};

struct period_candidate {
	int32_t annot;
	enum period_scope scope;
	uint64_t is; /* WHEN(...) */
};
#define PERIODS_MAX 12

/* The figure whose time is asked for. */
struct period_asked {
	const struct view *v;
	const struct frame *f;
	const struct mentions *ms; /* those before i have their times */
	size_t i;
	struct slice modality, measure; /* as in its claim */
};

/* Candidates for its time, nearest first. Gives their number. Baselines of comparisons are none,
 * nor the years over which something is a record; behind a time without dates nothing further off
 * is one. */
size_t periods_collect(const struct period_asked *q, struct period_candidate out[PERIODS_MAX]);

#endif
