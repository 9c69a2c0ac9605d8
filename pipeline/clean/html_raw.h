/* Ends of raw text: where the text of RCDATA, raw text, script data, CDATA or plain text that
 * begins at t->pos ends. */
#ifndef ZHC_CLEAN_HTML_RAW_H
#define ZHC_CLEAN_HTML_RAW_H

#include "pipeline/clean/html_token.h"

/* The place where a token of t's mode, begun at t->pos, ends: before the appropriate end tag
 * (t->pos itself when it stands there), before a reference (RCDATA), before "]]>", or at the end of
 * the text. */
size_t html_raw_end(const struct html_tokenizer *t);

#endif
