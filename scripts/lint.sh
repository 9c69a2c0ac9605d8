#!/bin/sh
# The house rules that a program can check. One line a fault: file:line: message.  Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C.UTF-8
export LC_ALL
out=$(mktemp)
trap 'rm -f "$out"' EXIT
all=$(find corpus pipeline output scripts tests -name '*.[ch]' | sort)
code=$(find corpus pipeline output scripts -name '*.[ch]' | sort)

# no Chinese character in a .c file, not even in a comment: words live in rules/ (a header may quote one to explain)
find corpus pipeline output scripts tests -name '*.c' -exec grep -nHP '[\x{3007}\x{3400}-\x{9fff}\x{20000}-\x{2ffff}]' {} + | sed 's/:\([0-9]*\):.*/:\1: Chinese character in C; words live in rules/' >>"$out"
# lengths of files and of functions (a closing brace in the first column ends one)
for file in $code; do
	awk -v f="$file" -v most="$(case $file in *.h) echo 300 ;; *) echo 600 ;; esac)" '
		/^[a-z].*[^;=]$/ && !/^(struct|enum|union|#|typedef)/ { head = NR; why = last ~ /long because/ }
		/^\{/ { open = NR }
		/^}$/ && open { if (NR - open - 1 > 60 && !why) print f ":" open ": function of " NR - open - 1 " lines"; open = 0 }
		{ if ($0 ~ /^[\/ ]\*/) last = $0 }
		END { if (NR > most) print f ":" NR ": file of more than " most " lines" }' "$file" >>"$out"
	head -n 1 "$file" | grep -q '^/\*' || echo "$file:1: no head comment" >>"$out"
done
# at most 100 columns, a tab to the next eighth
for file in $all; do
	expand "$file" | grep -nP '^.{101,}' | sed "s|^\\([0-9]*\\):.*|$file:\\1: line of more than 100 columns|" >>"$out"
done
# at most six parameters (a function's head up to its brace; a pointer to a function has its own brackets)
for file in $all; do
	awk -v f="$file" '
		/^[a-z][^;={}#]*\(/ && !/^(struct|enum|union) [a-z_]* \{/ { head = ""; at = NR; on = 1 }
		on { head = head $0 " " }
		on && /[;{=]/ { on = 0 }
		/^\{/ && at { n = head; gsub(/\([^()]*\)\([^()]*\)/, "", n); sub(/^[^(]*\(/, "", n)
			if (gsub(/,/, ",", n) > 5 && n !~ /\.\.\./) print f ":" at ": more than six parameters"; at = 0 }
	' "$file" >>"$out"
done
# nothing else on the top level
for entry in *; do
	case $entry in
	pipeline | rules | corpus | output | tests | scripts | build | Makefile | README.md | HACKING.md | CHANGELOG.md | LICENSE) ;;
	*) echo "tree:1: $entry stands on the top level" ;;
	esac
done >>"$out"
# names: one file name once, but for the faces of stages and provers
for file in $code; do basename "$file"; done | sort | uniq -d | grep -vxE '(stage|prove)\.c|' |
	sed 's/.*/tree:1: two source files are called &/' >>"$out"
# names in headers: a guard or the tag of a struct once in the tree, or two that are included together hide one another
heads=$(find corpus pipeline output -name '*.h' | sort)
# shellcheck disable=SC2086
for name in $(sed -nE 's/^#ifndef (ZHC_[A-Z0-9_]+)$/\1/p; s/^(struct|enum) ([a-z_0-9]+) \{.*/\1:\2/p' $heads | sort | uniq -d); do
	echo "tree:1: two headers define $name" >>"$out"
done
# what is never written
# shellcheck disable=SC2086
grep -nE '\b(strcpy|strcat|sprintf|strtok|atoi|gets)\(' $code | sed 's/:\([0-9]*\):.*/:\1: banned function/' >>"$out"
# shellcheck disable=SC2086
grep -nE '^static [^(]*[^)]*;$' $code | grep -vE 'const|\(' | sed 's/:\([0-9]*\):.*/:\1: mutable file variable/' >>"$out"
# shellcheck disable=SC2086
grep -nE '^ *(typedef struct)' $code | sed 's/:\([0-9]*\):.*/:\1: typedef of a struct/' >>"$out"
grep -lE '\b(printf|fprintf|puts|exit|abort)\(' pipeline/decode/*.c pipeline/clean/*.c pipeline/normalize/*.c \
	pipeline/annotate/*.c pipeline/extract/*.c corpus/*.c output/*.c 2>/dev/null | sed 's/$/:1: a stage prints or exits/' >>"$out"
# marks have names (core/punctuation.h): tables, ranges and what makes tables may hold code points
# shellcheck disable=SC2086
grep -nE '[!=]= *0x(201[89cd]|2026|300[1248abcdef]|301[01]|ff0[189ce]|ff1[abf])\b' $(echo "$code" | grep -vE '_build\.c|core/(punctuation|slice)\.h') |
	sed 's/:\([0-9]*\):.*/:\1: a mark without its name (core\/punctuation.h)/' >>"$out"
# patterns that can be read: scripts/wrap_rules.py breaks them
grep -nHP '^(match|macro).{160,}' rules/*/*.rules | sed 's/:\([0-9]*\):.*/:\1: pattern of more than 160 characters (scripts\/wrap_rules.py)/' >>"$out"
# rows that stand twice in a table, words twice in a class
for file in rules/*/*.tsv; do
	awk -F '\t' -v f="$file" -v words="$(case $file in */words.tsv) echo 1 ;; *) echo 0 ;; esac)" '
		/^#/ || !NF { next }
		seen[$0]++ { print f ":" NR ": this row stands twice" }
		words { n = split($2, w, " "); for (i = 1; i <= n; i++) if (seen[$1, w[i]]++) print f ":" NR ": " w[i] " is " $1 " twice" }
	' "$file" >>"$out"
done
# the values of an option are the names of a list, but for "auto"
names_equal() { # names_equal OPTION LIST.def
	sed -n "s/^OPT(STR, $1, .*\"\([a-z0-9]*|[a-z0-9|]*\)\".*/\1/p" pipeline/options.def | tr '|' '\n' | grep -vx auto | sort >"$out.a"
	sed -n 's/^X(\([a-z0-9_]*\)).*/\1/p' "$2" | sort | cmp -s - "$out.a" || echo "$2:1: not the values of --$1 in options.def"
	rm -f "$out.a"
}
{
	names_equal until pipeline/stages.def
	names_equal to output/writers.def
	names_equal reader corpus/readers.def
} >>"$out"

sort -u "$out"
faults=$(sort -u "$out" | wc -l)
# shellcheck disable=SC2086
set -- $all
echo "$(($# > faults ? $# - faults : 0)) passed, $faults failed"
[ "$faults" -eq 0 ]
