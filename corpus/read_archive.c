/* Members of tar, zip and 7z archives (libarchive): each regular file is an input of its own, of
 * any kind a path can be. In: the archive, as a stream (tar) or by seeking in its file (zip, 7z;
 * held in memory when it is no plain file, up to
 * --max-bytes). Out: the documents of the members, in archive order; doc_path is the archive,
 * doc_record counts documents and members without one, from 0; META_MEMBER is the member's name (in
 * an archive inside another one: outer/inner). Nothing is ever written to disk, names are names
 * only. A damaged tar is gone on with at the next header whose checksum is right. Limits:
 * --max-members, --max-nesting, --max-ratio a member,
 * --max-bytes a document. Hidden files, links, pictures and other things that are no text are
 * passed over and counted. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>

#include "corpus/pick.h"
#include "corpus/record.h"
#include "corpus/unpack.h"

#define TAR_BLOCK 512

struct archives {
	const struct env *env;
	struct source *in;
	bool is_tar, done;
	struct archive *handle; /* NULL: to be opened */
	locale_t utf8; /* libarchive drops names that the locale of the thread cannot write; 0: not
			  to be had */
	char block[TAR_BLOCK];
	int64_t number, members;
	uint64_t skipped;
	/* the member at hand */
	struct source *member;
	const struct reader *reader;
	void *state;
	struct buf name;
	int64_t member_in; /* compressed bytes before it */
	uint64_t member_out;
	struct slice piece; /* of it, in libarchive's buffer */
	uint64_t hole;	    /* zeros before the piece */
	bool bomb;
};

static unsigned octal(const char *p, size_t n)
{
	unsigned v = 0;
	for (size_t i = 0; i < n; i++)
		if (p[i] >= '0' && p[i] <= '7') v = v << 3 | (unsigned)(p[i] - '0');
		else if (v || p[i] != ' ') break;
	return v;
}

/* A header block of tar: its checksum is right. */
static bool is_tar_header(struct slice s)
{
	unsigned sum = 0;
	if (s.len < TAR_BLOCK || s.p[0] == '\0') return false;
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)s.p[i];
	return sum == octal(s.p + 148, 8);
}

static int probe_tar(struct slice name, struct slice head)
{
	if (is_tar_header(head)) return 100;
	return slice_ends(name, SLICE(".tar")) && head.len >= TAR_BLOCK ? 60 : 0;
}

static int probe_zip(struct slice name, struct slice head)
{
	(void)name;
	if (slice_starts(head, SLICE("PK\3\4")) || slice_starts(head, SLICE("PK\5\6"))) return 100;
	return slice_starts(head, SLICE("7z\xbc\xaf\x27\x1c")) ? 100 : 0;
}

static enum status open_archive(const struct env *env, struct source *in, void **state, bool is_tar)
{
	struct archives *r = mem_zalloc(sizeof *r);
	r->env = env;
	r->in = in;
	r->is_tar = is_tar;
	r->number = -1;
	r->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	*state = r;
	return OK;
}

static enum status open_tar(const struct env *env, struct source *in, void **state, struct err *e)
{
	(void)e;
	return open_archive(env, in, state, true);
}

static enum status open_zip(const struct env *env, struct source *in, void **state, struct err *e)
{
	(void)e;
	return open_archive(env, in, state, false);
}

/* One block at a time, so that nothing behind a damaged header is used up when we look for the next
 * one. */
static la_ssize_t read_block(struct archive *a, void *ctx, const void **p)
{
	struct archives *r = ctx;
	struct slice s;
	struct err e;
	enum status st = source_peek(r->in, TAR_BLOCK, &s, &e);
	if (s.len == 0 && st != OK) {
		archive_set_error(a, EIO, "%s", record_message(&e, source_path(r->in)));
		return -1;
	}
	memcpy(r->block, s.p, s.len);
	source_skip(r->in, s.len);
	*p = r->block;
	return (la_ssize_t)s.len;
}

static int open_handle(struct archives *r, struct err *e)
{
	struct slice all;
	r->handle = archive_read_new();
	if (!r->handle) return ARCHIVE_FATAL;
	if (r->is_tar) {
		archive_read_support_format_tar(r->handle);
		archive_read_support_format_gnutar(r->handle);
		return archive_read_open(r->handle, r, NULL, read_block, NULL);
	}
	archive_read_support_format_zip(r->handle);
	archive_read_support_format_7zip(r->handle);
	if (source_file(r->in))
		return archive_read_open_filename(r->handle, source_file(r->in), 1 << 16);
	size_t max = (size_t)r->env->opt->max_bytes;
	(void)source_peek(r->in, max + 1, &all, e);
	if (all.len > max) {
		archive_set_error(r->handle, EIO,
				  "an archive that is no plain file may have %zu "
				  "bytes (--max-bytes)",
				  max);
		return ARCHIVE_FATAL;
	}
	return archive_read_open_memory(r->handle, all.p, all.len);
}

