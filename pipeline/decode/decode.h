/* What the files of the decode stage share: its process state, and the decision about one document.
 */
#ifndef ZHC_DECODE_H
#define ZHC_DECODE_H

#include "pipeline/decode/detect.h"
#include "pipeline/decode/lattice.h"

/* What is left where text is gone for good. */
struct lost_trace {
	struct uslice seq;
	unsigned times; /* in a row */
};

/* Process lifetime, read-only after open. */
struct decoder {
	struct charsets charsets;
	struct ngram model;
	struct list_tops tops;
	struct readings readings;
	struct suspects *suspects;
	struct arena arena;	 /* of what follows */
	struct lost_trace *lost; /* rules/decode/lost.tsv */
	size_t n_lost, cap_lost;
	enum charset option; /* --encoding; CS_NONE without */
	char option_icu[CHARSET_NAME_MAX];
};

struct choice {
	enum charset cs;
	char icu[CHARSET_NAME_MAX]; /* CS_OTHER: name for ICU */
	const char *how;	    /* bom label evidence option default */
	struct slice label;	    /* declared, as written; absent without */
	size_t start;		    /* behind the byte-order mark */
	unsigned phase;		    /* then bytes of a broken character */
	size_t others;		    /* pieces in another encoding */
	struct detection found;
};

/* What the lattice found for a window, so that the same title at ten places of a page, the same
 * line on all pages of a site, is searched once. */
struct window_look {
	double score, margin;
	uint64_t nodes; /* what it cost */
	uint8_t guess;
	bool known;
};
struct window_memo {
	uint64_t hash[2];	     /* of all that the search depends on; 0 0: free */
	struct window_look looks[3]; /* a first look, all the paths, how sure they are */
	double below;		     /* no path gains as much; 0: not known */
};
#define WINDOW_MEMOS 1024

/* Thread lifetime; zeroed. */
struct decode_worker {
	struct lattice lattice;
	struct lat_result result;
	struct suspect_list odd; /* of the text as it was when they were listed */
	bool script_known;	 /* lattice.hant is that of the document */
	struct lat_elem elems[LATTICE_MAX];
	uint32_t unit[LATTICE_MAX + 1];		/* of each element: where its character begins */
	struct window_memo memos[WINDOW_MEMOS]; /* by hash */
};

/* What the lattice made of a stretch, for repair_put. */
struct restored {
	const struct lat_parts *parts;
	size_t skip;	      /* units of the restored text that stand before what is put */
	const uint32_t *unit; /* of each element: where in the old text its character begins;
				 n_elems + 1, the last: the end */
	size_t n_elems;
};

/* The rewrite's next n > 0 units become text, which is what parts say from skip on. Characters of
 * which all bytes are there become certain, those the model chose model. */
void repair_put(struct rewrite *rw, size_t n, struct uslice text, const struct restored *r);

/* The suspicious characters of d's text: the worker's list, made again where it is of another text.
 */
const struct suspect_list *repair_suspects(const struct decoder *dec, struct decode_worker *w,
					   const struct doc *d);

/* Undo what earlier wrong decodings did to d's text; each pass is one rewrite. odd: of d's text. */
void repair_escapes(const struct decoder *dec, const struct suspect_list *odd, struct doc *d);
void repair_bytewise(const struct decoder *dec, struct doc *d);
void repair_misread(const struct decoder *dec, struct decode_worker *w, struct doc *d);
void repair_resync(const struct decoder *dec, struct decode_worker *w, struct doc *d);
/* Report what is gone for good (an error and a lossy repair each). damaged: the document shows
 * other damage, so that question marks in words count too. */
void repair_flag(const struct decoder *dec, const struct suspect_list *odd, struct doc *d,
		 bool damaged);
/* Load the traces of lost text, rules/decode/lost.tsv. ERR_RULES with file and line. */
enum status flag_open(struct decoder *dec, const struct env *env, struct err *e);
/* All of these passes, where the text gives reason to. */
void repair_text(const struct decoder *dec, struct decode_worker *w, struct doc *d);

/* Is a piece of bytes[from, to), that have been decoded as UTF-8 to o and are malformed at places,
 * in another encoding? Only pieces with such a place can be. */
bool decode_has_others(const struct decoder *dec, struct slice bytes, size_t from, size_t to,
		       const struct text_out *o);
/* Decode bytes[from, to) that are in cs but for pieces in another encoding; gives the number of
 * those pieces. */
size_t decode_mixed(const struct decoder *dec, enum charset cs, struct slice bytes, size_t from,
		    size_t to, struct text_out *o);

/* Is the document mostly in traditional characters? */
bool repair_is_hant(const struct decoder *dec, struct uslice text);

/* What was decided and repaired in a document that has been through the stage, as text for people.
 */
void decode_explain(const struct doc *d, struct buf *out);

#endif
