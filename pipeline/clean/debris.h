/* Debris rules: what stands beside an article, as data (rules/clean/ *.rules), matched on folded
 * lines.
 *
 * A block:
 *   rule   source.line    the part before the first dot names the kind (why.def)
 *   on     line           a whole line of at most `max` units (default 160)
 *          field          a part of a line of facts: the line goes when its fields cover it
 *          head, tail     the beginning, the end of a paragraph: what matched is cut off
 *          title          the end (or beginning) of a title: what matched is cut off
 *          join           two or three neighbouring lines, joined by \n
 *          author, source a value that is none
 *          names, outlet  what an element named author or source holds
 *          site           the outlet in a site's own name
 *          own            any name that a site gives itself
 *          foot           a line at the page's foot that says whose page it is
 *   zone   any|head|tail|edge|picture
 *                         where it holds: anywhere, before the first running text, behind the last,
 *                         either of these, right below a picture
 *   act    drop|list|end|keep|caption
 *                         list: a list of links follows; end: the article ends here
 *   rank   0–99           which value wins when several rules give the same metadata; low wins
 *   max    N              longest line, in units
 *   match  PCRE2; the groups title date rocdate source author editor photo site dateline give
 *          metadata, (?<cut>…) is what goes instead of the whole match
 *   yes, no               sentences that it matches, or does not
 */
#ifndef ZHC_CLEAN_DEBRIS_H
#define ZHC_CLEAN_DEBRIS_H

#include "pipeline/clean/facts.h"
#include "pipeline/clean/fold.h"
#include "pipeline/clean/page.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/rule_set.h"
#include "pipeline/core/stage.h"
#include "pipeline/core/unit_set.h"

enum debris_on {
	ON_LINE,
	ON_FIELD,
	ON_HEAD,
	ON_TAIL,
	ON_TITLE,
	ON_JOIN,
	ON_AUTHOR,
	ON_SOURCE,
	ON_NAMES,
	ON_OUTLET,
	ON_SITE,
	ON_OWN,
	ON_FOOT,
	ON_LONG, /* the rules of ON_LINE that may match long lines, once more */
	ON_STOP, /* those with a yes sentence that ends in a stop, once more: all that running text
		    is tried on */
	ON_N
};
/* Sets that are asked about one line, so that their literals are looked for together. ORDER
 * LINE_SETS */
enum line_set { LOOK_LINE, LOOK_FIELD, LOOK_HEAD, LOOK_TAIL, LOOK_FOOT, LINE_SETS };
#define MAY(set) (1u << (set))
static inline enum debris_on debris_line_on(int set)
{
	static const uint8_t on[LINE_SETS] = { ON_LINE, ON_FIELD, ON_HEAD, ON_TAIL, ON_FOOT };
	return (enum debris_on)on[set];
}
#define LONG_LINE 160 /* units; also the default of max */
enum debris_zone {
	ZONE_ANY,
	ZONE_HEAD,
	ZONE_TAIL,
	ZONE_EDGE,
	ZONE_PICTURE /* right below a picture */
};
enum debris_act { ACT_DROP, ACT_LIST, ACT_END, ACT_KEEP, ACT_CAPTION };

struct debris_rule {
	const struct rule_block *block;
	struct slice file, id;
	uint8_t why, on, zone, act, rank;
	uint16_t max;
};

/* Groups that give metadata: one of the name of each key, then other forms of a date, then times
 * told from now. */
#define DEBRIS_DATES  4
#define DEBRIS_GROUPS (META_N + DEBRIS_DATES + 5)
/* Name of a group in patterns; group < DEBRIS_GROUPS. */
const char *debris_group_name(size_t group);

struct debris {
	struct arena arena;
	struct fold_table fold;
	struct rule_set *set[ON_N];
	struct debris_rule *rules[ON_N]; /* same order as in the set */
	size_t n[ON_N], cap[ON_N];
	uint16_t longest; /* line that a rule may match */
	/* as they stand in a page: a line without any is nothing to the rules of ON_FOOT, to those
	 * that name an editor, to those of headers */
	struct unit_set foot_units, editor_units, header_units;
	uint64_t *headers;    /* rules of ON_LINE that are headers: a bit a rule */
	uint64_t *editors[2]; /* those of ON_LINE and ON_FIELD that name an editor: all that counts
				 far behind the article */
	/* those of all that is asked of a line, joined: ORDER LINE_SETS */
	struct rule_set *line_sets[LINE_SETS];
	int group[ON_N][DEBRIS_GROUPS]; /* numbers of the groups that give metadata in the set's
					   patterns: rule_set_group */
};

/* Load rules/clean/ *.rules and their tables. ERR_RULES with file and line. */
enum status debris_open(struct debris *r, const struct env *env, struct err *e);
void debris_close(struct debris *r);

#define KNOWN_MAX 4

/* What the rules said of a line. */
struct verdict {
	const struct debris_rule *rule;	  /* NULL: nothing */
	const struct debris_rule *any;	  /* the first rule that holds wherever the line stands */
	const struct debris_rule *behind; /* the first that holds behind the text */
	const struct debris_rule *field;  /* what holds when the place of rule does not */
};

#define TITLE_CUTS 4 /* names of channel, section and site behind a title */

