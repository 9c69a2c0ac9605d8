/* Natural merge sort of keys (sort_key.h). */
#include "pipeline/core/sort_key.h"

#include <string.h>

/* Merge k[0, mid) and k[mid, n), both in order, over room. */
static void merge(struct sort_key *k, size_t mid, size_t n, struct sort_key *room)
{
	size_t i = 0, j = mid, o = 0;

	/* these stay; the last one does not, or it would be one run */
	while (!sort_key_behind(&k[o], &k[mid])) o++;
	mid -= o;
	memcpy(room, k + o, mid * sizeof *k);
	while (i < mid && j < n) k[o++] = sort_key_behind(&room[i], &k[j]) ? k[j++] : room[i++];
	memcpy(k + o, room + i, (mid - i) * sizeof *k);
}

static size_t run_end(const struct sort_key *k, size_t from, size_t n)
{
	size_t i = from + 1;

	while (i < n && !sort_key_behind(&k[i - 1], &k[i])) i++;
	return i < n ? i : n;
}

void sort_keys(struct sort_key *k, size_t n, struct sort_key *room)
{
	size_t done = 0;

	while (done < n) {
		size_t runs = 0;
		for (size_t from = 0; from < n; runs++) {
			size_t mid = run_end(k, from, n), end = mid < n ? run_end(k, mid, n) : n;
			if (mid < n) merge(k + from, mid - from, end - from, room);
			from = end;
		}
		if (runs <= 1) done = n;
	}
}
