#!/usr/bin/env python3
"""Make rules/decode/{gb18030,gb18030-ranges,big5}.tsv from the index files of the WHATWG Encoding Standard.

usage: make-charsets.py FOLDER   (index-gb18030.txt, index-gb18030-ranges.txt, index-big5.txt)
"""
import sys

HEAD = """# {what}
# Facts from the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/), {name}, of {date}.
# Rebuilt by scripts/make-charsets.py. {form}
"""


def read_index(folder, name):
    date, rows = "", {}
    for line in open(f"{folder}/{name}", encoding="utf-8"):
        if line.startswith("# Date: "):
            date = line[8:].strip()
        if line.strip() and not line.startswith("#"):
            pointer, code = line.split()[:2]
            rows[int(pointer)] = int(code, 16)
    return date, rows


def write_pairs(folder, name, out, width, what):
    date, rows = read_index(folder, name)
    form = f"Lead byte, tab, the {width} characters of its row in the order of the trail byte; U+FFFD: none."
    with open(f"rules/decode/{out}", "w", encoding="utf-8", newline="\n") as f:
        f.write(HEAD.format(what=what, name=name, date=date, form=form))
        for lead in range(126):
            row = "".join(chr(rows.get(lead * width + i, 0xFFFD)) for i in range(width))
            if row.strip("\ufffd"):
                f.write(f"{lead + 0x81:02X}\t{row}\n")


def write_ranges(folder):
    date, rows = read_index(folder, "index-gb18030-ranges.txt")
    with open("rules/decode/gb18030-ranges.tsv", "w", encoding="utf-8", newline="\n") as f:
        f.write(HEAD.format(what="Four-byte codes of GB18030.", name="index-gb18030-ranges.txt", date=date,
                            form="First linear code of a range, tab, its code point."))
        for pointer, code in sorted(rows.items()):
            f.write(f"{pointer}\t{code:04X}\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_pairs(sys.argv[1], "index-gb18030.txt", "gb18030.tsv", 190, "Two-byte codes of GB18030.")
    write_pairs(sys.argv[1], "index-big5.txt", "big5.tsv", 157, "Big5 with the Hong Kong supplementary characters.")
    write_ranges(sys.argv[1])


main()
