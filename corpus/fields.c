/* Which members of a record mean what.
 * In: the value of --field and rules/read/fields.tsv. Out: for a member's name, the field it is.
 * Where --field names a field, only that name counts for it. */
#include "corpus/fields.h"

#include "pipeline/core/rule_file.h"

static const struct {
	const char *name;
	int meta;
} known[FIELD_N] = {
	[FIELD_TEXT] = { "text", -1 },
	[FIELD_TITLE] = { "title", META_TITLE },
	[FIELD_DATE] = { "date", META_DATE },
	[FIELD_SOURCE] = { "source", META_SOURCE },
	[FIELD_AUTHOR] = { "author", META_AUTHOR },
	[FIELD_EDITOR] = { "editor", META_EDITOR },
	[FIELD_URL] = { "url", META_URL },
	[FIELD_ID] = { "id", META_ID },
};

int fields_meta(enum field which)
{
	return known[which].meta;
}

static enum field field_of(struct slice name)
{
	int i = 0;
	while (i < FIELD_N && !slice_is(name, known[i].name)) i++;
	return (enum field)i;
}

static enum status parse_list(struct fields *f, const char *list, struct err *e)
{
	struct slice rest = list ? slice_str(list) : SLICE_NONE, pair;
	while (rest.p && slice_split(&rest, ',', &pair)) {
		struct slice name = pair, left;
		if (!slice_split(&name, '=', &left) || !name.p || slice_trim(name).len == 0)
			return err_set(e, ERR_USAGE, "--field: \"%.*s\" is not field=name",
				       (int)pair.len, pair.p);
		enum field i = field_of(slice_trim(left));
		if (i == FIELD_N)
			return err_set(e, ERR_USAGE,
				       "--field: no field \"%.*s\"; fields are text title date "
				       "source author "
				       "editor url id",
				       (int)left.len, left.p);
		if (f->name[i].p)
			return err_set(e, ERR_USAGE, "--field: %s is given twice", known[i].name);
		f->name[i] = slice_trim(name);
	}
	return OK;
}

static enum status add_usual(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct fields *f = ctx;
	if (n != 2 || field_of(cols[0]) == FIELD_N || cols[1].len == 0)
		return err_set(e, ERR_RULES, "rules/read/fields.tsv:%u: not a field and a name",
			       line);
	struct usual_names *u = &f->usual[field_of(cols[0])];
	*ARENA_PUSH(&f->arena, u->at, u->n, u->cap) = arena_copy(&f->arena, cols[1]);
	return OK;
}

enum status fields_open(struct fields *f, const struct env *env, struct err *e)
{
	memset(f, 0, sizeof *f);
	arena_init(&f->arena);
	TRY(parse_list(f, env->opt->fields, e));
	struct slice path = arena_printf(&f->arena, "%.*s/read/fields.tsv", (int)env->rules_dir.len,
					 env->rules_dir.p);
	return tsv_load(path.p, add_usual, f, e);
}

void fields_close(struct fields *f)
{
	arena_free(&f->arena);
}

int fields_match(const struct fields *f, enum field which, struct slice name)
{
	if (f->name[which].p) return slice_eq(f->name[which], name) ? 1000000 : 0;
	const struct usual_names *u = &f->usual[which];
	for (size_t i = 0; i < u->n; i++)
		if (slice_eq(u->at[i], name)) return (int)(u->n - i);
	return 0;
}
