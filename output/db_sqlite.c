/* Claims into an SQLite database.
 * In: documents, in input order. Out: rows; batches of DB_BATCH_DOCS documents or BATCH_BYTES of
 * rows are one transaction. The rollback journal (not WAL) keeps the database one file that also
 * lives on network file systems; a killed process leaves a journal, which the next opening rolls
 * back. */
#include "output/db_sqlite.h"

#include <math.h>
#include <sqlite3.h>

#include "pipeline/core/date.h"
#include "pipeline/core/doc_json.h"
#include "pipeline/core/sha256.h"

#define BATCH_BYTES   (32u << 20)
#define CACHE	      "-65536" /* KiB of pages: random places in the indexes of a large database */
#define APPLICATION   0x5a48434c /* "ZHCL" */
#define LOCK_WAIT     60000	 /* milliseconds */
#define STRINGIFY_(x) #x
#define STRINGIFY(x)  STRINGIFY_(x)

/* Prepared statements. ORDER SQL */
enum sql {
	SQL_FIND,
	SQL_DROP_SPANS,
	SQL_DROP_CLAIMS,
	SQL_DROP_ERRORS,
	SQL_DROP_DOC,
	SQL_DOC,
	SQL_CLAIM,
	SQL_SPAN,
	SQL_ERROR,
	SQL_N
};

struct db {
	sqlite3 *handle;
	sqlite3_stmt *sql[SQL_N];
	char *path;
	bool open;		/* inside a transaction */
	size_t n_docs, n_bytes; /* in it */
	struct buf json;	/* scratch */
};

#define COLUMN(type, name) ", " #name
#define MARK(type, name)   ", ?"
static const char *const sql_text[SQL_N] = {
	[SQL_FIND] = "SELECT doc_key, load_hash FROM documents WHERE doc_path = ?1 AND "
		     "ifnull(doc_record, -1) = ?2 "
		     "AND (?3 IS NULL OR doc_id = ?3)",
	[SQL_DROP_SPANS] = "DELETE FROM spans WHERE claim_key IN (SELECT claim_key FROM claims "
			   "WHERE doc_key = ?1)",
	[SQL_DROP_CLAIMS] = "DELETE FROM claims WHERE doc_key = ?1",
	[SQL_DROP_ERRORS] = "DELETE FROM errors WHERE doc_key = ?1",
	[SQL_DROP_DOC] = "DELETE FROM documents WHERE doc_key = ?1",
	[SQL_DOC] = "INSERT INTO documents (doc_id, doc_path, doc_record, bytes, encoding, title, "
		    "source, author, editor, url, "
		    "doc_date, doc_date_how, script, spun, n_sentences, n_claims, dup_of, record, "
		    "load_hash) "
		    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	/* clang-format off */
	[SQL_CLAIM] = "INSERT INTO claims (doc_key, seq" CLAIM_FIELDS(COLUMN) ") "
		      "VALUES (?, ?" CLAIM_FIELDS(MARK) ")",
	/* clang-format on */
	[SQL_SPAN] =
		"INSERT INTO spans (claim_key, slot, start_byte, end_byte) VALUES (?, ?, ?, ?)",
	[SQL_ERROR] = "INSERT INTO errors (doc_key, seq, stage, code, start_byte, end_byte, "
		      "message) VALUES (?, ?, ?, ?, ?, ?, ?)",
};

static enum status failed(const struct db *db, struct err *e)
{
	int code = sqlite3_errcode(db->handle) & 0xff;
	bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
	return err_set(e, busy ? ERR_AGAIN : ERR_IO, "%s: %s", db->path,
		       sqlite3_errmsg(db->handle));
}