struct debris_worker {
	struct rule_match_scratch *scratch[ON_N];
	struct rule_match_scratch *line_scratch[LINE_SETS]; /* some of them */
	struct verdict *verdicts;
	size_t cap_verdicts;
	uint16_t *line_rules; /* of each line: see debris_line_rule; 0 not known yet, LINE_NONE,
				 else index + 2 */
#define LINE_NONE 1
	size_t cap_line_rules;
	uint8_t *line_may; /* of each line as it stands: MAY bits of the sets that may match, LOOKED
			      when it is known */
#define LOOKED 0x80
	size_t cap_line_may;
	size_t n_prose; /* lines of running text judged so far */
	size_t title; /* line of the headline, as far as known: what stands before is the page's */
	size_t body; /* first line of the article's box: what stands between is about the article */
	size_t far;  /* from here on lines stand so far behind the article that they name its editor
			at best */
	struct folded fold, tail;
	struct folded known[KNOWN_MAX]; /* titles that metadata gave */
	size_t head[KNOWN_MAX];		/* units of them without the site's name behind */
	size_t n_known;
	struct slice suffix; /* what stands behind a title like a site's name: of the document's
				arena; empty: nothing */
	struct src_span suffix_src;
	struct slice channels[TITLE_CUTS]; /* what stands between title and suffix */
	size_t n_channels;
};

/* Scratch of one thread, for documents one after the other. */
void debris_worker_open(struct debris_worker *w, const struct debris *r);
void debris_worker_close(struct debris_worker *w);

/* Does the unit, folded, end a sentence? */
bool debris_is_stop(const struct debris *r, uint16_t c);

/* Which of source and author the hit names, if any. */
bool debris_hit_value(const struct debris *r, enum debris_on on, const struct rule_hit *hit,
		      enum meta_key *key);
/* Where what the hit removes stands: its group cut, else the whole match. */
void debris_hit_cut(const struct debris *r, enum debris_on on, const struct rule_hit *hit,
		    uint32_t *start, uint32_t *end);

/* The first match of any rule of a set on a folded text; gives its rule, or NULL. */
const struct debris_rule *debris_first(const struct debris *r, struct debris_worker *w,
				       enum debris_on on, struct uslice text, struct rule_hit *hit);
/* The same for the text that the set was looked for last (rule_sets_look), or a head of it. */
const struct debris_rule *debris_first_seen(const struct debris *r, struct debris_worker *w,
					    enum debris_on on, struct uslice text,
					    struct rule_hit *hit);

/* A page begins: nothing is known of its lines. */
void debris_begin(struct debris_worker *w, const struct page *p);
/* What is remembered of that, all bits when it was not asked. */
static inline unsigned debris_line_may(const struct debris_worker *w, size_t line)
{
	return w->line_may[line] & LOOKED ? w->line_may[line] & ~(unsigned)LOOKED : ~0u;
}
/* The first rule of ON_LINE on a line as it stands, whatever its place; NULL: none. Remembered, for
 * a line is asked several times. fold: the line folded. */
const struct debris_rule *debris_line_rule(const struct debris *r, struct debris_worker *w,
					   size_t line, const struct folded *fold);

/* The outlet that a site's own name holds, as positions in w->fold, into which the name is folded.
 * False: it names none. */
bool debris_site_outlet(const struct debris *r, struct debris_worker *w, struct uslice name,
			uint32_t *start, uint32_t *end);

/* Facts whose value a check rule refuses (a site as author, an address as source) die. */
void debris_check_facts(const struct debris *r, struct debris_worker *w, struct facts *f,
			size_t from);

/* What no text names as its source comes from the site itself: by its own name, by the foot of its
 * page. After debris_check_facts. */
void site_outlet_add(const struct debris *r, struct debris_worker *w, const struct page *p,
		     struct facts *f);

/* Authors that only a page's hidden fields name die unless their name stands in the page: such
 * fields hold editors, accounts and owners. */
void debris_check_authors(const struct page *p, struct facts *f);

/* The metadata of one hit on the text that stands folded in w->fold. */
void debris_take_facts(const struct debris *r, struct debris_worker *w, struct page *p,
		       struct facts *f, const struct debris_rule *rule, const struct rule_hit *hit);

/* Facts from elements whose class names what they hold (page fields) between two visible offsets.
 */
void debris_take_fields(const struct debris *r, struct debris_worker *w, struct page *p,
			struct facts *f, uint32_t from, uint32_t to);

/* Is it the header of a list of other articles, or of comments? */
static inline bool debris_is_header(const struct debris_rule *rule)
{
	return rule->act == ACT_LIST || (rule->why == WHY_COMMENTS && rule->act == ACT_END);
}
/* Set LINE_LISTHEAD and LINE_TALKHEAD on short lines of the whole page. */
void debris_mark_headers(const struct debris *r, struct debris_worker *w, struct page *p);

/* Judge lines [from, to) of the page: verdicts in w, facts found, cuts at their ends. Lines with
 * why set are passed over, but those with LINE_LOOSE give facts (ranked lower). */
void debris_judge(const struct debris *r, struct debris_worker *w, struct page *p, struct facts *f,
		  size_t from, size_t to);
/* For a page that names no day so far, mostly one whose headline nothing marks: what the nearest
 * line of facts above the text says, and what any element says. */
void debris_day_above(const struct debris *r, struct debris_worker *w, struct page *p,
		      struct facts *f, size_t from);
void debris_any_moment(const struct page *p, struct facts *f);

#endif
