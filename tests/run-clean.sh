#!/bin/sh
# The bars of clean (body, title, day, source, author) on our own pages and on the seeds.
# Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

hold() { # hold NAME ARTICLES GOLD
	"$ZHC" run -q --until clean "$2" >"$scratch/docs"
	if build/check/score_clean -b -v "$3" "$scratch/docs" >"$scratch/report"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1"
		cat "$scratch/report"
	fi
}

hold pages tests/clean/pages tests/clean/pages.gold.ndjson
if [ -d ../shared/seeds ]; then
	hold seeds ../shared/seeds ../shared/gold/seeds.clean.ndjson
else
	skipped=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
