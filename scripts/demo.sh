#!/bin/sh
# What `make demo` shows: the claims of corpus/samples as a table (its first lines; all are in build/demo/table.txt), and as
# NDJSON, CSV and SQLite in build/demo.
set -eu
shown=40
cd "$(dirname "$0")/.."
mkdir -p build/demo
rm -f build/demo/claims.sqlite
jobs=$(nproc 2>/dev/null || echo 2)
run() { # exit 1 only says that some article carries an error, which the record names
	build/zhclaims run -j"$jobs" --quiet "$@" corpus/samples || [ $? -eq 1 ]
}
run --docs build/demo/docs.ndjson --db build/demo/claims.sqlite -o build/demo/claims.ndjson
run --to csv -o build/demo/claims.csv
columns=$(stty size 2>/dev/null </dev/tty | cut -d' ' -f2 || true)
build/table "${columns:-120}" <build/demo/claims.ndjson >build/demo/table.txt
head -n $shown build/demo/table.txt
echo
echo "... and $(($(wc -l <build/demo/table.txt) - shown)) lines more: build/demo/table.txt"
echo "$(wc -l <build/demo/claims.ndjson) claims from $(wc -l <build/demo/docs.ndjson) articles in corpus/samples:"
ls -l build/demo/claims.ndjson build/demo/claims.csv build/demo/claims.sqlite build/demo/docs.ndjson |
	awk '{ printf "  %9d bytes  %s\n", $5, $NF }'
echo "try: build/zhclaims run --to text --color always corpus/samples | less -R"
