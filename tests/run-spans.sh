#!/bin/sh
# Every claim against the bytes of the original files (tests/check/check_spans.c), on samples, and seeds where they are.
# Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
if [ ! -x build/check/check_spans ]; then
	echo "FAIL no checkers: make checks builds them"
	echo "0 passed, 1 failed"
	exit 1
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
set -- corpus/samples
if [ -d ../shared/seeds ]; then set -- "$@" ../shared/seeds; fi
"$ZHC" run -q -j2 "$@" >"$scratch/claims"
"$ZHC" run -q -j2 --until extract "$@" >"$scratch/records"
# the same checks where a document is one line of a file; as a file of its own, it stands in the records once already
cp corpus/samples/archives/briefs.lines "$scratch/briefs"
"$ZHC" run -q --reader lines "$scratch/briefs" >>"$scratch/claims"
"$ZHC" run -q --reader lines --until extract "$scratch/briefs" >>"$scratch/records"
build/check/check_spans "$scratch/claims" "$scratch/records" tests/check/numerals.tsv
