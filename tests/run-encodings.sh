#!/bin/sh
# The same article in UTF-8, GB18030, UTF-16 and, if it can be, Big5 gives the same set of fact_ids.
# Plain-text samples only: a page's own declaration would have to be rewritten.  Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

facts() { # the sorted fact_ids of a file; claims of the same fact in one file count once
	"$ZHC" run -q "$1" 2>/dev/null | sed -n 's/.*"fact_id":"\([^"]*\)".*/\1/p' | sort -u
}

for file in corpus/samples/*.txt corpus/samples/*.md; do
	name=$(basename "$file")
	name=${name%.*}
	case $name in
	*.gb18030) from=GB18030 ;;
	*.big5) from=BIG5-HKSCS ;;
	*.utf16le) from=UTF-16LE ;;
	*.utf16be) from=UTF-16 ;;
	*) from=UTF-8 ;;
	esac
	# One name for all, so that nothing but the bytes differs; the shape stays in the suffix.
	copy=$scratch/article.${file##*.}
	iconv -f $from -t UTF-8 "$file" 2>/dev/null >"$scratch/utf8" || continue
	cp "$scratch/utf8" "$copy"
	facts "$copy" >"$scratch/want"
	for to in GB18030 UTF-16LE UTF-16BE UTF-16 BIG5-HKSCS; do
		iconv -f UTF-8 -t $to "$scratch/utf8" >"$copy" 2>/dev/null || continue
		facts "$copy" >"$scratch/got"
		if [ -s "$scratch/want" ] && cmp -s "$scratch/want" "$scratch/got"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAIL $name as $to: $(wc -l <"$scratch/want") facts in UTF-8," \
				"$(comm -3 "$scratch/want" "$scratch/got" | wc -l) differ"
		fi
	done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
