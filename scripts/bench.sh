#!/bin/sh
# MB/s of each stage and of the whole, one core and two, on a corpus made from our own samples (fixed seed), beside the
# programs one would run instead. Results also as JSON lines in build/bench/results.json.
# usage: scripts/bench.sh [memory]        BENCH_MB=100 size of each corpus; MEMORY_MB=1000 that of the memory run
#                                         PAGES=FOLDER real pages, for one row more
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
mb=${BENCH_MB:-100}
dir=build/bench
mkdir -p $dir
results=$dir/results.json
# Our samples hold a claim in 77 bytes of text, more than news does. Prose without figures, taken five times as often, brings
# the corpora to a claim in about 230 bytes; "dense" is the samples alone.
dense=$(ls corpus/samples/*.txt corpus/samples/*.md | grep -vE '\.(gb18030|big5|utf16[lb]e)\.|gloss|desync|spun')
prose=tests/bench/prose.txt
news="$dense $prose $prose $prose $prose $prose"

corpus() { # corpus FORMAT MB OUT [SAMPLES]: made once, kept
	if [ ! -e "$3" ]; then
		echo "making $3" >&2
		# shellcheck disable=SC2086
		build/corpusgen "$1" "$2" "$3" ${4:-$news} >&2
	fi
}

now() { date +%s%N; }

# timed COMMAND...: seconds of the best of three runs, output thrown away
timed() {
	best=
	for _ in 1 2 3; do
		from=$(now)
		"$@" 2>/dev/null | cat >/dev/null # grep stops early when it sees /dev/null
		took=$(($(now) - from))
		if [ -z "$best" ] || [ $took -lt "$best" ]; then best=$took; fi
	done
	awk -v t="$best" 'BEGIN { printf "%.3f", t / 1e9 }'
}

size_of() { du -sb --apparent-size "$1" | cut -f1; }
bytes_of() { find "$1" -type f -printf '%s\n' | awk '{ n += $1 } END { print n }'; }

row() { # row WHAT BYTES SECONDS [AGAINST]: MB/s, and the ratio to AGAINST seconds
	awk -v w="$1" -v b="$2" -v s="$3" -v a="${4:-0}" 'BEGIN {
		printf "%-44s %8.2f s %9.1f MB/s", w, s, b / s / 1e6
		if (a > 0) printf "  %6.2fx", s / a
		print "" }'
	printf '{"what":"%s","bytes":%s,"seconds":%s}\n' "$1" "$2" "$3" >>$results
}

# peak_of COMMAND...: VmHWM in kB of the program as it ends, read from its own /proc entry while it runs
peak_of() {
	"$@" 2>/dev/null &
	pid=$!
	peak=0
	while kill -0 $pid 2>/dev/null; do
		hwm=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' /proc/$pid/status 2>/dev/null || true)
		[ -z "$hwm" ] || [ "$hwm" -le "$peak" ] || peak=$hwm
		sleep "${POLL:-0.2}"
	done
	wait $pid || [ $? -eq 1 ]
}

memory() {
	mb=${MEMORY_MB:-1000}
	corpus lines "$mb" $dir/lines-"$mb".txt
	from=$(now)
	peak_of build/zhclaims run -q -j2 --reader lines $dir/lines-"$mb".txt -o /dev/null
	echo "run -j2 over $mb MB of articles: peak memory $((peak / 1024)) MB," \
		"$(awk -v n=$(($(now) - from)) -v b="$mb" 'BEGIN { printf "%.0f s, %.1f MB/s", n / 1e9, b * 1e9 / n }')"
	printf '{"what":"memory","megabytes":%s,"peak_kb":%s}\n' "$mb" "$peak" >>"$results"
	corpus lines 2 $dir/dense-2.txt "$dense"
	POLL=0.005 peak_of build/zhclaims run -q -j1 --reader text $dir/dense-2.txt -o /dev/null
	echo "and one article of 2 MB with a claim in 77 bytes, -j1: $((peak / 1024)) MB"
	printf '{"what":"memory of one article","megabytes":2,"peak_kb":%s}\n' "$peak" >>"$results"
}

if [ "${1:-}" = memory ]; then
	memory
	exit
fi

: >$results
echo "machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; corpus: $mb MB made by build/corpusgen"
corpus text "$mb" $dir/text-"$mb"
corpus gb18030 "$mb" $dir/gb18030-"$mb"
corpus html "$mb" $dir/html-"$mb"
corpus warc "$mb" $dir/warc-"$mb".warc
# a gzip member a record, as crawlers write them
[ -e $dir/records-"$mb".warc.gz ] ||
	LC_ALL=C awk -v gz="gzip -1 >>$dir/records-$mb.warc.gz" '/^WARC\/1/ { close(gz) } { print | gz }' $dir/warc-"$mb".warc

echo
echo "== stages, one core (build/stagebench)"
for kind in text gb18030 html; do
	find $dir/$kind-"$mb" -type f -exec cat {} + >/dev/null # the disk is not what is timed
	build/stagebench $kind $dir/$kind-"$mb" >$dir/stage.out
	sed '$d' $dir/stage.out
	tail -n 1 $dir/stage.out >>$results
done

echo
echo "== pages to clean text with map, one core (build/stagebench --until clean); PAGES=FOLDER: also real pages"
clean_row() { # clean_row WHAT PATH
	cat "$2" >/dev/null 2>&1 || find "$2" -type f -exec cat {} + >/dev/null
	build/stagebench "$1" "$2" --until clean >$dir/stage.out
	sed -n '1p; /^read/p; /^decode/p; /^clean/p; /^all but/p' $dir/stage.out
	tail -n 1 $dir/stage.out >>$results
}
clean_row html-to-clean $dir/html-"$mb"
clean_row warc.gz-to-clean $dir/records-"$mb".warc.gz
[ -z "${PAGES:-}" ] || clean_row real-pages-to-clean "$PAGES"

echo
echo "== the whole: zhclaims run PATH >/dev/null, best of three; last column: two cores against one"
for kind in text gb18030 html; do
	bytes=$(bytes_of $dir/$kind-"$mb")
	one=$(timed build/zhclaims run -q $dir/$kind-"$mb")
	row "$kind, one core" "$bytes" "$one"
	row "$kind, two cores" "$bytes" "$(timed build/zhclaims run -q -j2 $dir/$kind-"$mb")" "$one"
done
bytes=$(bytes_of $dir/warc-"$mb".warc)
one=$(timed build/zhclaims run -q $dir/records-"$mb".warc.gz)
row "warc.gz (MB of pages), one core" "$bytes" "$one"
row "warc.gz (MB of pages), two cores" "$bytes" "$(timed build/zhclaims run -q -j2 $dir/records-"$mb".warc.gz)" "$one"

echo
echo "== growth: lines, one core, 1x 10x 100x (of 1 MB a quarter is starting)"
for size in 1 10 100; do
	corpus lines "$size" $dir/lines-"$size".txt
	row "lines, $size MB" "$(bytes_of $dir/lines-"$size".txt)" "$(timed build/zhclaims run -q --reader lines $dir/lines-"$size".txt)"
done

echo
echo "== slow cases: nothing but figures (our samples alone); text without sentences, 1.4 MB each"
corpus lines $((mb / 10 > 0 ? mb / 10 : 1)) $dir/dense-$((mb / 10 > 0 ? mb / 10 : 1)).txt "$dense"
row "a claim in 77 bytes" "$(bytes_of $dir/dense-$((mb / 10 > 0 ? mb / 10 : 1)).txt)" \
	"$(timed build/zhclaims run -q --reader lines $dir/dense-$((mb / 10 > 0 ? mb / 10 : 1)).txt)"
hostile() { # hostile WHAT PIECE: the piece over and over on one line
	awk -v p="$2" 'BEGIN { while (n++ * length(p) < 1400000) printf "%s", p }' >$dir/slow.txt
	row "one line: $1" "$(bytes_of $dir/slow.txt)" "$(timed build/zhclaims run -q $dir/slow.txt)"
}
hostile "digits without end" 1234567890
hostile "numerals without end" 12.5%37.1%
hostile "one character" "$(printf '\344\270\200')"
hostile "quotation marks that open" "$(printf '\342\200\234')"
hostile "clauses of numbers" 12,57,

echo
echo "== rules of extract, and each of them on every sentence by PCRE2 alone (build/rulebench): 1 MB of the text, our samples"
corpus text 1 $dir/text-1
for path in $dir/text-1 corpus/samples; do
	build/rulebench "$path"
done
echo 1 >$dir/tiny.txt
echo "start-up: $(timed build/zhclaims run -q $dir/tiny.txt) s"

echo
echo "== what one would run instead, on the same lines, one core; last column: its time against zhclaims run"
lines=$dir/lines-$mb.txt
corpus lines "$mb" "$lines"
bytes=$(bytes_of "$lines")
ours=$(timed build/zhclaims run -q --reader lines "$lines")
row "zhclaims run: text to claims" "$bytes" "$ours"
row "grep -P: numbers with units, nothing else" "$bytes" \
	"$(timed grep -oP '\d[\d,.]*[\x{4e07}\x{4ebf}]?(%|[\x{4e00}-\x{9fff}])' "$lines")" "$ours"
row "iconv: UTF-8 to GB18030" "$bytes" "$(timed iconv -f UTF-8 -t GB18030 "$lines")" "$ours"
if command -v opencc >/dev/null 2>&1; then
	row "opencc -c t2s" "$bytes" "$(timed opencc -c t2s -i "$lines" -o /dev/null)" "$ours"
fi
if command -v uchardet >/dev/null 2>&1; then row "uchardet" "$bytes" "$(timed uchardet "$lines")" "$ours"; fi
if command -v python3 >/dev/null 2>&1; then
	row "python3 re: numbers with units, nothing else" "$bytes" "$(timed python3 -c '
import re, sys
find = re.compile(r"\d[\d,.]*[\u4e07\u4ebf]?(?:%|[\u4e00-\u9fff])").findall
print(sum(len(find(line)) for line in open(sys.argv[1], encoding="utf-8")))' "$lines")" "$ours"
	if python3 -c 'import jieba' 2>/dev/null; then
		head -c 2000000 "$lines" | iconv -c -f UTF-8 -t UTF-8 >$dir/jieba.txt
		scaled=$(awk -v s="$ours" -v b="$bytes" 'BEGIN { print s * 2000000 / b }')
		row "jieba: words only (2 MB)" 2000000 "$(timed python3 -c '
import jieba, sys
jieba.setLogLevel(60)
print(sum(1 for line in open(sys.argv[1], encoding="utf-8") for _ in jieba.cut(line)))' $dir/jieba.txt)" "$scaled"
	fi
fi
echo
echo "as JSON lines: $results"
