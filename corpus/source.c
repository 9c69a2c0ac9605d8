/* One opened input as a window over a stream of bytes.
 * In: a file, standard input or memory; compression is seen through, at most --max-nesting layers
 * of it. Out: peek and skip. The window holds what was peeked and not skipped, so memory is the
 * largest peek (twice, while it grows). Trouble is kept: bytes decoded before it stay readable,
 * then every call that needs more gives it again. */
#include "corpus/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/unpack.h"
#include "pipeline/core/mem.h"

#define DEPTH 16 /* --max-nesting goes no further */
#define FILL  (256u << 10)

struct source {
	int fd; /* -1: memory, or fill */
	bool close_fd, regular;
	struct source_feed feed; /* of a member */
	/* around the bytes: containers, compressions; max_nesting of each */
	unsigned archives, packings;
	unsigned max_nesting;
	struct slice mem; /* what is left of a memory source */
	char *path, *name;
	size_t path_len, name_len;
	struct unpack *layers[DEPTH]; /* [n_layers-1] feeds the window */
	size_t n_layers;
	char *win; /* [start, start+len) is readable; owned when cap > 0 */
	size_t start, len, cap;
	size_t hint;	/* bytes still expected, 0 unknown */
	uint64_t raw;	/* bytes read below all layers */
	uint64_t total; /* bytes that came into the window */
	uint64_t max_ratio;
	bool end;
	struct err trouble; /* status OK: none */
};

static enum status fill_raw(void *ctx, void *p, size_t cap, size_t *n, struct err *e)
{
	struct source *s = ctx;
	*n = 0;
	if (s->feed.fill) {
		enum status st = s->feed.fill(s->feed.ctx, p, cap, n, e);
		s->raw += *n;
		return st;
	}
	if (s->fd < 0) {
		*n = s->mem.len < cap ? s->mem.len : cap;
		if (*n) memcpy(p, s->mem.p, *n);
		s->mem.p += *n;
		s->mem.len -= *n;
		s->raw += *n;
		return OK;
	}
	for (;;) {
		ssize_t r = read(s->fd, p, cap);
		if (r >= 0) {
			*n = (size_t)r;
			s->raw += (size_t)r;
			return OK;
		}
		if (errno != EINTR) return err_set(e, ERR_IO, "read: %s", strerror(errno));
	}
}

static enum status fill_layer(void *ctx, void *p, size_t cap, size_t *n, struct err *e)
{
	return unpack_read(ctx, p, cap, n, e);
}

static void make_room(struct source *s, size_t want)
{
	size_t more = want - s->len < FILL ? FILL : want - s->len;
	if (s->hint && more > s->hint + 1) more = s->hint + 1;
	else if (!s->hint && more > s->len + FILL) more = s->len + FILL; /* doubles */
	if (s->cap - s->start - s->len >= more) return;
	if (s->start) memmove(s->win, s->win + s->start, s->len);
	s->start = 0;
	if (s->cap - s->len >= more) return;
	s->cap = s->len + more;
	s->win = mem_realloc(s->win, s->cap);
}

static void note_trouble(struct source *s, enum status st, const struct err *e)
{
	err_set(&s->trouble, st, "%.*s: %s", (int)s->path_len, s->path, e->text);
}

/* One read into the window. */
static void fill_window(struct source *s, size_t want)
{
	struct err e;
	size_t n = 0;
	make_room(s, want);
	char *at = s->win + s->start + s->len;
	size_t cap = s->cap - s->start - s->len;
	enum status st = s->n_layers ? unpack_read(s->layers[s->n_layers - 1], at, cap, &n, &e)
				     : fill_raw(s, at, cap, &n, &e);
	s->len += n;
	s->total += n;
	s->hint = s->n_layers || s->hint <= n ? 0 : s->hint - n;
	if (st != OK) note_trouble(s, st, &e);
	else if (n == 0) s->end = true;
	if (s->n_layers == 0 || s->total < RATIO_FROM || s->trouble.status != OK) return;
	uint64_t in = unpack_consumed(s->layers[0]);
	if (s->total / s->max_ratio > in) {
		err_set(&e, ERR_LIMIT,
			"decompression ratio over %llu (--max-ratio), refused as a bomb",
			(unsigned long long)s->max_ratio);
		note_trouble(s, ERR_LIMIT, &e);
	}
}

enum status source_peek(struct source *s, size_t want, struct slice *out, struct err *e)
{
	while (s->len < want && !s->end && s->trouble.status == OK) fill_window(s, want);
	out->p = s->win ? s->win + s->start : "";
	out->len = s->len < want ? s->len : want;
	if (s->len >= want || s->trouble.status == OK) return OK;
	*e = s->trouble;
	return e->status;
}

void source_skip(struct source *s, size_t n)
{
	if (n > s->len) n = s->len;
	s->start += n;
	s->len -= n;
}