static void close_handle(struct archives *r)
{
	if (r->handle) archive_read_free(r->handle);
	r->handle = NULL;
}

static void close_member(struct archives *r)
{
	if (r->reader && r->state) {
		if (r->reader->skipped) r->skipped += r->reader->skipped(r->state);
		r->reader->close(r->state);
	}
	source_close(r->member);
	r->member = NULL;
	r->reader = NULL;
	r->state = NULL;
}

/* The next piece of the member at hand. archive_read_data would drop what it holds of a member that
 * breaks off. *n == 0: the end. */
static enum status next_piece(struct archives *r, struct err *e)
{
	const void *p;
	size_t len = 0;
	la_int64_t at = 0;
	int rc = archive_read_data_block(r->handle, &p, &len, &at);
	if (rc == ARCHIVE_EOF) return END;
	if (rc < ARCHIVE_OK)
		return err_set(e, ERR_INPUT, "%s",
			       archive_error_string(r->handle) ? archive_error_string(r->handle)
							       : "damaged");
	r->piece = slice_of(p, len);
	r->hole = at > 0 && (uint64_t)at > r->member_out ? (uint64_t)at - r->member_out : 0;
	return OK;
}

/* Bytes of the member at hand, for its source. */
static enum status fill_member(void *ctx, void *p, size_t cap, size_t *n, struct err *e)
{
	struct archives *r = ctx;
	uint64_t ratio = (uint64_t)r->env->opt->max_ratio;
	*n = 0;
	if (r->bomb) return OK;
	while (!r->hole && !r->piece.len) {
		enum status st = next_piece(r, e);
		if (st != OK) return st == END ? OK : st;
	}
	if (r->hole) { /* of a sparse file */
		*n = r->hole < cap ? (size_t)r->hole : cap;
		memset(p, 0, *n);
		r->hole -= *n;
	} else {
		*n = r->piece.len < cap ? r->piece.len : cap;
		memcpy(p, r->piece.p, *n);
		r->piece = slice_of(r->piece.p + *n, r->piece.len - *n);
	}
	r->member_out += (uint64_t)*n;
	int64_t in = archive_filter_bytes(r->handle, -1) - r->member_in;
	if (r->member_out > RATIO_FROM && r->member_out / ratio > (uint64_t)(in > 0 ? in : 1)) {
		r->bomb = true;
		*n = 0;
		return err_set(e, ERR_LIMIT,
			       "decompression ratio over %llu (--max-ratio), refused as a bomb",
			       (unsigned long long)ratio);
	}
	return OK;
}

/* Is this a member that we look into? */
static bool wanted(struct slice name, struct archive_entry *entry)
{
	size_t at = name.len;
	if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
		return false;
	while (at > 0 && name.p[at - 1] != '/') at--;
	return !(name.len > at && name.p[at] == '.') && !slice_starts(name, SLICE("__MACOSX/"));
}

/* A document for a member, or a place of the archive, that cannot be read. */
static enum status bad_member(struct archives *r, struct doc *d, const char *code,
			      const char *message)
{
	record_fail(d, SLICE_NONE, r->in, ++r->number, code, "%s", message);
	record_meta(d, META_MEMBER, buf_slice(&r->name), "archive");
	return OK;
}

/* Open the member that the handle stands on. *bad: d holds its error. */
static enum status open_member(struct archives *r, struct doc *d, struct archive_entry *entry,
			       bool *bad)
{
	struct err e;
	const char *name = archive_entry_pathname_utf8(entry);
	if (!name) name = archive_entry_pathname(entry);
	r->name.len = 0;
	buf_add_str(&r->name, name ? name : "");
	r->member_in = archive_filter_bytes(r->handle, -1);
	r->member_out = r->hole = 0;
	r->piece = SLICE_NONE;
	*bad = false;
	if (!wanted(buf_slice(&r->name), entry)) {
		r->skipped += archive_entry_filetype(entry) != AE_IFDIR;
		return OK;
	}
	*bad = true;
	if (archive_entry_is_data_encrypted(entry))
		return bad_member(r, d, "encrypted", "the member is encrypted");
	enum status st = source_open_member(&r->member, r->env, r->in, buf_slice(&r->name),
					    (struct source_feed){ fill_member, r }, &e);
	if (st != OK)
		return bad_member(r, d, record_code(st), record_message(&e, source_path(r->in)));
	r->reader = reader_pick(r->env, r->member, &e);
	*bad = false;
	if (!r->reader) {
		if (e.status == ERR_USAGE) return ERR_USAGE;
		r->number++;
		r->skipped++;
		close_member(r);
		return OK;
	}
	st = r->reader->open(r->env, r->member, &r->state, &e);
	if (st == OK) return OK;
	r->reader = NULL;
	close_member(r);
	*bad = true;
	return bad_member(r, d, record_code(st), record_message(&e, source_path(r->in)));
}

