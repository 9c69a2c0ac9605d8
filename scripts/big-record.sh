#!/bin/sh
# A web archive whose second record says and holds more than 2 GB, by pipe: it is refused with an error, the good records
# before and behind it come out, memory stays bounded.  usage: scripts/big-record.sh   BIG_MB=2100 size of the record
set -eu
cd "$(dirname "$0")/.."
mb=${BIG_MB:-2100}
limit_kb=700000 # of address space, the tables that are mapped included
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

record() { # record URL BYTES: the head of a record; its block follows
	printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n' "$1" "$2"
}

archive() {
	record http://example.com/1 24 && printf 'first page, a good one.\n\r\n\r\n'
	record http://example.com/2 $((mb * 1000000)) && head -c $((mb * 1000000)) /dev/zero && printf '\r\n\r\n'
	record http://example.com/3 24 && printf 'third page, a good one.\n\r\n\r\n'
}

status=0
archive | (
	ulimit -v $limit_kb
	build/zhclaims run --reader warc --until clean - >"$scratch/out" 2>"$scratch/err"
) || status=$?
good=$(grep -c 'page, a good one' "$scratch/out" || true)
echo "$mb MB in one record: exit $status, $good of 2 good records, $(grep -c too-large "$scratch/err" || true) refused"
[ "$status" = 1 ] && [ "$good" = 2 ] && grep -q too-large "$scratch/err"
