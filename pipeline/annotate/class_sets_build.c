/* Packs the sets of words' first characters (class_sets.h). */
#include "pipeline/annotate/class_sets.h"

#include "pipeline/core/mem.h"

bool class_sets_build(const uint32_t *of, struct buf *out)
{
	uint8_t *number = mem_zalloc(65536);
	uint32_t sets[CLASS_SETS] = { 0 };
	size_t n = 1, c = 0;

	for (; c < 65536; c++) {
		size_t k = 0;
		while (k < n && sets[k] != of[c]) k++;
		if (k == CLASS_SETS) break;
		if (k == n) sets[n++] = of[c];
		number[c] = (uint8_t)k;
	}
	buf_add(out, number, 65536);
	buf_add(out, sets, sizeof sets);
	mem_free(number);
	return c == 65536;
}
