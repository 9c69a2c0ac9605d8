/* The rules of extract over the sentences of articles, three ways.  usage: rulebench PATH...
 * [options of run] From articles, annotated, to nanoseconds of processor time a source byte for:
 * our rule set; each rule on each sentence by PCRE2-16 over the same UTF-16; each rule on each
 * sentence by PCRE2-8 over UTF-8, what a program without a filter would do. All compiled for the
 * JIT, UTF checks off, every match found and none used; the matches of all three must be as many.
 */
#undef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "pipeline/extract/extract_state.h"
#include "pipeline/extract/view.h"
#include "scripts/benchframe.h"

extern const struct stage stage_extract;

/* Sketches of all sentences, one behind the other. */
struct bench {
	struct extract_state *state;
	struct extract_worker *worker;
	struct ubuf text;
	struct buf utf8;
	size_t *end, *end8; /* of each sentence in text and utf8 */
	size_t n, cap, cap8;
	uint64_t bytes;
	pcre2_code **code;
};

enum way { WAY_FILTER, WAY_BRUTE_16, WAY_BRUTE_8, WAY_N };

static void add_sentences(void *ctx, struct doc *d)
{
	struct bench *b = ctx;

	for (size_t i = 0; i < d->n_sentences; i++) {
		struct view v;
		arena_reset(&b->worker->sentence_arena);
		struct view_words words = { b->state->lexicon, b->worker->segment,
					    &b->state->words };
		view_build(&v, &b->worker->sentence_arena, &words, d, i,
			   doc_first_annot(d, d->sentences[i].off));
		view_sketch(&v, &b->worker->sentence_arena);
		for (size_t k = 0; k < v.sketch.len; k++) ubuf_addc(&b->text, v.sketch.p[k]);
		buf_add_utf16(&b->utf8, v.sketch);
		b->end = mem_grow(b->end, &b->cap, b->n + 1, sizeof *b->end);
		b->end8 = mem_grow(b->end8, &b->cap8, b->n + 1, sizeof *b->end8);
		b->end[b->n] = b->text.len;
		b->end8[b->n++] = b->utf8.len;
	}
}

static void compile_all(struct bench *b)
{
	const struct rule_set *set = b->state->rules.set;
	struct arena a;
	int error;
	PCRE2_SIZE at;

	arena_init(&a);
	b->code = mem_zalloc((rule_set_count(set) + 1) * sizeof *b->code);
	for (uint32_t i = 0; i < rule_set_count(set); i++) {
		struct slice p = arena_utf8(&a, rule_set_pattern(set, i, &a));
		b->code[i] = pcre2_compile((PCRE2_SPTR)p.p, p.len,
					   PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE,
					   &error, &at, NULL);
		if (b->code[i]) pcre2_jit_compile(b->code[i], PCRE2_JIT_COMPLETE);
	}
	arena_free(&a);
}

static bool count_hit(void *ctx, const struct rule_hit *hit)
{
	(void)hit;
	++*(uint64_t *)ctx;
	return true;
}

/* All matches of all rules in a sentence of UTF-8. */
static uint64_t brute_8(const struct bench *b, pcre2_match_data *data, const char *s, size_t len)
{
	size_t n = rule_set_count(b->state->rules.set);
	const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(data);
	uint64_t hits = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t pos = 0; pos <= len; hits++) {
			if (!b->code[i] || pcre2_match(b->code[i], (PCRE2_SPTR)s, len, pos,
						       PCRE2_NO_UTF_CHECK, data, NULL) < 0)
				break;
			pos = ov[1] > ov[0] ? ov[1] : ov[1] + 1;
			while (pos < len && ((unsigned char)s[pos] & 0xc0) == 0x80) pos++;
		}
	return hits;
}

static uint64_t run_way(struct bench *b, enum way way, uint64_t *hits)
{
	const struct rule_set *set = b->state->rules.set;
	pcre2_match_data *data = pcre2_match_data_create(RULE_GROUPS_MAX, NULL);
	uint64_t from = bench_now(CLOCK_THREAD_CPUTIME_ID);

	*hits = 0;
	for (size_t i = 0; i < b->n; i++) {
		size_t off = i ? b->end[i - 1] : 0, off8 = i ? b->end8[i - 1] : 0;
		struct uslice s = { b->text.p + off, b->end[i] - off };
		if (way == WAY_FILTER) rule_set_match(set, b->worker->match, s, count_hit, hits);
		if (way == WAY_BRUTE_16) rule_set_brute(set, b->worker->match, s, count_hit, hits);
		if (way == WAY_BRUTE_8)
			*hits += brute_8(b, data, b->utf8.p + off8, b->end8[i] - off8);
	}
	pcre2_match_data_free(data);
	return bench_now(CLOCK_THREAD_CPUTIME_ID) - from;
}

/* Each way once to compile, then the best of three. */
static void run_all(struct bench *b)
{
	static const char *const names[] = { "rules", "each on each sentence, PCRE2-16",
					     "each on each sentence, PCRE2-8" };
	uint64_t best[WAY_N] = { 0 }, hits;

	rule_scratch_compile_first(b->worker->match);

	for (int turn = 0; turn < 4; turn++)
		for (enum way w = 0; w < WAY_N; w++) {
			uint64_t ns = run_way(b, w, &hits);
			if (turn && (!best[w] || ns < best[w])) best[w] = ns;
			if (turn == 3)
				printf("%-34s %8.2f ns/byte %8.1fx %10llu matches\n", names[w],
				       (double)best[w] / (double)b->bytes,
				       (double)best[w] / (double)best[WAY_FILTER],
				       (unsigned long long)hits);
		}
}

static void close_bench(struct bench *b)
{
	for (size_t i = 0; b->code && i < rule_set_count(b->state->rules.set); i++)
		pcre2_code_free(b->code[i]);
	mem_free(b->code);
	mem_free(b->end);
	mem_free(b->end8);
	ubuf_free(&b->text);
	buf_free(&b->utf8);
	if (b->worker) stage_extract.worker_close(b->worker);
	if (b->state) stage_extract.close(b->state);
}

int main(int argc, char **argv)
{
	struct bench_frame f;
	struct bench b = { .n = 0 };

	if (argc < 2) {
		fprintf(stderr, "usage: rulebench PATH... [options of run]\n");
		return 64;
	}
	enum status st = bench_open(&f, argc, argv, 1, "annotate");
	if (st == OK) st = stage_extract.open(&f.env, (void **)&b.state, &f.err);
	if (st == OK) st = stage_extract.worker_open(b.state, (void **)&b.worker, &f.err);
	if (st == OK) st = bench_read(&f, add_sentences, &b);
	b.bytes = f.bytes;
	if (st == OK) compile_all(&b);
	if (st == OK && b.bytes) run_all(&b);
	close_bench(&b);
	return bench_close(&f, "rulebench", st);
}
