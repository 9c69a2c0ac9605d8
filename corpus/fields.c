/* Which members of a record mean what.
 * In: the value of --field. Out: for a member's name, the field it is. Without --field the usual names count, the
 * first of a list before the later ones. */
#include "corpus/fields.h"

static const struct {
	const char *name;
	int meta;
	const char *usual[7];
} known[FIELD_N] = {
	[FIELD_TEXT] = { "text", -1, { "text", "content", "body", "article", "html", "full_text" } },
	[FIELD_TITLE] = { "title", META_TITLE, { "title", "headline", "news_title" } },
	[FIELD_DATE] = { "date", META_DATE, { "date", "time", "publish_time", "pub_date", "published", "datetime" } },
	[FIELD_SOURCE] = { "source", META_SOURCE, { "source", "publisher", "media", "outlet" } },
	[FIELD_AUTHOR] = { "author", META_AUTHOR, { "author", "byline", "reporter" } },
	[FIELD_EDITOR] = { "editor", META_EDITOR, { "editor" } },
	[FIELD_URL] = { "url", META_URL, { "url", "link" } },
	[FIELD_ID] = { "id", META_ID, { "id", "doc_id", "uuid" } },
};

int fields_meta(enum field which)
{
	return known[which].meta;
}

const char *fields_name(enum field which)
{
	return known[which].name;
}

enum status fields_parse(struct fields *f, const char *list, struct err *e)
{
	struct slice rest = list ? slice_str(list) : SLICE_NONE, pair;
	memset(f, 0, sizeof *f);
	while (rest.p && slice_split(&rest, ',', &pair)) {
		struct slice name = pair, left;
		if (!slice_split(&name, '=', &left) || !name.p || slice_trim(name).len == 0)
			return err_set(e, ERR_USAGE, "--field: \"%.*s\" is not field=name", (int)pair.len, pair.p);
		size_t i = 0;
		while (i < FIELD_N && !slice_is(slice_trim(left), known[i].name))
			i++;
		if (i == FIELD_N)
			return err_set(e, ERR_USAGE,
				       "--field: \"%.*s\" is none of text title date source author editor url id",
				       (int)left.len, left.p);
		if (f->name[i].p) return err_set(e, ERR_USAGE, "--field: %s is given twice", known[i].name);
		f->name[i] = slice_trim(name);
	}
	return OK;
}

int fields_match(const struct fields *f, enum field which, struct slice name)
{
	if (f->name[which].p) return slice_eq(f->name[which], name) ? 100 : 0;
	for (size_t i = 0; i < 7 && known[which].usual[i]; i++)
		if (slice_is(name, known[which].usual[i])) return 99 - (int)i;
	return 0;
}
