#!/usr/bin/env python3
"""Rebuild rules/annotate/lexicon.tsv: words with weight and part of speech.

usage: lexicon_words.py DICT LOCATIONS.csv TEXT... > rules/annotate/lexicon.tsv
DICT: the dictionary of Debian's python3-jieba (words, counts, tags: facts). LOCATIONS.csv: as for places-gbt2260.py.
TEXT: public news, UTF-8, a paragraph a line (the repositories of ../shared/corpora.md); words are counted in it by three
rounds of best segmentation, and the weights of dictionary and news averaged. Rare words, words that swallow a name or a
title, and names that the models find by themselves are left out; tags known to be wrong are corrected. The other tables
of rules/annotate are read for what they know. Slow (minutes a megabyte); needed only when the dictionary changes.
"""
import collections
import csv
import math
import os
import re
import sys

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "rules", "annotate")
TAGS = {"nr": "n", "nrt": "n", "nrfg": "n", "vd": "v", "vi": "v", "vq": "v", "vg": "v", "ad": "d", "ag": "a", "an": "n", "z": "a",
        "b": "a", "df": "d", "dg": "d", "mq": "m", "mg": "m", "rr": "r", "rz": "r", "rg": "r", "ul": "u", "uv": "u", "uz": "u",
        "ug": "u", "ud": "u", "s": "f", "tg": "t", "j": "n", "l": "n", "k": "n", "h": "a", "y": "u", "e": "u", "o": "x", "g": "x",
        "zg": "x", "ng": "n"}
