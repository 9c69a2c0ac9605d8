/* The visible page: what clean works on between the mark-up and the clean text.
 *
 * A front (plain.c, markdown.c, html_page.c) turns the old text into visible text cut into lines;
 * each visible unit knows the old units it came from (segments). The debris and content steps only
 * set verdicts on lines and cuts in them. page_emit() then makes the new text by struct rewrite:
 * what is not emitted becomes a hole with its reason. Thread lifetime: one page a worker, its
 * arrays are kept from document to document. Offsets: vis = units of the visible text, old = units
 * of the text before clean. */
#ifndef ZHC_CLEAN_PAGE_H
#define ZHC_CLEAN_PAGE_H

#include "pipeline/core/doc.h"

/* Why something was removed; ORDER WHY = why.def. */
enum clean_why {
#define X(id, kind, text) WHY_##id,
#include "pipeline/clean/why.def"
#undef X
	WHY_N
};
const char *clean_why_name(unsigned why); /* "breadcrumb"; "unspecified" for an unknown number */
const char *clean_why_text(unsigned why); /* for people */
int clean_why_parse(struct slice kind);	  /* -1 unknown */

/* A stretch of visible text from one stretch of old text. copied: the units are the same, one for
 * one; else the whole stands for the whole (a character reference, a space for a line break). */
struct seg {
	uint32_t vis, len;
	uint32_t old, old_len;
	bool copied;
};

enum line_flag {
	LINE_HEADING = 1u,     /* marked up as a heading */
	LINE_BOLD = 2u,	       /* all of it strong */
	LINE_LIST = 4u,	       /* a list item */
	LINE_TABLE = 8u,       /* a table row */
	LINE_CAPTION = 16u,    /* marked up as a caption */
	LINE_H1 = 32u,	       /* the first-level heading */
	LINE_META = 64u,       /* gave metadata */
	LINE_PROSE = 128u,     /* running text */
	LINE_TITLE = 256u,     /* the headline */
	LINE_LOOSE = 512u,     /* verdict of the surroundings, may be taken back */
	LINE_LISTHEAD = 1024u, /* header of a list of other articles */
	LINE_TALKHEAD = 2048u, /* header of comments */
	LINE_ASIDE = 4096u,    /* under such a header, or a teaser */
	LINE_SAME = 8192u,     /* a short sentence that stands on the page again and again */
	LINE_IMAGE = 16384u,   /* right below a picture */
	LINE_CENTER = 32768u   /* set in the middle */
};

struct line {
	uint32_t vis, len; /* without white space at the ends */
	uint32_t old, old_end;
	uint32_t link;	     /* visible units inside links */
	uint32_t box;	     /* html: index of the container */
	uint32_t han, punct; /* Han characters; sentence punctuation of either width */
	uint16_t flags;	     /* enum line_flag */
	uint16_t links;	     /* number of links */
	uint8_t why;	     /* 0: stays */
	bool legend;	     /* the mark-up says that it tells what a picture shows */
	bool joined;	     /* goes on with the line before it: no line end between */
	bool aside;	     /* html: in a box whose name says that it is none of the article's, or
				under the header of a list or of comments */
};

struct cut { /* a piece of a line that goes */
	uint32_t vis, len;
	uint8_t why;
};

struct hidden { /* old stretches with a reason of their own: scripts, comments, hidden elements */
	uint32_t old, len;
	uint8_t why;
};

struct field {
	enum meta_key key;
	uint32_t vis, len;
	const char *site; /* the rule of the site that names it, else NULL */
};

/* A day that an element says in an attribute: where it stands, and the value in the old text. */
struct moment {
	uint32_t vis, off, len;
};

struct page {
	struct uslice old;     /* text before clean */
	const struct map *map; /* and its map */
	const uint16_t *vis;   /* visible text: old itself, or text.p */
	size_t vis_len;
	struct ubuf text;
	struct seg *segs;
	size_t n_segs, cap_segs;
	struct line *lines;
	size_t n_lines, cap_lines;
	struct cut *cuts; /* sorted before emission */
	size_t n_cuts, cap_cuts;
	struct hidden *hidden; /* ascending */
	size_t n_hidden, cap_hidden;
	struct field *fields; /* what elements named title, source, author, date hold; ascending,
				 sites' own behind */
	size_t n_fields, cap_fields;
	struct moment *moments; /* ascending */
	size_t n_moments, cap_moments;
	uint32_t *marks; /* visible offsets where an inline element begins or ends, ascending */
	size_t n_marks, cap_marks;
	uint8_t gap_why; /* what lies between pieces: WHY_SPACE or WHY_MARKUP */
};

void page_begin(struct page *p, struct uslice old, const struct map *map, uint8_t gap_why);
void page_free(struct page *p);

/* For fronts that build visible text. Both append. */
void page_copy(struct page *p, size_t old, size_t len);
void page_replace(struct page *p, size_t old, size_t old_len, const uint16_t *vis, size_t len);
/* Close a line that began at vis unit start: white space at both ends is left out, features are
 * counted. Gives the line, or NULL when nothing visible was there. The pointer lives until the next
 * call. */
struct line *page_line(struct page *p, size_t start, size_t end);
void page_field(struct page *p, enum meta_key key, size_t vis);
/* The same for an element that ended before: [vis, vis+len). */
void page_site_field(struct page *p, enum meta_key key, size_t vis, size_t len, const char *site);
/* A day in old[off, off + len), said here by an element. */
void page_moment(struct page *p, size_t off, size_t len);
void page_mark(struct page *p); /* an inline element begins or ends here */
void page_hide(struct page *p, size_t old, size_t len, enum clean_why why);
void page_cut(struct page *p, size_t vis, size_t len, enum clean_why why);

struct uslice page_line_text(const struct page *p, const struct line *l);
/* Source bytes of a visible stretch. */
struct src_span page_source(const struct page *p, size_t vis, size_t len);

/* Make d->text, d->map and d->blocks from what stays. */
void page_emit(struct page *p, struct doc *d);

/* Asked of every unit: ASCII and what stands behind the ideographic space are told first. */
static inline bool unit_is_space(uint16_t c)
{
	if (c < 0x80) return c <= ' ' && (c == ' ' || (c >= 9 && c <= 13));
	if (c > 0x3000) return c == 0xfeff;
	return c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x85;
}

#endif
