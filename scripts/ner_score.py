#!/usr/bin/env python3
"""Precision, recall and F1 of place, org and person annotations on a file of characters with BIO tags.

usage: scripts/ner_score.py FILE.bio [PROGRAM]

FILE.bio: a character, a blank or tab and its tag (B-LOC I-LOC B-ORG I-ORG B-PER I-PER O) a line, an empty line
between sentences, as public news sets have it. Each sentence goes through PROGRAM (build/zhclaims) as a document of
its own; a name counts when its type and both edges agree. A sentence that looks like a dateline loses it (clean), so
that the names in it count as missed."""
import collections, json, subprocess, sys, tempfile

TYPES = {'LOC': 'place', 'ORG': 'org', 'PER': 'person'}


def sentences(path):
    text, tags = '', []
    for line in open(path, encoding='utf8'):
        parts = line.rstrip('\n').replace('\t', ' ').rsplit(' ', 1)
        if len(parts) == 2 and parts[0]:
            text += parts[0]
            tags += [parts[1].strip()] + ['I'] * (len(parts[0]) - 1)
        elif text:
            yield text, tags
            text, tags = '', []
    if text:
        yield text, tags


def names(tags):
    out, start = set(), None
    for i, tag in enumerate(tags + ['O']):
        if start and tag[0] != 'I':
            out.add((start[0], i, start[1]))
            start = None
        if tag[0] == 'B':
            start = (i, TYPES.get(tag[2:5]))
    return out


def main():
    program = sys.argv[2] if len(sys.argv) > 2 else 'build/zhclaims'
    gold = [(t, names(g)) for t, g in sentences(sys.argv[1])]
    with tempfile.NamedTemporaryFile('w', suffix='.ndjson', encoding='utf8') as f:
        for text, _ in gold:
            f.write(json.dumps({'text': text}, ensure_ascii=False) + '\n')
        f.flush()
        out = subprocess.run([program, 'run', '-q', '--until', 'annotate', '--reader', 'ndjson', f.name],
                             capture_output=True, check=False).stdout.decode('utf8')
    n = {k: collections.Counter() for k in ('gold', 'given', 'right')}
    for line, (text, want) in zip(out.splitlines(), gold):
        raw = text.encode('utf8')
        got = {tuple(len(raw[:p].decode('utf8', 'ignore')) for p in a['src']) + (a['type'],)
               for a in json.loads(line)['annotations'] if a['type'] in TYPES.values()}
        for key, some in (('gold', want), ('given', got), ('right', want & got)):
            n[key].update(x[2] for x in some)
    for t in TYPES.values():
        p, r = n['right'][t] / max(1, n['given'][t]), n['right'][t] / max(1, n['gold'][t])
        print(f"{t:7s} gold {n['gold'][t]:5d} given {n['given'][t]:5d}  P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")


main()
