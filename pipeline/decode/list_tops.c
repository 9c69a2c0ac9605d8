/* Reading side of list_tops.tab. See list_tops.h. */
#include "pipeline/decode/list_tops.h"

enum status list_tops_open(struct list_tops *t, const struct env *env, const struct ngram *m,
			   struct err *e)
{
	*t = (struct list_tops){ .n_sym = m->n_sym };
	TRY(table_open(&t->table, env, "list_tops", e));
	struct slice choice = table_section(&t->table, "choice"),
		     next = table_section(&t->table, "next"),
		     lists = table_section(&t->table, "lists");
	if (choice.len != (size_t)t->n_sym * LIST_TOPS_ROW || next.len != choice.len ||
	    lists.len != LIST_TOPS_BYTES * sizeof *t->lists) {
		list_tops_close(t);
		return err_set(e, ERR_RULES, "list_tops.tab: not of this model (run make)");
	}
	t->choice = (const uint8_t *)choice.p;
	t->next = (const uint8_t *)next.p;
	t->lists = (const struct byte_chars *)(const void *)lists.p;
	return OK;
}

void list_tops_close(struct list_tops *t)
{
	table_close(&t->table);
}
