/* The one pass over a text that tells its parts where to look (look.h). */
#include "pipeline/annotate/look.h"

void look_table_fill(struct look_table *t, const struct annot_part *const *parts,
		     void *const *states)
{
	memset(t->of, 0, sizeof t->of);
	for (unsigned p = 0; p < LOOK_PARTS; p++) {
		const struct unit_set *set = parts[p]->looks ? parts[p]->looks(states[p]) : NULL;
		for (unsigned c = 0; set && c < 65536; c++) {
			if (!set->bits[c >> 6]) c |= 63; /* none of these 64 */
			else if (unit_set_has(set, (uint16_t)c)) t->of[c] |= (uint8_t)(1u << p);
		}
	}
}

void look_make(const struct look_table *t, struct doc *d)
{
	const uint16_t *s = d->text.p;
	size_t n = d->text.len;

	uint8_t *looks = d->looks = mem_alloc(n + LOOK_STEP);
	memset(looks + n, 0, LOOK_STEP);
	for (size_t i = 0; i < n; i++) looks[i] = t->of[s[i]];
}

void look_free(struct doc *d)
{
	mem_free(d->looks);
	d->looks = NULL;
}
