/* HTML tokenizer after the tokenization states of the WHATWG standard, over UTF-16 with positions.
 *
 * Tokens are spans of the text; nothing is copied and nothing allocated. Names and values come raw:
 * html_name_is(), html_value() and html_clean() apply lower case, references, NUL and line-end
 * rules on demand. Parse errors are not told. A character token may come in several pieces. The
 * caller plays tree builder: after a start tag it may switch the mode (html_set_mode), as the
 * standard's tree construction does. Limits: HTML_ATTRS_MAX attributes a tag are kept, the rest is
 * stepped over. Text below 4 GiB. */
#ifndef ZHC_CLEAN_HTML_TOKEN_H
#define ZHC_CLEAN_HTML_TOKEN_H

#include "pipeline/core/buf.h"
#include "pipeline/core/table.h"

#define HTML_ATTRS_MAX 64

enum html_mode { HTML_DATA, HTML_RCDATA, HTML_RAWTEXT, HTML_SCRIPT, HTML_PLAINTEXT, HTML_CDATA };
enum html_type { HTML_EOF, HTML_TEXT, HTML_REF, HTML_START, HTML_END, HTML_COMMENT, HTML_DOCTYPE };

struct html_span {
	uint32_t off, len;
};

struct html_attr {
	struct html_span name, value;
};

struct html_token {
	uint8_t type; /* enum html_type */
	bool self_closing;
	bool quirks;			       /* doctype */
	bool has_name, has_public, has_system; /* doctype */
	uint32_t off, len;		       /* the whole token */
	struct html_span name;		       /* tag or doctype name; data of a comment */
	struct html_span public_id, system_id;
	uint32_t cp[2]; /* HTML_REF: one or two code points, cp[1] 0 = one */
	uint8_t mode;	/* HTML_TEXT: enum html_mode it was read in */
};

/* Named character references, from the compiled table "entities". */
struct html_refs {
	struct table table;
	uint32_t (*cps)[2]; /* by row */
};
enum status html_refs_open(struct html_refs *r, const struct env *env, struct err *e);
void html_refs_close(struct html_refs *r);

struct html_tokenizer {
	const uint16_t *p;
	size_t len, pos;
	const struct html_refs *refs;
	enum html_mode mode;
	const uint16_t *last; /* name of the last start tag, for the end of RCDATA and raw text */
	size_t last_len;
	struct html_attr attrs[HTML_ATTRS_MAX];
	size_t n_attrs;
};

/* Tokens of text from its begin; both are borrowed. */
void html_begin(struct html_tokenizer *t, struct uslice text, const struct html_refs *refs);
/* The text of an element is read in mode until the end tag name. */
void html_set_mode(struct html_tokenizer *t, enum html_mode mode, const uint16_t *name,
		   size_t name_len);
/* The next token; HTML_EOF at the end, again and again. */
void html_next(struct html_tokenizer *t, struct html_token *out);

bool html_name_equals(const uint16_t *p, struct html_span name, const char *word);
/* Is the raw name equal to a lower-case ASCII word, not empty? Inline: by its first letter most are
 * not. */
static inline bool html_name_is(const uint16_t *p, struct html_span name, const char *word)
{
	return name.len && (p[name.off] | 32) == (unsigned char)word[0] &&
	       html_name_equals(p, name, word);
}
/* The attribute of the last start tag with this lower-case name, or NULL. */
const struct html_attr *html_attr(const struct html_tokenizer *t, const char *name);
/* Append a raw value: references decoded, NUL replaced, line ends normalised. */
void html_value(const struct html_tokenizer *t, struct html_span raw, struct ubuf *out);
/* Append raw text: NUL replaced if asked, line ends normalised; lower: ASCII letters lowered. */
void html_clean(const uint16_t *p, size_t len, bool nul, bool lower, struct ubuf *out);

/* A character reference at p[0] == '&': units it takes (0: none) and its code points. */
size_t html_reference(const struct html_refs *refs, const uint16_t *p, size_t len,
		      bool in_attribute, uint32_t cp[2]);

#endif
