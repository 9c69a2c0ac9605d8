#!/bin/sh
# Bad input of every kind: a clear message, the exit status of the contract, the good article beside it still read, no
# crash and no sanitizer report.  KIND=asan makes the large inputs smaller.  Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
ZHC=${ZHC:-build/zhclaims}
case $ZHC in /*) ;; *) ZHC=$root/$ZHC ;; esac
LC_ALL=C
export ZHC LC_ALL
scratch=$(mktemp -d)
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0
good=$root/corpus/samples/zone-results.md
big=100
[ "${KIND:-release}" = release ] || big=4
n_good=$("$ZHC" run -q "$good" | wc -l)

fail() {
	failed=$((failed + 1))
	echo "FAIL $1: $2"
	head -c 600 "$scratch/err" | sed 's/^/     /'
}

# expect NAME EXIT PATTERN COMMAND: run it in a fresh folder w; the exit status, and PATTERN in what it says
expect() {
	(cd "$scratch/w" && timeout 300 sh -c "$4") >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
	if grep -aqE 'Sanitizer|runtime error' "$scratch/err"; then
		fail "$1" "sanitizer report"
	elif [ $status -ne "$2" ]; then
		fail "$1" "exit $status, expected $2"
	elif [ -n "$3" ] && ! grep -aqE "$3" "$scratch/err"; then
		fail "$1" "no message like /$3/"
	elif [ -z "$3" ] && [ -s "$scratch/err" ]; then
		fail "$1" "it complains"
	else
		passed=$((passed + 1))
	fi
}

# beside NAME EXIT PATTERN: run the folder w, which also holds the good article; that must lose nothing
beside() {
	cp "$good" "$scratch/w/zz-good.md"
	expect "$1" "$2" "$3" '"$ZHC" run -q .'
	got=$(grep -ac 'zz-good.md"' "$scratch/out")
	if [ "$got" -eq "$n_good" ]; then passed=$((passed + 1)); else fail "$1" "the good article lost claims: $got of $n_good"; fi
	fresh
}

fresh() {
	chmod -R u+rwx "$scratch/w" 2>/dev/null
	rm -rf "$scratch/w"
	mkdir "$scratch/w"
}

repeat() { # repeat TEXT COUNT
	awk -v t="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", t }'
}

fresh
# --- files ---
: >"$scratch/w/empty.txt"
beside "empty file" 1 'empty.txt.*no bytes'
ln -s nowhere "$scratch/w/dangling.txt"
beside "dangling link" 1 'dangling.txt'
mkfifo "$scratch/w/pipe.txt"
beside "fifo in a folder" 1 'pipe.txt'
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\6\0\0\0\134\162\250\146' >"$scratch/w/picture.txt"
head -c 5000 /dev/zero | tr '\0' '\377' >>"$scratch/w/picture.txt"
beside "PNG" 1 'picture.txt'
gzip -c "$good" | head -c 900 >"$scratch/w/cut.txt.gz"
beside "truncated gzip" 1 'cut.txt.gz'
head -c 300000000 /dev/zero | gzip -9 >"$scratch/w/bomb.txt.gz"
beside "gzip bomb" 1 'bomb.txt.gz'
if [ "$(id -u)" -ne 0 ]; then
	mkdir "$scratch/w/closed" && chmod 000 "$scratch/w/closed"
	beside "folder without permission" 1 'closed'
elif command -v setpriv >/dev/null 2>&1; then
	# root may read everything: ask as nobody
	mkdir "$scratch/w/closed" && cp "$good" "$scratch/w/closed/" && chmod 700 "$scratch/w/closed"
	chmod 755 "$scratch" "$scratch/w"
	if setpriv --reuid=65534 --regid=65534 --clear-groups "$ZHC" --version >/dev/null 2>&1; then
		expect "folder without permission" 1 'closed' \
			'cp '"$good"' . && setpriv --reuid=65534 --regid=65534 --clear-groups "$ZHC" run -q .'
	else
		skipped=$((skipped + 1))
	fi
	fresh
fi
expect "no such file" 66 'nowhere.txt' '"$ZHC" run -q nowhere.txt'
expect "no such file beside a good one" 1 'nowhere.txt' '"$ZHC" run -q nowhere.txt '"$good"

# --- bytes ---
{ head -n 8 "$good" && printf '\0\0\0' && tail -n +9 "$good" && printf '\0'; } >"$scratch/w/nul.md"
beside "NUL bytes" 0 ''
printf 'GDP\345\242\236\351\225\277\377\376\300\2003.5%%\343\200\202\345\242\n' >"$scratch/w/invalid.txt"
beside "invalid UTF-8" 1 'invalid.txt.*byte [0-9]+'
printf '\377\376\0\330G\0D\0P\0\0\334' >"$scratch/w/surrogate.txt"
beside "lone surrogates" 1 'surrogate.txt.*byte [0-9]+'
printf '{"text":"GDP 3.5%%", \n{"text": 3}\nnull\n[1,2\n' >"$scratch/w/broken.ndjson"
beside "broken JSON" 1 'broken.ndjson'
repeat '[' 100000 >"$scratch/w/deep.ndjson"
beside "JSON nested 100,000 deep" 1 'deep.ndjson'
repeat '{"a":' 100000 >"$scratch/w/deep.json"
expect "document record nested 100,000 deep" 1 '' '"$ZHC" clean -q <deep.json 2>/dev/null'
fresh
repeat '<div>' 200000 >"$scratch/w/deep.html"
beside "HTML nested 200,000 deep" 0 ''
unit=$(printf '\345\242\236\351\225\277') # two characters
repeat "$unit" 100000 >"$scratch/w/sentence.txt"
beside "a sentence of 200,000 characters" 0 ''
awk -v u="$unit" -v n="$big" 'BEGIN { for (i = 0; i < n * 1000; i++) { for (k = 0; k < 165; k++) printf "%s", u; printf "%d%%", i } }' \
	>"$scratch/w/line.txt"
beside "a line of $big MB" 0 ''
repeat "${unit}3.5%" $((big * 1000)) >"$scratch/w/numbers.txt"
beside "$((big * 1000)) numbers in a line" 0 ''

# --- rules, options ---
if [ -d "$root/rules" ]; then
	cp -R "$root/rules" "$scratch/w/rules"
	first=$(find "$scratch/w/rules/extract" -name '*.rules' | sort | head -n 1)
	if [ -n "$first" ]; then
		printf '\nrule bad.pattern\nkind quantity\nmatch (?<unclosed>[\nyes a\nno b\n' >>"$first"
		expect "a rule file with a bad pattern" 65 '\.rules:[0-9]+: ' '"$ZHC" run -q --rules rules '"$good"
	fi
	fresh
fi
expect "rules that are not there" 65 'rules' '"$ZHC" run -q --rules /nonexistent '"$good"
expect "unknown option" 64 'no-such-option' '"$ZHC" run --no-such-option '"$good"
expect "unknown command" 64 'frobnicate' '"$ZHC" frobnicate'
expect "bad argument" 64 'jobs' '"$ZHC" run -j0 '"$good"
expect "bad date" 64 'date' '"$ZHC" run --date 2023-02-30 '"$good"
expect "bad shard" 64 'shard' '"$ZHC" run --shard 3/2 '"$good"

# --- the way out ---
expect "full disk" 74 '[Nn]o space|/dev/full|standard output' '"$ZHC" run -q '"$good"' >/dev/full'
expect "full disk, the manual" 74 'standard output' '"$ZHC" man >/dev/full'
expect "full disk, the rules" 74 'standard output' '"$ZHC" rules list >/dev/full'
expect "full disk by -o" 74 'full' '"$ZHC" run -q '"$good"' -o /dev/full'
expect "folder that is not there by -o" 74 'nowhere' '"$ZHC" run -q '"$good"' -o nowhere/claims.ndjson'
expect "standard output closed, a file open" 74 'standard output' '"$ZHC" run -q '"$good"' --docs docs >&-'
expect "standard error closed, a file open" 1 '' '"$ZHC" run '"$good"' nowhere.txt -o claims 2>&-; st=$?; grep -q nowhere claims && exit 9; exit $st'
expect "standard input closed, a file open" 1 'Bad file' '"$ZHC" run -q - -o claims <&-'
expect "input that is standard output" 64 'standard output' 'echo 3.5% >a; "$ZHC" run -q --reader lines a >>a'
expect "closed pipe" 0 '' '("$ZHC" run -q '"$root"'/corpus/samples; echo $? >status) | head -c 100 >/dev/null; exit "$(cat status)"'
expect "database that is none" 74 'x.sqlite' 'cp '"$good"' x.sqlite; "$ZHC" run -q '"$good"' --db x.sqlite'

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
