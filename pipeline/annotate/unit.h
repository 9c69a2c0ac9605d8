/* Units behind and before numbers, by longest match in the unit table; compound units by "per". */
#ifndef ZHC_UNIT_H
#define ZHC_UNIT_H

#include "pipeline/annotate/number_table.h"

struct unit {
	size_t off, len;   /* in the text */
	unsigned flags;	   /* UNIT_* of its (first) row */
	uint8_t dim;	   /* enum dimension; a compound of money stays money */
	int8_t power;	   /* for an amount's smaller parts: 10^power of the larger unit */
	struct slice code; /* in the table */
	struct slice per;  /* code of the unit below "per", absent otherwise */
	struct slice part; /* in the table: of what larger units it is a part, see unit_find_part */
};

/* What a unit is as a part of a larger one. */
struct unit_part {
	unsigned ratio; /* so many of it are one of the larger */
	/* its own code there: the minute, which is a point of a game elsewhere */
	struct slice code;
};

/* The unit that begins at s[at]; nothing behind len is looked at. A look-alike (the first character
 * of a longer word) is none. False if there is none. */
bool unit_read(const struct number_table *t, const uint16_t *s, size_t len, size_t at,
	       struct unit *u);
/* The same, passing over units with any of the flags refused. */
bool unit_read_for(const struct number_table *t, const uint16_t *s, size_t len, size_t at,
		   unsigned refused, struct unit *u);
/* A currency before a number that ends at s[at]; the look back is short. */
bool unit_read_prefix(const struct number_table *t, const uint16_t *s, size_t from, size_t at,
		      struct unit *u);
/* In a text of a region: its currency for a unit whose currency is a guess by the script (the plain
 * yuan, a bare dollar sign). */
void unit_set_region(struct unit *u, struct slice region);
/* Is u a part of the unit with the code whole (minutes of an hour, inches of a foot)? The first
 * column says which. */
bool unit_find_part(const struct unit *u, struct slice whole, struct unit_part *part);
/* The code that u has where smaller units follow it: its first own code as a part, else its code.
 */
struct slice unit_part_code(const struct unit *u);
/* The whole code in the arena: "ucum:ug/m3", "iso4217:CNY/kW.h". Absent for a unit without code. */
struct slice unit_code(struct arena *a, const struct unit *u);

#endif
