#!/bin/sh
# One process = a pipe of the six programs = any number of threads, byte for byte, on samples, and seeds where they
# are; and the pipe stands a jq in the middle.  Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

same() { # same WHAT A B
	if [ -s "$2" ] && cmp -s "$2" "$3"; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "FAIL $1"
	cmp "$2" "$3" 2>&1 | head -n 1
	diff "$2" "$3" 2>/dev/null | cut -c1-200 | head -n 4
}

check() { # check NAME PATH
	"$ZHC" run -q "$2" >"$scratch/one" 2>/dev/null
	"$ZHC" run -q -j8 "$2" >"$scratch/eight" 2>/dev/null
	"$ZHC" decode -q "$2" 2>/dev/null | "$ZHC" clean -q 2>/dev/null |
		"$ZHC" normalize -q 2>/dev/null | "$ZHC" annotate -q 2>/dev/null | "$ZHC" extract -q 2>/dev/null |
		"$ZHC" write -q >"$scratch/pipe" 2>/dev/null
	same "$1: run = run -j8" "$scratch/one" "$scratch/eight"
	same "$1: run = six stages in a pipe" "$scratch/one" "$scratch/pipe"
	"$ZHC" run -q --to csv "$2" >"$scratch/one.csv" 2>/dev/null
	"$ZHC" run -q --until extract "$2" 2>/dev/null | "$ZHC" write -q --to csv >"$scratch/two.csv" 2>/dev/null
	same "$1: run --to csv = write --to csv" "$scratch/one.csv" "$scratch/two.csv"
	for stage in decode clean normalize annotate extract; do
		"$ZHC" run -q --until $stage "$2" >"$scratch/until" 2>/dev/null
		case $stage in
		decode) "$ZHC" decode -q "$2" >"$scratch/stage" 2>/dev/null ;;
		*) "$ZHC" "$stage" -q <"$scratch/before" >"$scratch/stage" 2>/dev/null ;;
		esac
		same "$1: run --until $stage = the stage in a pipe" "$scratch/until" "$scratch/stage"
		mv "$scratch/until" "$scratch/before"
	done
	if command -v jq >/dev/null 2>&1; then
		"$ZHC" run -q --until normalize "$2" 2>/dev/null | jq -c '. + {"note": {"kept": [1, "x"]}}' |
			"$ZHC" annotate -q 2>/dev/null | "$ZHC" extract -q 2>/dev/null | jq -c .note | sort -u >"$scratch/note"
		echo '{"kept":[1,"x"]}' >"$scratch/want"
		same "$1: a member that jq put in passes through" "$scratch/want" "$scratch/note"
	fi
}

# Patterns and words compiled ahead change nothing: without their tables, and with those of other rules.
check_ahead() {
	mkdir "$scratch/data"
	for tab in build/data/*.tab; do ln -s "$PWD/$tab" "$scratch/data/"; done
	rm "$scratch/data/patterns.tab" "$scratch/data/claim_words.tab"
	"$ZHC" run -q corpus/samples >"$scratch/with" 2>/dev/null
	"$ZHC" run -q --data "$scratch/data" corpus/samples >"$scratch/without" 2>/dev/null
	same "compiled ahead = compiled at start" "$scratch/with" "$scratch/without"
	cp -R rules "$scratch/rules"
	sed -i 's/^match  *\([^ ]\)/match  (?:)\1/' "$scratch"/rules/clean/*.rules
	"$ZHC" run -q --rules "$scratch/rules" corpus/samples 2>/dev/null | sed 's/ rules:[0-9a-f]*//' >"$scratch/edited"
	sed 's/ rules:[0-9a-f]*//' "$scratch/with" >"$scratch/as-before"
	same "rules edited behind the table of patterns" "$scratch/as-before" "$scratch/edited"
	sed -i '1~2d' "$scratch/rules/extract/words.tsv"
	"$ZHC" run -q --rules "$scratch/rules" corpus/samples >"$scratch/with" 2>/dev/null
	"$ZHC" run -q --rules "$scratch/rules" --data "$scratch/data" corpus/samples >"$scratch/without" 2>/dev/null
	same "words edited behind their table" "$scratch/with" "$scratch/without"
}

check_ahead
check samples corpus/samples
if [ -d ../shared/seeds ]; then check seeds ../shared/seeds; else skipped=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
