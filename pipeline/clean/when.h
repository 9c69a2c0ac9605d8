/* Days of publication as pages write them. */
#ifndef ZHC_CLEAN_WHEN_H
#define ZHC_CLEAN_WHEN_H

#include "pipeline/core/doc.h"

/* Numbers in the order year month day (2024-07-25, 2024年7月25日, 20240725, RFC 3339) or month day year
 * (07/25/2024), digits in ASCII; words of other scripts between them do not matter. minguo: years count from 1912.
 * Gives DAY_NONE when there is no valid day from 1940 to 2099. */
int32_t when_parse(const uint16_t *s, size_t len, bool minguo);
int32_t when_parse_utf8(struct slice s);

#endif
