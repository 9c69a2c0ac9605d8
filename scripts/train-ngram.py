#!/usr/bin/env python3
"""Make rules/decode/ngram.tsv.gz from counts of character n-grams.

usage: train-ngram.py COUNTS.tsv[.gz] > rules/decode/ngram.tsv.gz
       train-ngram.py --count TEXT... > COUNTS.tsv

Counts: one n-gram of one to three characters, a tab, its count. Lines of text are counted between ^ and $, a run of
digits is 0, a run of Latin letters A. Packed: one context (0-2 characters) a line, a tab, the characters that follow,
a tab, for each a letter that stands for its count: 2^((letter - '!') / 4).
"""
import collections
import gzip
import math
import re
import sys

LIMITS = {1: 2, 2: 3, 3: 4}  # smaller counts are left out


def read_counts(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as f:
        for line in f:
            key, count = line.rstrip("\n").split("\t")
            yield key, int(count)


def count_texts(paths):
    counts = collections.Counter()
    for path in paths:
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = re.sub(r"[0-9０-９][0-9０-９.]*", "0", line.strip())
                line = "^" + re.sub(r"[A-Za-z]+", "A", line) + "$"
                for n in (1, 2, 3):
                    for i in range(len(line) - n + 1):
                        counts[line[i:i + n]] += 1
    for key in sorted(counts):
        if counts[key] >= LIMITS[len(key)]:
            print(f"{key}\t{counts[key]}")


def letter(count):
    return chr(33 + min(93, round(math.log2(count) * 4)))


def pack(path):
    groups = collections.defaultdict(list)
    for key, count in read_counts(path):
        if count >= LIMITS[len(key)]:
            groups[key[:-1]].append((key[-1], count))
    out = []
    for context in sorted(groups):
        items = sorted(groups[context])
        out.append(context + "\t" + "".join(c for c, _ in items) + "\t" + "".join(letter(n) for _, n in items))
    data = ("\n".join(out) + "\n").encode()
    sys.stdout.buffer.write(gzip.compress(data, 9, mtime=0))


def main():
    if len(sys.argv) > 2 and sys.argv[1] == "--count":
        count_texts(sys.argv[2:])
    elif len(sys.argv) == 2:
        pack(sys.argv[1])
    else:
        sys.exit(__doc__)


main()
