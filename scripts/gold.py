#!/usr/bin/env python3
"""Compile tests/gold/NAME.ann (written by hand) to tests/gold/NAME.gold.ndjson (byte positions in the article's file).
usage: scripts/gold.py [NAME...]        none: all.  A development tool; make test reads its result only.

A line of NAME.ann: a stretch of the article that occurs once, with the anchor in brackets, then words:
    累计形成⟦136|项⟧制度创新成果 count stat=cumulative ind=制度创新成果 subj=示范区 t=..2023-12-31
In the brackets: number|unit or number|余|unit (余 and 多 give op near_above). Words: the measure (count level share ratio rank
duration, cr ca cp for change_rate _abs _pp), E:type for an event, S for a statement, opt, key=value.
Keys: v u lo hi op from dir cmp stat ind subj filter base t mod pol who obj. v is read from the number if it is not given; dir=down
makes it negative in changes. t: 2023, 2023-05, 2023-05-03, 2023H1, 2023Q2, A..B, ..B, A.. with any of these for A and B.
The article is corpus/samples/NAME.*, its encoding in the name (.gb18030. .big5. .utf16le. .utf16be.), else UTF-8."""
import sys, os, re, html, json, glob, calendar
from decimal import Decimal

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MEASURE = {'cr': 'change_rate', 'ca': 'change_abs', 'cp': 'change_pp'}
MEASURE.update({m: m for m in 'count level share ratio rank duration'.split()})
KEYS = {'dir': 'direction', 'cmp': 'compare', 'mod': 'modality', 'pol': 'polarity', 'u': 'unit'}
DIGITS = {c: i for i, c in enumerate('零一二三四五六七八九')} | {'〇': 0, '两': 2, '兩': 2} | {c: i for i, c in enumerate('０１２３４５６７８９')}
PLACES = {'十': 1, '百': 2, '千': 3, '万': 4, '萬': 4, '亿': 8, '億': 8, '兆': 12}

def encoding(path):
    for word, enc in (('.gb18030.', 'gb18030'), ('.gbk.', 'gb18030'), ('.big5.', 'big5hkscs'), ('.utf16le.', 'utf-16-le'), ('.utf16be.', 'utf-16-be')):
        if word in os.path.basename(path): return enc
    return 'utf-8'

def visible(raw, enc, marked):
    """Characters that a reader sees, without white space, each with its byte range."""
    s = raw.decode(enc, 'surrogateescape'); spans = []; pos = 0; out = []; i = 0
    for ch in s:
        n = len(ch.encode(enc, 'surrogateescape')); spans.append((pos, pos + n)); pos += n
    skip = re.compile(r'(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[a-zA-Z/!][^>]*>'); ent = re.compile(r'&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);')
    while i < len(s):
        m = skip.match(s, i) if marked and s[i] == '<' else None
        if m: i = m.end(); continue
        m = ent.match(s, i) if marked and s[i] == '&' else None
        if m:
            out += [(c, spans[i][0], spans[m.end() - 1][1]) for c in html.unescape(m.group(0)) if not c.isspace()]
            i = m.end(); continue
        if not s[i].isspace() and s[i] not in '\ufeff\u200b': out.append((s[i], *spans[i]))
        i += 1
    return out

def number(t):
    """The exact value of a numeral as written, or None."""
    t = re.sub('[,，]', '', t); t = re.sub('^第', '', t).translate({ord('．'): '.', ord('点'): '.', ord('點'): '.'})
    total = section = Decimal(0); num = ''
    if re.fullmatch(r'[〇零一二三四五六七八九]{2,}', t): return Decimal(''.join(str(DIGITS[c]) for c in t))
    for c in t:
        if c in DIGITS: num += str(DIGITS[c])
        elif c in '0123456789.': num += c
        elif c in PLACES:
            p = Decimal(10) ** PLACES[c]
            if PLACES[c] < 4: section += (Decimal(num) if num else 1) * p
            else:
                section += Decimal(num) if num else 0
                total = (total + section) * p if total and total < p and PLACES[c] > 4 else total + (section or (0 if total else 1)) * p
                section = Decimal(0)
            num = ''
        else: return None
    return total + section + (Decimal(num) if num else 0)

def plain(d):
    s = format(d, 'f')
    return s.rstrip('0').rstrip('.') if '.' in s else s

def day(t, end):
    if not t: return None
    m = re.fullmatch(r'(\d{4})(?:(H|Q)(\d)|(?:-(\d\d))?(?:-(\d\d))?)', t)
    if not m: raise ValueError(f'bad time {t}')
    y = int(m[1]); mo, d = int(m[4] or (12 if end else 1)), m[5]
    if m[2] == 'H': mo = int(m[3]) * 6 - (0 if end else 5)
    if m[2] == 'Q': mo = int(m[3]) * 3 - (0 if end else 2)
    return f'{y}-{mo:02}-{int(d or (calendar.monthrange(y, mo)[1] if end else 1)):02}'

