#!/bin/sh
# Execute the examples of the documents. In a block that opens with ```console, a line "$ command" is run in the root of
# the tree with build/ in PATH; the lines behind it must be its output. A block that opens with ```rules is put into a
# copy of rules/extract and proved.  usage: tests/run-readme.sh [--golden]   --golden: write what comes out into the documents
# Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
ZHC=${ZHC:-$root/build/zhclaims}
PATH=$(dirname "$ZHC"):$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
golden=${1:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

mask() { sed -e 's/rules:[0-9a-f]\{8,\}/rules:HASH/g'; }

# Cut a document into numbered pieces: N.cmd and N.want for examples of the shell, N.rules for rules
cut_document() {
	awk -v out="$2" '
		/^```/ { mode = mode == "" ? substr($0, 4) : ""; if (mode == "rules") { n++; file = sprintf("%s/%03d.rules", out, n) } else file = ""; next }
		mode == "console" && /^\$ / { n++; print substr($0, 3) >sprintf("%s/%03d.cmd", out, n); file = sprintf("%s/%03d.want", out, n); printf "" >file; next }
		mode == "console" && file && /^> / { print substr($0, 3) >>sprintf("%s/%03d.cmd", out, n); next }
		(mode == "console" || mode == "rules") && file { print >>file }' "$1"
}

for doc in README.md HACKING.md pipeline/README.md rules/README.md rules/*/README.md; do
	[ -f "$doc" ] || continue
	dir=$scratch/$(echo "$doc" | tr / _)
	mkdir "$dir"
	cut_document "$doc" "$dir"
	for cmd in "$dir"/*.cmd; do
		[ -f "$cmd" ] || continue
		piece=${cmd%.cmd}
		timeout 120 sh "$cmd" 2>&1 </dev/null | mask >"$piece.got"
		[ "$golden" != --golden ] || continue
		if cmp -s "$piece.want" "$piece.got"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAIL $doc: $(head -n 1 "$cmd" | cut -c1-120)"
			diff "$piece.want" "$piece.got" | cut -c1-200 | head -n 8
		fi
	done
	[ "$golden" != --golden ] || scripts/readme_golden.py "$doc" "$dir"
	cat "$dir"/*.rules >"$dir/all" 2>/dev/null || continue
	rm -rf "$scratch/rules" && cp -R rules "$scratch/rules"
	cp "$dir/all" "$scratch/rules/extract/98-readme.rules"
	if "$ZHC" rules check --rules "$scratch/rules" >"$scratch/check" 2>&1 || ! grep -q 98-readme "$scratch/check"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $doc: its rules"
		grep 98-readme "$scratch/check" | head -n 5
	fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