/* The rest of a plain file straight into the arena. */
static enum status take_plain(struct source *s, struct arena *a, struct slice *out, struct err *e)
{
	size_t room = s->len + s->hint + 1, n = 1; /* one more, to see the end */
	char *p = arena_alloc(a, room);
	size_t len = s->len < room ? s->len : room;
	memcpy(p, s->win + s->start, len);
	enum status st = OK;
	while (len < room && n > 0 && st == OK) {
		st = fill_raw(s, p + len, room - len, &n, e);
		len += n;
	}
	source_skip(s, s->len);
	s->hint = 0;
	*out = slice_of(p, len);
	if (st == OK) {
		s->end = n == 0;
		return OK;
	}
	struct err said = *e;
	note_trouble(s, st, &said);
	*e = s->trouble;
	return st;
}

enum status source_take(struct source *s, size_t max, struct arena *a, struct slice *out,
			struct err *e)
{
	bool plain = s->regular && s->n_layers == 0 && s->trouble.status == OK && s->hint > 0;
	/* a file that has grown since it was opened goes the common way */
	if (plain && s->len + s->hint <= max) return take_plain(s, a, out, e);
	enum status st = source_peek(s, max + 1, out, e);
	size_t n = out->len;
	*out = n > max ? (struct slice){ NULL, n } : arena_copy(a, *out);
	source_skip(s, n);
	if (s->cap > FILL && s->len == 0) { /* a large window is not needed twice */
		mem_free(s->win);
		s->win = NULL;
		s->start = s->cap = 0;
	}
	return st;
}

bool source_resume(struct source *s)
{
	if (s->trouble.status != ERR_INPUT || s->n_layers != 1 || !unpack_resume(s->layers[0]))
		return false;
	s->trouble.status = OK;
	return true;
}

/* A packed web archive by its name that begins in the middle of a member: its reader finds the next
 * one. */
static bool lacks_head(const struct source *s, struct slice head)
{
	struct slice path = { s->path, s->path_len };
	bool packed = slice_ends(path, SLICE(".warc.gz")) || slice_ends(path, SLICE(".arc.gz"));
	return packed && s->n_layers == 0 && head.len > 0 && !slice_starts(head, SLICE("WARC/")) &&
	       !slice_starts(head, SLICE("filedesc:"));
}

/* Put a layer over what there is, as long as the head of the window is compressed. */
static enum status see_through(struct source *s, struct err *e)
{
	for (;;) {
		struct slice head;
		/* trouble here comes up again at the first peek of the reader */
		(void)source_peek(s, UNPACK_HEAD, &head, e);
		enum unpack_kind k = unpack_detect(head);
		if (k == UNPACK_NONE && lacks_head(s, head)) k = UNPACK_GZIP;
		if (k == UNPACK_NONE || s->trouble.status != OK) return OK;
		if (s->n_layers == DEPTH || s->packings >= s->max_nesting)
			return err_set(e, ERR_LIMIT,
				       "%.*s: nested deeper than --max-nesting %u",
				       (int)s->path_len, s->path, s->max_nesting);
		s->packings++;
		head = (struct slice){ s->win + s->start, s->len };
		struct unpack *below = s->n_layers ? s->layers[s->n_layers - 1] : NULL;
		s->layers[s->n_layers++] = below ? unpack_new(k, head, fill_layer, below)
						 : unpack_new(k, head, fill_raw, s);
		if (s->cap == 0) s->win = NULL;
		s->start = s->len = 0;
		s->total = 0;
		s->hint = 0;
		s->end = false;
	}
}

/* The name without one compression suffix; .tgz and the like become .tar. */
static void cut_suffix(struct source *s)
{
	static const char *const cut[] = { ".gz", ".zst", ".zstd", ".bz2", ".xz", ".gzip" };
	static const char *const tar[] = { ".tgz", ".tbz", ".tbz2", ".txz", ".tzst" };
	struct slice name = { s->name, s->name_len };
	for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
		if (slice_ends(name, slice_str(cut[i]))) {
			s->name_len -= strlen(cut[i]);
			return;
		}
	for (size_t i = 0; i < sizeof tar / sizeof *tar; i++)
		if (slice_ends(name, slice_str(tar[i]))) {
			s->name_len -= strlen(tar[i]);
			memcpy(s->name + s->name_len, ".tar", 4);
			s->name_len += 4;
			return;
		}
}

static struct source *new_source(const struct env *env, struct slice path)
{
	struct source *s = mem_zalloc(sizeof *s);
	s->fd = -1;
	s->path = mem_alloc(path.len + 1);
	s->name = mem_alloc(path.len + 5); /* cut_suffix may write .tar */
	memcpy(s->path, path.p, path.len);
	memcpy(s->name, path.p, path.len);
	s->path[path.len] = s->name[path.len] = '\0';
	s->path_len = s->name_len = path.len;
	s->max_ratio = env->opt->max_ratio > 0 ? (uint64_t)env->opt->max_ratio : 1;
	s->max_nesting = (unsigned)env->opt->max_nesting;
	return s;
}

