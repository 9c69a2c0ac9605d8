/* What a document says about its own encoding: byte-order marks, <meta charset>, <?xml encoding?>.
 */
#ifndef ZHC_LABEL_H
#define ZHC_LABEL_H

#include "pipeline/decode/charset.h"

/* The byte-order mark at the head: its charset and length; CS_NONE without one. UTF-32 gives
 * CS_OTHER and its ICU name in icu. */
enum charset label_bom(struct slice bytes, size_t *len, char icu[CHARSET_NAME_MAX]);

/* The label declared in the first 4 KiB of the bytes, as written (a slice of them); absent if there
 * is none. */
struct slice label_declared(struct slice bytes);

/* Name of the file format when the bytes begin like no text at all ("PNG image"), else NULL. */
const char *label_binary(struct slice bytes);

#endif
