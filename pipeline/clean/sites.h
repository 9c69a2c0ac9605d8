/* Sites' own rules (rules/clean/sites.rules): where a site's pages keep their text and facts, by id
 * and class.
 *
 * A block:
 *   rule    site.weixin
 *   host    mp.weixin.qq.com …  suffixes of the host, on label edges
 *   sign    #activity-name      an element that only this site's pages have: they are known without
 *                               their address
 *   main    #js_content …       boxes that may hold the article; the one with most text is taken
 *   drop    .reward_area …      boxes that are no article text
 *   title date source author editor
 *                               elements that hold one fact
 *   yes, no                     addresses that the rule is for, or is not
 * Selectors are #id or .class, separated by blanks, ASCII letters of either case.
 * Used before the general scoring; where a site's page does not have what its rule names, scoring
 * decides as for all. Process lifetime, immutable after open. Limits: SITE_HITS_MAX elements a page
 * are noted. */
#ifndef ZHC_CLEAN_SITES_H
#define ZHC_CLEAN_SITES_H

#include "pipeline/clean/html_token.h"
#include "pipeline/core/doc.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/stage.h"

#define SITE_HITS_MAX 256
#define SITE_NONE     UINT16_MAX

/* ORDER SITE: names in sites.c */
enum site_role {
	SITE_SIGN,
	SITE_MAIN,
	SITE_DROP,
	SITE_TITLE,
	SITE_DATE,
	SITE_SOURCE,
	SITE_AUTHOR,
	SITE_EDITOR,
	SITE_ROLE_N
};

struct site {
	const struct rule_block *block;
	struct slice file, id;
	struct slice hosts; /* as written */
};

struct site_selector {
	struct slice name;   /* lower case, without its mark */
	uint16_t site, next; /* next with the same hash, SITE_NONE: the last */
	uint8_t role;
	bool is_id;
};

struct sites {
	struct arena arena;
	struct site *items;
	size_t n, cap;
	struct site_selector *selectors;
	size_t n_selectors, cap_selectors;
	uint64_t lengths[32]; /* of names by their first letter: a bit for each length */
	uint16_t slot[1024];  /* hash of a name -> first selector + 1 */
};

/* Load rules/clean/sites.rules. ERR_RULES with file and line. */
enum status sites_open(struct sites *s, const struct env *env, struct err *e);
void sites_close(struct sites *s);

/* The host of an address, borrowed from it: behind the slashes, without user and port; empty if
 * there is none. */
struct slice sites_host(struct slice url);
/* Index of the site that an address belongs to (the longest suffix wins), SITE_NONE if there is
 * none. */
uint16_t sites_of_url(const struct sites *s, struct slice url);

/* An element that a rule names. */
struct site_hit {
	uint16_t site;
	uint8_t role;
	uint32_t box;	   /* the box that the element is, 0: none */
	uint32_t vis, len; /* its text */
};

/* Selectors that a value of id or class in the text p matches: calls hit for each. */
void sites_match(const struct sites *s, const uint16_t *p, struct html_span v, bool is_id,
		 void (*hit)(void *ctx, uint16_t site, uint8_t role), void *ctx);

#endif