static enum status run_sql(struct db *db, const char *text, struct err *e)
{
	return sqlite3_exec(db->handle, text, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(db, e);
}

/* The one number that a query gives. */
static enum status ask(struct db *db, const char *text, int64_t *v, struct err *e)
{
	sqlite3_stmt *q;
	if (sqlite3_prepare_v2(db->handle, text, -1, &q, NULL) != SQLITE_OK) return failed(db, e);
	int rc = sqlite3_step(q);
	*v = rc == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
	enum status st = rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : failed(db, e);
	sqlite3_finalize(q);
	return st;
}

static enum status run_buf(struct db *db, struct buf *text, struct err *e)
{
	buf_addc(text, '\0');
	enum status st = run_sql(db, text->p, e);
	buf_free(text);
	return st;
}

static enum status create(struct db *db, struct err *e)
{
	struct buf text = { 0 };
	db_schema(&text);
	buf_add_str(&text, "PRAGMA application_id = " STRINGIFY(APPLICATION) ";");
	buf_add_str(&text, "PRAGMA user_version = " STRINGIFY(DB_VERSION) ";");
	return run_buf(db, &text, e);
}

/* An empty file becomes ours; a database of others is left alone. */
static enum status check_schema(struct db *db, struct err *e)
{
	int64_t n, application, version;
	TRY(run_sql(db, "BEGIN IMMEDIATE", e));
	TRY(ask(db, "SELECT count(*) FROM sqlite_master", &n, e));
	TRY(ask(db, "PRAGMA application_id", &application, e));
	TRY(ask(db, "PRAGMA user_version", &version, e));
	if (n == 0) TRY(create(db, e));
	else if (application != APPLICATION)
		return err_set(e, ERR_IO, "%s: a database of another program", db->path);
	else if (version != DB_VERSION)
		return err_set(e, ERR_IO,
			       "%s: database of version %lld, this program writes version %d",
			       db->path, (long long)version, DB_VERSION);
	return run_sql(db, "COMMIT", e);
}

enum status db_open(struct db **out, const char *path, struct err *e)
{
	struct db *db = mem_zalloc(sizeof *db);
	size_t n = strlen(path) + 1;
	db->path = mem_alloc(n);
	memcpy(db->path, path, n);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	enum status st =
		sqlite3_open_v2(path, &db->handle, flags, NULL) == SQLITE_OK ? OK : failed(db, e);
	if (st == OK) sqlite3_busy_timeout(db->handle, LOCK_WAIT);
	if (st == OK) st = check_schema(db, e);
	if (st == OK) st = run_sql(db, "PRAGMA cache_size = " CACHE, e);
	for (int i = 0; i < SQL_N && st == OK; i++)
		if (sqlite3_prepare_v3(db->handle, sql_text[i], -1, SQLITE_PREPARE_PERSISTENT,
				       &db->sql[i], NULL) != SQLITE_OK)
			st = failed(db, e);
	if (st == OK) *out = db;
	else db_abandon(db);
	return st;
}

static void bind_str(sqlite3_stmt *q, int i, struct slice s)
{
	if (s.p) sqlite3_bind_text64(q, i, s.p, s.len, SQLITE_STATIC, SQLITE_UTF8);
	else sqlite3_bind_null(q, i);
}

static void bind_int(sqlite3_stmt *q, int i, int64_t v)
{
	if (v >= 0) sqlite3_bind_int64(q, i, v);
	else sqlite3_bind_null(q, i);
}

static void bind_num(sqlite3_stmt *q, int i, double v)
{
	if (isnan(v)) sqlite3_bind_null(q, i);
	else sqlite3_bind_double(q, i, v);
}

/* JSON text that does not live on: copied by SQLite. */
static void bind_json(sqlite3_stmt *q, int i, struct buf *json)
{
	sqlite3_bind_text64(q, i, json->p, json->len, SQLITE_TRANSIENT, SQLITE_UTF8);
	json->len = 0;
}

static void bind_parts(sqlite3_stmt *q, int i, const struct claim *c, struct buf *json)
{
	if (c->n_participants == 0) {
		sqlite3_bind_null(q, i);
		return;
	}
	claim_participants_json(c, json);
	bind_json(q, i, json);
}

static void bind_strings(sqlite3_stmt *q, int i, const struct slice *items, size_t n,
			 struct buf *json)
{
	claim_strings_json(items, n, json);
	bind_json(q, i, json);
}

static void bind_spans(sqlite3_stmt *q, int i, const struct claim *c, struct buf *json)
{
	claim_spans_json(c, json);
	bind_json(q, i, json);
}

/* Execute a prepared statement with what is bound. */
static enum status step(struct db *db, enum sql which, struct err *e)
{
	int rc = sqlite3_step(db->sql[which]);
	enum status st = rc == SQLITE_DONE ? OK : failed(db, e);
	sqlite3_reset(db->sql[which]);
	return st;
}

#define BIND_SCHEMA(f) sqlite3_bind_text(q, i, "claim/1", 7, SQLITE_STATIC)
#define BIND_STR(f)    bind_str(q, i, c->f)
#define BIND_DATE(f)   bind_str(q, i, c->f)
#define BIND_INT(f)    bind_int(q, i, c->f)
#define BIND_NUM(f)    bind_num(q, i, c->f)
#define BIND_PARTS(f)  bind_parts(q, i, c, json)
#define BIND_STRS(f)                                                                               \
	(c->n_##f ? bind_strings(q, i, c->f, c->n_##f, json) : (void)sqlite3_bind_null(q, i))
#define BIND_FLAGS(f) bind_strings(q, i, c->f, c->n_##f, json)
#define BIND_SPANS(f) bind_spans(q, i, c, json)

static enum status add_claim(struct db *db, const struct claim *c, int64_t doc_key, size_t seq,
			     struct err *e)
{
	sqlite3_stmt *q = db->sql[SQL_CLAIM];
	struct buf *json = &db->json;
	int i = 2;
	sqlite3_bind_int64(q, 1, doc_key);
	sqlite3_bind_int64(q, 2, (int64_t)seq);
	json->len = 0;
#define X(type, name)                                                                              \
	i++;                                                                                       \
	BIND_##type(name);
	CLAIM_FIELDS(X)
#undef X
	TRY(step(db, SQL_CLAIM, e));
	int64_t key = sqlite3_last_insert_rowid(db->handle);
	for (int slot = 0; slot < SPAN_N; slot++) {
		if (c->spans[slot].end == 0) continue;
		q = db->sql[SQL_SPAN];
		sqlite3_bind_int64(q, 1, key);
		sqlite3_bind_text(q, 2, claim_span_name(slot), -1, SQLITE_STATIC);
		sqlite3_bind_int64(q, 3, c->spans[slot].start);
		sqlite3_bind_int64(q, 4, c->spans[slot].end);
		TRY(step(db, SQL_SPAN, e));
	}
	return OK;
}

static enum status add_error(struct db *db, const struct doc_error *x, int64_t doc_key, size_t seq,
			     struct err *e)
{
	sqlite3_stmt *q = db->sql[SQL_ERROR];
	sqlite3_bind_int64(q, 1, doc_key);
	sqlite3_bind_int64(q, 2, (int64_t)seq);
	bind_str(q, 3, x->stage);
	bind_str(q, 4, x->code);
	sqlite3_bind_int64(q, 5, x->src.start);
	sqlite3_bind_int64(q, 6, x->src.end);
	bind_str(q, 7, x->message);
	return step(db, SQL_ERROR, e);
}

static enum status add_document(struct db *db, const struct doc *d, struct slice side,
				const uint8_t *hash, struct err *e)
{
	static const enum meta_key keys[] = { META_TITLE, META_SOURCE, META_AUTHOR, META_EDITOR,
					      META_URL };
	sqlite3_stmt *q = db->sql[SQL_DOC];
	char date[16];
	int y, m, day, i = 1;
	bind_str(q, i++, d->id.p ? d->id : SLICE(""));
	bind_str(q, i++, d->path.p ? d->path : SLICE(""));
	bind_int(q, i++, d->record);
	sqlite3_bind_int64(q, i++, (int64_t)d->n_bytes);
	bind_str(q, i++, d->encoding);
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
		bind_str(q, i++, doc_meta(d, keys[k]));
	if (d->date == DAY_NONE) {
		sqlite3_bind_null(q, i++);
	} else {
		date_civil(d->date, &y, &m, &day);
		sqlite3_snprintf(sizeof date, date, "%04d-%02d-%02d", y, m, day);
		sqlite3_bind_text(q, i++, date, -1, SQLITE_TRANSIENT);
	}
	bind_str(q, i++, d->date_how);
	bind_str(q, i++, d->script);
	sqlite3_bind_int(q, i++, d->spun);
	sqlite3_bind_int64(q, i++, (int64_t)d->n_sentences);
	sqlite3_bind_int64(q, i++, (int64_t)d->n_claims);
	bind_str(q, i++, d->dup_of);
	bind_str(q, i++, side);
	sqlite3_bind_blob(q, i++, hash, 32, SQLITE_TRANSIENT);
	return step(db, SQL_DOC, e);
}

/* Hash of all that goes into the tables; db->json holds the side record afterwards. */
static void hash_doc(struct db *db, const struct doc *d, uint8_t hash[32])
{
	struct sha256 h;
	sha256_begin(&h);
	for (size_t i = 0; i < d->n_claims; i++) {
		db->json.len = 0;
		claim_to_json(&d->claims[i], NULL, &db->json);
		db->n_bytes += db->json.len;
		sha256_add(&h, db->json.p, db->json.len);
	}
	for (size_t i = 0; i < d->n_errors; i++) {
		const struct doc_error *x = &d->errors[i];
		db->json.len = 0;
		buf_printf(&db->json, "%.*s %.*s %lu %lu %.*s\n", (int)x->stage.len, x->stage.p,
			   (int)x->code.len, x->code.p, (unsigned long)x->src.start,
			   (unsigned long)x->src.end, (int)x->message.len, x->message.p);
		sha256_add(&h, db->json.p, db->json.len);
	}
	db->json.len = 0;
	doc_side_json(d, &db->json);
	while (db->json.len > 0 && db->json.p[db->json.len - 1] == '\n') db->json.len--;
	db->n_bytes += db->json.len;
	sha256_add(&h, db->json.p, db->json.len);
	sha256_end(&h, hash);
}

static enum status drop(struct db *db, int64_t doc_key, struct err *e)
{
	for (enum sql which = SQL_DROP_SPANS; which <= SQL_DROP_DOC; which++) {
		sqlite3_bind_int64(db->sql[which], 1, doc_key);
		TRY(step(db, which, e));
	}
	return OK;
}

/* The document as it stands in the database: *there when it is equal; else an old one is removed.
 */
static enum status find_old(struct db *db, const struct doc *d, const uint8_t *hash, bool *there,
			    struct err *e)
{
	sqlite3_stmt *q = db->sql[SQL_FIND];
	*there = false;
	for (;;) {
		bind_str(q, 1, d->path.p ? d->path : SLICE(""));
		sqlite3_bind_int64(q, 2, d->record);
		bind_str(q, 3, slice_is(d->path, "-") ? d->id : SLICE_NONE);
		int rc = sqlite3_step(q);
		int64_t key = rc == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
		*there = rc == SQLITE_ROW && sqlite3_column_bytes(q, 1) == 32 &&
			 memcmp(sqlite3_column_blob(q, 1), hash, 32) == 0;
		enum status st = rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : failed(db, e);
		sqlite3_reset(q);
		if (st != OK || rc == SQLITE_DONE || *there) return st;
		TRY(drop(db, key, e));
	}
}

static enum status begin(struct db *db, struct err *e)
{
	if (db->open) return OK;
	TRY(run_sql(db, "BEGIN IMMEDIATE", e));
	db->open = true;
	db->n_docs = db->n_bytes = 0;
	return OK;
}

static enum status commit(struct db *db, struct err *e)
{
	if (!db->open) return OK;
	TRY(run_sql(db, "COMMIT", e));
	db->open = false;
	return OK;
}

enum status db_add_doc(struct db *db, const struct doc *d, struct err *e)
{
	uint8_t hash[32];
	bool there;
	TRY(begin(db, e));
	hash_doc(db, d, hash);
	TRY(find_old(db, d, hash, &there, e));
	if (!there) {
		TRY(add_document(db, d, buf_slice(&db->json), hash, e));
		int64_t key = sqlite3_last_insert_rowid(db->handle);
		for (size_t i = 0; i < d->n_claims; i++)
			TRY(add_claim(db, &d->claims[i], key, i, e));
		for (size_t i = 0; i < d->n_errors; i++)
			TRY(add_error(db, &d->errors[i], key, i, e));
	}
	db->n_docs++;
	return db->n_docs >= DB_BATCH_DOCS || db->n_bytes >= BATCH_BYTES ? commit(db, e) : OK;
}

enum status db_close(struct db *db, struct err *e)
{
	struct buf indexes = { 0 };
	enum status st = commit(db, e);
	db_indexes(&indexes);
	if (st == OK) st = run_buf(db, &indexes, e);
	else buf_free(&indexes);
	db_abandon(db);
	return st;
}

void db_abandon(struct db *db)
{
	if (!db) return;
	for (int i = 0; i < SQL_N; i++) sqlite3_finalize(db->sql[i]);
	sqlite3_close(db->handle); /* rolls back */
	buf_free(&db->json);
	mem_free(db->path);
	mem_free(db);
}
