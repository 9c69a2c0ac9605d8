#!/bin/sh
# Prove every rule: all yes and no sentences of rules/.  Last line: N passed, N failed
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$ZHC" rules check >"$out" 2>&1
status=$?
cat "$out"
failed=$(grep -acE '^[^ ]*:[0-9]+: ' "$out")
proofs=$(grep -aoE '[0-9]+ proofs' "$out" | awk '{ n += $1 } END { print n }')
[ $status -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
# every yes and no line that stands in a file is proved
lines=$(cat rules/*/*.rules | grep -cE '^(yes|no)[[:blank:]]')
if [ "${proofs:=0}" -ne "$lines" ]; then
	echo "FAIL $lines yes and no lines, $proofs proofs"
	failed=$((failed + 1))
fi
echo "$((proofs > failed ? proofs - failed : 0)) passed, $failed failed"
[ "$failed" -eq 0 ]
