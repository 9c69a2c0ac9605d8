#!/bin/sh
# Run suites and sum them up. A suite is tests/run-NAME.sh: it prints what failed and ends with a line
# "N passed, N failed" or "N passed, N failed, N skipped". It finds the program in $ZHC, its folder in $BUILD.
# usage: tests/run-all.sh [KIND:]SUITE...     KIND: release (default) or asan tsan hostile cover; "all": every suite
# Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C TZ=UTC
export LC_ALL TZ
out=$(mktemp)
trap 'rm -f "$out"' EXIT
passed=0 failed=0 skipped=0

run_suite() { # run_suite KIND SUITE
	BUILD=build
	[ "$1" = release ] || BUILD=build/$1
	ZHC=$PWD/$BUILD/zhclaims KIND=$1
	export BUILD ZHC KIND
	from=$(date +%s)
	"tests/run-$2.sh" >"$out" 2>&1
	status=$?
	line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$out" | tail -n 1)
	p=$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
	f=$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')
	s=$(echo "$line" | sed -n 's/.* \([0-9]*\) skipped.*/\1/p')
	[ -n "$line" ] || f=1
	# a suite that ends badly without naming a failure has failed
	[ $status -eq 0 ] || [ "${f:-0}" -gt 0 ] || f=1
	passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
	[ "${f:-0}" -eq 0 ] || grep -avE '^[0-9]+ passed, ' "$out" | cut -c1-400 | tail -n 60
	printf '%-4s %-8s %-14s %5d passed %4d failed %3d skipped  %3d s\n' \
		"$([ "${f:-0}" -eq 0 ] && echo ok || echo FAIL)" "$1" "$2" "${p:-0}" "${f:-0}" "${s:-0}" \
		$(($(date +%s) - from))
}

if [ "${1:-}" = all ]; then
	shift
	for suite in tests/run-*.sh; do
		suite=${suite#tests/run-}
		suite=${suite%.sh}
		[ "$suite" = all ] || set -- "$@" "release:$suite"
	done
fi
for arg; do
	case $arg in
	*:*) run_suite "${arg%%:*}" "${arg#*:}" ;;
	*) run_suite release "$arg" ;;
	esac
done
[ $skipped -eq 0 ] || echo "$skipped skipped: what they read is not here"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
