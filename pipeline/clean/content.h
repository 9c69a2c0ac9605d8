/* The article among the lines of a page. */
#ifndef ZHC_CLEAN_CONTENT_H
#define ZHC_CLEAN_CONTENT_H

#include "pipeline/clean/html_lines.h"

struct range {
	size_t from, to; /* lines */
};

/* Find the container of the article by the text in it, and set why = WHY_OUTSIDE | LINE_LOOSE on
 * lines outside it and on link lists, WHY_HIDDEN on hidden ones. Needs LINE_PROSE and the headers'
 * flags. title: line of the headline when it is known for sure, else the number of lines; what
 * stands above it is no article. Gives the lines of the container; all lines when the page has no
 * running text. */
struct range content_select(struct builder *b, size_t title);

#endif
