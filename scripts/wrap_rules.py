#!/usr/bin/env python3
"""Break long lines of rule files so that one can read them and see in a diff what changed.

    scripts/wrap_rules.py FILE...      rewrites the files in place; what they say stays the same

*.rules: a match or macro of more than WIDTH columns goes on in lines that begin with a tab, broken
behind a "|" (the loader joins them without a blank). *.tsv: lists of words parted by blanks in the
last column become several rows with the same first columns, for tables whose rows about one key add
up (lexicon_own.tsv, extract/words.tsv). Proofs (yes, no) are sentences and stay whole.
"""
import sys
import unicodedata

WIDTH = 140
WORD_TABLES = ("lexicon_own.tsv", "words.tsv")


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pieces(text, marks):
    """Cut behind each mark that stands outside of [...] and is not escaped."""
    start, inside, i = 0, False, 0
    while i < len(text):
        c = text[i]
        if c == "\\":
            i += 2
            continue
        inside = (c == "[" or inside) and c != "]"
        if c in marks and not inside and text[i + 1 : i + 2] not in ("", " ", "\t"):
            yield text[start : i + 1]
            start = i + 1
        i += 1
    yield text[start:]


def filled(parts, first, other):
    """Join parts to lines that fit: the first has that many columns taken, the others that many."""
    line, used = "", first
    for part in parts:
        if line and used + columns(part) > WIDTH:
            yield line
            line, used = "", other
        line += part
        used += columns(part)
    yield line


def wrap_rule(line):
    key = line.split(None, 1)[0] if line.strip() else ""
    if key not in ("match", "macro") or columns(line) <= WIDTH:
        return [line]
    lines = list(filled(pieces(line, "|"), 0, 8))
    return [lines[0]] + ["\t" + x for x in lines[1:]]


def wrap_words(line):
    if line.startswith("#") or columns(line) <= WIDTH or "\t" not in line:
        return [line]
    head, words = line.rsplit("\t", 1)
    taken = columns(head.replace("\t", " " * 8))
    lines = filled((w + " " for w in words.split()), taken, taken)
    return [head + "\t" + x.rstrip() for x in lines]


def main():
    for path in sys.argv[1:]:
        table = path.endswith(".tsv")
        if table and not path.endswith(WORD_TABLES):
            sys.exit(f"{path}: rows of this table do not add up")
        with open(path, encoding="utf-8", newline="\n") as f:
            old = f.read().split("\n")
        new, whole = [], []
        for line in old:  # what was broken before is joined first
            if not table and line.startswith("\t") and whole and not whole[-1].startswith("#"):
                whole[-1] += line.strip()
            else:
                whole.append(line)
        for line in whole:
            new += wrap_words(line) if table else wrap_rule(line)
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write("\n".join(new))


if __name__ == "__main__":
    main()
