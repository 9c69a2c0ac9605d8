/* Sentences: every block (or, without blocks, every line) is cut behind its closing marks. A
 * sentence never crosses a line end; brackets and titles up to INSIDE_MAX units are not cut inside.
 * Characters: rules/annotate/sentence.tsv. Text without closing marks is cut behind a comma or
 * semicolon. Linear: what is looked ahead at an opening bracket is bounded. */
#include "pipeline/annotate/look.h"
#include "pipeline/core/punctuation.h"
#include "pipeline/core/rule_file.h"

#define INSIDE_MAX 80
/* from here on a sentence ends with its clause (hidden key words, a dump of a table) */
#define LONG_UNITS 512

enum mark {
	MARK_NONE,
	MARK_END,
	MARK_LATIN,
	MARK_DOTS,
	MARK_CLOSE,
	MARK_QUOTE,
	MARK_OPEN,
	MARK_SHUT,
	MARK_SPACE,
	MARK_LINE
};

struct marks {
	uint8_t of[65536];
	struct unit_set any; /* of is not MARK_NONE */
};

struct load {
	struct marks *m;
	struct arena a;
	const char *path;
};

static enum status add_row(void *ctx, const struct slice *cols, size_t n, unsigned line,
			   struct err *e)
{
	static const char *const names[] = { "none",  "end",   "latin", "dots",
					     "close", "quote", "open",	"shut" };
	struct load *l = ctx;
	uint8_t mark = 0;

	while (mark < sizeof names / sizeof *names && (n != 2 || !slice_is(cols[1], names[mark])))
		mark++;
	if (mark == sizeof names / sizeof *names)
		return err_set(e, ERR_RULES, "%s:%u: not \"characters, class\"", l->path, line);
	struct uslice u = arena_utf16(&l->a, cols[0]);
	for (size_t i = 0; i < u.len; i++) l->m->of[u.p[i]] = mark;
	return OK;
}

static enum status open_marks(const struct env *env, void **state, struct err *e)
{
	static const uint16_t spaces[] = { ' ', '\t', 0x3000, 0x00a0, 0xfeff, 0x200b };
	struct load l = { .m = mem_zalloc(sizeof(struct marks)) };

	arena_init(&l.a);
	l.path = arena_printf(&l.a, "%.*s/annotate/sentence.tsv", (int)env->rules_dir.len,
			      env->rules_dir.p)
			 .p;
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) l.m->of[spaces[i]] = MARK_SPACE;
	l.m->of['\n'] = l.m->of['\r'] = l.m->of[0x2028] = l.m->of[0x2029] = MARK_LINE;
	enum status st = tsv_load(l.path, add_row, &l, e);
	for (unsigned c = 0; c < 65536; c++)
		if (l.m->of[c]) unit_set_add(&l.m->any, (uint16_t)c);
	arena_free(&l.a);
	if (st != OK) mem_free(l.m);
	else *state = l.m;
	return st;
}

static bool is_latin(uint16_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '=' || c == '/';
}

/* Behind the closer of the bracket at i, or i + 1 when it is far or absent. */
static size_t skip_inside(const struct marks *m, const uint16_t *s, size_t end, size_t i)
{
	for (size_t k = i + 1; k < end && k <= i + INSIDE_MAX; k++) {
		if (m->of[s[k]] == MARK_LINE) break;
		if (m->of[s[k]] == MARK_SHUT) return k + 1;
	}
	return i + 1;
}

/* Does the mark at i end a sentence? Dots only where the clause does not go on. */
static bool ends_here(const struct marks *m, const uint16_t *s, size_t end, size_t i)
{
	enum mark mark = m->of[s[i]];

	if (mark == MARK_END) return true;
	if (mark == MARK_LATIN) return i + 1 == end || !is_latin(s[i + 1]);
	if (mark != MARK_DOTS || i + 1 >= end || m->of[s[i + 1]] != MARK_DOTS) return false;
	while (i < end && m->of[s[i]] == MARK_DOTS) i++;
	return i == end || m->of[s[i]] == MARK_LINE || m->of[s[i]] == MARK_CLOSE ||
	       m->of[s[i]] == MARK_END;
}

/* A comma or semicolon, not inside a number. */
static bool ends_clause(const uint16_t *s, size_t end, size_t i)
{
	uint16_t c = s[i];

	return c == WIDE_COMMA || mark_is_semicolon(c) ||
	       (c == ',' && i + 1 < end && !is_latin(s[i + 1]));
}

/* The end of the sentence that begins at i: behind its marks and closers, or at the line's end. */
static size_t sentence_end(const struct marks *m, const struct look *look, size_t end, size_t i)
{
	const uint16_t *s = look->s;
	size_t quotes = 0, far = end - i > LONG_UNITS ? i + LONG_UNITS : end;

	for (;;) {
		i = look_next(look, i, far);
		for (; i < end && !unit_set_has(&m->any, s[i]); i++) /* from far on, if at all */
			if (ends_clause(s, end, i)) return i + 1;
		if (i == end || m->of[s[i]] == MARK_LINE) break;
		enum mark mark = m->of[s[i]];
		if (mark == MARK_QUOTE) quotes++;
		if (mark == MARK_OPEN) {
			i = skip_inside(m, s, end, i);
			continue;
		}
		if (!ends_here(m, s, end, i)) {
			i++;
			continue;
		}
		while (i < end && m->of[s[i]] >= MARK_END && m->of[s[i]] <= MARK_DOTS) i++;
		while (i < end && (m->of[s[i]] == MARK_CLOSE || m->of[s[i]] == MARK_SHUT ||
				   (m->of[s[i]] == MARK_QUOTE && quotes % 2 == 1))) {
			if (m->of[s[i]] == MARK_QUOTE) quotes++;
			i++;
		}
		return i;
	}
	return i;
}

static void cut(const struct marks *m, struct doc *d, size_t from, size_t end, size_t block)
{
	const uint16_t *s = d->text.p;
	struct look look = look_for(d, LOOK_sentence, &m->any);
	size_t i = from;

	while (i < end) {
		while (i < end && m->of[s[i]] >= MARK_SPACE) i++;
		if (i == end) break;
		size_t stop = sentence_end(m, &look, end, i), last = stop;
		while (last > i && m->of[s[last - 1]] >= MARK_SPACE) last--;
		struct sentence *x =
			ARENA_PUSH(&d->arena, d->sentences, d->n_sentences, d->cap_sentences);
		*x = (struct sentence){ .off = (uint32_t)i,
					.len = (uint32_t)(last - i),
					.block = (uint32_t)block };
		i = stop;
	}
}

static void run(const void *state, void *worker, struct doc *d)
{
	(void)worker;
	for (size_t b = 0; b < d->n_blocks; b++)
		cut(state, d, d->blocks[b].off, (size_t)d->blocks[b].off + d->blocks[b].len, b);
	if (!d->n_blocks) cut(state, d, 0, d->text.len, 0);
}

static const struct unit_set *looks(const void *state)
{
	const struct marks *m = state;

	return &m->any;
}

const struct annot_part part_sentence = {
	.name = "sentence",
	.open = open_marks,
	.close = mem_free,
	.run = run,
	.looks = looks,
};
