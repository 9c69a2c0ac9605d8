#!/usr/bin/env python3
"""Rebuild tests/check/units.tsv: spellings of units in gold files that mean the same (needs opencc). A development tool."""
import glob, json, os, subprocess
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAME = {'个百分点': '百分点', '名': '人', '位': '人', '口人': '人', '圆': '元', '人民币': '元', '块': '元', '新台币': '元', '台币': '元', '％': '%'}
units = {json.loads(l).get('unit') for d in ('tests/gold', '../shared/gold') for f in glob.glob(f'{ROOT}/{d}/*.gold.ndjson') for l in open(f, encoding='utf8')} - {None}
rows = dict(SAME)
for u in sorted(units):
    s = subprocess.run(['opencc', '-c', 't2s'], input=u, capture_output=True, text=True).stdout
    s = SAME.get(s, s)
    if s != u: rows[u] = s
with open(f'{ROOT}/tests/check/units.tsv', 'w', encoding='utf8') as f:
    f.write('# Units that mean the same: as written, as compared. Made by scripts/units_of_gold.py\n')
    for k in sorted(rows): f.write(f'{k}\t{rows[k]}\n')
