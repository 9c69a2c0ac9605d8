/* Full names of firms, found by the legal form that ends them. */
#ifndef ZHC_FIRM_H
#define ZHC_FIRM_H

#include "pipeline/annotate/entity.h"
#include "pipeline/core/punctuation.h"

/* First token of the name of the firm whose legal form is token i; i when it is none, or when
 * nothing before it makes a name. */
size_t firm_start(const struct name_sentence *s, size_t i);
/* The next, where a bracket opens. */
size_t firm_kind_last(const struct name_sentence *s, size_t i);
/* What kind of partnership it is may stand in brackets behind a name: their last token; i when
 * there are none. */
static inline size_t firm_last(const struct name_sentence *s, size_t i)
{
	bool open = i + 1 < s->n && (name_is_sign(s, i + 1, BRACKET_OPEN) ||
				     name_is_sign(s, i + 1, '('));

	return open ? firm_kind_last(s, i) : i; /* which few words stand before */
}

#endif