/* Stand on the next tar header with a right checksum; false when there is none. */
static bool find_tar_header(struct archives *r)
{
	struct slice s;
	struct err e;
	for (;;) {
		(void)source_peek(r->in, TAR_BLOCK, &s, &e);
		if (s.len < TAR_BLOCK) return false;
		if (is_tar_header(s)) return true;
		source_skip(r->in, TAR_BLOCK);
	}
}

/* The archive itself is broken here. */
static enum status bad_archive(struct archives *r, struct doc *d)
{
	char message[300];
	const char *text = r->handle ? archive_error_string(r->handle) : NULL;
	(void)snprintf(message, sizeof message, "%s", text ? text : "damaged archive");
	close_handle(r);
	r->name.len = 0;
	bad_member(r, d, "broken-archive", message);
	r->done = !r->is_tar || !find_tar_header(r);
	return OK;
}

/* Step to the next member. *bad: d holds an error instead. */
static enum status next_member(struct archives *r, struct doc *d, bool *bad, struct err *e)
{
	struct archive_entry *entry;
	*bad = true;
	if (!r->handle && open_handle(r, e) != ARCHIVE_OK) return bad_archive(r, d);
	int rc = archive_read_next_header(r->handle, &entry);
	if (rc == ARCHIVE_EOF) return END;
	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) return bad_archive(r, d);
	if (r->members++ >= r->env->opt->max_members) {
		r->done = true;
		return bad_member(r, d, "over-limit",
				  "more members than --max-members: the rest is not read");
	}
	return open_member(r, d, entry, bad);
}

/* The name of the member at hand; in front of the one that an archive inside it gave. */
static void add_name(const struct archives *r, struct doc *d)
{
	for (size_t i = 0; i < d->n_metas; i++) {
		struct slice *inner = &d->metas[i].value;
		if (d->metas[i].key != META_MEMBER) continue;
		*inner = arena_printf(&d->arena, "%.*s/%.*s", (int)r->name.len, r->name.p,
				      (int)inner->len, inner->p);
		return;
	}
	record_meta(d, META_MEMBER, buf_slice(&r->name), "archive");
}

static enum status next_document(struct archives *r, struct doc *d, struct err *e)
{
	for (;;) {
		if (r->reader) {
			enum status st = r->reader->next(r->state, d, e);
			if (st == OK) {
				d->record = ++r->number;
				add_name(r, d);
				return OK;
			}
			close_member(r);
			if (st != END)
				return bad_member(r, d, record_code(st),
						  record_message(e, source_path(r->in)));
			/* what follows in a solid archive can only be reached through the bomb */
			if (r->bomb && archive_format(r->handle) == ARCHIVE_FORMAT_7ZIP)
				r->done = true;
			r->bomb = false;
		}
		bool bad = false;
		if (r->done) return END;
		enum status st = next_member(r, d, &bad, e);
		if (st != OK || bad) return st;
	}
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct archives *r = state;
	locale_t before = r->utf8 ? uselocale(r->utf8) : (locale_t)0;
	enum status st = next_document(r, d, e);
	if (before) uselocale(before);
	return st;
}

static uint64_t skipped(const void *state)
{
	const struct archives *r = state;
	return r->skipped;
}

static void close_archive(void *state)
{
	struct archives *r = state;
	close_member(r);
	close_handle(r);
	buf_free(&r->name);
	if (r->utf8) freelocale(r->utf8);
	mem_free(r);
}

const struct reader reader_tar = {
	.name = "tar",
	.summary = "tar archives, each member an input of its own",
	.probe = probe_tar,
	.open = open_tar,
	.next = next,
	.close = close_archive,
	.skipped = skipped,
};

const struct reader reader_zip = {
	.name = "zip",
	.summary = "zip and 7z archives, each member an input of its own",
	.probe = probe_zip,
	.open = open_zip,
	.next = next,
	.close = close_archive,
	.skipped = skipped,
};
