/* Counts the words of regions in a text, see region.h. */
#include "pipeline/annotate/region.h"

#include "pipeline/core/rule_file.h"

#include <stdlib.h>

#define REGION_MAX 8
#define TEXT_MAX   65536 /* units of text that are looked at */
#define LEAD	   2	 /* times as many as of any other region */

struct region_word {
	struct uslice word;
	uint8_t region;
};

struct region_words {
	struct arena a;
	const char *path;
	struct slice name[REGION_MAX], currency[REGION_MAX];
	size_t n_regions;
	struct region_word *words;
	size_t n_words, cap_words;
	uint64_t begins[1024]; /* a bit a unit: a word begins with it */
};

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	struct region_words *w = ctx;
	struct slice rest = n == 3 ? cols[2] : SLICE(""), word;

	if (n != 3 || w->n_regions == REGION_MAX)
		return err_set(e, ERR_RULES, "%s:%u: not \"region, currency, words\"", w->path,
			       line);
	w->name[w->n_regions] = arena_copy(&w->a, cols[0]);
	w->currency[w->n_regions] =
		slice_is(cols[1], "-") ? SLICE_NONE : arena_copy(&w->a, cols[1]);
	while (slice_split(&rest, '|', &word)) {
		struct uslice u = arena_utf16(&w->a, word);
		if (!u.len) return err_set(e, ERR_RULES, "%s:%u: empty word", w->path, line);
		struct region_word *r = ARENA_PUSH(&w->a, w->words, w->n_words, w->cap_words);
		*r = (struct region_word){ u, (uint8_t)w->n_regions };
		w->begins[u.p[0] >> 6] |= (uint64_t)1 << (u.p[0] & 63);
	}
	w->n_regions++;
	return OK;
}

static int by_first(const void *pa, const void *pb)
{
	const struct region_word *a = pa, *b = pb;

	return a->word.p[0] < b->word.p[0] ? -1 : a->word.p[0] > b->word.p[0];
}

enum status region_open(struct region_words **out, const struct env *env, struct err *e)
{
	struct region_words *w = mem_zalloc(sizeof *w);

	arena_init(&w->a);
	w->path = arena_printf(&w->a, "%.*s/annotate/regions.tsv", (int)env->rules_dir.len,
			       env->rules_dir.p)
			  .p;
	enum status st = tsv_load(w->path, add_row, w, e);
	if (w->n_words) qsort(w->words, w->n_words, sizeof *w->words, by_first);
	if (st != OK) {
		region_close(w);
		w = NULL;
	}
	*out = w;
	return st;
}

void region_close(struct region_words *w)
{
	if (!w) return;
	arena_free(&w->a);
	mem_free(w);
}

/* The longest word at s; NULL if there is none. */
static const struct region_word *word_at(const struct region_words *w, const uint16_t *s,
					 size_t len)
{
	const struct region_word *best = NULL;
	size_t lo = 0, hi = w->n_words;

	while (lo < hi) { /* to the first word that begins so */
		size_t mid = lo + (hi - lo) / 2;
		if (w->words[mid].word.p[0] < s[0]) lo = mid + 1;
		else hi = mid;
	}
	for (; lo < w->n_words && w->words[lo].word.p[0] == s[0]; lo++) {
		const struct uslice *x = &w->words[lo].word;
		if (x->len > len || (best && x->len <= best->word.len)) continue;
		if (memcmp(x->p, s, x->len * sizeof *s) == 0) best = &w->words[lo];
	}
	return best;
}

struct slice region_currency(const struct region_words *w, const struct doc *d)
{
	size_t count[REGION_MAX] = { 0 }, best = 0;

	if (!slice_is(d->script, "hant")) return SLICE_NONE;
	size_t len = d->text.len < TEXT_MAX ? d->text.len : TEXT_MAX;
	for (size_t i = 0; i < len;) {
		uint16_t c = d->text.p[i];
		const struct region_word *r = w->begins[c >> 6] >> (c & 63) & 1
						      ? word_at(w, d->text.p + i, len - i)
						      : NULL;
		if (r) count[r->region]++;
		i += r ? r->word.len : 1;
	}
	for (size_t k = 1; k < w->n_regions; k++)
		if (count[k] > count[best]) best = k;
	if (!count[best]) return SLICE_NONE;
	for (size_t k = 0; k < w->n_regions; k++)
		if (k != best && count[k] * LEAD > count[best]) return SLICE_NONE;
	return w->currency[best];
}
