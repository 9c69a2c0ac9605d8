/* Which reader an input is for.
 * In: name and first 64 KiB. Out: a reader. Inputs that are known not to be text are named and
 * refused. */
#include "corpus/pick.h"

#define HEAD_LEN (64u << 10)

static const struct reader *const readers[] = {
#define X(name) &reader_##name,
#include "corpus/readers.def"
#undef X
};

/* First bytes of what is no article, and what people call it. */
static const struct {
	size_t at, len;
	const char *bytes, *what;
} strangers[] = {
	{ 0, 8, "\x89PNG\r\n\x1a\n", "a PNG picture" },
	{ 0, 3, "\xff\xd8\xff", "a JPEG picture" },
	{ 0, 5, "GIF87", "a GIF picture" },
	{ 0, 5, "GIF89", "a GIF picture" },
	{ 8, 4, "WEBP", "a WebP picture" },
	{ 0, 4, "II*\0", "a TIFF picture" },
	{ 0, 4, "MM\0*", "a TIFF picture" },
	{ 0, 5, "%PDF-", "a PDF file (extract its text first)" },
	{ 0, 4,
	  "\x7f"
	  "ELF",
	  "a program" },
	{ 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document" },
	{ 0, 16, "SQLite format 3\0", "an SQLite database" },
	{ 0, 4, "OggS", "an Ogg recording" },
	{ 0, 4, "ID3\2", "an MP3 recording" },
	{ 0, 4, "ID3\3", "an MP3 recording" },
	{ 0, 4, "ID3\4", "an MP3 recording" },
	{ 8, 4, "WAVE", "a WAVE recording" },
	{ 4, 4, "ftyp", "a video" },
	{ 0, 4, "\x1a\x45\xdf\xa3", "a video" },
	{ 0, 6, "Rar!\x1a\x07", "a RAR archive (unpack it first)" },
	{ 0, 4, "wOFF", "a font" },
	{ 0, 4, "wOF2", "a font" },
	{ 0, 4, "\0\1\0\0", "a font" },
	{ 0, 8, "\x93NUMPY\1", "a NumPy array" },
	{ 0, 4, "PAR1", "a Parquet file" },
	{ 30, 19, "[Content_Types].xml", "an Office document (save it as text first)" },
	{ 30, 8, "mimetype", "an EPUB or OpenDocument file (save it as text first)" },
	{ 0, 4, "\x04\x22\x4d\x18", "lz4 data (unpack it first)" },
};

static const char *stranger(struct slice head)
{
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
		if (head.len >= strangers[i].at + strangers[i].len &&
		    memcmp(head.p + strangers[i].at, strangers[i].bytes, strangers[i].len) == 0)
			return strangers[i].what;
	return NULL;
}

static const struct reader *by_name(const char *name)
{
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (strcmp(readers[i]->name, name) == 0) return readers[i];
	return NULL;
}

const struct reader *reader_pick(const struct env *env, struct source *in, struct err *e)
{
	const struct reader *best = NULL;
	struct slice head, path = source_path(in);
	int best_score = 0;
	const char *said = env->opt->reader;
	/* --reader tar is for the archive, not for its members */
	bool outer = said && (strcmp(said, "tar") == 0 || strcmp(said, "zip") == 0);
	if (said && strcmp(said, "auto") != 0 && !(outer && source_is_member(in))) {
		best = by_name(said);
		if (!best)
			err_set(e, ERR_USAGE, "--reader %s: this build has no such reader", said);
		return best;
	}
	(void)source_peek(in, HEAD_LEN, &head, e); /* the reader meets the trouble again */
	const char *what = stranger(head);
	if (what) {
		err_set(e, ERR_INPUT, "%.*s: %s, not read", (int)path.len, path.p, what);
		return NULL;
	}
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		int score = readers[i]->probe(source_name(in), head);
		if (score > best_score) {
			best_score = score;
			best = readers[i];
		}
	}
	if (!best) err_set(e, ERR_INPUT, "%.*s: no reader for this input", (int)path.len, path.p);
	return best;
}
