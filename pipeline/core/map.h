/* The offset map: where in the original bytes every stretch of the text stands, and what was done
 * to it.
 *
 * A map is a sorted array of runs. Together the runs cover the text without gap or overlap
 * (off ascends); sources never go backwards (src ascends, neighbours may share a source).
 * Three shapes of run:
 *   uniform  upc > 0: every character has upc UTF-16 units and bpc source bytes
 *            (len/upc characters)
 *   block    upc == 0, len > 0: the whole piece stands for the whole source piece, indivisible
 *   hole     len == 0: source bytes that the text does not have (removed), kept with their class
 * Text inserted by a repair without source of its own is a block with src_len == 0.
 * Units: off, len in UTF-16 units of the text; src, src_len in bytes of the original.
 * Limit: 4 GiB each. */
#ifndef ZHC_MAP_H
#define ZHC_MAP_H

#include "pipeline/core/buf.h"
#include "pipeline/core/mem.h"

/* What was done, from harmless to worst. Names: map_class_name(). ORDER MAP */
enum map_class {
	MAP_SAME = 0,  /* bytes are UTF-8 or UTF-16 text as it stands */
	MAP_DECODED,   /* through a charset, an escape or a character reference */
	MAP_REMOVED,   /* mark-up, boilerplate, gloss: a hole */
	MAP_FOLDED,    /* width, quotes, look-alikes */
	MAP_CONVERTED, /* traditional -> simplified */
	MAP_CERTAIN,   /* repaired, the bytes alone allow one reading */
	MAP_MODEL,     /* repaired, a model chose */
	MAP_LOSSY,     /* something is gone for good (U+FFFD and the like) */
	MAP_UNSPUN     /* a spinner's substitution undone */
};

struct map_run {
	uint32_t off, len;
	uint32_t src, src_len;
	uint8_t upc, bpc; /* both > 0: uniform; both 0: block or hole */
	uint8_t cls;	  /* enum map_class */
	uint8_t why; /* for holes: reason code of the stage that removed it (0 = unspecified) */
};

/* Owned by an arena; grows by map_push. Read-only after the stage that made it. */
struct map {
	struct map_run *runs;
	size_t n, cap;
	uint32_t len;	  /* units covered */
	uint32_t src_end; /* end of the last run's source */
};

struct src_span { /* [start, end) in bytes of the original */
	uint32_t start, end;
};

/* A map of no text. */
void map_init(struct map *m);

/* Append a run behind the last one; merges with it where that loses nothing. src must not go
 * backwards (asserted). upc/bpc as in struct map_run; a uniform run has len = n*upc and src_len =
 * n*bpc. */
void map_push(struct arena *a, struct map *m, struct map_run run);

/* Shorthands. A uniform run: n_chars characters of upc units and bpc bytes each. */
static inline struct map_run map_uniform(uint32_t n_chars, uint8_t upc, uint32_t src, uint8_t bpc,
					 enum map_class cls)
{
	return (struct map_run){ .len = n_chars * upc,
				 .src = src,
				 .src_len = n_chars * bpc,
				 .upc = upc,
				 .bpc = bpc,
				 .cls = (uint8_t)cls };
}
/* A block, a hole (see above). */
void map_push_block(struct arena *a, struct map *m, uint32_t len, uint32_t src, uint32_t src_len,
		    enum map_class cls);
void map_push_hole(struct arena *a, struct map *m, uint32_t src, uint32_t src_len,
		   enum map_class cls, uint8_t why);

/* Map a span of the text back to bytes of the source.
 * off, len: within the text, on code-point boundaries (asserted); len may be 0.
 * Gives the smallest source span that covers it, holes at its edges left out; an empty span gives
 * an empty source span at that place. Never fails, allocates nothing, O(log runs). */
struct src_span map_source(const struct map *m, size_t off, size_t len);

/* The same for who asks for many spans that lie near one another: *run is where the last one was
 * found, 0 to begin with. */
struct src_span map_source_near(const struct map *m, size_t off, size_t len, size_t *run);

/* The worst class of any run that the span touches, holes inside it included but MAP_REMOVED not
 * counted (markup between two characters is no damage). */
enum map_class map_worst(const struct map *m, size_t off, size_t len);

/* The inverse, for metadata and tests: the text span whose source overlaps [start, end). False if
 * none. */
bool map_text(const struct map *m, struct src_span src, size_t *off, size_t *len);

const char *map_class_name(enum map_class c); /* "same" "decoded" … */

/* ---- Changing text: the only way a stage does it ----
 *
 * A rewrite reads an old text and map from left to right and makes a new text and map, composed:
 *
 *   struct rewrite w;
 *   rewrite_begin(&w, arena, old, &old_map);
 *   rewrite_keep(&w, n)                    the next n units stay
 *   rewrite_drop(&w, n, cls, why)          the next n units go: a hole (old holes inside are kept)
 *   rewrite_put(&w, n, new, new_len, cls)  the next n units become new (n may be 0: insertion)
 *   rewrite_end(&w, &text, &map)           the rest stays
 *
 * put of 1 character by 1 character keeps a uniform run (so t2s costs no map growth); anything else
 * is a block that stands for the whole source of the n units. The class of a put is the worse of
 * cls and what was there. All counts are UTF-16 units and must not split a surrogate pair
 * (asserted). */
struct rewrite {
	struct arena *a;
	struct uslice old;
	const struct map *map;
	size_t pos;	/* units of old consumed */
	size_t run;	/* first run of map not fully consumed */
	bool changed;	/* any drop or put so far */
	uint16_t *text; /* new text, arena */
	size_t len, cap;
	struct map out;
};

void rewrite_begin(struct rewrite *w, struct arena *a, struct uslice old, const struct map *map);
void rewrite_keep(struct rewrite *w, size_t n);
void rewrite_drop(struct rewrite *w, size_t n, enum map_class cls, uint8_t why);
void rewrite_put(struct rewrite *w, size_t n, const uint16_t *text, size_t len, enum map_class cls);
/* put where it is known which bytes each piece of the new text stands for. Their sources lie within
 * that of the n units, starts and ends never go backwards (both are clamped to that, and bytes
 * between two pieces go to the later one); n > 0. */
struct rewrite_piece {
	uint32_t len; /* units of the new text */
	struct src_span src;
	enum map_class cls;
};
void rewrite_put_pieces(struct rewrite *w, size_t n, const uint16_t *text,
			const struct rewrite_piece *pieces, size_t n_pieces);
/* keep everything up to old position pos (>= w->pos) */
void rewrite_keep_to(struct rewrite *w, size_t pos);
/* When nothing changed, *text and *map are the old ones (no copy). */
void rewrite_end(struct rewrite *w, struct uslice *text, struct map *map);

#endif
