/* Text in columns of a terminal: a Chinese character takes two cells, a combining mark none. */
#ifndef ZHC_WIDTH_H
#define ZHC_WIDTH_H

#include "pipeline/core/buf.h"

/* Cells that valid UTF-8 takes. Control characters count as one (width_add shows them as a blank).
 */
size_t width_of(struct slice s);
/* Append s in exactly cells: cut with U+2026 at the end, or padded with blanks (on the left if
 * right is true). */
void width_add(struct buf *out, struct slice s, size_t cells, bool right);

/* Append s as it is safe to show: control characters (terminal escapes among them), but for line
 * feed and tab, become U+FFFD. */
void width_clean(struct buf *out, struct slice s);

#endif
