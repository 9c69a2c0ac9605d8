/* Metadata that mark-up holds: meta elements, JSON-LD, the title element, the address. */
#ifndef ZHC_CLEAN_HTML_META_H
#define ZHC_CLEAN_HTML_META_H

#include "pipeline/clean/facts.h"
#include "pipeline/clean/html_token.h"

#define META_HOW_ITEM "itemprop:author" /* how: microdata of a person */

struct meta_names; /* process lifetime: rules/clean/meta.tsv */
enum status meta_names_open(struct meta_names **m, const struct env *env, struct err *e);
void meta_names_close(struct meta_names *m);

/* A meta start tag that was just read. of_author: it stands in microdata of the author. */
void meta_element(const struct meta_names *m, const struct html_tokenizer *t, struct page *p,
		  struct facts *f, bool of_author);
/* Text of a script of type application/ld+json: old text [off, off+len). */
void meta_json_ld(struct page *p, struct facts *f, size_t off, size_t len);
/* A key and value of a front matter; names in meta.tsv begin with "front:". */
void meta_front_matter(const struct meta_names *m, struct facts *f, struct slice key,
		       struct slice value, struct src_span src);
/* Days that scripts hold as values of known names ("script:" in meta.tsv): for pages that write
 * their day by script. Seconds and milliseconds since 1970 are days of China's time zone. Linear in
 * the scripts. */
void meta_script_days(const struct meta_names *m, struct page *p, struct facts *f);
/* The day that an element named as a day holds and a browser does not show, for a script to show it
 * in its own words: old text [off, off+len), with its tags. */
void meta_hidden_day(struct page *p, struct facts *f, size_t off, size_t len);
/* An image map is the facsimile of a newspaper's page: its path names the day of the issue. For a
 * start tag of img. */
void meta_paper_map(const struct html_tokenizer *t, struct page *p, struct facts *f);
/* A day in an address (…/2024/07/25/…, t20240725_…). */
void meta_url_date(struct facts *f, struct slice url, struct src_span src);

#endif
