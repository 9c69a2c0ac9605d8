/* Authors that nothing but their own page names: a linked name between headline and text. */
#ifndef ZHC_CLEAN_LINK_AUTHOR_H
#define ZHC_CLEAN_LINK_AUTHOR_H

#include "pipeline/clean/debris.h"
#include "pipeline/clean/html_class.h"

/* Add what links between headline and article's box name, whose address is that of a writer's page
 * (rules/clean/fields.tsv, words with href: before them). w: headline and box are known. */
void link_authors_add(const struct debris *r, struct debris_worker *w,
		      const struct class_words *words, const struct page *p, struct facts *f);

#endif
