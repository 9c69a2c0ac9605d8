#!/usr/bin/env python3
"""Functions that stand twice: equal but for the names in them. For who tidies up; nothing depends on it.

usage: scripts/twins.py [MIN]
  MIN  tokens of the shortest function that is shown (default 20)
From: all C files. To: a line for each group: tokens; file:line name; file:line name.
Not every pair is a fault: functions over different types may have to look alike.
"""
import collections
import glob
import re
import sys

KEPT = set('if else for while do return switch case break continue goto const static inline struct enum '
           'union size_t int bool char unsigned double float long void true false NULL sizeof default '
           'uint8_t uint16_t uint32_t uint64_t int16_t int32_t int64_t'.split())
TOKEN = re.compile(r'[A-Za-z_]\w*|0x[0-9a-fA-F]+|\d+\w*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|'
                   r'->|&&|\|\||[-+*/%&|^<>=!]=|<<|>>|\+\+|--|\S')


def functions(path):
    """Name, line and text (parameters and body) of each function: a brace in the first column opens one."""
    lines = open(path, encoding='utf-8', errors='replace').read().split('\n')
    i = 0
    while i < len(lines):
        if lines[i] == '{':
            head = i - 1
            while head > 0 and lines[head].startswith(('\t', ' ')):
                head -= 1
            end = lines.index('}', i)
            text = ' '.join(lines[head:i])
            name = re.search(r'(\w+)\s*\(', text)
            if name:
                body = '\n'.join(lines[i:end + 1])
                yield name.group(1), head + 1, text[name.end():] + re.sub(r'/\*.*?\*/', '', body, flags=re.S)
            i = end
        i += 1


def shape(text):
    """The tokens, every name by the order in which it first stands there."""
    seen = {}
    return [seen.setdefault(t, 'v%d' % len(seen)) if re.match(r'[A-Za-z_]', t) and t not in KEPT else t
            for t in TOKEN.findall(text)]


def main():
    least = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    groups = collections.defaultdict(list)
    for folder in ('corpus', 'pipeline', 'output', 'scripts', 'tests'):
        for path in sorted(glob.glob(folder + '/**/*.[ch]', recursive=True)):
            for name, line, text in functions(path):
                tokens = shape(text)
                if len(tokens) >= least and name != 'main':
                    groups[' '.join(tokens)].append('%s:%d %s' % (path, line, name))
    for tokens, where in sorted(groups.items(), key=lambda g: -len(g[0].split())):
        if len(where) > 1:
            print('%d; %s' % (len(tokens.split()), '; '.join(where)))


if __name__ == '__main__':
    main()
