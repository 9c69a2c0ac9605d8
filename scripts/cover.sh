#!/bin/sh
# Lines covered by the suites that ran on the cover build: a line a file, and the sum. After `make cover`.
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp)
trap 'rm -f "$out"' EXIT
find build/cover/obj -name '*.gcda' | sort | while read -r data; do
	gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null
done | awk '
	/^File / { file = $2; gsub(/\x27/, "", file) }
	/^Lines executed:/ { split($0, a, /[:% ]+/); if (file ~ /^(pipeline|corpus|output)\/.*\.c$/ && !(file in seen)) { seen[file] = 1; print a[3], a[5], file } file = "" }' >"$out"
sort -n "$out" | awk '{ printf "%6.1f %%  %5d lines  %s\n", $1, $2, $3; n += $2; hit += $1 * $2 / 100 } END { if (n) printf "%6.1f %%  %5d lines  all\n", hit * 100 / n, n }'