SAME = set("n ns nt nz v vn a d m q r p c u uj f t i x".split())
PLACE_TAILS = "省市县区镇乡村州盟旗岛山河江湖海湾路街洋峡寺港口站场园桥宫城州国洲关岭峰川屯庄湖"
ORG_TAILS = "社部院局会党委署厅处所司行队军台盟"
ORG_TAIL = re.compile("(社|部|院|局|会|党|委|署|厅|处|所|司|行|团|队|军|台|盟|馆|公司|大学|集团|组织|政府|全国人大|书记处|政协)$")
ORG_NAME = re.compile("(公司|大学|学院|银行|联合国|政协|集团|组织|政府|全国人大|书记处|共青团)$")
LINES = ("高速公路", "铁路", "公路", "大桥", "隧道", "机场", "水库", "水电站", "核电站", "高铁")
FEATURES = ("桥", "路", "站", "港", "机场", "铁路", "公路", "隧道", "广场", "公园", "水库", "高原", "盆地", "半岛", "山脉", "流域", "新区")
# Places of two characters; all others tagged so are ordinary words.
SHORT_PLACES = set("""长江 欧洲 黄河 亚洲 非洲 三峡 长城 俄国 台海 加州 红海 汉口 黑海 漓江 汉江 美洲 华山 满洲 福岛 渤海 淮河 澎湖 荆江 珠江 澳洲 费城 乌镇 里海 黄海 嵩山 虹桥 辽河 喀山 九州 釜山 闽江 洱海
广岛 济州 汉城 仁川 珠峰 渭河 汾河 岷江 剑桥 赣江 热河 桃园 香山 西湖 太湖 泰山 黄山 庐山 峨眉 南海 东海 北海 湘江 乌江 漳河 滦河 洛河 韩江 甬江 丹江 冲绳 青海 莫干山 茅山 阴山 天山 昆仑
秦岭 武夷 钱塘江 香江 豫园 顿河 沱江 洮河 泾河 涪江 洹河 沂河 南岳 独岛 佛州 麻省 得州 德州 苏州河 燕山 大别山 骊山 巫山 巫峡 谅山 岘港 瓯江 邕江 鼓浪屿 里湖 滇池 洪湖 白洋淀 湘西 台城 仙台
光州 大田""".split())
# Tagged as places, but none.
NO_PLACES = set("""平原 富民 富裕 江山 中科 中心镇 中立区 东道国 大力发展省 上山下乡 经济走廊 合众国 民主共和国 伊斯兰共和国 美国联邦 西欧各国 先行区 北站 交界地区 下半旗 淡水 天安门城楼 太阳 朝廷 之日起 中华文化
广大干部 热烈祝贺 法治化 马克思列宁主义 桥头堡 重大意义 台地 自治州 自治县 共和国 沿海地区 大中城市 大城市 三角洲 城中村 各县市 宜居城市 偏远地区 沿海港口 特大城市 得意洋洋 半壁江山 上半场 依法治国
重建家园 科教兴国 科教兴市 文明古国 大门口 大都市 大都城 无人区 入海口 葡萄园 的花海 同盟国 堰塞湖 港人治港 崇山峻岭 安邦治国 周边地区 罗马帝国 太平天国 三自爱国 大邑商 美国白宫""".split())
# Tagged as organisations, but general words.
NO_ORGS = set("""非银行 通讯社 军事同盟 内外部 国际合作部 陆海空军 国际组织 日报社 出版社 联络部 国家银行 中央银行 国务院有关 央视网 人民代表大会 人民政府 广播电视 中央政治局常委 人民代表大会常务委员会 暨 人民法院
国家机关 人大常委会 新兴产业 中美关系 党组织 联合会 上市公司 中央财政 全国代表大会 中央委员会 新进展 中西部 美制 人民军队 人民公社 中华文化 全党全国 国际化 中东部 音乐会 军乐团 中南部 中医药 中国化
新格局 解放区 卫生局 高级中学 社会科学 文理学院 联合体 理工学院 共产国际 交易所 全党全军 国家队 国家森林公园 科研院所 卫生院 人民党 安全局 美术馆 重大进展 防空警报 新政府 列车运行 军事检察院 渣
中央政府 商业银行 党和政府 党政军 中国航天 国际经贸 民办高校 民办大学 国安局 统计局 联合政府 音乐学院 军事法院 超级大国 自由贸易区 音乐厅 中西关系 加油站 全国高校 卫生室 长足发展 加工厂 建设路
安理会常任理事国 公共交通 党政机关 国际舞台 国家有关 日程安排 民用航空 国防工业 海洋生物 大力开展 建交国 美国市场 深加工 广交会 交易会 人民大会堂 北京人民大会堂 军政府 商学院 公立医院 驻外使馆 特区政府
同盟会 联组会 地方法院 宪法法院 社会党 国民议会 联邦政府 民主党派""".split())
# Tagged as persons, but things.
NO_PERSONS = set("""强降雨 阿拉伯 杰哈德 龙卷风 牛背梁 吉祥物 黄金档 全聚德 古树名 龙舟赛 厄尔尼诺 强台风 伊斯坎德尔 安乐死 马拉松 海之滨 雷阵雨 高精尖 麦当劳 白名单 乐曲声 农家乐 郁金香 陆海空 文明史 古建筑 苏浙皖
范围广 杨柳青 边海防 凌家滩 古文字 田径赛 白玉兰 贡献奖 海洛因 唐三彩 景泰蓝 哈军工 安全带 梅花鹿 金字塔 钟鼓楼 阿波罗 马士基 华尔兹 皮卡丘 全家福 原子钟 埃弗顿 奥斯卡 金紫荆 古城墙 高清晰 黄梅戏
哈密瓜 季后赛 居留权 左右岸 康乃馨 纪念塔 易威登 沙隆达 洛克希德 满天飞 马来语 向前走 康恩贝 满庭芳 白皮松 罗生门 金钟奖 金银铜 钱江潮 龙羊峡 龙虎榜 候车亭 古诗词 安全壳 宋江阵 富士康 尤伯杯 左小腿
平衡木 戴眼镜 梅雨季 湛江舰 满天星 满江红 白唇鹿 苏打粉 马背上 马赛克 高精密 万寿菊 万年青 万灵丹 伏特加 全景图 冷启动 多普勒 富安娜 富豪榜 屠龙记 文明办 查字典 欧巴桑 武梁祠 祝福语 许可费 金鱼草
钱塘潮 雷鸣般 桂发祥 黄果树 陶然亭 夏玉米 周边游 谷神星 瞿塘峡 撒哈拉 罗牛山 万家乐 摩托罗拉 斯图加特 菲尼克斯 布尔什维克 阿尔卡特 诺贝尔 多米尼加 特斯拉 伊斯兰 法西斯 南丁格尔 黄标车""".split())
# Pieces of words and of names.
FRAGMENTS = set("""波克罗 连斯基 特雷斯 斯科夫 卡耶夫 伦斯基 阿尔巴尼 阿尔特 托波尔 古里安 党执政 向普京 金白银 唐宋八 米左右 安居梦 韩军演 夏之交 夏大豆 韩建交 何时能 向东流 万象新 占地约 商云集 战全胜 明体达 明月照
权之争 许塞尔 马奔腾 付现金 全中文 向钱看 和世卫 房屋内 文攻武 苏来曼 张家沟 高山峰 蒋日记 国之基 查克维 苏浙沪 江浙沪 阿卜杜 圣普 山镇 村山富市""".split())
# Words of two transliterating characters; other pairs tagged as names are pieces of names.
FOREIGN_PAIRS = set("""雷达 马克 巴赫 拉萨 谢谢 阿里 布什 米格 索尼 多哈 吉达 卡特 莱希 布朗 安娜 伯伯 多谢 勒索 比萨 兰特 约莫 凯恩 米勒 库克 朗朗 玛雅 多利 鲁尔 耶鲁 纳米 科普 纳西 安拉 吉普 赫兹 迪奥 马拉
阿曼 比尔 雷诺 尼罗 达卡 安曼 里奥 谢赫 吉他 贝贝 阿斗 马达 马力 阿姨 阿哥 阿姆 卡塔 阿德 托人 西人 斯人 巴人 伊人 达曼 波恩 里加 约克 罗布 伦比 哈哈 拉拉 达达 索索 霍霍 赫赫""".split())
# General nouns of place that end no name.
GENERAL_PLACES = set("""城市 地区 山区 国家 各地 大国 小镇 大桥 市县 乡镇 公路 铁路 高速 大街 城镇 农村 山村 学校 车站 路口 街头 两岸 港口 海域 水域 岛屿 边境 海岸 区域 小区 社区 县城 城区 市区 郊区 园区 景区
灾区 库区 牧区 林区 矿区 老区 街区 校区 片区 特区 新区 战区 军区""".split())
NO_GIVEN = set("通章江力婿墩庄太侠长帮仔子皇国传军炮团民率者感性化学局法堂车县市区河湖镇村阁馆会团站州城路店桥观证降书间周后寺宫殿口港度鱼花卜砂石豹园炉子节府院布面品质素建平端岛山庙浦洲冲岭巴林嫩科得堡利拉里比宋明清朝人们的生员手长兵师父母夫妈")  # last characters of words tagged as persons that are none


