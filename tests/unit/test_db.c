/* The database: every field arrives, a second load changes nothing, a changed document replaces the
 * old one, strangers' files are left alone, and the committed schema is what the program makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "output/db_sqlite.h"
#include "output/outfile.h"

static char path[64];

static int open_temp(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "/tmp/zhc-db-XXXXXX");
	int fd = mkstemp(path);
	close(fd);
	return fd < 0;
}

static int remove_temp(void **state)
{
	(void)state;
	return unlink(path);
}

/* A document with two claims, one of them full, one nearly empty. */
static void make_doc(struct doc *d, const char *doc_path, int64_t record, const char *title)
{
	doc_init(d);
	doc_set_source(d, slice_str(title), slice_str(doc_path), record);
	doc_add_meta(d, META_TITLE, slice_str(title), (struct src_span){ 0, 0 }, "test");
	doc_add_error(d, "read", "bad", (struct src_span){ 3, 4 }, "trouble");
	d->date = 19000;
	for (int i = 0; i < 2; i++) {
		struct claim *c = doc_add_claim(d);
		c->doc_record = record;
		c->doc_path = d->path;
		c->doc_id = d->id;
		c->value = c->confidence = NAN;
		c->kind = i ? SLICE("statement") : SLICE("change");
		c->claim_id = arena_printf(&d->arena, "c%d", i);
		c->modality = SLICE("fact");
		c->polarity = SLICE("pos");
	}
	struct claim *c = &d->claims[0];
	c->value = -3.5;
	c->value_dec = SLICE("-3.50");
	c->direction = SLICE("down");
	c->series_id = SLICE("s1");
	c->spans[SPAN_VALUE] = (struct src_span){ 6, 9 };
	c->spans[SPAN_UNIT] = (struct src_span){ 9, 10 };
	struct slice *member = ARENA_PUSH(&d->arena, c->members, c->n_members, c->cap_members);
	*member = SLICE("a \"b\"");
	struct participant *p =
		ARENA_PUSH(&d->arena, c->participants, c->n_participants, c->cap_participants);
	*p = (struct participant){ SLICE("host"), SLICE("x") };
}

static void load(const char *doc_path, int64_t record, const char *title)
{
	struct db *db;
	struct doc d;
	struct err e;
	make_doc(&d, doc_path, record, title);
	assert_int_equal(db_open(&db, path, &e), OK);
	assert_int_equal(db_add_doc(db, &d, &e), OK);
	assert_int_equal(db_close(db, &e), OK);
	doc_free(&d);
}

/* All rows of a query: cells by |, rows by a blank. */
static void assert_query(const char *sql, const char *want)
{
	sqlite3 *h;
	sqlite3_stmt *q;
	struct buf got = { 0 };
	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		if (got.len) buf_addc(&got, ' ');
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			const char *cell = (const char *)sqlite3_column_text(q, i);
			buf_printf(&got, "%s%s", i ? "|" : "", cell ? cell : "-");
		}
	}
	buf_addc(&got, '\0');
	assert_string_equal(got.p, want);
	sqlite3_finalize(q);
	sqlite3_close(h);
	buf_free(&got);
}

static void test_fields(void **state)
{
	(void)state;
	load("a", -1, "t1");
	assert_query("SELECT doc_path, doc_record, title, doc_date, n_claims FROM documents",
		     "a|-|t1|2022-01-08|2");
	assert_query("SELECT seq, claim_id, kind, value_dec, value, direction, doc_record, "
		     "members, participants, flags, spans, "
		     "confidence FROM claims ORDER BY seq",
		     "0|c0|change|-3.50|-3.5|down|-|[\"a "
		     "\\\"b\\\"\"]|[{\"role\":\"host\",\"text\":\"x\"}]|[]|"
		     "{\"value\":[6,9],\"unit\":[9,10]}|- 1|c1|statement|-|-|-|-|-|-|[]|{}|-");
	assert_query("SELECT slot, start_byte, end_byte FROM spans", "unit|9|10 value|6|9");
	assert_query("SELECT stage, code, start_byte, end_byte, message FROM errors",
		     "read|bad|3|4|trouble");
	assert_query("SELECT role, text FROM v_participants", "host|x");
	assert_query("SELECT text FROM v_members", "a \"b\"");
	assert_query("SELECT json_extract(record, '$.title') FROM documents", "t1");
	assert_query("SELECT n_claims, n_changes, n_statements FROM v_daily", "2|1|1");
}

