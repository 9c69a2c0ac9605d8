/* Words of tables. See table_words.h. They are few and cells are short: a scan, behind a bit that
 * tells of most paragraphs that are no cells that no word of the class begins, or ends, so. */
#include "pipeline/extract/table_words.h"

#include "pipeline/core/rule_file.h"

struct table_word {
	struct uslice word;
	uint8_t cls;
};

struct loader {
	struct table_words *w;
	const char *path;
};

static uint32_t gate_bit(unsigned cls, uint16_t unit)
{
	return ((cls << 16 | unit) * 0x9e3779b1u) >> 18;
}

static bool opens(const uint64_t *gate, unsigned cls, uint16_t unit)
{
	uint32_t bit = gate_bit(cls, unit);

	return gate[bit / 64] >> bit % 64 & 1;
}

static void add_gate(uint64_t *gate, unsigned cls, uint16_t unit)
{
	uint32_t bit = gate_bit(cls, unit);

	gate[bit / 64] |= UINT64_C(1) << bit % 64;
}

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	static const char *const names[] = {
#define X(id, name) name,
		TABLE_CLASSES(X)
#undef X
	};
	struct loader *l = ctx;
	struct slice rest, word;
	unsigned cls = 0;

	if (n != 2) return err_set(e, ERR_RULES, "%s:%u: not \"class, words\"", l->path, line);
	while (cls < TABLE_CLASS_N && !slice_is(cols[0], names[cls])) cls++;
	if (cls == TABLE_CLASS_N)
		return err_set(e, ERR_RULES, "%s:%u: unknown class %.*s", l->path, line,
			       (int)cols[0].len, cols[0].p);
	rest = cols[1];
	while (slice_split(&rest, '|', &word)) {
		if (!word.len) return err_set(e, ERR_RULES, "%s:%u: empty word", l->path, line);
		struct table_word *x = ARENA_PUSH(&l->w->a, l->w->words, l->w->n, l->w->cap);
		*x = (struct table_word){ arena_utf16(&l->w->a, word), (uint8_t)cls };
		add_gate(l->w->first, cls, x->word.p[0]);
		add_gate(l->w->last, cls, x->word.p[x->word.len - 1]);
	}
	return OK;
}

enum status table_words_open(struct table_words *w, const struct env *env, struct err *e)
{
	*w = (struct table_words){ .n = 0 };
	arena_init(&w->a);
	struct loader l = { w, arena_printf(&w->a, "%.*s/extract/table_words.tsv",
					    (int)env->rules_dir.len, env->rules_dir.p)
				       .p };
	return tsv_load(l.path, add_row, &l, e);
}

void table_words_close(struct table_words *w)
{
	arena_free(&w->a);
}

bool table_word_is(const struct table_words *w, enum table_class cls, struct uslice text)
{
	if (!text.len || !opens(w->first, cls, text.p[0])) return false;
	for (size_t i = 0; i < w->n; i++)
		if (w->words[i].cls == cls && uslice_eq(w->words[i].word, text)) return true;
	return false;
}

size_t table_word_starts(const struct table_words *w, enum table_class cls, struct uslice text)
{
	size_t best = 0;

	if (!text.len || !opens(w->first, cls, text.p[0])) return 0;
	for (size_t i = 0; i < w->n; i++) {
		struct uslice x = w->words[i].word;
		if (w->words[i].cls != cls || x.len > text.len || x.len <= best) continue;
		if (memcmp(x.p, text.p, x.len * sizeof *x.p) == 0) best = x.len;
	}
	return best;
}

size_t table_word_ends(const struct table_words *w, enum table_class cls, struct uslice text)
{
	size_t best = 0;

	if (!text.len || !opens(w->last, cls, text.p[text.len - 1])) return 0;
	for (size_t i = 0; i < w->n; i++) {
		struct uslice x = w->words[i].word;
		if (w->words[i].cls != cls || x.len > text.len || x.len <= best) continue;
		if (memcmp(x.p, text.p + text.len - x.len, x.len * sizeof *x.p) == 0) best = x.len;
	}
	return best;
}

size_t table_word_find(const struct table_words *w, enum table_class cls, struct uslice text,
		       size_t *len)
{
	for (size_t i = 0; i < text.len; i++) {
		*len = table_word_starts(w, cls, (struct uslice){ text.p + i, text.len - i });
		if (*len) return i;
	}
	*len = 0;
	return text.len;
}