def table(name):
    """Columns of a table of rules/annotate."""
    for line in open(os.path.join(RULES, name), encoding="utf-8"):
        if line.strip() and line[0] != "#":
            yield line.rstrip("\n").split("\t")


class Names:
    """What the other tables know of names."""

    def __init__(self, locations):
        self.divisions, self.ordinary = set(), set()
        for row in csv.DictReader(open(locations, encoding="utf-8-sig")):
            for kind in ("province", "city", "county"):
                if row[kind + "_name"]:
                    self.divisions |= {row[kind + "_name"], row[kind + "_short"]}
        world = list(table("places_world.tsv"))
        self.countries = {c[0] for c in world if c[1].startswith("iso3166") and c[0] == c[2]}
        self.ordinary = {c[0] for c in table("places.tsv") if c[-1] == "weak"}
        self.titles = {c[0] for c in table("titles.tsv") if len(c[0]) > 1}
        self.pairs = {w for c in table("lexicon_own.tsv") if c[0] == "+pair" for w in c[2].split()}
        self.heads = self.countries | {d for d in self.divisions if len(d) >= 2} | {"亚洲", "欧洲", "非洲", "全国", "中央"}
        self.places = self.heads | {c[0] for c in world if len(c[0]) > 1}
        self.surname = {c[0]: float(c[1]) for c in table("surnames.tsv")}
        self.translit = collections.Counter({c[0]: float(c[1]) for c in table("translit.tsv")})
        self.given = [collections.Counter() for _ in range(3)]
        for c in table("given.tsv"):
            for i in range(3):
                self.given[i][c[0]] = 0 if c[i + 1] == "-" else float(c[i + 1])
        self.sums = [sum(g.values()) for g in self.given]

    def cost(self, w):
        """-ln of the probability of a full name, 99 when it has no surname."""
        s, g = (w[:2], w[2:]) if len(w) == 4 else (w[:1], w[1:])
        if s not in self.surname or len(w) not in (3, 4):
            return 99
        return -sum(math.log((self.given[i][g[i]] + 0.3) / self.sums[i]) for i in (0, 1)) - math.log(self.surname[s] / 1000)

    def foreign(self, w, least):
        return all(self.translit[c] >= least for c in w)


