/* Full names of firms, found by the legal form that ends them. */
#ifndef ZHC_FIRM_H
#define ZHC_FIRM_H

#include "pipeline/annotate/entity.h"

/* First token of the name of the firm whose legal form is token i; i when it is none, or when
 * nothing before it makes a name. */
size_t firm_start(const struct name_sentence *s, size_t i);
/* What kind of partnership it is may stand in brackets behind a name: their last token; i when
 * there are none. */
size_t firm_last(const struct name_sentence *s, size_t i);

#endif
