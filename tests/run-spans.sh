#!/bin/sh
# Every claim against the bytes of the original files (tests/check/check_spans.c), on samples, and seeds where they are.
# Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
set -- corpus/samples
if [ -d ../shared/seeds ]; then set -- "$@" ../shared/seeds; fi
"$ZHC" run -q -j2 "$@" >"$scratch/claims"
"$ZHC" run -q -j2 --until extract "$@" >"$scratch/records"
build/check/check_spans "$scratch/claims" "$scratch/records" tests/check/numerals.tsv