static enum status start(struct source **out, struct source *s, struct err *e)
{
	enum status st = see_through(s, e);
	if (st != OK) {
		source_close(s);
		return st;
	}
	for (size_t i = 0; i < s->n_layers; i++) cut_suffix(s);
	*out = s;
	return OK;
}

/* Is this a file that we read? A fifo is one only as a shell's <(...), whose writer is there. */
static enum status check_kind(const char *path, mode_t mode, bool direct, struct err *e)
{
	bool from_shell = strncmp(path, "/dev/fd/", 8) == 0 || strcmp(path, "/dev/stdin") == 0 ||
			  strncmp(path, "/proc/self/fd/", 14) == 0;
	const char *what = "no regular file";
	if (S_ISREG(mode)) return OK;
	if (S_ISFIFO(mode) || S_ISSOCK(mode)) {
		if (direct && from_shell) return OK;
		what = S_ISFIFO(mode) ? "a fifo, not read (give it on standard input: run - < fifo)"
				      : "a socket, not read";
	} else if (S_ISCHR(mode) || S_ISBLK(mode)) {
		if (direct && from_shell && S_ISCHR(mode)) return OK;
		what = "a device, not read";
	} else if (S_ISDIR(mode)) {
		what = "a folder, not read here (zhclaims run and zhclaims decode read folders)";
	}
	return err_set(e, ERR_INPUT, "%s: %s", path, what);
}

static enum status open_path(struct source *s, const char *path, bool direct, struct err *e)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		struct stat link;
		bool dangling = errno == ENOENT && lstat(path, &link) == 0;
		return err_set(e, ERR_NOINPUT, "%s: %s", path,
			       dangling ? "a link to a file that does not exist" : strerror(errno));
	}
	TRY(check_kind(path, st.st_mode, direct, e));
	/* O_NONBLOCK: should the file have become a fifo meanwhile, open does not hang */
	s->fd = open(path,
		     O_RDONLY | O_CLOEXEC | O_NOCTTY | (S_ISREG(st.st_mode) ? O_NONBLOCK : 0));
	if (s->fd < 0) return err_set(e, ERR_NOINPUT, "%s: %s", path, strerror(errno));
	s->close_fd = true;
	if (fstat(s->fd, &st) != 0) return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	TRY(check_kind(path, st.st_mode, direct, e));
	s->regular = S_ISREG(st.st_mode);
	if (s->regular && st.st_size > 0) s->hint = (size_t)st.st_size;
	return OK;
}

enum status source_open(struct source **out, const struct env *env, const char *path, bool direct,
			struct err *e)
{
	struct source *s = new_source(env, slice_str(path));
	enum status st = OK;
	if (strcmp(path, "-") == 0) s->fd = STDIN_FILENO;
	else st = open_path(s, path, direct, e);
	if (st == OK) return start(out, s, e);
	source_close(s);
	return st;
}

enum status source_open_memory(struct source **out, const struct env *env, struct slice bytes,
			       struct slice name, struct err *e)
{
	struct source *s = new_source(env, name);
	s->mem = slice_of(bytes.p + bytes.len, 0);
	s->win = (char *)(uintptr_t)bytes.p; /* read only: cap is 0 */
	s->len = bytes.len;
	s->raw = s->total = bytes.len;
	s->end = true;
	return start(out, s, e);
}

enum status source_open_member(struct source **out, const struct env *env,
			       const struct source *outer, struct slice name,
			       struct source_feed feed, struct err *e)
{
	struct source *s = new_source(env, slice_of(outer->path, outer->path_len));
	mem_free(s->name);
	s->name = mem_alloc(name.len + 5); /* cut_suffix may write .tar */
	memcpy(s->name, name.p, name.len);
	s->name_len = name.len;
	s->feed = feed;
	s->archives = outer->archives + 1;
	s->packings = outer->packings;
	if (s->archives <= s->max_nesting) return start(out, s, e);
	source_close(s);
	return err_set(e, ERR_LIMIT, "%.*s: nested deeper than --max-nesting %u",
		       (int)outer->path_len, outer->path, outer->max_nesting);
}

bool source_is_member(const struct source *s)
{
	return s->feed.fill != NULL;
}

const char *source_file(const struct source *s)
{
	return s->regular && s->n_layers == 0 ? s->path : NULL;
}

void source_close(struct source *s)
{
	if (!s) return;
	while (s->n_layers > 0) unpack_free(s->layers[--s->n_layers]);
	if (s->close_fd) close(s->fd);
	if (s->cap) mem_free(s->win);
	mem_free(s->path);
	mem_free(s->name);
	mem_free(s);
}

struct slice source_path(const struct source *s)
{
	return slice_of(s->path, s->path_len);
}

struct slice source_name(const struct source *s)
{
	return slice_of(s->name, s->name_len);
}

uint64_t source_consumed(const struct source *s)
{
	return s->raw;
}
