#!/usr/bin/env python3
"""Fits the weights of rules/extract/owners.tsv to annotated articles.

usage: scripts/fit_owners.py [-w] [-k FOLDS] [GOLD DOCS]...
The default is what stands in the tree, tests/gold with corpus/samples, and ../shared/gold with ../shared/seeds where it
is there; the texts of tests/extract/attach.tsv are always added.

Reads what build/ownerdump prints of every figure (make build/ownerdump): its candidates with their signs. Which candidate
is right the gold says (its end byte, or the same words elsewhere). A softmax over the candidates and "none", whose score is
0, moves the weights that stand in the table by AdaGrad in a fixed order; PULL holds them back, so that signs of which the
articles have few keep what they were given. A figure whose gold leaves the owner empty counts EMPTY of one that has one, as
annotators leave out owners that a reader would add; the rows of attach.tsv, which say that there is none, count ROWS times.
Weights are rounded to tenths and written as whole numbers.
Prints how many of the owners asked for are right; -k: on articles that were left out of fitting; -w fits and writes the
table (reasons are kept). Signs of carried owners depend on earlier choices: it is fitted TURNS times, and the
best table stays, the one there was included."""
import collections, glob, json, math, os, random, re, subprocess, tempfile
from fit_signs import left_out, options, table, write

EMPTY, PULL, STEP, ROUNDS, TURNS, ROWS = 0.4, 0.1, 0.3, 20, 6, 3
TABLE = 'rules/extract/owners.tsv'

def signs():
    text = open('pipeline/extract/candidate.h', encoding='utf8').read()
    return re.findall(r'^\tX\(\w+,[\s\\\\]+"([^"]+)"\)', text, re.M)

OWN_SIGNS = sum(not x.startswith('to-') for x in signs()) # of a candidate; the others are of the figure

def words(raw, s):
    try: t = raw[s[0]:s[1]].decode('utf8')
    except UnicodeDecodeError: t = raw[s[0]:s[1]].decode('gb18030', 'replace')
    return re.sub(r'\s+|<[^>]*>|\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+\)', '', t)

def figures(gold_dir, docs, n):
    """-> [(document, features of each candidate, is each right, does gold have an owner, index taken or -1)]"""
    def wanted(name, at, raw):
        return next((g for g in gold.get(name, ()) if g['anchor'][0] < at[1] and at[0] < g['anchor'][1]), None)
    gold = {}
    for f in glob.glob(gold_dir + '/*.gold.ndjson'):
        rows = [json.loads(l) for l in open(f, encoding='utf8') if l.strip()]
        gold[os.path.basename(f)[:-12]] = [g for g in rows if g['kind'] in ('quantity', 'change') and not g.get('opt')]
    return read_dump(docs, n, wanted)

def rows(n):
    """The same of the rows of attach.tsv: the owner is given as a text, "-" for none."""
    used, texts = collections.defaultdict(list), {}
    with tempfile.TemporaryDirectory() as dir:
        for i, line in enumerate(open('tests/extract/attach.tsv', encoding='utf8')):
            if line.startswith('#') or '\t' not in line: continue
            text, *cols = line.rstrip('\n').split('\t')
            texts[f'row{i}'] = cols
            open(f'{dir}/row{i}.txt', 'w', encoding='utf8').write(text.replace('¶', '\n\n') + '\n')
        def wanted(name, at, raw):
            number = raw[at[0]:at[1]].decode('utf8', 'replace')
            for k, c in enumerate(texts.get(name, ())):
                value, *slots = c.split(' ')
                if k in used[name] or not value.startswith(number): continue
                used[name].append(k)
                owner = next((x[2:] for x in slots if x.startswith('S=')), None)
                return None if owner is None else {'text': owner}
            return None
        return read_dump(dir, n, wanted)

