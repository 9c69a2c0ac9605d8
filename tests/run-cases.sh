#!/bin/sh
# Run the cases: tests/cases/<part>/<name>/ with cmd (one shell line; $ZHC is the program, $TMP an empty folder),
# input.*, expected.stdout, and where they are not empty and not 0: expected.stderr, expected.exit.
# A case named *.bug is a known bug and must fail. The hash of the rules in the output is masked.
# usage: tests/run-cases.sh [--golden] [CASE...]     CASE: part, part/name, or a folder; none: all
# ZHC=program, default build/zhclaims. Last line: N passed, N failed
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
ZHC=${ZHC:-$root/build/zhclaims}
case $ZHC in /*) ;; *) ZHC=$PWD/$ZHC ;; esac
LC_ALL=C TZ=UTC
export ZHC LC_ALL TZ
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
golden=no
if [ "${1:-}" = --golden ]; then
	golden=yes
	shift
	[ $# -gt 0 ] || { echo "run-cases: --golden needs a case" >&2; exit 64; }
fi

mask() { sed -e 's/rules:[0-9a-f]\{8,\}/rules:HASH/g' -e "s|$scratch|TMP|g" -e "s|$root|ROOT|g"; }

# run_case DIR -> out, err, exit in $scratch
run_case() {
	rm -rf "$scratch/tmp" && mkdir "$scratch/tmp"
	(cd "$1" && TMP=$scratch/tmp && export TMP && timeout 120 sh -c "$(cat cmd)") \
		>"$scratch/out.raw" 2>"$scratch/err.raw" </dev/null
	echo $? >"$scratch/exit"
	mask <"$scratch/out.raw" >"$scratch/out"
	mask <"$scratch/err.raw" >"$scratch/err"
}

keep_or_remove() { # keep_or_remove NEW OLD NOTHING: the file exists only when it says something
	if printf '%s' "$3" | cmp -s - "$1"; then rm -f "$2"; else cp "$1" "$2"; fi
}

# same DIR: does what came out equal what is expected?
same() {
	cmp -s "$scratch/out" "$1/expected.stdout" || return 1
	if [ -f "$1/expected.stderr" ]; then
		cmp -s "$scratch/err" "$1/expected.stderr" || return 1
	else
		[ ! -s "$scratch/err" ] || return 1
	fi
	[ "$(cat "$scratch/exit")" = "$(cat "$1/expected.exit" 2>/dev/null || echo 0)" ]
}

show() {
	diff -u "$1/expected.stdout" "$scratch/out" 2>&1 | cut -c1-300 | head -n 20
	echo "exit $(cat "$scratch/exit"), expected $(cat "$1/expected.exit" 2>/dev/null || echo 0)"
	diff -u "$([ -f "$1/expected.stderr" ] && echo "$1/expected.stderr" || echo /dev/null)" "$scratch/err" |
		cut -c1-300 | head -n 10
}

[ $# -gt 0 ] || set -- "$root/tests/cases"
passed=0 failed=0
for arg; do
	dir=$root/tests/cases/$arg
	[ -d "$dir" ] || dir=$arg
	if [ ! -d "$dir" ]; then
		echo "FAIL $arg: no such case"
		failed=$((failed + 1))
		continue
	fi
	find "$dir" -name cmd -type f | sort >"$scratch/list"
	while read -r cmd; do
		case_dir=${cmd%/cmd}
		name=${case_dir#"$root"/tests/cases/}
		run_case "$case_dir"
		if [ $golden = yes ]; then
			cp "$scratch/out" "$case_dir/expected.stdout"
			keep_or_remove "$scratch/err" "$case_dir/expected.stderr" ""
			keep_or_remove "$scratch/exit" "$case_dir/expected.exit" "0
"
			echo "wrote $name: read git diff before you commit"
			continue
		fi
		verdict=pass
		if same "$case_dir"; then
			case $name in *.bug) verdict="the bug is gone: rename the case" ;; esac
		else
			case $name in *.bug) ;; *) verdict=differs ;; esac
		fi
		if [ "$verdict" = pass ]; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAIL $name: $verdict"
			[ "$verdict" != differs ] || show "$case_dir" | sed 's/^/     /'
		fi
	done <"$scratch/list"
done
[ $golden = no ] || exit 0
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
