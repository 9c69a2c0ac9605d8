/* What the lexicon knows of the characters of names. See segment.h. */
#include "pipeline/annotate/lexicon_table.h"
#include "pipeline/annotate/segment.h"

#define SURNAME_COMMON 104 /* a surname of 1.5 in a thousand people or more, in 1/16 nat */

bool lexicon_is_translit(const struct lexicon *l, struct uslice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (l->chars[s.p[i]].translit == NAME_NEVER) return false;
	return s.len > 0;
}

bool lexicon_is_surname(const struct lexicon *l, uint16_t unit)
{
	return l->chars[unit].surname <= SURNAME_COMMON;
}

bool lexicon_has_surname(const struct lexicon *l, uint16_t unit)
{
	return l->chars[unit].surname < NAME_FAMILIAR;
}

bool lexicon_is_familiar(const struct lexicon *l, uint16_t opener, uint16_t name)
{
	return l->chars[opener].surname == NAME_FAMILIAR &&
	       (l->chars[name].alone != NAME_NEVER || l->chars[name].second != NAME_NEVER);
}

void lexicon_add_surnames(const struct lexicon *l, struct unit_set *surnames,
			  struct unit_set *openers)
{
	for (unsigned c = 0; c < 65536; c++) {
		if (l->chars[c].surname == NAME_NEVER) continue;
		unit_set_add(surnames, (uint16_t)c);
		if (l->chars[c].surname == NAME_FAMILIAR) unit_set_add(openers, (uint16_t)c);
	}
}
