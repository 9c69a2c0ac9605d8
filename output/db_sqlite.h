/* Claims into an SQLite database (--db). Loading is idempotent: a document that stands there as it
 * is now is left untouched, one that has changed (its bytes, the rules, the program) is replaced
 * with all that hangs on it. What is the same document: doc_path and doc_record; from standard
 * input ("-") also doc_id.
 *
 * Work is committed in batches; a process that is killed at any moment leaves a database that
 * opens, with whole batches in it, and a rerun completes it. Several processes may load into one
 * file. Called by one thread. */
#ifndef ZHC_DB_SQLITE_H
#define ZHC_DB_SQLITE_H

#include "pipeline/core/buf.h"
#include "pipeline/core/doc.h"

#define DB_VERSION    1	   /* PRAGMA user_version */
#define DB_BATCH_DOCS 2000 /* documents of one transaction, at most */

struct db;

/* Open or create. ERR_IO: no database, one of another program, or of a newer version; ERR_AGAIN:
 * locked by another process for a minute. */
enum status db_open(struct db **db, const char *path, struct err *e);
/* Add or replace a document with its claims, spans and errors. ERR_IO (a full disk among others),
 * ERR_AGAIN. */
enum status db_add_doc(struct db *db, const struct doc *d, struct err *e);
/* Commit what is open and make the indexes where they are missing. Ends db, whatever the status. */
enum status db_close(struct db *db, struct err *e);
/* Give up: the open batch is rolled back. db may be NULL. */
void db_abandon(struct db *db);

/* The statements that make a database of this version, and those that make its indexes for
 * questions, as text (together output/schema/claims.sql). */
void db_schema(struct buf *out);
void db_indexes(struct buf *out);

#endif
