#!/bin/sh
# make install and uninstall in a folder of their own, and scripts/setup on a machine that lacks packages (with a
# dpkg-query and apt-get of ours in PATH, so nothing is installed).  Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
check() { # check WHAT COMMAND...
	what=$1
	shift
	if "$@" >"$scratch/out" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $what"
		head -n 5 "$scratch/out"
	fi
}
not() { ! "$@"; }
no_files() { [ -z "$(find "$1" -type f)" ]; }
same_claims() { # the installed program, far from the tree, gives what the one in the tree gives
	(cd / && "$scratch/root/usr/bin/zhclaims" run -q "$OLDPWD/corpus/samples/quake.txt") >"$scratch/a" &&
		build/zhclaims run -q "$PWD/corpus/samples/quake.txt" >"$scratch/b" && cmp "$scratch/a" "$scratch/b"
}

check "make install" make -s install DESTDIR="$scratch/root" PREFIX=/usr
check "the installed program finds its rules" same_claims
profile() { # the installed script reads cleaned pages and lists a line that they share
	build/zhclaims run -q --until clean tests/cases/clean/site-profile/page[123].html |
		"$scratch/root/usr/share/zhclaims/site-profile.sh" 3 | grep -q '	'
}
check "site-profile.sh makes a profile" profile
check "man page" grep -q '^.SH OPTIONS' "$scratch/root/usr/share/man/man1/zhclaims.1"
check "bash completion parses" bash -n "$scratch/root/usr/share/bash-completion/completions/zhclaims"
completes() { # completes WANTED WORD...: the bash completion offers these for the last word
	bash -c '. "$1"; wanted=$2; shift 2; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zhclaims; echo "${COMPREPLY[*]}"
		[ "${COMPREPLY[*]}" = "$wanted" ]' sh "$scratch/root/usr/share/bash-completion/completions/zhclaims" "$@"
}
check "bash completes commands" completes "run rules" zhclaims ru
check "bash completes values behind a blank" completes "csv" zhclaims run --to c
check "bash completes values behind =" completes "csv" zhclaims run --to = c
check "bash completes what rules wants" completes "check list explain profile" zhclaims rules ""
check "bash completes options" completes "--t2s --to" zhclaims run --t
# quotes and brackets pair in what zsh reads; zsh itself says so where it is installed
zsh_file=$scratch/root/usr/share/zsh/site-functions/_zhclaims
check "zsh completion is quoted" bash -n "$zsh_file"
command -v zsh >/dev/null && check "zsh completion parses" zsh -n "$zsh_file"
check "make uninstall" make -s uninstall DESTDIR="$scratch/root" PREFIX=/usr
check "uninstall leaves no file" no_files "$scratch/root"

mkdir "$scratch/bin"
cat >"$scratch/bin/dpkg-query" <<'END'
#!/bin/sh
for last; do :; done
[ "$last" = "${LACKS:-}" ] || echo installed
END
cat >"$scratch/bin/apt-get" <<'END'
#!/bin/sh
echo "$@" >>"$LOG"
END
printf '#!/bin/sh\nexec "$@"\n' >"$scratch/bin/sudo"
chmod +x "$scratch/bin"/*
LOG=$scratch/log
export LOG
PATH=$scratch/bin:$PATH
: >"$LOG"
check "setup with everything there" scripts/setup test
check "setup then calls no apt-get" not grep -q . "$LOG"
check "setup with a package missing" env LACKS=libzstd-dev scripts/setup
check "setup installs what is missing, and only that" grep -q 'install .* libzstd-dev$' "$LOG"
check "setup refuses what it does not know" not scripts/setup everything
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
