#!/usr/bin/env python3
"""Rebuild rules/clean/fold.tsv: how clean folds a line before it matches the debris rules.

Marks are ours; traditional -> simplified characters are those of an installed OpenCC (t2s, one character at a time),
restricted to characters that the rules use. Run from the top of the tree after changing rules/clean/*.rules."""
import glob
import subprocess

used = set("".join(open(f, encoding="utf-8").read() for f in glob.glob("rules/clean/*.rules")))
han = [chr(c) for c in range(0x4E00, 0xA000)]
out = subprocess.run(["opencc", "-c", "t2s"], input="\n".join(han), capture_output=True, text=True, check=True)
by = {}
for a, b in zip(han, out.stdout.split("\n")):
    if a != b and len(b) == 1 and b in used:
        by.setdefault(b, []).append(a)
marks = [("【〔［〖﹝", "["), ("】〕］〗﹞", "]"), ("「」『』“”‘’〝〞＂", '"'), ("：︰∶﹕", ":"), ("／∕╱⁄", "/"),
         ("｜│丨∣┃︱︳┊┆", "|"), ("•‧・", "·"), ("―─━", "—"), ("｡", "。"), ("〉", ">"), ("〈", "<"), ("﹐", ","), ("〇", "0")]
with open("rules/clean/fold.tsv", "w", encoding="utf-8") as f:
    f.write("# from (one or more characters)\tto. Marks: ours. Characters: OpenCC t2s (Apache-2.0), those our rules use;\n"
            "# rebuilt by scripts/clean_fold.py. Full-width ASCII and white space are folded by the program.\n")
    for a, b in marks:
        f.write(f"{a}\t{b}\n")
    for b in sorted(by):
        f.write("".join(by[b]) + "\t" + b + "\n")
