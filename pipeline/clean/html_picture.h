/* Lines that tell what a picture shows, known by the picture's own description. */
#ifndef ZHC_CLEAN_HTML_PICTURE_H
#define ZHC_CLEAN_HTML_PICTURE_H

#include "pipeline/clean/html_lines.h"

/* The start tag of a picture or of a link that may hold one: remember what it is said to show. */
void picture_note(struct builder *b, const struct html_tokenizer *t, bool link);
/* Does the line, the last of the page, repeat what the picture above it is said to show? */
bool picture_tells(const struct builder *b, const struct line *l);

#endif
