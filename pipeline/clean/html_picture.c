/* Lines that tell what a picture shows. From: the alt of the last picture and a line below it. To:
 * whether one repeats the other; systems fill alt with the caption. Limits: the line is one of the
 * first ALT_LINES below the picture; at least ALT_HAN ideographs agree; a description that goes on
 * behind a character reference is compared up to it. */
#include "pipeline/clean/html_picture.h"

#define ALT_LINES 2
#define ALT_HAN	  8
#define ALT_MORE  40 /* units that one may have behind the other: who took it, what else is seen */

void picture_note(struct builder *b, const struct html_tokenizer *t, bool link)
{
	const struct html_attr *says = html_attr(t, link ? "title" : "alt");
	struct html_span none = { 0, 0 };
	if (link) {
		b->link_title = says ? says->value : none;
		return;
	}
	b->alt = says && says->value.len >= ALT_HAN ? says->value : b->link ? b->link_title : none;
	b->alt_line = b->p->n_lines;
}

bool picture_tells(const struct builder *b, const struct line *l)
{
	const uint16_t *alt = b->p->old.p + b->alt.off, *t = b->p->vis + l->vis;
	size_t i = 0, k = 0, han = 0, same = 0;
	if (b->alt.len < ALT_HAN || b->p->n_lines > b->alt_line + ALT_LINES) return false;
	for (; i < b->alt.len && k < l->len; i++, k++) {
		while (i < b->alt.len && unit_is_space(alt[i])) i++;
		while (k < l->len && unit_is_space(t[k])) k++;
		if (i == b->alt.len || k == l->len || alt[i] != t[k]) break;
		han += unit_is_han(t[k]);
		same++;
	}
	size_t left = b->alt.len - i, more = l->len - k;
	if (han < ALT_HAN || (i < b->alt.len && k < l->len && alt[i] != '&')) return false;
	return more <= ALT_MORE && (left <= ALT_MORE || alt[i] == '&' || same >= left);
}
