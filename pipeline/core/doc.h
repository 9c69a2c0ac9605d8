/* The one document record, carried through all stages (doc/1 of CLAIMS.md in memory).
 *
 * A doc owns one arena; everything reachable from it lives there and goes at doc_reset. Stages fill
 * layers; later stages read them. Positions inside are UTF-16 offsets into d->text (off, len);
 * positions in the output are bytes of the original (src). Strings are UTF-8 slices, absent =
 * {NULL, 0}. Limits: DOC_MAX_BYTES of source a document. */
#ifndef ZHC_DOC_H
#define ZHC_DOC_H

#include "pipeline/core/annot.h"
#include "pipeline/core/claim.h"
#include "pipeline/core/map.h"
#include "pipeline/core/mem.h"
#include "pipeline/core/status.h"

#define DOC_MAX_BYTES 0x7fffffffu

/* Layers: what a stage needs and makes (struct stage). */
enum layer {
	L_SOURCE = 1, /* bytes, identity */
	L_TEXT = 2,   /* text, map, encoding */
	L_BODY = 4,   /* blocks, meta: boilerplate is gone */
	L_NORMAL = 8, /* simplified, repaired text; script */
	L_ANNOT = 16, /* sentences, annotations */
	L_CLAIMS = 32 /* claims */
};

/* Metadata keys; names in doc.c. ORDER META */
enum meta_key {
	META_TITLE,
	META_DATE,   /* as written; parsed form in doc.date */
	META_SOURCE, /* 来源: the outlet */
	META_AUTHOR,
	META_EDITOR,
	META_PHOTO, /* photo credit */
	META_URL,
	META_SITE,
	META_DATELINE, /* place of a dateline */
	META_LABEL,    /* declared charset */
	META_TYPE,     /* content type or shape: text, markdown, html */
	META_ID,       /* the record's own id in its container */
	META_MEMBER,   /* path inside an archive */
	META_CRAWLED,  /* when a web archive fetched it: no publication date, but none can be later
			*/
	META_N
};

struct meta {
	enum meta_key key;
	struct slice value; /* UTF-8, cleaned */
	struct slice how;   /* which rule or field gave it */
	/* {0,0}: not from the document's bytes (file name, option, HTTP header) */
	struct src_span src;
};

/* Paragraph structure, made by clean; covers d->text in order, gaps are line ends. ORDER BLOCK */
enum block_type {
	BLOCK_PARA,
	BLOCK_TITLE,
	BLOCK_HEADING,
	BLOCK_CAPTION,
	BLOCK_LIST,
	BLOCK_TABLE,
	BLOCK_N
};
struct block {
	enum block_type type;
	uint32_t off, len;
};

struct sentence {
	uint32_t off, len; /* without white space at the ends, with its closing mark and quote */
	uint32_t block;	   /* index into blocks */
};

/* One change of a damaged text, for the record's "repairs". */
struct repair {
	uint8_t cls;		    /* enum map_class: MAP_CERTAIN … MAP_UNSPUN */
	struct src_span src;	    /* bytes it stands for */
	struct slice before, after; /* UTF-8; before: as a naive decoder shows it */
	float margin; /* log10 odds against the runner-up; NaN when the bytes alone decide */
};

/* Trouble with this document. */
struct doc_error {
	struct slice stage; /* "decode" */
	struct slice code;  /* "truncated-char": for programs, lower case and hyphens */
	struct src_span src;
	struct slice message; /* for people */
};

/* The words of each sentence, packed (annotate/segment_keep.c): no part of the record, a pipe does
 * without. */
struct doc_words {
	const uint16_t *of;	/* the text that was cut */
	const uint32_t **words; /* of sentence i, NULL none */
};

struct doc {
	struct arena arena;
	unsigned layers; /* enum layer bits that are filled */

	/* L_SOURCE */
	struct slice id;    /* sha256:<hex> */
	struct slice path;  /* as given */
	int64_t record;	    /* -1: not in a container */
	struct slice bytes; /* original bytes; absent in later stages of a pipe */
	uint64_t n_bytes;

	/* L_TEXT */
	struct slice encoding, encoding_how;
	struct uslice text;
	struct map map;
	size_t map_run; /* where doc_source_near was last */
	/* Stages make one text of another: the present one and its map stand in text_arena[text_at]
	 * (or in the arena above), the next is made in the other (doc_text_room). */
	struct arena text_arena[2];
	unsigned text_at;

	/* L_BODY */
	struct meta *metas;
	size_t n_metas, cap_metas;
	int32_t date; /* publication day, DAY_NONE unknown */
	struct slice date_how;
	struct block *blocks;
	size_t n_blocks, cap_blocks;

	/* L_NORMAL */
	struct slice script; /* hans hant mixed */
	struct repair *repairs;
	size_t n_repairs, cap_repairs;
	double spun_score;
	bool spun; /* verdict: spun document */

	/* L_ANNOT */
	struct sentence *sentences;
	size_t n_sentences, cap_sentences;
	struct annot *annots; /* sorted by off, longer first; may nest, never cross */
	size_t n_annots, cap_annots;

