/* What cannot be repaired is flagged: U+FFFD, the known traces of lost bytes
 * (rules/decode/lost.tsv), question marks inside words of a damaged document. The text stays; the
 * map says lossy, the document gets one error. */
#include <math.h>

#include "pipeline/core/rule_file.h"
#include "pipeline/decode/decode.h"

#define ODD (-5.0f)

struct lost_load {
	struct decoder *dec;
	const char *path;
};

static enum status add_lost(void *ctx, const struct slice *cols, size_t n, unsigned line,
			    struct err *e)
{
	struct lost_load *l = ctx;
	struct decoder *dec = l->dec;
	struct uslice seq = n == 2 ? arena_utf16(&dec->arena, cols[0]) : (struct uslice){ NULL, 0 };

	if (!seq.len || seq.p[0] < 0x80 || cols[1].len != 1 || cols[1].p[0] < '1' ||
	    cols[1].p[0] > '9')
		return err_set(e, ERR_RULES,
			       "%s:%u: a row is a sequence that begins with no ASCII, tab, a count "
			       "from 1 to 9",
			       l->path, line);
	struct lost_trace *t = ARENA_PUSH(&dec->arena, dec->lost, dec->n_lost, dec->cap_lost);

	t->times = (unsigned)(cols[1].p[0] - '0');
	t->seq = seq;
	return OK;
}

enum status flag_open(struct decoder *dec, const struct env *env, struct err *e)
{
	struct slice path = arena_printf(&dec->arena, "%.*s/decode/lost.tsv",
					 (int)env->rules_dir.len, env->rules_dir.p);
	struct lost_load l = { dec, path.p };

	TRY(tsv_load(path.p, add_lost, &l, e));
	for (size_t i = 0; i < dec->n_lost; i++)
		suspects_set(dec->suspects, dec->lost[i].seq.p[0], SUS_TRACE);
	return OK;
}

/* Units of a trace at t[i], all repetitions; 0 none. */
static size_t trace_at(const struct decoder *dec, struct uslice t, size_t i)
{
	for (size_t k = 0; k < dec->n_lost; k++) {
		const struct uslice seq = dec->lost[k].seq;
		size_t n = 0, at = i;

		if (t.p[i] != seq.p[0]) continue;
		while (at + seq.len <= t.len && !memcmp(t.p + at, seq.p, seq.len * sizeof *seq.p))
			at += seq.len, n++;
		if (n >= dec->lost[k].times) return at - i;
	}
	return 0;
}

/* A question mark between Han that the model does not expect there, in a document that is damaged
 * anyway. */
static bool mark_in_word(const struct decoder *dec, struct uslice t, size_t i)
{
	if (!i || i + 1 >= t.len || t.p[i - 1] < 0x4e00 || t.p[i - 1] > 0x9fff) return false;
	if (t.p[i + 1] < 0x4e00 || t.p[i + 1] > 0x9fff) return false;
	return ngram_score(&dec->model, i > 1 ? t.p[i - 2] : NGRAM_EDGE, t.p[i - 1], '?') < ODD;
}

void repair_flag(const struct decoder *dec, const struct suspect_list *odd, struct doc *d,
		 bool damaged)
{
	struct uslice t = d->text;
	struct rewrite rw;
	struct src_span first = { 0, 0 };
	size_t count = 0;

	rewrite_begin(&rw, &d->arena, t, &d->map);
	for (size_t i = 0, k = 0; (k = suspects_from(odd, k, i)) < odd->n;) {
		i = odd->at[k];
		uint8_t cls = dec->suspects->cls[t.p[i]];
		size_t n = 0;

		if (cls == SUS_LOST) n = map_worst(&d->map, i, 1) == MAP_LOSSY ? 0 : 1;
		else if (cls == SUS_MARK && damaged) n = mark_in_word(dec, t, i);
		else if (cls == SUS_TRACE) n = trace_at(dec, t, i);
		if (n) {
			struct src_span src = map_source(&d->map, i, n);

			rewrite_keep_to(&rw, i);
			rewrite_put(&rw, n, t.p + i, n, MAP_LOSSY);
			if (!count++) first = src;
			if (t.p[i] != '?')
				doc_add_repair(d, MAP_LOSSY, src,
					       arena_utf8(&d->arena, (struct uslice){ t.p + i, n }),
					       arena_utf8(&d->arena, (struct uslice){ t.p + i, n }),
					       NAN);
		}
		i += n ? n : 1;
	}
	rewrite_end(&rw, &d->text, &d->map);
	if (count)
		doc_add_error(d, "decode", "lossy-text", first,
			      "%zu place%s where an earlier decoding lost characters", count,
			      count == 1 ? "" : "s");
}
