#!/bin/sh
# Cut, flip and splice every sample and case input, and run the sanitizer build over what comes of it.
# FUZZ_SECONDS (60), FUZZ_SEED (1), ZHC (build/asan/zhclaims). An input that crashes is kept in build/fuzz.
# Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/asan/zhclaims}
LC_ALL=C
export LC_ALL
dir=build/fuzz
mkdir -p $dir
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
end=$(($(date +%s) + ${FUZZ_SECONDS:-60}))
seed=${FUZZ_SEED:-1}
passed=0 failed=0
find corpus/samples tests/cases tests/corpus -type f -size -200k \
	\( -name 'input*' -o -path 'corpus/samples/*' \) 2>/dev/null | sort >"$scratch/list"
while [ "$(date +%s)" -lt $end ]; do
	# a folder of 40 damaged inputs at a time: one start of the program for all
	rm -rf "$scratch/in" && mkdir "$scratch/in"
	build/check/damage "$seed" 40 "$scratch/in" <"$scratch/list"
	for command in "run -q -j2" "run -q --until extract --steps width,quotes,gloss,t2s,unspin" "run -q --to html" "run -q --reader html"; do
		# shellcheck disable=SC2086
		timeout 120 "$ZHC" $command "$scratch/in" >/dev/null 2>"$scratch/err"
		status=$?
		if [ $status -gt 1 ] || grep -qE 'Sanitizer|runtime error' "$scratch/err"; then
			failed=$((failed + 1))
			cp -R "$scratch/in" "$dir/seed-$seed"
			echo "FAIL seed $seed, $command, exit $status: $dir/seed-$seed"
			grep -E 'Sanitizer|runtime error|^ *#[0-9]' "$scratch/err" | head -n 8
		else
			passed=$((passed + 1))
		fi
	done
	seed=$((seed + 1))
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
