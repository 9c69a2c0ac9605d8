#!/bin/sh
# What scripts/new.sh writes: in a copy of the tree, one of each kind; it builds, its proofs hold, its cases run.
# Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
check() { # check WHAT COMMAND...: count it, show what it printed when it fails
	what=$1
	shift
	if "$@" >"$scratch/log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL new: $what"
		grep -E 'error|warning|FAIL' "$scratch/log" | head -n 20
		tail -n 5 "$scratch/log"
	fi
}
# objects come along with their times, so that make builds what is new and little else
mkdir -p "$scratch/tree/build"
cp -a pipeline rules corpus output tests scripts Makefile "$scratch/tree"
cp -a build/obj build/data build/tablec "$scratch/tree/build" 2>/dev/null
cd "$scratch/tree" || exit 1
unset ZHC BUILD KIND MAKEFLAGS
check "stage" scripts/new.sh stage zzstage
check "writer" scripts/new.sh writer zzwriter
check "reader" scripts/new.sh reader zzreader
check "rule" scripts/new.sh rule extract/99-zz
check "what is there already is refused" sh -c '! scripts/new.sh stage zzstage'
check "build" sh -c 'make -j2 2>&1 | tee ../build.log; test -x build/zhclaims'
check "all of it is built, without a warning" sh -c '! grep -E "warning:|Error [0-9]" ../build.log'
check "proofs" build/zhclaims rules check
check "the new rule is proved" sh -c 'build/zhclaims rules list | grep -q "^zz.first"'
for case in zzstage/passes-through output/zzwriter corpus/zzreader; do
	check "golden $case" tests/run-cases.sh --golden $case
	check "output of $case" test -s tests/cases/$case/expected.stdout
	check "case $case" tests/run-cases.sh $case
done
check "stage in the pipe" sh -c 'build/zhclaims run -q --until zzstage corpus/samples/quake.txt | grep -q "\"schema\":\"doc/1\""'
check "two records of the reader" sh -c '[ "$(wc -l <tests/cases/corpus/zzreader/expected.stdout)" -eq 2 ]'
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