	/* what annotate has cut, for extract in the same process, else NULL */
	struct doc_words *kept;
	uint8_t *looks; /* while annotate runs: a byte a unit of text (annotate/look.h); NULL
			   otherwise */
	struct utf8_text *utf8; /* of text, where a stage made it (doc_make_utf8), else NULL */

	/* L_CLAIMS */
	struct claim *claims; /* not in the arena: see doc_reset */
	size_t n_claims, cap_claims;

	struct doc_error *errors;
	size_t n_errors, cap_errors;
	struct slice dup_of;

	/* Members of a doc/1 line that we do not know: ,"name":value… as read. */
	struct slice unknown;
};

/* An empty document; doc_free in the end. */
void doc_init(struct doc *d);
/* Ready for the next document; memory is kept for reuse. Claims, a kilobyte each, are
 * mem_alloc'd: growing in the arena leaves as much again behind. */
void doc_reset(struct doc *d);
void doc_free(struct doc *d);

/* Give the document its bytes (not copied: they must live as long as d, in its arena or elsewhere)
 * and identity: SHA-256, path (copied; bytes that are no UTF-8 as \xHH), record (-1 none). Sets
 * L_SOURCE. */
void doc_set_source(struct doc *d, struct slice bytes, struct slice path, int64_t record);

/* An empty arena for the text and map that a stage makes of the present ones, and word that they
 * were made there and are d's now; who changed nothing sends none. The old ones live until room is
 * asked for again or they are dropped: of a long document all of them would lie about otherwise. */
struct arena *doc_text_room(struct doc *d);
void doc_text_moved(struct doc *d);
void doc_drop_old_text(struct doc *d);

/* Record trouble; the document goes on. stage, code: literals. */
void doc_add_error(struct doc *d, const char *stage, const char *code, struct src_span src,
		   const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Has d these layers? Else it is noted that stage (a literal) cannot do without; once, as in a pipe
 * every stage behind a missing one lacks them. */
bool doc_require(struct doc *d, unsigned layers, const char *stage);

/* Add metadata; value is copied. Several values of one key are allowed (authors); order is kept. */
struct meta *doc_add_meta(struct doc *d, enum meta_key key, struct slice value, struct src_span src,
			  const char *how);
/* The first value of key, absent if none. */
struct slice doc_meta(const struct doc *d, enum meta_key key);

/* A paragraph of the text; off ascends from call to call. */
void doc_add_block(struct doc *d, enum block_type type, size_t off, size_t len);
/* A new annotation, zero but for what is given. They move when they grow: keep indexes. */
struct annot *doc_add_annot(struct doc *d, enum annot_type type, size_t off, size_t len);
/* First annotation that begins at or behind off; d->n_annots if none. They must be sorted. */
size_t doc_first_annot(const struct doc *d, size_t off);
/* A new claim, zeroed. The claims move when they grow: keep indexes, not pointers. */
struct claim *doc_add_claim(struct doc *d);
/* Room for n claims in all, so that adding those moves nothing. */
void doc_reserve_claims(struct doc *d, size_t n);
/* Sort annotations by off ascending, len descending, type ascending (stable order for output). ref
 * is kept right. */
void doc_sort_annots(struct doc *d);
/* Take out annotations whose len is 0; order and ref are kept right, a ref to one of them becomes
 * 0. */
void doc_drop_empty_annots(struct doc *d);
/* Note a change of damaged text; before and after (UTF-8) are copied.
 * margin: log10 odds, NaN where the bytes alone decide. */
void doc_add_repair(struct doc *d, enum map_class cls, struct src_span src, struct slice before,
		    struct slice after, float margin);

/* The text of a span, and the same as UTF-8 in d's arena (no NUL behind). */
struct uslice doc_span(const struct doc *d, size_t off, size_t len);
/* For a stage that asks for many: the text once as UTF-8, of which the spans are slices. */
void doc_make_utf8(struct doc *d);
struct slice doc_span_utf8(struct doc *d, size_t off, size_t len);
/* Bytes of the original for a span of the text. */
struct src_span doc_source(const struct doc *d, size_t off, size_t len);
/* The same, quicker near the span asked for before. */
struct src_span doc_source_near(struct doc *d, size_t off, size_t len);

/* Names used in records; NULL-free tables of static strings. parse gives -1 for an unknown name. */
const char *annot_type_name(int t);
const char *value_op_name(int op); /* OP_NULL -> NULL */
const char *num_form_name(int f);
const char *dimension_name(int d);
const char *time_type_name(int t); /* 0 -> NULL */
const char *time_grain_name(int g);
const char *time_how_name(int h);
const char *meta_key_name(int k);
const char *block_type_name(int b);
int annot_type_parse(struct slice s);
int value_op_parse(struct slice s);
int num_form_parse(struct slice s);
int dimension_parse(struct slice s);
int time_type_parse(struct slice s);
int time_grain_parse(struct slice s);
int time_how_parse(struct slice s);
int meta_key_parse(struct slice s);
int block_type_parse(struct slice s);
int map_class_parse(struct slice s);

#endif