static void read_file(const char *name, struct buf *b)
{
	FILE *f = fopen(name, "rb");
	int c;
	assert_non_null(f);
	while ((c = getc(f)) != EOF) buf_addc(b, (char)c);
	fclose(f);
}

static void test_twice(void **state)
{
	struct buf one = { 0 }, two = { 0 };
	(void)state;
	for (int i = 0; i < 3; i++) load("a", i, "t");
	read_file(path, &one);
	for (int i = 0; i < 3; i++) load("a", i, "t");
	read_file(path, &two);
	assert_true(slice_eq(buf_slice(&one), buf_slice(&two)));
	buf_free(&one);
	buf_free(&two);
}

static void test_replace(void **state)
{
	(void)state;
	load("a", 1, "old");
	load("a", 2, "other");
	load("a", 1, "new");
	assert_query("SELECT doc_record, title FROM documents ORDER BY doc_record",
		     "1|new 2|other");
	assert_query("SELECT count(*) FROM claims", "4");
	assert_query("SELECT count(*) FROM spans", "4");
	assert_query("SELECT count(*) FROM errors", "2");
	/* standard input: another text is another document */
	load("-", -1, "one");
	load("-", -1, "two");
	load("-", -1, "two");
	assert_query("SELECT count(*) FROM documents WHERE doc_path = '-'", "2");
}

static void test_abandon(void **state)
{
	struct db *db;
	struct doc d;
	struct err e;
	(void)state;
	load("a", -1, "t");
	make_doc(&d, "b", -1, "t");
	assert_int_equal(db_open(&db, path, &e), OK);
	assert_int_equal(db_add_doc(db, &d, &e), OK);
	db_abandon(db);
	doc_free(&d);
	assert_query("SELECT doc_path FROM documents", "a");
}

static void test_strangers(void **state)
{
	struct db *db;
	struct err e;
	(void)state;
	FILE *f = fopen(path, "wb");
	fputs("this is an article and no database at all, long enough to have a head of a hundred "
	      "bytes, or nearly so.",
	      f);
	fclose(f);
	assert_int_equal(db_open(&db, path, &e), ERR_IO);
	assert_non_null(strstr(e.text, path));
	f = fopen(path, "wb");
	fclose(f);
	sqlite3 *h;
	sqlite3_open(path, &h);
	sqlite3_exec(h, "CREATE TABLE documents (x)", NULL, NULL, NULL);
	sqlite3_close(h);
	assert_int_equal(db_open(&db, path, &e), ERR_IO);
	assert_non_null(strstr(e.text, "another program"));
	assert_query("SELECT count(*) FROM sqlite_master", "1");
	assert_int_equal(db_open(&db, "/nonexistent/x.sqlite", &e), ERR_IO);
}

static void test_newer(void **state)
{
	struct db *db;
	struct err e;
	sqlite3 *h;
	(void)state;
	load("a", -1, "t");
	sqlite3_open(path, &h);
	sqlite3_exec(h, "PRAGMA user_version = 99", NULL, NULL, NULL);
	sqlite3_close(h);
	assert_int_equal(db_open(&db, path, &e), ERR_IO);
	assert_non_null(strstr(e.text, "99"));
}

/* output/schema/claims.sql is db_schema() behind two lines of comment. */
static void test_schema_file(void **state)
{
	struct buf want = { 0 }, got = { 0 };
	size_t from = 0;
	(void)state;
	if (access("output/schema/claims.sql", R_OK) != 0) skip();
	db_schema(&want);
	db_indexes(&want);
	read_file("output/schema/claims.sql", &got);
	for (int line = 0; line < 3; line++)
		while (from < got.len && got.p[from++] != '\n')
			;
	assert_true(slice_eq(buf_slice(&want), slice_of(got.p + from, got.len - from)));
	buf_free(&want);
	buf_free(&got);
}

