"""What the fitters of weights of signs share (scripts/fit_owners.py, scripts/fit_times.py): the table, the choice, the
command line. Development only."""
import os
import random
import sys

SCOPES = 4

def choose(feats, w):
    best, most = -1, 0
    for i, f in enumerate(feats):
        s = sum(w[j] for j in f)
        if s > most: best, most = i, s
    return best

def table(path, names):
    """The weights that stand in the table."""
    n, w = len(names), [0] * (SCOPES * (len(names) + 1))
    for line in open(path, encoding='utf8'):
        cols = line.rstrip('\n').split('\t')
        if line.startswith('#') or len(cols) != SCOPES + 2: continue
        j = n if cols[0] == 'any' else names.index(cols[0])
        for s in range(SCOPES): w[s * (n + 1) + j] = int(cols[s + 1])
    return w

def write(path, names, w):
    """The weights into the table; reasons, comments and rows' order are kept."""
    n, lines = len(names), []
    for line in open(path, encoding='utf8'):
        cols = line.rstrip('\n').split('\t')
        if not line.startswith('#') and len(cols) == SCOPES + 2:
            j = n if cols[0] == 'any' else names.index(cols[0])
            line = '\t'.join([cols[0]] + [str(w[s * (n + 1) + j]) for s in range(SCOPES)] + [cols[-1]]) + '\n'
        lines.append(line)
    open(path, 'w', encoding='utf8').writelines(lines)

def options():
    """-> (write?, folds, pairs of gold and documents)"""
    args = sys.argv[1:]
    out = '-w' in args and not args.remove('-w')
    folds = int(args.pop(args.index('-k') + 1)) if '-k' in args else 0
    if '-k' in args: args.remove('-k')
    dirs = args or ['tests/gold', 'corpus/samples'] + (['../shared/gold', '../shared/seeds'] if os.path.isdir('../shared/gold') else [])
    return out, folds, list(zip(dirs[::2], dirs[1::2]))

def left_out(data, folds, fit):
    """The data with what weights fitted without its document choose, as the last of each."""
    docs, rest = sorted({d[0] for d in data}), []
    random.Random(5).shuffle(docs)
    for k in range(folds):
        left = set(docs[k::folds])
        w = fit([d for d in data if d[0] not in left])
        rest += [d[:4] + (choose(d[1], w),) for d in data if d[0] in left]
    return rest
