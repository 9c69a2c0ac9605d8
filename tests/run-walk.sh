#!/bin/sh
# The walk: one article, and what every stage makes of it, numbered. tests/walk/2-decode.json and so on are the document
# records, laid out by jq for reading; 7-claims.ndjson the claims.  usage: tests/run-walk.sh [--golden]
# Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
LC_ALL=C.UTF-8
export LC_ALL
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
if ! command -v jq >/dev/null 2>&1; then
	echo "0 passed, 0 failed, 6 skipped"
	exit 0
fi
step() { # step NUMBER-NAME: compare what stands in $scratch/out with the file
	sed 's/rules:[0-9a-f]\{8,\}/rules:HASH/g' "$scratch/out" >"$scratch/$1"
	if [ "${golden:-}" = yes ]; then
		cp "$scratch/$1" "tests/walk/$1"
	elif cmp -s "$scratch/$1" "tests/walk/$1"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL walk/$1"
		diff -u "tests/walk/$1" "$scratch/$1" 2>&1 | cut -c1-200 | head -n 20
	fi
}
[ "${1:-}" != --golden ] || golden=yes
n=2
for stage in decode clean normalize annotate extract; do
	"$ZHC" run -q --until $stage tests/walk/1-article.txt | jq 'del(.claims)' >"$scratch/out"
	step $n-$stage.json
	n=$((n + 1))
done
"$ZHC" run -q tests/walk/1-article.txt >"$scratch/out"
step 7-claims.ndjson
[ "${golden:-}" != yes ] || exit 0
echo "$passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
