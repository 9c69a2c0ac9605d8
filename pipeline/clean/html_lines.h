/* From mark-up events to visible lines and boxes. Used by the HTML front and, for HTML inside it,
 * by Markdown. Thread lifetime; linear; the stack of open elements is HTML_DEPTH_MAX deep, what
 * lies deeper is taken as flat. */
#ifndef ZHC_CLEAN_HTML_LINES_H
#define ZHC_CLEAN_HTML_LINES_H

#include "pipeline/clean/html_class.h"
#include "pipeline/clean/html_token.h"
#include "pipeline/clean/page.h"

#define HTML_DEPTH_MAX 256

enum html_tag_flag {
	TF_B = 1u,
	TF_X = 2u,
	TF_V = 4u,
	TF_S = 8u,
	TF_N = 16u,
	TF_H = 32u,
	TF_L = 64u,
	TF_R = 128u,
	TF_C = 256u,
	TF_A = 512u,
	TF_K = 1024u,
	TF_W = 2048u,
	TF_F = 4096u
};
enum html_tag {
	TAG_NONE,
#define TAG(id, name, flags) TAG_##id,
#include "pipeline/clean/html_tags.def"
#undef TAG
	TAG_N
};

/* The name of an element, at most HTML_NAME_MAX letters and digits, lowered: eight in a number, the
 * rest in another. */
#define HTML_NAME_MAX 10
struct packed_name {
	uint64_t head;
	uint32_t tail, len;
};

/* Process lifetime: names of elements, words of class and id. */
struct html_hints {
	uint8_t slot[1024]; /* hash of a name -> tag */
	struct packed_name packed[TAG_N];
	struct buf trie, field_trie;
	struct class_words names;
	struct arena arena;
};
enum status html_hints_open(struct html_hints *h, const struct env *env, struct err *e);
void html_hints_close(struct html_hints *h);
enum html_tag html_tag_of(const struct html_hints *h, const struct html_tokenizer *t,
			  struct html_span name);
extern const uint16_t html_flags_of_tags[TAG_N];
static inline unsigned html_tag_flags(enum html_tag tag)
{
	return html_flags_of_tags[tag];
}

/* A container. */
struct box {
	uint32_t parent;     /* index; box 0 is the page */
	uint32_t first, end; /* its lines, those of boxes inside included */
	uint32_t close;	     /* index behind its last descendant box */
	int16_t hint;	     /* sum of its words; HINT_KILL: never article text */
	uint8_t tag;	     /* enum html_tag */
	bool hidden, furniture;
	/* filled by content.c */
	float prose, own, good; /* good: own and children's outside boxes with bad names */
	uint32_t link, text;
	uint32_t n_prose, n_linked; /* lines */
	bool teaser, shut;	    /* shut: in a box with a bad name */
};
#define HINT_SURE 8
#define HINT_DROP (-500) /* a site's own rule drops the box */
#define HINT_SITE 500	 /* a site's own rule names the box */

struct open_element {
	uint8_t tag;
	bool hidden, link, bold, none, center, legend;
	uint8_t field;	      /* enum meta_key + 1: the element names what it holds */
	uint16_t hit, n_hits; /* what sites' rules name it */
	uint8_t span;	      /* columns of a cell */
	uint32_t row_line, vis;
};

#define SPAN_COLUMNS 64
#define SPAN_TABLES  4 /* tables inside tables; deeper ones have no spans */

/* An open table: which columns of the next row cells of rows above still cover. */
struct table_spans {
	uint8_t left[SPAN_COLUMNS]; /* rows */
	uint8_t col, cells;	    /* of the open row: the next column, cells so far */
};

struct builder {
	const struct html_hints *hints;
	struct page *p;
	struct box *boxes;
	size_t n_boxes, cap_boxes;
	size_t depth, over; /* over: elements open beyond the stack */
	unsigned hidden, link, bold, heading, list, caption, none, pre, center, legend;
	uint32_t box;
	size_t start; /* visible unit where the line begins */
	size_t link_units, bold_units, links;
	bool space;	  /* white space is pending */
	bool space_break; /* it held a line break */
	uint32_t space_at, space_len;
	unsigned line_flags;	     /* of the line begun */
	bool image;		     /* a picture stands between the last line and this one */
	bool image_next;	     /* one stands behind the text of this one */
	bool line_legend;	     /* the line begun tells what a picture shows */
	struct html_span alt;	     /* what the last picture is said to show; len 0: nothing */
	struct html_span link_title; /* what the last link is said to hold */
	size_t alt_line;	     /* the line below it */
	bool of_author; /* the last item property named begins what is said of the author */
	size_t n_hits;
	bool hit_box;	 /* the element that is opened is a box */
	size_t n_tables; /* open */
	unsigned cells;	 /* open cells */
	/* not cleared from document to document: what is beyond depth and n_hits is never read */
	struct open_element stack[HTML_DEPTH_MAX];
	struct site_hit hits[SITE_HITS_MAX];
	struct class_notes notes; /* of all pages so far */
	struct table_spans tables[SPAN_TABLES];
};

/* Begin page p. Everything below comes in the order of the page; old: units of the old text. */
void build_begin(struct builder *b, const struct html_hints *hints, struct page *p);
void build_free(struct builder *b);
/* Text as it stands at old. */
void build_text(struct builder *b, size_t old, size_t len);
/* A character reference at old: what it stands for, cp[1] 0 where that is one code point. */
void build_char(struct builder *b, size_t old, size_t old_len, const uint32_t cp[2]);
/* A start or end tag with its attributes (in t). Gives the tag. */
enum html_tag build_start(struct builder *b, const struct html_tokenizer *t,
			  const struct html_token *x);
void build_end(struct builder *b, const struct html_tokenizer *t, const struct html_token *x);
/* Do class and id of the last start tag surely name the article? */
bool build_names_article(const struct html_hints *h, const struct html_tokenizer *t);
/* End the line. */
void build_break(struct builder *b);
/* Everything is read: close all. */
void build_finish(struct builder *b);

#endif