/* output/schema/claim-1.json describes the fields of the record, all of them, in order. */
static void test_json_schema(void **state)
{
	static const char *const names[] = {
#define X(type, name) #name,
		CLAIM_FIELDS(X)
#undef X
	};
	struct buf b = { 0 }, want = { 0 };
	(void)state;
	if (access("output/schema/claim-1.json", R_OK) != 0) skip();
	read_file("output/schema/claim-1.json", &b);
	buf_addc(&b, '\0');
	buf_add_str(&want, "\"required\": [");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		buf_printf(&want, "%s\"%s\"", i ? ", " : "", names[i]);
	buf_addc(&want, ']');
	buf_addc(&want, '\0');
	assert_non_null(strstr(b.p, want.p));
	const char *at = strstr(b.p, "\"properties\": {\n");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		want.len = 0;
		buf_printf(&want, "\n    \"%s\": {\"description\": \"", names[i]);
		buf_addc(&want, '\0');
		at = at ? strstr(at, want.p) : NULL;
		assert_non_null(at);
	}
	buf_free(&b);
	buf_free(&want);
}

static void test_outfile(void **state)
{
	struct outfile *o;
	struct err e;
	struct buf b = { 0 };
	(void)state;
	assert_int_equal(outfile_open(&o, path, &e), OK);
	assert_int_equal(outfile_write(o, SLICE("new"), &e), OK);
	read_file(path, &b);
	assert_int_equal(b.len, 0); /* not there yet */
	assert_int_equal(outfile_commit(o, &e), OK);
	read_file(path, &b);
	assert_true(slice_is(buf_slice(&b), "new"));
	assert_int_equal(outfile_open(&o, path, &e), OK);
	assert_int_equal(outfile_write(o, SLICE("gone"), &e), OK);
	outfile_abandon(o);
	b.len = 0;
	read_file(path, &b);
	assert_true(slice_is(buf_slice(&b), "new"));
	assert_int_equal(outfile_open(&o, "/dev/full", &e), OK);
	assert_int_equal(outfile_write(o, SLICE("x"), &e), ERR_IO);
	outfile_abandon(o);
	assert_int_equal(outfile_open(&o, "/nonexistent/x", &e), ERR_IO);
	buf_free(&b);
}

#define MANY (3 * DB_BATCH_DOCS)

static void load_many(void)
{
	struct db *db;
	struct doc d;
	struct err e;
	char title[32];
	if (db_open(&db, path, &e) != OK) _exit(1);
	for (int i = 0; i < MANY; i++) {
		snprintf(title, sizeof title, "title %d", i);
		make_doc(&d, "archive", i, title);
		if (db_add_doc(db, &d, &e) != OK) _exit(2);
		doc_free(&d);
	}
	if (db_close(db, &e) != OK) _exit(3);
}

/* Killed at any moment: the database opens, holds whole batches, and a rerun completes it. */
static void test_killed(void **state)
{
	int status;
	(void)state;
	for (long delay = 300; delay < 400000; delay = delay * 5 / 3) { /* microseconds */
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			load_many();
			_exit(0);
		}
		struct timespec t = { 0, delay * 1000 };
		nanosleep(&t, NULL);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
		load("probe", -1, "opens"); /* rolls a left-over journal back */
		assert_query("PRAGMA integrity_check", "ok");
		assert_query("SELECT count(*) % 2000 FROM documents WHERE doc_path = 'archive'",
			     "0");
		assert_query("SELECT count(*) FROM claims WHERE doc_key NOT IN (SELECT doc_key "
			     "FROM documents)",
			     "0");
		assert_query("SELECT count(*) FROM documents d WHERE n_claims <> (SELECT count(*) "
			     "FROM claims c "
			     "WHERE c.doc_key = d.doc_key)",
			     "0");
		if (delay < 40000) continue;
		load_many();
		assert_query(
			"SELECT count(*), sum(n_claims) FROM documents WHERE doc_path = 'archive'",
			"6000|12000");
		assert_int_equal(remove_temp(NULL), 0);
		assert_int_equal(open_temp(NULL), 0);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_temp, remove_temp)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_fields),	TEST(test_twice),     TEST(test_replace),
		TEST(test_abandon),	TEST(test_strangers), TEST(test_newer),
		TEST(test_schema_file), TEST(test_outfile),   TEST(test_json_schema),
		TEST(test_killed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