def read_dump(docs, n, wanted):
    out = []
    for line in subprocess.run(['build/ownerdump', '-q', docs], capture_output=True, check=False).stdout.decode('utf8', 'replace').splitlines():
        path, at, *cols = line.split('\t')
        name = os.path.splitext(os.path.basename(path))[0]
        *at, wants = at.split()
        at, wants = [int(x) for x in at], int(wants, 16)
        raw = open(path, 'rb').read()
        g = wanted(name, at, raw)
        if not g: continue
        want, feats, right, taken = g.get('subj'), [], [], -1
        for i, c in enumerate(cols):
            if c.startswith('*'): taken = i
            a, b, scope, bits = c.lstrip('*').split()
            span, bits, base = (int(a), int(b)), int(bits, 16), int(scope) * (n + 1)
            bits |= wants << OWN_SIGNS
            feats.append([base + n] + [base + j for j in range(n) if bits >> j & 1])
            same = want and (want[1] == span[1] or words(raw, want) == words(raw, span))
            right.append(bool(same or (g.get('text') and g['text'] == words(raw, span))))
        out.append((name, feats, right, bool(want) or g.get('text', '-') != '-', taken))
    return out

def fit(data, prior):
    w, sq, order = list(prior), [1e-8] * len(prior), [d for d in data if d[1] and (any(d[2]) or not d[3])]
    rnd, mean = random.Random(1), [0.0] * len(prior)
    for k in range(ROUNDS):
        if k > ROUNDS // 2: mean = [a + b for a, b in zip(mean, w)]
        rnd.shuffle(order)
        for name, feats, right, asked, _ in order:
            weight = 1 if asked or name.startswith('row') else EMPTY
            score = [sum(w[j] for j in f) for f in feats] + [0.0]
            top = max(score)
            p = [math.exp(s - top) for s in score]
            total = sum(p); p = [x / total for x in p]
            ok = right + [not asked]
            good = sum(x for x, o in zip(p, ok) if o) or 1e-9
            grad = collections.defaultdict(float)
            for f, x, o in zip(feats, p, ok):
                for j in f: grad[j] += weight * (x - (x / good if o else 0))
            for j, d in grad.items():
                d += PULL * (w[j] - prior[j])
                sq[j] += d * d
                w[j] -= STEP * d / math.sqrt(sq[j])
    mean = [a + b for a, b in zip(mean, w)]
    return [round(10 * x / (ROUNDS - ROUNDS // 2)) for x in mean]

def count(data, pick):
    asked = sum(d[3] for d in data); given = right = 0
    for d in data:
        i = pick(d)
        given += i >= 0; right += i >= 0 and d[2][i]
    reach = sum(any(d[2]) for d in data)
    return f'asked {asked} given {given} right {right} of {reach} that were candidates: P {right / max(given, 1):.3f} R {right / max(asked, 1):.3f}'

def worth(data, pick):
    """What the best of several tables is chosen by: owners that are right, less a third of those that are wrong."""
    taken = [(d, pick(d)) for d in data]
    right = sum(i >= 0 and d[2][i] for d, i in taken)
    return right - (sum(i >= 0 for _, i in taken) - right) / 3

def main():
    out, folds, dirs = options()
    names = signs(); n = len(names); prior = [w / 10 for w in table(TABLE, names)]
    def read(): return [d for g, c in dirs for d in figures(g, c, n)] + rows(n) * ROWS
    data = read()
    best = worth(data, lambda d: d[4]), open(TABLE, encoding='utf8').read()
    print('now     ', count(data, lambda d: d[4]))
    if folds:
        print('left out', count(left_out(data, folds, lambda d: fit(d, prior)), lambda d: d[4]))
    w = None
    for _ in range(TURNS if out else 0):
        new = fit(data, prior)
        w = [round((a + b) / 2) for a, b in zip(w, new)] if w else new # half way, else the turns swing
        write(TABLE, names, w)
        data = read()
        print('fitted  ', count(data, lambda d: d[4]))
        value = worth(data, lambda d: d[4])
        if value > best[0]: best = value, open(TABLE, encoding='utf8').read()
    if out: open(TABLE, 'w', encoding='utf8').write(best[1])

if __name__ == '__main__': main()
