#!/bin/sh
# Run the unit and property programs that `make units` built.  BUILD=folder, default build.  NICE to read: one line a
# program that fails.  Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
build=${BUILD:-build}
LC_ALL=C TZ=UTC
export LC_ALL TZ
out=$(mktemp)
trap 'rm -f "$out"' EXIT
passed=0 failed=0
for source in tests/unit/*.c tests/property/*.c; do
	[ -f "$source" ] || continue
	name=$(basename "$source" .c)
	if [ ! -x "$build/tests/$name" ]; then
		echo "FAIL $name: not built"
		failed=$((failed + 1))
		continue
	fi
	timeout 300 "$build/tests/$name" >"$out" 2>&1
	status=$?
	# cmocka says "[  PASSED  ] 12 test(s)."; a program of another kind counts as one
	good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s).*/\1/p' "$out" | head -n 1)
	bad=$(sed -n 's/^\[  FAILED  \] .* \([0-9]*\) test(s).*/\1/p' "$out" | head -n 1)
	if [ $status -eq 0 ]; then
		passed=$((passed + ${good:-1}))
	else
		passed=$((passed + ${good:-0}))
		failed=$((failed + ${bad:-1}))
		echo "FAIL $name (exit $status)"
		grep -aE 'FAILED|ERROR|error:|assert|Sanitizer|SUMMARY|^ *#[0-9]' "$out" | head -n 15 | sed 's/^/     /'
	fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
