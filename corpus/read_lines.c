/* One document a line.
 * In: lines of text. Out: a document for each line that is not blank; doc_record is the number of
 * the line from 0, blank ones counted; its bytes are the line without its end. Limit: --max-bytes a
 * line. */
#include "corpus/lines.h"
#include "corpus/reader.h"
#include "corpus/record.h"

static int probe(struct slice name, struct slice head)
{
	(void)name;
	(void)head;
	return 0; /* only by --reader: a line may as well be a paragraph */
}

static enum status open_lines(const struct env *env, struct source *in, void **state, struct err *e)
{
	(void)e;
	struct lines *l = mem_zalloc(sizeof *l);
	lines_open(l, in, (size_t)env->opt->max_bytes);
	*state = l;
	return OK;
}

static bool is_blank(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\r' && s.p[i] != '\0')
			return false;
	return true;
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct lines *l = state;
	struct slice line;
	enum status st;
	do st = lines_next(l, &line, e);
	while (st == OK && is_blank(line));
	if (st == END) return END;
	if (st == ERR_LIMIT) {
		record_fail(d, SLICE_NONE, l->in, l->number,
			    l->done ? record_code(st) : "too-large", "%s",
			    record_message(e, source_path(l->in)));
		return OK;
	}
	record_set(d, line, l->in, l->number);
	if (st != OK)
		doc_add_error(d, "read", record_code(st),
			      (struct src_span){ (uint32_t)line.len, (uint32_t)line.len }, "%s",
			      record_message(e, source_path(l->in)));
	record_meta(d, META_LABEL, lines_label(l), "byte-order-mark");
	return OK;
}

static void close_lines(void *state)
{
	mem_free(state);
}

const struct reader reader_lines = {
	.name = "lines",
	.summary = "text, one document a line",
	.probe = probe,
	.open = open_lines,
	.next = next,
	.close = close_lines,
};
