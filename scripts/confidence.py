#!/usr/bin/env python3
"""Write the measured precision of each claim rule into rules/extract/*.rules (development only).

usage: confidence.py [BINARY [ARTICLES GOLD]]   from the top of the tree; default build/zhclaims corpus/samples tests/gold
A claim is right when value, unit, operator, measure, direction, modality and the indicator's right edge agree with the
gold line at its place (events: the type; statements: the speaker's right edge). Lines marked opt do not count. Rules
with fewer than ten claims get no figure."""
import glob, json, os, re, subprocess, sys
from decimal import Decimal

BIN, ARTICLES, GOLD = (sys.argv[1:] + ['build/zhclaims', 'corpus/samples', 'tests/gold'][len(sys.argv) - 1:])[:3]
SPAN = {'quantity': 'value', 'change': 'value', 'event': 'trigger', 'statement': 'speech_cue'}

def number(x):
    return None if x is None else Decimal(x).normalize()

def right(g, c):
    if c['kind'] == 'event': return g.get('etype') == c['event_type']
    if c['kind'] == 'statement': return 'who' not in g or (c['spans'].get('speaker') or [0, 0])[1] == g['who'][1]
    same = number(g.get('v')) == number(c['value_dec']) or 'lo' in g or 'frac' in g
    same &= g.get('op', 'eq') == c['value_op'] and g['measure'] == c['measure']
    same &= g.get('direction') == c['direction'] and g.get('modality', 'fact') == c['modality']
    return same and ('ind' not in g or (c['spans'].get('indicator') or [0, 0])[1] == g['ind'][1])

def group(kind):
    return 'number' if kind in ('quantity', 'change') else kind

out = subprocess.run([BIN, 'run', '-q', ARTICLES], capture_output=True, text=True).stdout
claims = [json.loads(l) for l in out.splitlines()]
gold = {}
for f in glob.glob(os.path.join(GOLD, '*.gold.ndjson')):
    gold[os.path.basename(f)[:-12]] = [json.loads(l) for l in open(f, encoding='utf8') if l.strip()]
count = {}
for c in claims:
    doc = os.path.splitext(os.path.basename(c['doc_path']))[0]
    s = c['spans'].get(SPAN[c['kind']])
    if doc not in gold or not s: continue
    hit = [g for g in gold[doc] if group(g['kind']) == group(c['kind']) and g['anchor'][0] < s[1] and s[0] < g['anchor'][1]]
    if any(g.get('opt') for g in hit): continue
    n = count.setdefault(c['rule_id'], [0, 0])
    n[0] += any(right(g, c) for g in hit); n[1] += 1
for f in sorted(glob.glob('rules/extract/*.rules')):
    lines, rule = [], None
    for l in open(f, encoding='utf8').read().split('\n'):
        if l.startswith('confidence '): continue
        lines.append(l)
        m = re.match(r'rule\s+(\S+)', l)
        if m and count.get(m[1], [0, 0])[1] >= 10:
            lines.append('confidence %.2f' % (count[m[1]][0] / count[m[1]][1]))
    open(f, 'w', encoding='utf8').write('\n'.join(lines))
for r, (ok, n) in sorted(count.items(), key=lambda x: -x[1][1]): print(f'{r:28s} {ok:4d} of {n:4d} right')
