/* Fronts: each turns the old text into the visible lines of a page, and gives facts that mark-up
 * holds. */
#ifndef ZHC_CLEAN_FRONT_H
#define ZHC_CLEAN_FRONT_H

#include "pipeline/clean/content.h"
#include "pipeline/clean/facts.h"
#include "pipeline/clean/html_meta.h"

enum shape { SHAPE_PLAIN, SHAPE_MARKDOWN, SHAPE_HTML };

/* What the text is: META_TYPE when it says so, else by its looks. */
enum shape front_shape(const struct doc *d);

/* Scraped text: every line break ends a line. */
void front_plain(struct page *p, size_t from, size_t to);
/* Mark the rows of tables among its lines; cells on lines of their own are joined. */
void front_plain_rows(struct page *p);

/* Process lifetime: what the mark-up fronts read. */
struct markup {
	struct html_hints hints;
	struct html_refs refs;
	struct meta_names *names;
	struct sites sites;
};

/* An article kept as escaped mark-up in a textarea is unescaped in d's text (composed into the
 * map). */
void front_unwrap(const struct markup *m, struct doc *d);

/* An HTML page: lines and boxes in b, facts from its head. */
void front_html(const struct markup *m, struct builder *b, struct page *p, struct facts *f);

/* What the page's site says of it (rules/clean/sites.rules): call behind front_html. */
void front_site(const struct markup *m, struct builder *b, struct page *p, struct facts *f);

/* Markdown, front matter and HTML inside it. */
void front_markdown(const struct markup *m, struct builder *b, struct page *p, struct facts *f);

#endif
