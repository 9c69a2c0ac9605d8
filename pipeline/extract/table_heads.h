/* What heads, captions and the first cells of rows say. See table_claims.h. */
#ifndef ZHC_TABLE_HEADS_H
#define ZHC_TABLE_HEADS_H

#include "pipeline/extract/table_claims.h"

/* The time in s: its first of days, or the year that it is. */
struct table_time table_time_in(const struct doc *d, struct stretch s);
static inline bool table_has_time(const struct table_time *t)
{
	return t->annot >= 0 || t->year.len > 0;
}
/* Its first day, DAY_NONE unknown. */
int32_t table_time_start(const struct doc *d, const struct table_time *t);
/* s without marks and numbering in front, without a time in front, without its unit behind. */
struct stretch table_name(const struct table_reader *t, struct stretch s);
/* A head without blanks inside. */
#define TABLE_SQUEEZED 24
struct table_squeezed {
	uint16_t p[TABLE_SQUEEZED];
};
struct uslice table_squeeze(const struct doc *d, struct stretch s, struct table_squeezed *room);
/* What the head whole, of which name is left without time and unit, makes of its column. The name
 * of a change is cut to what changed. */
enum column_kind table_kind(const struct table_reader *t, struct stretch *name,
			    struct stretch whole);
/* yoy, pop: what words in s compare with; absent if none. */
struct slice table_compare(const struct table_reader *t, struct stretch s);
/* Fill t->column for rows of n cells. */
void table_read_columns(struct table_reader *t, size_t n);
/* Are the names of rows those who have the figures, or what is measured? By the heads and the roles
 * of columns. measures: most of those names end like measures, or are kinds of figures. */
void table_rows_side(struct table_reader *t, size_t n, bool measures);
/* Is the line nothing but the unit of the table below? */
bool table_is_unit_line(const struct table_reader *t, const struct block *b);
void table_read_caption(const struct table_reader *t, const struct block *b,
			struct table_caption *c);

static inline struct uslice table_text(const struct doc *d, struct stretch s)
{
	return (struct uslice){ d->text.p + s.off, s.len };
}

#endif