def count_words(base, texts, rounds=3):
    """Counts of the dictionary's words in the best segmentation of texts."""
    heads = {w[:n] for w in base for n in range(1, len(w) + 1)}
    counts = dict(base)
    for r in range(rounds):
        total = sum(counts.values())
        logp = {w: math.log((c + 0.3) / total) for w, c in counts.items()}
        miss, new = math.log(0.1 / total) - 2, collections.Counter()
        for line in texts():
            best = [0.0] * (len(line) + 1)
            step = [1] * (len(line) + 1)
            for i in range(len(line) - 1, -1, -1):
                best[i] = miss + best[i + 1]
                for n in range(1, min(12, len(line) - i) + 1):
                    w = line[i:i + n]
                    if w not in heads:
                        break
                    if w in logp and logp[w] + best[i + n] > best[i]:
                        best[i], step[i] = logp[w] + best[i + n], n
            i = 0
            while i < len(line):
                new[line[i:i + step[i]]] += 1
                i += step[i]
        counts = {w: new[w] + (base[w] * 0.02 if r < rounds - 1 else 0) for w in base}
    return counts


def swallows(w, pos, names, words):
    """Is the word a name and a word, or a word and a title?"""
    whole = pos in ("n", "nz", "i") or (pos == "ns" and not w.endswith(FEATURES))
    if whole and len(w) >= 4:
        for k in (2, 3, 4):
            if len(w) - k >= 2 and w[:k] in names.heads and w[k:] in words:
                return True
    if pos in ("n", "nz") and len(w) >= 3 and w not in names.titles:
        for k in (2, 3, 4):
            if len(w) > k and w[-k:] in names.titles and w[:-k] not in "副 总 老 女 男 前 大 小".split():
                return True
    return False


def person(w, tag, cost, names):
    """Part of speech of a word tagged as a person."""
    if tag == "nr" and len(w) >= 3 and cost < 14.5:
        return "nr"
    if tag == "nr" and len(w) == 3 and names.surname.get(w[0]) and cost < 24 and w[-1] not in NO_GIVEN and len(set(w)) == 3:
        return "nr"
    if tag == "nrfg" and cost < 15:
        return "nr"
    if len(w) >= 3 and names.foreign(w, 10 if tag == "nrt" else 20):
        return "nr"
    return "n"


def place(w, names):
    if len(w) == 1 or w in NO_PLACES:
        return "n"
    if w in names.divisions or w in names.countries:
        return "ns"
    if len(w) == 2:
        return "ns" if w in SHORT_PLACES else "n"
    return "ns" if w[-1] in PLACE_TAILS or names.foreign(w, 10) else "n"


