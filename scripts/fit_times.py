#!/usr/bin/env python3
"""Fits the weights of rules/extract/times.tsv to annotated articles.

usage: scripts/fit_times.py [-w] [-k FOLDS] [GOLD DOCS]...
The default is what stands in the tree, tests/gold with corpus/samples, and ../shared/gold with ../shared/seeds where it
is there; the rows of tests/extract/attach.tsv are always added.

Reads what build/timedump prints of every figure (make build/timedump): its candidates with their signs and the days that
each would say; the gold tells which days are right. A softmax over the candidates and "none", whose score is 0, moves the
weights that stand in the table, which were set by hand at first, as far as the articles ask for it (PULL holds them back):
fitted from nothing they did worse on articles left out. A sign's weight is moved in all scopes together and in each alone.
A figure whose gold leaves the time empty counts EMPTY of one that has one, as annotators leave out times that a reader would
add. Prints how many times are right; -k: on articles that were left out of fitting; -w writes the table (reasons are kept)."""
import collections, glob, json, math, os, random, re, subprocess, tempfile
from fit_signs import left_out, options, table, write

EMPTY, PULL, STEP, ROUNDS, TURNS = 0.25, 1.0, 0.3, 30, 3
ROWS_DATE, ROWS_WEIGHT = '2024-06-15', 6 # of tests/unit/claims_frame.h
TABLE = 'rules/extract/times.tsv'

def signs():
    text = open('pipeline/extract/period_candidate.h', encoding='utf8').read()
    return re.findall(r'X\(\w+,[\s\\]+"([^"]+)"\)', text[text.index('#define PERIOD_SIGNS'):text.index('enum period_sign')])

def figures(gold_dir, docs, n):
    """-> [(document, features of each candidate, is each right, does gold have a time, index taken or -1)]"""
    gold = {}
    for f in glob.glob(gold_dir + '/*.gold.ndjson'):
        rows = [json.loads(l) for l in open(f, encoding='utf8') if l.strip()]
        gold[os.path.basename(f)[:-12]] = [g for g in rows if g['kind'] in ('quantity', 'change') and not g.get('opt')]
    def wanted(name, at, raw):
        return next((g for g in gold.get(name, ()) if g['anchor'][0] < at[1] and at[0] < g['anchor'][1]), None)
    return read_dump([docs], n, wanted)

def rows(n):
    """The same of the rows of attach.tsv that say first and last day, T and E, "-" for none."""
    texts = {}
    with tempfile.TemporaryDirectory() as dir:
        for i, line in enumerate(open('tests/extract/attach.tsv', encoding='utf8')):
            if line.startswith('#') or '\t' not in line or ' T=' not in line: continue
            text, *cols = line.rstrip('\n').split('\t')
            texts[f'row{i}'] = cols
            open(f'{dir}/row{i}.txt', 'w', encoding='utf8').write(text.replace('¶', '\n\n') + '\n')
        def wanted(name, at, raw):
            number = raw[at[0]:at[1]].decode('utf8', 'replace')
            for c in texts.get(name, ()):
                days = [next((x[2:] for x in c.split(' ') if x.startswith(k + '=')), '-') for k in 'TE']
                if not c.startswith(number) or ' T=' not in c: continue
                return {} if days[0] == '-' and days[1] == '-' else {'t': [None if x == '-' else x for x in days], 'first': ' E=' not in c}
            return None
        return read_dump(['--date', ROWS_DATE, dir], n, wanted)

def read_dump(args, n, wanted):
    out = []
    for line in subprocess.run(['build/timedump', '-q'] + args, capture_output=True, check=False).stdout.decode('utf8', 'replace').splitlines():
        path, at, *cols = line.split('\t')
        at = [int(x) for x in at.split()]
        g = wanted(os.path.splitext(os.path.basename(path))[0], at, open(path, 'rb').read())
        if g is None or any(c.lstrip('*').startswith('- - ') for c in cols): continue # no dates: nothing to be right
        feats, right, taken = [], [], -1
        for i, c in enumerate(cols):
            if c.startswith('*'): taken = i
            a, b, scope, bits = c.lstrip('*').split()
            days, bits, first = [None if x == '-' else x for x in (a, b)], int(bits, 16), int(scope) * (n + 1)
            feats.append([first + n] + [first + j for j in range(n) if bits >> j & 1])
            right.append(g.get('t') == days or ('first' in g and g['first'] and g['t'][0] == days[0]))
        out.append((os.path.basename(path), feats, right, g.get('t') is not None, taken))
    return out

def fit(data, prior, row):
    """prior: the weights in tenths; row: weights of a scope."""
    size, rnd = len(prior), random.Random(1)
    move, sq, mean = [0.0] * (size + row), [1e-8] * (size + row), [0.0] * (size + row)
    order = [d for d in data if d[1] and (any(d[2]) or not d[3])]
    for k in range(ROUNDS):
        if k > ROUNDS // 2: mean = [a + b for a, b in zip(mean, move)]
        rnd.shuffle(order)
        for _, feats, right, asked, _ in order:
            score = [sum(prior[j] / 10 + move[j] + move[size + j % row] for j in f) for f in feats] + [0.0]
            top = max(score)
            p = [math.exp(s - top) for s in score]
            total = sum(p); p = [x / total for x in p]
            ok = right + [not asked]
            good = sum(x for x, o in zip(p, ok) if o) or 1e-9
            grad = collections.defaultdict(float)
            for f, x, o in zip(feats, p, ok):
                d = (1 if asked else EMPTY) * (x - (x / good if o else 0))
                for j in f: grad[j] += d; grad[size + j % row] += d
            for j, d in grad.items():
                d += PULL * move[j]
                sq[j] += d * d
                move[j] -= STEP * d / math.sqrt(sq[j])
    mean = [a / (ROUNDS - 1 - ROUNDS // 2) for a in mean]
    return [round(prior[j] + 10 * (mean[j] + mean[size + j % row])) for j in range(size)]

def count(data):
    asked = sum(d[3] for d in data); given = sum(d[4] >= 0 for d in data); right = sum(d[4] >= 0 and d[2][d[4]] for d in data)
    return f'asked {asked} given {given} right {right}: P {right / max(given, 1):.3f} R {right / max(asked, 1):.3f}'

def worth(data):
    """What the best of several tables is chosen by: times that are right, less a third of those that are wrong."""
    right = sum(i >= 0 and r[i] for _, _, r, _, i in data)
    return right - (sum(d[4] >= 0 for d in data) - right) / 3

def main():
    out, folds, dirs = options()
    names = signs(); n = len(names); prior = table(TABLE, names)
    def read(): return [d for g, c in dirs for d in figures(g, c, n)] + rows(n) * ROWS_WEIGHT
    data = read()
    best = worth(data), open(TABLE, encoding='utf8').read()
    print('now     ', count(data))
    if folds:
        print('left out', count(left_out(data, folds, lambda d: fit(d, prior, n + 1))))
    for _ in range(TURNS if out else 0): # signs of what other figures took depend on the table
        write(TABLE, names, fit(data, prior, n + 1))
        data = read()
        print('fitted  ', count(data))
        if worth(data) > best[0]: best = worth(data), open(TABLE, encoding='utf8').read()
    if out: open(TABLE, 'w', encoding='utf8').write(best[1])

if __name__ == '__main__': main()
