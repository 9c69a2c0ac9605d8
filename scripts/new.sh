#!/bin/sh
# Write a skeleton that compiles, with its test or proof and its line in the list.
# usage: scripts/new.sh stage|writer|reader|rule NAME      rule: NAME is stage/file, as extract/45-wages
set -eu
cd "$(dirname "$0")/.."
kind=${1:-} name=${2:-}
usage() {
	echo "usage: scripts/new.sh stage|writer|reader|rule NAME" >&2
	exit 64
}
[ -n "$name" ] || usage
printf '%s' "$name" | grep -qE '^[a-z][a-z0-9_/-]*$' || usage

fresh() { # fresh PATH: it must not be there yet
	[ ! -e "$1" ] || { echo "new.sh: $1 is already there" >&2; exit 73; }
	mkdir -p "$(dirname "$1")"
}

case $kind in
stage)
	file=pipeline/$name/stage.c
	fresh "$file"
	cat >"$file" <<END
/* $name: what it does, in one line. From documents with text to the same documents. Limits: none yet. */
#include "pipeline/core/prove.h"
#include "pipeline/core/stage.h"

static void run(const void *state, void *worker, struct doc *d)
{
	(void)state;
	(void)worker;
	(void)d;
}

/* This stage has no rule files: nothing to prove. */
enum status ${name}_prove(const struct env *env, struct prove_report *r, struct err *e)
{
	(void)env;
	(void)r;
	(void)e;
	return OK;
}

const struct stage stage_$name = {
	.name = "$name",
	.summary = "what it does, in one line",
	.needs = L_TEXT,
	.makes = 0,
	.run = run,
};
END
	echo "X($name)" >>pipeline/stages.def
	echo "CMD($(echo "$name" | tr '[:lower:]' '[:upper:]'), CMD_STAGE, \"$name\", \"[FILE]\", \"document records in and out: what it does\")" >>pipeline/commands.def
	sed -i "/^OPT(STR, until,/s/\"decode|\([a-z|]*\)\"/\"decode|\1|$name\"/" pipeline/options.def
	mkdir -p "tests/cases/$name/passes-through"
	# shellcheck disable=SC2016
	echo '"$ZHC" decode -q input.txt | "$ZHC" '"$name"' -q | grep -c doc/1' >"tests/cases/$name/passes-through/cmd"
	echo 'GDP 3.5%' >"tests/cases/$name/passes-through/input.txt"
	echo 1 >"tests/cases/$name/passes-through/expected.stdout"
	echo "wrote $file, a row in pipeline/stages.def (put it where it belongs in the order) and in commands.def,"
	echo "and tests/cases/$name/passes-through"
	;;
writer)
	file=output/write_$name.c
	fresh "$file"
	cat >"$file" <<END
/* Writer $name: one line a claim, its id and its quote. From claims to text. Limits: none. */
#include "output/writer.h"

static void write_doc(const struct env *env, const struct doc *d, struct buf *out)
{
	(void)env;
	for (size_t i = 0; i < d->n_claims; i++) {
		buf_add_slice(out, d->claims[i].claim_id);
		buf_addc(out, '\t');
		buf_add_slice(out, d->claims[i].quote);
		buf_addc(out, '\n');
	}
}

const struct writer writer_$name = {
	.name = "$name",
	.summary = "one line a claim",
	.doc = write_doc,
};
END
	echo "X($name)" >>output/writers.def
	sed -i "/^OPT(STR, to,/s/\"ndjson|\([a-z|]*\)\"/\"ndjson|\1|$name\"/" pipeline/options.def
	mkdir -p "tests/cases/output/$name"
	# shellcheck disable=SC2016
	echo '"$ZHC" run -q --to '"$name"' input.txt | cut -c1' >"tests/cases/output/$name/cmd"
	cp corpus/samples/quake.txt "tests/cases/output/$name/input.txt"
	echo "wrote $file, a row in output/writers.def, the value in options.def and tests/cases/output/$name:"
	echo "now make golden CASE=output/$name"
	;;
reader)
	file=corpus/read_$name.c
	fresh "$file"
	cat >"$file" <<END
/* Reader $name: a document a line that is not empty; doc_record is the line from 0. From a source to records.
 * Limit: --max-bytes a line. */
#include "corpus/lines.h"
#include "corpus/reader.h"
#include "corpus/record.h"

static int probe(struct slice name, struct slice head)
{
	static const char suffix[] = ".$name";
	size_t n = sizeof suffix - 1;

	(void)head;
	return name.len > n && memcmp(name.p + name.len - n, suffix, n) == 0 ? 90 : 0;
}

static enum status open_input(const struct env *env, struct source *in, void **state, struct err *e)
{
	struct lines *l = mem_zalloc(sizeof *l);

	(void)e;
	lines_open(l, in, (size_t)env->opt->max_bytes);
	*state = l;
	return OK;
}

static enum status next(void *state, struct doc *d, struct err *e)
{
	struct lines *l = state;
	struct slice line;
	enum status st;

	do {
		st = lines_next(l, &line, e);
	} while (st == OK && line.len == 0);
	if (st == END) return END;
	if (st == OK) record_set(d, line, l->in, l->number);
	else record_fail(d, line, l->in, l->number, record_code(st), "%s", record_message(e, source_path(l->in)));
	return OK;
}

static void close_input(void *state)
{
	mem_free(state);
}

const struct reader reader_$name = {
	.name = "$name",
	.summary = "a document a line",
	.probe = probe,
	.open = open_input,
	.next = next,
	.close = close_input,
};
END
	echo "X($name)" >>corpus/readers.def
	sed -i "/^OPT(STR, reader,/s/\"auto|\([a-z|]*\)\"/\"auto|\1|$name\"/" pipeline/options.def
	mkdir -p "tests/cases/corpus/$name"
	# shellcheck disable=SC2016
	echo '"$ZHC" run -q --until decode input.'"$name"' | cut -c1-200' >"tests/cases/corpus/$name/cmd"
	printf 'one record\n\nanother record\n' >"tests/cases/corpus/$name/input.$name"
	echo "wrote $file, a row in corpus/readers.def, the value in options.def and tests/cases/corpus/$name:"
	echo "now make golden CASE=corpus/$name"
	;;
rule)
	file=rules/$name.rules
	fresh "$file"
	cat >"$file" <<END
# What these rules find, in a sentence. Each rule is proved by its yes and no lines: zhclaims rules check

rule   $(basename "$name" | sed 's/^[0-9]*-//').first
match  (?:达到|达){LINKS}(?<v>{Q})
set    v indicator=before
yes    全市储蓄余额达到3亿元。	value_dec=300000000 measure=level
no     全市储蓄余额减少3亿元。
END
	echo "wrote $file: see rules/README.md for what a block may hold, then run: build/zhclaims rules check"
	;;
*) usage ;;
esac
