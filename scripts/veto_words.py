#!/usr/bin/env python3
"""Rewrite the made part of rules/annotate/veto.tsv (below its marker): words with numerals that follow patterns of
the language (compounds of chemistry, figures of geometry, party and building units, counted meetings).

usage: veto_words.py rules/annotate/veto.tsv"""
import sys

MARK = '# ---- made by scripts/veto_words.py from here on ----'
DIGITS = '一二三四五六七八九十'
TENS = [''] + list('十') + [a + '十' for a in '二三四五六七八九']


def numbers(last):
    """Chinese numerals 1..last (last <= 99)."""
    out = []
    for n in range(1, last + 1):
        tens, unit = divmod(n, 10)
        out.append(('' if tens == 0 else '十' if tens == 1 else DIGITS[tens - 1] + '十') + (DIGITS[unit - 1] if unit else ''))
    return out


def chemistry():
    oxides = {'一': '碳氮硫', '二': '碳硫氮硅钛锰锆氯硒铅锡铀钍铈钒锗碲', '三': '硫铬铝钨钼砷锑铁铋镓铟', '四': '三铁锇锰氮', '五': '磷钒钽铌氮砷锑', '六': '钨铀', '七': '锰氯铼', '八': '三铀'}
    for n, elements in oxides.items():
        for e in elements:
            if e in '三': continue
            yield n + '氧化' + e
            yield n + '氧化' + n[:0] + '二' + e if n in '三五七' else n + '氧化' + e
    for n in '一二三四五六':
        for e in '碳硅钛锡锗磷砷锑硼铝铁铬':
            yield n + '氯化' + e
        for e in '硫硅钨铀碳氮硼磷锰铅氙':
            yield n + '氟化' + e
        for e in '碳铁钼锡钨':
            yield n + '硫化' + e
        for e in '碳磷硼硅':
            yield n + '溴化' + e
    heads = '二三四五六七八十'
    for h in heads:
        for tail in ('甲基', '乙基', '丙基', '丁基', '苯基', '氯乙烯', '氯甲烷', '氯乙烷', '氟甲烷', '氟乙烷', '溴甲烷', '溴联苯醚',
                     '甲苯', '乙醇胺', '甲胺', '乙胺', '硝基甲苯', '氯苯', '氢呋喃', '羟基', '元醇', '元羧酸', '聚氰胺', '聚磷酸钠',
                     '环素', '硫化钼', '氢大麻酚', '氟丙烷', '氟乙烯', '氯联苯', '氨基', '硝基', '水合物', '肽', '价铁', '价铬', '价锰'):
            yield h + tail


def geometry():
    for n in numbers(36):
        for tail in ('边形', '角形', '面体', '角星', '芒星', '棱柱', '棱锥', '等分', '分法', '分之', '边机制'):
            if tail == '分之': continue
            if tail == '边机制' and len(n) > 1: continue
            yield n + tail
    for n in DIGITS[1:]:
        for tail in ('进制', '重唱', '重奏', '声部', '言诗', '言绝句', '次元', '次方', '次函数', '次方程', '倍体', '联体', '色视觉', '向箔'):
            yield n + tail


def units():
    for n in numbers(27):
        yield '中铁' + n + '局'
        yield '中铁' + n + '院'
    for n in numbers(25):
        yield '中铁建' + n + '局'
        yield '中国铁建' + n + '局'
        yield '中交' + n + '局'
    for n in numbers(8):
        yield '中建' + n + '局'
        yield '中建' + n + '公司'
        yield '中国建筑' + n + '局'
    for n in numbers(4):
        for body in ('航局', '公局', '航院', '公院', '勘院'):
            yield '中交' + n + body
            yield n + body
    for n in numbers(16):
        yield '水电' + n + '局'
        yield '中国水电' + n + '局'
        yield '中水' + n + '局'
    for n in numbers(23):
        yield '中冶' + n + '冶'
        yield n + '冶集团'
    for n in numbers(20):
        for tail in ('中全会',):
            if n in numbers(9): yield n + tail
        yield '党的' + n + '大'
        yield n + '大报告'
        yield n + '大精神'
        yield n + '大代表'
        yield n + '大以来'
    for n in numbers(10):
        for body in ('中', '小', '院', '医院', '附院', '幼', '实小', '初中', '高中'):
            if body in ('院', '中', '小', '幼'): continue
            yield n + body
        for who in ('市', '县', '区', '省', '州'):
            for body in ('中', '小', '院', '职', '幼'):
                yield who + n + body
        for who in ('附', '北', '西安', '南昌', '沈阳', '长沙', '成都', '哈尔滨', '济南', '太原', '郑州', '福州', '厦门', '南宁', '昆明', '贵阳', '兰州', '长春', '大连', '石家庄'):
            yield who + n + '中'
    for n in numbers(12):
        yield '农' + n + '师'
        yield '兵团' + n + '师'
        yield '一战' if n == '一' else '二战'


def people():
    for n in DIGITS[:8]:
        for tail in ('把手', '传手', '号位', '垒手', '垒安打', '局上', '号员', '房太太', '皇子', '阿哥', '公主', '世祖', '代目', '少爷', '姨太'):
            yield n + tail
    for n in DIGITS[:9]:
        for tail in ('级巡视员', '级警督', '级警监', '级警司', '级教授', '级市场', '级响应', '级公路', '级学科', '级标准', '级资质', '级水质', '级英雄模范',
                     '级企业', '级域名', '级甲等', '级乙等', '级医院', '级综合医院', '级保护', '级保护动物', '级文物', '级能效', '级联动', '级法官', '级检察官',
                     '级主任科员', '级调研员', '级飞行员', '级运动员', '级建造师', '级军士长', '级裁判员', '级士官', '级演员', '级美术师', '级响应机制'):
            yield n + tail


def main():
    path = sys.argv[1]
    with open(path, encoding='utf8') as f:
        hand = f.read().split(MARK)[0].rstrip('\n').split('\n')
    have = {l.split('\t')[0] for l in hand if l and not l.startswith('#')}
    made = []
    for maker in (chemistry, geometry, units, people):
        for w in maker():
            if w not in have:
                have.add(w)
                made.append(w + '\tword')
    with open(path, 'w', encoding='utf8') as f:
        f.write('\n'.join(hand + [MARK] + sorted(made)) + '\n')
    print(f'{len(hand)} lines by hand, {len(made)} words made')


main()