def period(t):
    a, b = t.split('..') if '..' in t else (t, t)
    return [day(a, False), day(b, True)]

def mention(text, ps, n, s, e, said_before):
    """Which mention is meant: the nearest; one after the anchor only in the anchor's own clause, if there is one before it."""
    before = [x for x in ps if x + n <= s and s - x < 400]
    if before and said_before: return max(before)
    own = [x for x in ps if x + n > s and (x < e or not re.search('[，。；：、,;:!?！？]', text[e:x]))]
    near = before[-1:] + own or ps
    return min(near, key=lambda x: min(abs(x - e), abs(x + n - s)))

def annotation(line, text, vis):
    at, *words = line.split()
    m = re.fullmatch(r'(.*?)⟦(.+?)⟧(.*)', at)
    if not m: raise ValueError('no anchor')
    parts = m[2].split('|'); inner = ''.join(parts); where = m[1] + inner + m[3]
    if text.count(where) != 1: raise ValueError(f'found {text.count(where)} times')
    s = text.index(where) + len(m[1]); e = s + len(parts[0]); g = {}; a = {}
    for w in words:
        k, eq, v = w.partition('=')
        if eq: a[k] = v
        elif w in MEASURE: g['measure'] = MEASURE[w]
        elif w == 'S': g['kind'] = 'statement'
        elif w.startswith('E:'): g['kind'], g['etype'] = 'event', w[2:]
        elif w == 'opt': g['opt'] = 1
        else: raise ValueError(f'what is {w}')
    if 'measure' in g:
        g['kind'] = 'change' if g['measure'].startswith('change') or 'from' in a else 'quantity'
        if len(parts) > 1: g['unit'] = parts[-1]
        if len(parts) == 3: g['op'] = {'余': 'near_above', '餘': 'near_above', '多': 'near_above'}.get(parts[1], 'eq')
        if not {'v', 'lo', 'hi', 'frac'} & a.keys():
            n = number(parts[0])
            if n is None: raise ValueError('give v=')
            a['v'] = plain(-n if a.get('dir') == 'down' and g['kind'] == 'change' and 'from' not in a else n)
        if 'lo' in a or 'hi' in a: g['op'] = 'range' if 'lo' in a and 'hi' in a else g.get('op', 'eq')
    if 'kind' not in g: raise ValueError('no kind')
    for k, v in a.items():
        if k in ('ind', 'subj', 'filter', 'base', 'who', 'obj'):
            ps = [x.start() for x in re.finditer(re.escape(v), text)]
            if not ps: raise ValueError(f'{k} not in the article: {v}')
            p = mention(text, ps, len(v), s, e, k in ('subj', 'who', 'base'))
            g[k] = [vis[p][1], vis[p + len(v) - 1][2]]
        elif k == 't': g['t'] = period(v)
        elif k in ('v', 'lo', 'hi', 'op', 'frac', 'from', 'stat') or k in KEYS: g[KEYS.get(k, k)] = v
        else: raise ValueError(f'what is {k}')
    return {'kind': g.pop('kind'), 'anchor': [vis[s][1], vis[e - 1][2]], **g}

def compile_one(name):
    paths = [p for p in glob.glob(f'{ROOT}/corpus/samples/{name}.*') if os.path.splitext(os.path.basename(p))[0] == name]
    if len(paths) != 1: print(f'{name}: {len(paths)} articles'); return 1
    raw = open(paths[0], 'rb').read()
    vis = visible(raw, encoding(paths[0]), paths[0].endswith('.html') or b'<p>' in raw); text = ''.join(c for c, *_ in vis)
    out = {}; bad = 0
    for n, line in enumerate(open(f'{ROOT}/tests/gold/{name}.ann', encoding='utf8'), 1):
        if not line.strip() or line.startswith('#'): continue
        try:
            g = annotation(line, text, vis); key = (g['kind'] if g['kind'] in ('event', 'statement') else 'number', *g['anchor'])
            if key in out: raise ValueError('same anchor twice')
            out[key] = {'doc': name, **g}
        except (ValueError, ArithmeticError) as x: print(f'{name}.ann:{n}: {x}: {line.strip()[:80]}'); bad += 1
    with open(f'{ROOT}/tests/gold/{name}.gold.ndjson', 'w', encoding='utf8') as f:
        for g in sorted(out.values(), key=lambda g: (g['anchor'], g['kind'])): f.write(json.dumps(g, ensure_ascii=False) + '\n')
    return bad

names = sys.argv[1:] or sorted(os.path.basename(p)[:-4] for p in glob.glob(f'{ROOT}/tests/gold/*.ann'))
bad = sum(compile_one(n) for n in names)
print(f'{len(names)} articles, {bad} faults')
sys.exit(bad > 0)
