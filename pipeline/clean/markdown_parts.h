/* Parts of Markdown: what a line is. */
#ifndef ZHC_CLEAN_MARKDOWN_PARTS_H
#define ZHC_CLEAN_MARKDOWN_PARTS_H

#include "pipeline/clean/front.h"

enum md_kind {
	MD_NONE, /* blank, rule, reference definition, table delimiter: nothing to show */
	MD_TEXT,
	MD_HEADING,
	MD_LIST,
	MD_TABLE,
	MD_UNDERLINE, /* ===: the line above is a heading */
	MD_FENCE
};
struct md_line {
	enum md_kind kind;
	unsigned level;
	size_t from, to; /* its text without marks */
};

/* What kind of line [i, end) of s is. */
struct md_line markdown_line(const uint16_t *s, size_t i, size_t end);
/* Is this an address in angle brackets? */
bool markdown_is_address(const uint16_t *s, size_t len);

#endif
