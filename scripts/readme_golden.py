#!/usr/bin/env python3
"""Put the output of a document's console examples into it. usage: readme_golden.py DOCUMENT FOLDER (of NNN.got files).
Called by tests/run-readme.sh --golden. A development tool."""
import sys, os
doc, folder = sys.argv[1:3]
out, mode, n, skip = [], '', 0, False
for line in open(doc, encoding='utf8'):
    if line.startswith('```'):
        mode = '' if mode else line[3:].strip() or 'text'
        n += mode == 'rules'; skip = False; out.append(line)
    elif mode == 'console' and line.startswith('$ '):
        n += 1; out.append(line); skip = True; got = os.path.join(folder, f'{n:03}.got')
        text = open(got, encoding='utf8').read() if os.path.exists(got) else ''
        pending = text
        out.append(pending)
    elif mode == 'console' and skip and line.startswith('> '): out.insert(-1, line)
    elif mode == 'console' and skip: continue
    else: out.append(line)
open(doc, 'w', encoding='utf8').write(''.join(out))