def organisation(w):
    known = w[-1] in ORG_TAILS + "团" or ORG_NAME.search(w)
    return "nt" if len(w) >= 3 and w not in NO_ORGS and known and not w.endswith("化") else "n"


def judge(w, tag, names, words):
    """Part of speech of a word, None when it is to be left out."""
    pos = tag if tag in SAME else TAGS.get(tag, "x")
    if w in FRAGMENTS or (w.endswith("某") and 1 < len(w) and w != "某某"):
        return None
    if tag in ("nr", "nrt", "nrfg") and len(w) > 1:
        if w.endswith(("先生", "小姐", "姓")) or (len(w) == 2 and names.foreign(w, 25) and w not in FOREIGN_PAIRS):
            return None
        pos = person(w, tag, names.cost(w), names)
    if w in NO_PERSONS or w.endswith(("人", "堡", "斯坦", "党", "队", "姓", "派", "通", "家")) and pos == "nr":
        tag = pos = "n"
    if tag == "ns" and (w in names.ordinary or (w.endswith(tuple(GENERAL_PLACES)) and w not in names.divisions and
                                                not any(w.startswith(h) for h in names.places))):
        tag = pos = "n"
    if tag == "ns" and re.search("(军区|大学|公司|银行)$", w):
        tag = "nt"
    if tag == "nt" and ((len(w) >= 5 and not ORG_TAIL.search(w)) or (len(w) == 4 and w.endswith("关系"))):
        return None
    if swallows(w, pos, names, words) or (tag == "nt" and w[-1] not in ORG_TAILS and swallows(w, "n", names, words)):
        return None
    if tag == "ns":
        return place(w, names)
    if tag == "nt":
        return organisation(w)
    if pos in ("n", "nz") and len(w) >= 4:
        for tail in LINES:
            head = w[:-len(tail)]
            if w.endswith(tail) and head and (head not in words or head in names.places or head in names.pairs):
                return "ns"
    if pos == "n" and len(w) >= 4 and w[:2] in names.heads and w[2:] not in words:
        return "nz"
    return pos


def wanted(w, tag, base, news):
    if len(w) == 1:
        return news >= 1 or base >= 30
    if tag in ("nr", "nrt", "nrfg"):
        return news >= 3 or base >= 20
    return news >= 2 or base >= 12 or (tag == "i" and len(w) == 4) or (tag in ("ns", "nt") and len(w) >= 3 and base >= 3)


def main():
    names = Names(sys.argv[2])
    rows = [line.split() for line in open(sys.argv[1], encoding="utf-8")]
    base = {w: float(c) for w, c, _ in rows if len(w) <= 12}

    def texts():
        for path in sys.argv[3:]:
            for line in open(path, encoding="utf-8"):
                yield line.rstrip("\n")

    news = count_words(base, texts)
    shares = [sum(base.values()), sum(news.values()) or 1]
    kept = [(w, tag) for w, _, tag in rows if w in base and wanted(w, tag, base[w], news[w]) and
            re.fullmatch("[A-Za-z0-9\u4e00-\u9fff+·.○〇-]+", w)]
    words = {w for w, _ in kept}
    out = []
    for w, tag in kept:
        pos = judge(w, tag, names, words)
        if pos:
            out.append((w, max(1, round((base[w] / shares[0] + news[w] / shares[1]) / 2 * 1e8)), pos))
    uses = collections.Counter(c for w, _, _ in out for c in set(w))
    print("# Words with weight (per 100 million) and part of speech (names in pipeline/annotate/segment.h); made by")
    print("# scripts/lexicon_words.py. Facts taken from the dictionary of Debian's python3-jieba 0.42.1 (words, counts, tags; rare")
    print("# names and tags known to be wrong left out), weights averaged with counts over public news. Corrections and newer words")
    print("# stand in lexicon_own.tsv, which wins.")
    print("# word\tweight\tpos")
    for w, weight, pos in sorted(out):
        if min(uses[c] for c in w) > 1 or weight >= 60:
            print(w, weight, pos, sep="\t")


if __name__ == "__main__":
    main()
