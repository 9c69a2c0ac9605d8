#!/usr/bin/env python3
"""Write the pages of tests/clean/pages and their gold. Articles, names and sites are invented by us; the mark-up follows
the habits of news sites. In a template {-…-} is page furniture: its text must not stay. {T} headline, {P} paragraphs.
Run from the top of the tree: python3 scripts/clean_pages.py"""
import json
import os
import re
import subprocess

OUT = "tests/clean/pages"
ARTICLES = [
    ("河湾大桥合龙 两岸通勤时间缩短四十分钟", [
        "12月8日上午，横跨澜水的河湾大桥顺利合龙。这座大桥全长2.36公里，主跨860米，总投资41.7亿元，预计明年6月建成通车。",
        "河湾市交通运输局副局长陆远山介绍，大桥通车后，两岸之间的通勤时间将由原来的1个小时缩短至20分钟左右，每天可分流车辆3.2万辆次。",
        "“合龙段的精度控制在3毫米以内，比设计要求高出一倍。”项目总工程师顾平说，施工高峰期有1200多名工人同时作业。",
        "#通勤之外的账",
        "据测算，大桥每年可为两岸企业节约物流成本2.6亿元。北岸的柳洲工业园已有17家企业签订了搬迁协议，其中5家年产值超过10亿元。",
        "家住南岸的退休教师程素琴今年68岁，她说自己等这座桥等了30年：“以前去看外孙要倒三趟车，以后坐公交半个小时就到了。”"]),
    ("柳洲港前三季度集装箱吞吐量同比增长11.4%", [
        "记者10月16日从柳洲港务集团获悉，今年前三季度，柳洲港完成货物吞吐量1.86亿吨，同比增长6.2%；集装箱吞吐量首次突破500万标箱，达到512.3万标箱，同比增长11.4%。",
        "外贸航线是增长的主要来源。今年以来，港口新开通至东南亚、南美的集装箱航线7条，外贸航线总数达到43条。",
        "柳洲港务集团总经理何志衡表示，四季度将有2个10万吨级泊位投入使用，全年集装箱吞吐量有望达到690万标箱。",
        "业内人士认为，随着通关时间压缩到平均1.8小时，周边省份的货源正在加快向柳洲集聚。"]),
    ("青溪县发布乡村医生补贴新标准 每人每月增加600元", [
        "青溪县卫生健康局日前印发通知，从2024年1月1日起提高乡村医生补贴标准，全县327名在岗乡村医生每人每月增加600元。",
        "按照新标准，在偏远山区工作满5年的乡村医生，每月还可领取300元的地区津贴。全县每年为此新增财政支出354万元。",
        "“钱虽然不算多，但让人觉得干得有奔头。”石门村村医沈国良在卫生室工作了26年，他所服务的两个村共有1140口人。",
        "县卫生健康局局长罗敏说，下一步还将为村卫生室统一配备远程心电设备，力争年底前覆盖率达到90%以上。"]),
    ("云杉科技发布半年报：营收增长32% 研发投入占比升至18%", [
        "云杉科技8月21日晚间披露半年度报告。报告期内，公司实现营业收入27.4亿元，同比增长32%；归属于上市公司股东的净利润3.1亿元，同比增长19.6%。",
        "分业务看，储能系统收入14.2亿元，占比首次超过一半；工业控制器收入8.9亿元，与上年同期基本持平。",
        "报告显示，公司上半年研发投入4.9亿元，占营业收入的比重为18%，比上年同期提高2.3个百分点。",
        "公司预计全年新增装机4吉瓦时。截至8月21日收盘，公司股价报36.52元，下跌1.4%。"]),
    ("省科技馆新馆试运行首周接待观众8.6万人次", [
        "位于湖心洲的省科技馆新馆7月1日开始试运行。截至7月7日，首周共接待观众8.6万人次，其中中小学生占六成。",
        "新馆建筑面积10.2万平方米，设有9个常设展厅，展品1300余件，四分之三的展品可以动手操作。",
        "馆长白以宁表示，试运行期间每天限流1.5万人，观众需要提前3天预约。",
        "#把实验室搬进展厅",
        "在“看不见的力”展区，孩子们排队体验风洞。讲解员周晓棠说，这件展品一天要演示40多场。",
        "新馆将于9月10日正式开放，届时夜场将延长到21点。"]),
]
def paras(article, tag="<p>%s</p>", head="<p><strong>%s</strong></p>", indent=""):
    out = []
    for s in article[1]:
        out.append((head % s[1:]) if s.startswith("#") else tag % (indent + s))
    return "\n".join(out)

LINKS = ["柳洲地铁三号线今起试跑", "青溪茶叶拍出今年最高价", "省运会开幕式门票开售", "多地发布大风预警", "澜水禁渔期今日结束",
         "河湾大学新校区启用", "老厂房改造成创意园", "城市绿道再添五十公里"]
def ul(n=6, cls=""):
    return "<ul%s>" % (' class="%s"' % cls if cls else "") + "".join(
        '<li><a href="/a/%d.html">{-%s-}</a></li>' % (i, LINKS[i % 8]) for i in range(n)) + "</ul>"
NAV = '<div class="nav"><a href="/">{-首页-}</a><a href="/gn">{-国内-}</a><a href="/gj">{-国际-}</a><a href="/cj">{-财经-}</a><a href="/ty">{-体育-}</a><a href="/yl">{-娱乐-}</a></div>'
FOOT = '<div class="footer"><p><a href="/about">{-关于我们-}</a> | <a href="/lx">{-联系我们-}</a> | <a href="/map">{-网站地图-}</a></p><p>{-版权所有 河湾传媒集团 未经书面授权不得转载-}</p><p>{-澜ICP备12000345号-1-}</p></div>'

PAGES = []
def page(name, article, html, enc="utf-8", t2s=None, tag="<p>%s</p>", head="<p><strong>%s</strong></p>", indent="", **gold):
    PAGES.append(dict(name=name, a=ARTICLES[article], html=html, enc=enc, trad=t2s, tag=tag, head=head, indent=indent, gold=gold))

page("party-paper-gbk", 0, '''<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="content-type" content="text/html;charset=GB2312"/><title>{T}--河湾频道--澜网</title>
<meta name="publishdate" content="2023-12-09"><meta name="source" content="来源：河湾日报"><meta name="keywords" content="河湾"></head><body>
''' + NAV + '''<div class="path cf">{-澜网-}&gt;&gt;<a href="/">{-河湾频道-}</a>&gt;&gt;{-本地要闻-}</div>
<div class="layout rm_txt cf"><div class="col col-1"><h1>{T}</h1><div class="author cf">陆一川 宋雨</div>
<div class="channel cf"><div class="col-1-1 fl">2023年12月09日08:21 &nbsp;|&nbsp;来源：<a href="/p">河湾日报</a></div><div class="col-1-2 fr"><span>{-小字号-}</span></div></div>
<div class="rm_txt_con cf"><div class="otitle"></div>{P}<div class="edit cf">{-(责编：李远、王江)-}</div></div>
<div class="rm_fx cf"><p>{-分享让更多人看到-}</p></div></div><div class="col col-2"><h2>{-热门排行-}</h2>''' + ul() + '''</div></div>''' + FOOT + "</body></html>",
     enc="gbk", indent="　　", date="2023-12-09 08:21", source="河湾日报", author="陆一川 宋雨", editor="李远、王江")
page("agency-split-date", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}-澜社网</title></head><body><div class="mheader">''' + NAV + '''</div>
<div class="header domPC"><div class="header-top clearfix"><div class="header-nav"><a>{-澜社网-}</a> &gt; <a>{-财经-}</a> &gt; {-正文-}</div></div>
<div class="header-cont clearfix"><div class="header-time left"><span class="year"><em>2023</em></span><span class="day"><em>10</em>/<em>17</em></span><span class="time">09:12:40</span></div>
<div class="head-line clearfix"><h1><span class="title">{T}</span></h1></div><div class="source">来源：澜社网</div>
<div class="share-text">{-字体：-}<span>{-小-}</span><span>{-中-}</span><span>{-大-}</span></div></div></div>
<div class="main clearfix"><div class="main-left left"><div id="detail"><p>　　澜社柳洲10月16日电（记者郑一帆、黄晓）柳洲港又传来好消息。</p>{P}</div>
<div class="editor">{-【纠错】-} <span class="editor-zz">{-【责任编辑:韩江】-}</span></div></div>
<div class="main-right right"><div class="tit">{-深度观察-}</div>''' + ul(5, "list") + "</div></div>" + FOOT + "</body></html>",
     indent="　　", date="2023-10-17 09:12", source="澜社网", author="郑一帆、黄晓", editor="韩江", extra_must=["柳洲港又传来好消息"])
page("news-service-editor", 2, '''<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{T}-澜新网</title><meta name="author" content="lanxin"></head><body>
<div id="nav">''' + NAV + '''</div><div class="div624"><div id="daohang">{-本页位置：-}<a>{-首页-}</a> → <a>{-新闻中心-}</a> → <a>{-社会新闻-}</a></div>
<div class="content_maincontent_more"><div class="content"><div class="content_left_title" >{T}</div>
<div class="left-time"><div class="left-t" >2023年12月28日 15:44　来源：<a href="/s" class="source">青溪日报</a>　<a href="#tp">{-参与互动-}</a>(<span id="cy">{-0-}</span>)&nbsp;</div></div>
<div class="left_zw" style="position:relative">{P}<p></p><div id="function_code_page"></div></div></div>
<div class="left_name"><div class="left_name">{-【编辑:罗一梅】-}</div></div></div>
<div class="newsmore"><h3>{-更多精彩内容请进入社会频道-}</h3>''' + ul() + "</div></div>" + FOOT + "</body></html>",
     indent="　　", date="2023-12-28 15:44", source="青溪日报", author=None, editor="罗一梅")
page("portal-blue", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{T}|云杉科技|半年报_蓝浪财经_蓝浪网</title><meta property="og:title" content="{T}"/><meta property="article:published_time" content="2023-08-21T20:15:33+08:00"/><meta property="article:author" content="蓝浪财经"/></head><body>
<div class="top-bar">''' + NAV + '''</div><div class="path-search"><div class="path"><div class="channel-path"><a>{-蓝浪财经-}</a> &gt; <a>{-上市公司-}</a> &gt; {-正文-}</div></div></div>
<h1 class="main-title">{T}</h1><div class="top-bar-wrap"><div class="top-bar-inner"><div class="date-source"><span class="date">2023年08月21日 20:15</span> <a class="source" href="#">证券观察报</a></div><div class="page-tool"><span>{-缩小字体-}</span><span>{-放大字体-}</span><span>{-收藏-}</span><span>{-微博-}</span><span>{-微信-}</span><span>{-分享-}</span><span class="num">{-0-}</span></div></div></div>
<div class="article-content clearfix"><div class="article-content-left"><div class="article" id="artibody">
<div id="app-guide">{-下载蓝浪财经APP，了解全球实时汇率-}</div>
{P}<p class="article-editor">{-责任编辑：赵一鸣 SF012-}</p><div class="appendQr_wrap"><p>{-海量资讯、精准解读，尽在蓝浪财经APP-}</p></div></div>
<div class="keywords" id="article-bottom"><span>{-文章关键词：-}</span><a>{-云杉科技-}</a><a>{-半年报-}</a></div><div class="blk-comment"><h3>{-我要反馈-}</h3></div></div>
<div class="article-content-right"><h2>{-24小时热榜-}</h2>''' + ul(8) + "</div></div>" + FOOT + "</body></html>",
     indent="　　", date="2023-08-21 20:15", source="证券观察报", author=None, editor="赵一鸣")
page("portal-fox", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_省科技馆</title><meta property="og:title" content="{T}"><meta itemprop="datePublished" content="2023-07-08 10:02"></head><body>
<div class="logo-channel">''' + NAV + '''</div><div class="wrapper-box"><div class="location-without-nav">{-澜狐-} &gt; {-文化-}</div><div id="article-container" class="article-box clearfix"><div class="left main"><div class="text"><div class="text-title"><h1>{T}<span class="article-tag"></span></h1>
<div class="article-info"><span class="time" id="news-time">2023-07-08 10:02</span><span class="source">{-来源:-} <a>湖心晚报</a></span><span class="area"><span>{-发布于：湖心省-}</span></span></div></div>
<article class="article" id="mp-editor"><p data-role="original-title" style="display:none">{-原标题：新馆首周接待超八万-}</p>{P}<p data-role="editor-name">{-责任编辑：-}<span></span></p><a href="//x">{-返回澜狐，查看更多-}</a></article>
<div class="statement">{-平台声明：该文观点仅代表作者本人，澜狐号系信息发布平台，澜狐仅提供信息存储空间服务。-}</div>
<div class="bottom-relate-wrap"><span>{-阅读 (-}<em>{-3421-}</em>)</span></div></div></div>
<div class="sidebar right"><div class="title">{-推荐阅读-}</div>''' + ul() + "</div></div></div>" + FOOT + "</body></html>",
     date="2023-07-08 10:02", source="湖心晚报", author=None, editor=None)
page("portal-easy", 0, '''<!DOCTYPE HTML><html><head><title>{T}_易闻新闻</title><meta charset="utf-8"><meta property="og:title" content="{T}"><meta property="article:published_time" content="2023-12-08T21:40:03+08:00"></head><body>''' + NAV + '''
<div class="post_main"><h1 class="post_title">{T}</h1><div class="post_info">2023-12-08 21:40:03　来源: <a href="#" id="ne_article_source">河湾观察</a>　{-河湾-} <a class="post_jubao">{-举报-}</a></div>
<div class="post_content"><div class="post_top">{-0-} <span>{-分享至-}</span></div><div class="post_body"><p class="otitle">{-（原标题：河湾大桥今日合龙）-}</p>{P}</div>
<div class="post_author">{-本文来源：河湾观察-}  <span>{-责任编辑：吴晓-}<em>{-_NB1024-}</em></span></div>
<div class="post_statement">{-特别声明：这一篇连同配图配音都由“易闻号”的注册作者自行上传，本平台仅提供信息存放之处。-}</div></div></div>
<div class="post_side"><h2>{-热点新闻-}</h2>''' + ul(8) + "</div>" + FOOT + "</body></html>",
     date="2023-12-08 21:40", source="河湾观察", author=None, editor="吴晓")
page("portal-goose", 1, '''<!DOCTYPE html><html><head><meta charset="gb2312"><title>{T}_鹅讯新闻</title><meta name="author" content="鹅讯网"><meta name="apub:time" content="2023-10-16 18:30:00"></head><body>
<div class="qq_conent clearfix"><div class="LEFT"><h1>{T}</h1><div class="LeftTool" id="LeftTool"><div class="left-stick-wp"><div class="year through"><span>2023</span></div><div class="md">10/16</div><div class="time">18:30</div></div></div>
<div class="content clearfix"><div class="content-article">{P}<div id="Status"></div></div></div></div><div class="RIGHT"><h3>{-今日热点-}</h3>''' + ul() + "</div></div>" + FOOT + "</body></html>",
     enc="gbk", tag='<p class="one-p">%s</p>', date="2023-10-16 18:30", source=None, author=None, editor=None)
page("portal-phoenix", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_凰讯网资讯</title><meta property="og:time" content="2023-12-28 16:01:11"></head><body><div><div class="index_nav_x">''' + NAV + '''</div>
<div class="index_artical_Kx"><h1 class="index_title_B8m">{T}</h1><div class="index_timeBref_2m"><a>2023年12月28日 16:01:11</a><div><span>来源：</span><a>青溪融媒</a></div></div>
<div class="index_share_p">{-0人参与-} {-0评论-}</div><div class="index_main_content_r5J"><div class="index_text_D0U">{P}<p>{-【责任编辑：陈小舟 PN041】-}</p></div></div>
<div class="index_appDownload">{-打开凰讯新闻，阅读体验更佳-}</div><div class="index_relate_x"><h3>{-相关新闻-}</h3>''' + ul(4) + "</div></div></div>" + FOOT + "</body></html>",
     date="2023-12-28 16:01", source="青溪融媒", author=None, editor="陈小舟")
page("global-textarea", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title></head><body>''' + NAV + '''<div class="t-container"><div class="t-container-title"><h3>{T}</h3></div>
<div class="metadata-info"><p class="time">2023-08-21 20:33</p><span class="source"><span>来源：</span><a>环宇财经</a></span><span class="author">{-作者：-}</span></div>
<div class="l-con clear"><textarea class="article-content" style="display: none;">{E}</textarea><p class="edit">{-责编：周一禾-}</p></div></div>''' + FOOT + "</body></html>",
     date="2023-08-21 20:33", source="环宇财经", author=None, editor="周一禾")
page("paper-next", 4, '''<!DOCTYPE html><html lang="zh"><head><meta charSet="utf-8"/><title>{T}_本地_澎浪新闻</title><meta name="Description" content="x"/></head><body><div id="__next"><header><ul>''' + "".join('<li><a>{-%s-}</a></li>' % w for w in ["首页", "视频", "时事", "财经", "思想"]) + '''</ul></header>
<div class="index_container__x"><div class="index_wrapper__L"><h1 class="index_title__B8mhI">{T}</h1><div class="index_left__x"><div>澎浪新闻记者 林知秋</div><div class="ant-space"><div><span>2023-07-08 07:20</span></div><div><span class="index_isfrom">{-来源：-}<span>澎浪新闻</span></span></div><div>{-∙ 湖心-}</div></div><div>{-字号-}</div></div>
<div class="index_cententWrap__Jv8jK">{P}</div><div class="index_bottomInfo__x"><div>{-责任编辑：崔一-}</div><div>{-图片编辑：胡梦-}</div><div>{-校对：张江-}</div></div><div class="index_copyright__x">{-澎浪新闻报料：021-000000-}</div></div>
<div class="index_rightcontent__x"><div>{-热榜-}</div>''' + ul(6) + '''</div></div><footer>''' + FOOT + '''</footer></div><script id="__NEXT_DATA__" type="application/json">{"props":{"x":"{-不要出现在正文里的脚本数据。这里有一段很长的文字，有逗号，也有句号。-}"}}</script></body></html>''',
     date="2023-07-08 07:20", source="澎浪新闻", author="林知秋", editor="崔一")
page("bright-daily", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_光耀网</title></head><body><div class="g-header">''' + NAV + '''</div><div class="g-crumbs"><a>{-光耀网首页-}</a> &gt; <a>{-经济频道-}</a> &gt; {-正文-}</div>
<div class="m-title-box"><h1 class="u-title">{T}</h1><div class="m-contentBar"><span class="m-con-source">来源：<a>光耀日报</a></span><span class="m-con-time">2023-12-09 04:30</span></div></div>
<div class="u-mainText" id="article_inbox"><!--enpproperty <articleid>1</articleid>--><p>{-作者：-}光耀日报记者 沈行舟</p>{P}<p>{-《光耀日报》（ 2023年12月09日 03版）-}</p><!--/enpcontent--><span id="liability">{-[ 责编：刘一宁 ]-}</span></div><div class="m-read"><div>{-阅读剩余全文（-}<span></span>{-）-}</div></div>''' + FOOT + "</body></html>",
     indent="　　", date="2023-12-09 04:30", source="光耀日报", author="沈行舟", editor="刘一宁")
page("broadcaster", 1, '''<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/><title>{T}_新闻频道_澜视网(lanshi.com)</title></head><body>''' + NAV + '''<div class="title_area"><h1>{T}</h1><div class="info1"><span>来源：</span>澜视新闻客户端 | 2023年10月16日 19:20:05</div><div class="function">{-正在加载-}</div></div>
<div class="content_area" id="content_area"><p>澜视网消息：柳洲港又传来好消息。</p>{P}</div><div class="zebian"><span>{-编辑：孙一-}</span> <span>{-责任编辑：刘江-}</span></div><div class="diary"><a>{-点击收起全文-}</a></div><div class="sm">{-扫一扫 分享到微信-}</div>''' + FOOT + "</body></html>",
     date="2023-10-16 19:20", source="澜视新闻客户端", author=None, editor="孙一", extra_must=["柳洲港又传来好消息"])
page("local-cms-table-gbk", 2, '''<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{T}-青溪新闻网</title></head><body topmargin="0"><table width="980" align="center"><tr><td><a href="/">{-首页-}</a> <a>{-青溪要闻-}</a> <a>{-图片新闻-}</a> <a>{-乡镇动态-}</a></td></tr></table>
<table width="980" align="center"><tr><td height="30">{-您现在的位置：-}<a>{-青溪新闻网-}</a> &gt;&gt; <a>{-青溪要闻-}</a> &gt;&gt; {-正文-}</td></tr>
<tr><td align="center"><font size="5"><b>{T}</b></font></td></tr><tr><td align="center">青溪新闻网&nbsp;&nbsp;2023年12月28日 09:05:11&nbsp;&nbsp;来源：青溪日报&nbsp;&nbsp;作者：方小满&nbsp;&nbsp;{-浏览次数：-}<span id="hits">{-1203-}</span></td></tr>
<tr><td class="content"><div id="zoom">{P}</div></td></tr><tr><td align="right">{-编辑：钱一-}&nbsp;&nbsp;{-【打印】-}&nbsp;{-【关闭】-}</td></tr>
<tr><td>{-上一篇：-}<a>{-青溪茶叶拍出今年最高价-}</a><br>{-下一篇：-}<a>{-多地发布大风预警-}</a></td></tr></table>
<table width="980" align="center"><tr><td align="center">{-青溪新闻网版权所有 地址：青溪县人民路1号 电话：0570-0000000-}<br>{-澜ICP备09000001号-}</td></tr></table></body></html>''',
     enc="gbk", tag="&nbsp;&nbsp;&nbsp;&nbsp;%s<br><br>", head="<b>%s</b><br><br>", date="2023-12-28 09:05", source="青溪日报", author="方小满", editor="钱一")
page("gov-trs", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title><meta name="SiteName" content="青溪县人民政府"/><meta name="ArticleTitle" content="{T}"/><meta name="PubDate" content="2023-12-27 17:00"/><meta name="ContentSource" content="县卫生健康局"/><meta name="Author" content="办公室"/></head><body><div class="header">''' + NAV + '''</div><div class="position">{-当前位置：-}<a>{-首页-}</a> &gt; <a>{-政务公开-}</a> &gt; <a>{-部门动态-}</a></div>
<div class="xl-box"><div class="xl-title">{T}</div><div class="xl-info"><span>发布时间：2023-12-27 17:00</span><span>信息来源：县卫生健康局</span><span>{-浏览量：-}<em>{-88-}</em></span><span>{-字体：【-}<a>{-大-}</a> <a>{-中-}</a> <a>{-小-}</a>{-】-}</span></div>
<div class="view TRS_UEDITOR trs_paper_default">{P}</div><div class="xl-fj">{-扫一扫在手机打开当前页-}</div><div class="xl-btn"><a>{-打印本页-}</a><a>{-关闭窗口-}</a></div></div>
<div class="footer"><p>{-主办：青溪县人民政府 承办：青溪县大数据局-}</p><p>{-网站标识码：3300000001-}</p></div></body></html>''',
     date="2023-12-27 17:00", source="县卫生健康局", author=None, editor=None)
page("wordpress", 4, '''<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{T} – 湖心洲笔记</title><meta property="og:title" content="{T}"/><meta property="og:site_name" content="湖心洲笔记"/><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"{T}","datePublished":"2023-07-08T09:15:00+08:00","author":{"@type":"Person","name":"秦望"},"publisher":{"@type":"Organization","name":"湖心洲笔记"}}</script></head><body class="post-template-default single"><header id="masthead"><a>{-湖心洲笔记-}</a><nav>''' + ul(4) + '''</nav></header>
<div id="primary"><main><article class="post"><header class="entry-header"><h1 class="entry-title">{T}</h1><div class="entry-meta"><span class="posted-on"><time datetime="2023-07-08T09:15:00+08:00">2023年7月8日</time></span> <span class="byline">{-作者 -}<a>秦望</a></span> <span>{-3条评论-}</span></div></header>
<div class="entry-content">{P}<div class="sharedaddy"><h3>{-分享到：-}</h3><a>{-点击以在 Twitter 上共享-}</a></div></div><footer class="entry-footer">{-分类：-}<a>{-文化-}</a> {-标签：-}<a>{-科技馆-}</a></footer></article>
<nav class="navigation post-navigation"><a>{-上一篇文章-}</a> <a>{-城市绿道再添五十公里-}</a></nav><div id="comments"><h2>{-3条评论-}</h2><ol><li><p>{-匿名用户说：周末去了，人真的很多，排了两个小时的队，不过孩子很开心，值得一去。-}</p></li></ol></div></main><aside class="widget-area"><h2>{-近期文章-}</h2>''' + ul(5) + "</aside></div></body></html>",
     date="2023-07-08", source=None, author="秦望", editor=None)
page("wechat", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{T}" /><meta property="og:site_name" content="微信公众平台" /><meta name="author" content="林溪" /><title></title></head><body id="activity-detail"><div class="rich_media_inner"><div id="page-content"><div id="img-content">
<h1 class="rich_media_title" id="activity-name">{T}</h1><div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo">{-原创-}</span><span class="rich_media_meta_text">林溪</span> <a id="js_name">河湾观察</a> <em id="publish_time">2023-12-09 07:30</em> <em>{-发表于澜省-}</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; "><section><section style="text-align:center"><p>{-点击蓝字 关注我们-}</p></section>{P}<section><p>{-— END —-}</p><p>{-来源：河湾观察-}</p><p>{-编辑：宋河 校对：王江-}</p><p>{-长按识别二维码关注我们-}</p></section></section></div>
<div id="js_pc_qr_code">{-微信扫一扫-}<br>{-关注该公众号-}</div></div></div></div><script>var ct = "1702078200";</script></body></html>''',
     tag='<section><p style="text-indent:2em"><span>%s</span></p></section>', head='<section><p><strong><span>%s</span></strong></p></section>',
     date="2023-12-09 07:30", source="河湾观察", author="林溪", editor="宋河")
page("finance-east", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} _ 东汇财富网</title></head><body>''' + NAV + '''<div class="topbox"><div class="title">{T}</div><div class="tipbox"><div class="infos"><div class="item">2023年08月21日 20:48</div><div class="item">{-作者：-}{-高一-}</div><div class="item">来源：<a>澜证网</a></div><div class="item">{-编辑：东汇财富网-}</div></div></div></div>
<div class="contentbox"><div class="mainleft"><div class="txtinfos" id="ContentBody"><div class="abstract"><div class="abstract-title">{-摘要-}</div></div>{P}<p class="em_media">{-（文章来源：澜证网）-}</p></div><div class="zwothers"><p>{-文章来源：澜证网-}</p><p>{-责任编辑：31-}</p><p>{-郑重声明：东汇财富发布此内容旨在传播更多信息，与本站立场无关，不构成投资建议。据此操作，风险自担。-}</p></div></div><div class="mainright"><h3>{-股吧热帖-}</h3>''' + ul() + "</div></div>" + FOOT + "</body></html>",
     date="2023-08-21 20:48", source="澜证网", author="高一", editor=None)
page("securities-times", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title></head><body>''' + NAV + '''<div class="detail"><div class="detail-title">{T}</div><div class="detail-info"><span>来源：证券前沿</span><span>{-作者：-}吴晓帆</span><span>2023-08-21 21:02</span></div><div class="detail-content">{P}<p>{-校对：李江-}</p></div><div class="detail-content-editor">{-责任编辑: 陈宁-}</div><div class="detail-content-tips">{-声明：证券前沿尽力核对所登信息，文内说法只作参考，不是买卖的建议，据此操作风险自担-}</div><div class="d">{-下载“证券前沿”官方APP，或关注官方微信公众号，即可随时了解股市动态，洞察政策信息，把握财富机会。-}</div></div><div class="comment"><div>{-网友评论-}</div><div>{-登录后可以发言-}</div><div>{-网友评论仅供大家交流之用，不等于证券前沿立场-}</div></div>''' + FOOT + "</body></html>",
     date="2023-08-21 21:02", source="证券前沿", author="吴晓帆", editor="陈宁")
page("metro-news", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_手机都市网</title></head><body><div class="bodyTitle"><div class="content"><h1>{T}</h1><div class="bottom"><div class="left-info"><div><span class="reporter"><em>河湾都市报</em></span> <span class="reporter">{-记者 -}<em>杜青</em></span> <span class="editor">{-编辑 -}<em>白石</em></span></div><span class="timer">2023-12-08 19:47</span></div></div></div></div>
<div class="article-main"><div class="main"><div class="article-cen"><p class="contentType">河湾都市报讯（记者 杜青）合龙的消息在朋友圈刷屏。</p>{P}<p>{-编辑 白石-}</p><p>{-校对 王江-}</p></div><div class="hot">{-新闻报料：4000000000 本报投诉邮箱：tousu@example.com-}</div></div></div>''' + FOOT + "</body></html>",
     date="2023-12-08 19:47", source="河湾都市报", author="杜青", editor="白石", extra_must=["合龙的消息在朋友圈刷屏"])
page("e-paper", 1, '''<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>柳洲日报数字报-{T}</title></head><body><table><tr><td>{-2023年10月17日 星期二-}</td><td><a>{-上一期-}</a> <a>{-下一期-}</a></td></tr><tr><td>{-第03版：要闻-}</td><td>{-返回版面目录-} {-放大-} {-缩小-} {-默认-}</td></tr></table>
<table><tr><td class="font02" align="center"></td></tr><tr><td class="font01" align="center"><strong>{T}</strong></td></tr><tr><td class="font02" align="center">本报记者 郑一帆</td></tr><tr><td><div id="ozoom"><founder-content>{P}</founder-content></div></td></tr></table>
<table><tr><td>{-柳洲日报版权所有-}</td></tr></table></body></html>''',
     tag="<P>　　%s</P>", date="2023-10-17", source=None, author="郑一帆", editor=None)
page("dedecms", 4, '''<!DOCTYPE html><html><head><meta charset="gbk"><title>{T}_湖心资讯网</title></head><body><div class="place"><strong>{-当前位置:-}</strong><a>{-湖心资讯网-}</a> &gt; <a>{-本地-}</a> &gt; </div><div class="viewbox"><div class="title"><h2>{T}</h2></div><div class="info"><small>时间:</small>2023-07-08 11:26<small>来源:</small>湖心晚报 <small>作者:</small>童心<small>{-点击:-}</small>{-362次-}</div>
<div class="content"><table width="100%"><tr><td>{P}</td></tr></table>{-(责任编辑：admin)-}</div><div class="handle"><div class="digg">{-顶一下-} {-(0)-} {-0%-} {-踩一下-}</div></div><div class="tags">{-上一篇：-}<a>{-省运会开幕式门票开售-}</a></div></div><div class="pright"><dl><dt>{-热点内容-}</dt><dd>''' + ul() + "</dd></dl></div></body></html>",
     enc="gbk", tag="<div>　　%s</div>", head="<div><b>%s</b></div>", date="2023-07-08 11:26", source="湖心晚报", author="童心", editor=None)
page("toutiao", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_今日条目</title></head><body><div class="header">{-下载条目APP-} {-关于条目-} {-登录-}</div><div class="main"><div class="left-sidebar">{-分享到微博-} {-12-} {-评论-}</div><div class="article-content"><h1>{T}</h1><div class="article-meta"><span>{-原创-}</span><span>2023-12-28 18:20</span><span>·</span><span class="name"><a>青溪发布</a></span></div><article class="syl-article-base">{P}</article></div><div class="detail-interaction">{-举报-} {-评论 0-}</div></div><div class="right-sidebar"><div>{-相关推荐-}</div>''' + ul(6) + "</div></body></html>",
     date="2023-12-28 18:20", source="青溪发布", author=None, editor=None)
page("tw-united", 0, '''<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>{T} | 地方焦點 | 地方 | 聯河新聞網</title><meta property="og:title" content="{T} | 聯河新聞網"><meta property="og:site_name" content="聯河新聞網"><meta name="date.available" content="2023-12-08 17:10"><script type="application/ld+json">{"@type":"NewsArticle","headline":"{T}","datePublished":"2023-12-08T17:10:00+08:00","author":{"@type":"Person","name":"聯河新聞網"}}</script></head><body><header><nav>''' + ul(5) + '''</nav></header>
<main><section class="article-content__wrapper"><nav class="breadcrumb"><a>{-聯河-}</a> / <a>{-地方-}</a></nav><article class="article-content"><h1 class="article-content__title">{T}</h1><section class="article-content__subinfo"><section class="authors"><time class="article-content__time">2023-12-08 17:10</time> <span class="article-content__author">{-聯河報-}／ 記者<a>林小河</a>／河灣即時報導</span></section></section>
<section class="article-content__editor"><figure><figcaption>{-河灣大橋8日合龍。記者林小河／攝影-}</figcaption></figure>{P}</section><section class="keywords"><a>{-大橋-}</a><a>{-通勤-}</a></section><section class="article-relates"><h3>{-延伸閱讀-}</h3>''' + ul(3) + '''</section></article></section></main><footer>{-聯河網公司聲明-} {-著作權-} {-© udh.example All Rights Reserved.-}</footer></body></html>''',
     t2s=True, date="2023-12-08 17:10", source="联河报", author="林小河", editor=None)
page("tw-liberty", 1, '''<!DOCTYPE html><html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>{T} - 財經 - 自在財經</title><meta property="og:title" content="{T} - 自在財經"><meta property="article:published_time" content="2023-10-16T14:05:00+08:00"></head><body><div class="header">''' + NAV + '''</div><div class="content"><div class="breadcrumbs"><a>{-首頁-}</a> &gt; <a>{-財經-}</a></div><div class="whitecon"><h1>{T}</h1><div class="text"><span class="time">2023/10/16 14:05</span><p class="appE1121">{-請繼續往下閱讀...-}</p><p>〔記者陳大山／柳洲報導〕柳洲港又傳來好消息。</p>{P}<p class="appE1121">{-一手掌握經濟脈動 點我訂閱自在財經Youtube頻道-}</p><p>{-不用抽籤 不用排隊 打開APP讀新聞 每日都有好禮 點我下載APP 按我看活動辦法-}</p></div><div class="related">{-相關新聞-}''' + ul(4) + '''</div></div></div><div class="footer">{-自在時報版權所有不得轉載 © 2023 All Rights Reserved.-}</div></body></html>''',
     t2s=True, date="2023-10-16 14:05", source=None, author="陳大山", editor=None, extra_must=["柳洲港又傳來好消息"])
page("tw-central", 2, '''<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>{T} | 地方 | 中河社 CNH</title><meta property="og:title" content="{T} | 地方 | 中河社 CNH"><meta itemprop="datePublished" content="2023-12-28T10:22:00+08:00"></head><body><div class="mainHeader">''' + NAV + '''</div><article class="article"><div class="breadcrumb"><a>{-首頁-}</a> / <a>{-地方-}</a></div><div class="centralContent"><h1><span>{T}</span></h1><div class="timeBox"><div class="updatetime">2023/12/28 10:22<span>{-（12/28 11:03 更新）-}</span></div></div>
<div class="paragraph"><p>（中央社記者陳小山青溪28日電）青溪鄉村醫生迎來好消息。</p>{P}<p>{-（編輯：林河）1121228-}</p></div><div class="paragraph moreArticle">{-本網站所刊文稿、照片與影片，未獲授權，不得轉載、改作或對外播放。-}</div><div class="keywordTag"><a>{-#鄉村醫生-}</a></div></div></article></body></html>''',
     t2s=True, date="2023-12-28", source="中央社", author="陳小山", editor="林河", extra_must=["青溪鄉村醫生迎來好消息"])
page("tw-big5-times", 3, '''<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"><title>{T} - 財經要聞 - 河報資訊</title></head><body><table width="900"><tr><td><a>{-首頁-}</a> | <a>{-焦點-}</a> | <a>{-財經-}</a></td></tr></table><table width="900"><tr><td><h1>{T}</h1></td></tr><tr><td>2023-08-22 工河時報 <b>【記者王大同／台北報導】</b></td></tr><tr><td>{P}</td></tr><tr><td>{-[ 回首頁 ]-}　{-[ 列印 ]-}</td></tr></table><p align="center">{-Copyright 2023 河報資訊 版權所有-}</p></body></html>''',
     enc="big5", t2s=True, tag="<p>　　%s</p>", date="2023-08-22", source="工河时报", author="王大同", editor=None)
page("tw-ettoday", 4, '''<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>{T} | ETH新聞雲</title><meta property="og:title" content="{T} | ETH新聞雲"><meta name="pubdate" content="2023-07-08T08:30:00+08:00"><meta name="source" content="ETH新聞雲"></head><body>''' + NAV + '''<div class="subject_article"><header><h1 class="title">{T}</h1><div class="menu_txt_2"><time class="date">2023年07月08日 08:30</time></div></header><div class="story"><p><strong>記者周小棠／台北報導</strong></p>{P}<p>{-▲資料照。（圖／ETH資料照）-}</p><p><strong>{-其他新聞：-}</strong></p><p><a>{-► 老廠房改造成創意園-}</a></p><p><a>{-► 澜水禁漁期今日結束-}</a></p></div></div><div class="block recomm"><h2>{-推薦閱讀-}</h2>''' + ul(4) + "</div></body></html>",
     t2s=True, date="2023-07-08 08:30", source="ETH新聞雲", author="周小棠", editor=None)
page("tw-references", 4, '''<!DOCTYPE html><html><head><title>{T} | 河果日報</title><meta property="og:title" content="{T}"></head><body><div id="menu"><a>{-首頁-}</a> <a>{-焦點-}</a> <a>{-社會新聞-}</a></div><article><hgroup><h1 id="h1">{T}</h1></hgroup><div class="gggs"><time>2023年07月08日</time></div><div class="articulum">{P}<p>夜場將延長。報導．攝影╱江小棠</p></div></article><div id="footer">{-版權所有 不得轉載-}</div></body></html>''',
     enc="ascii", t2s=True, date="2023-07-08", source=None, author="江小棠", editor=None)
page("hk-zero", 0, '''<!DOCTYPE html><html lang="zh-HK"><head><meta charset="utf-8"><title>{T}｜零壹河</title><meta property="og:title" content="{T}｜零壹河"><script type="application/ld+json">{"@type":"NewsArticle","headline":"{T}","datePublished":"2023-12-08T12:00:00+08:00","author":[{"@type":"Person","name":"黎一鳴"}]}</script></head><body>''' + NAV + '''<div id="content"><h1>{T}</h1><div class="author">{-撰文：-}<span>黎一鳴</span></div><div><div>{-出版：-}<time>2023-12-08 12:00</time></div><div>{-更新：-}<time>{-2023-12-08 18:31-}</time></div></div><article>{P}<p>{-+2-}</p></article><div class="recommend">{-相關文章-}''' + ul(3) + "</div></div></body></html>",
     t2s=True, date="2023-12-08 12:00", source=None, author="黎一鳴", editor=None)
page("hk-wen", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 財經 - 香江文報網</title></head><body>''' + NAV + '''<div class="post-wrap"><h1 class="post-title">{T}</h1><div class="post-body-head"><span class="post-date">2023-10-17 04:02:11</span> <span class="post-source">來源：香江文報</span></div><div class="post-body"><div class="post-content">{P}<p>{-責任編輯：何文-}</p></div></div><div class="post-tags">{-標籤：-}<a>{-柳洲港-}</a></div></div></body></html>''',
     t2s=True, date="2023-10-17 04:02", source="香江文報", author=None, editor="何文")
page("hk-ming-big5", 2, '''<html><head><meta http-equiv="content-type" content="text/html; charset=big5"><title>{T} - 20231228 - 中國 - 每日明河</title></head><body><div id="nav"><a>{-每日明河-}</a> <a>{-即時新聞-}</a></div><hgroup><h1>{T}</h1></hgroup><div id="blockcontent"><h6>{-【明河專訊】-}</h6><div class="article_content">{P}</div></div><div class="date">2023年12月28日</div><div id="foot">{-上一篇-} {-下一篇-}</div></body></html>''',
     enc="big5", t2s=True, date="2023-12-28", source=None, author=None, editor=None)
page("radio", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_澜广网</title></head><body>''' + NAV + '''<div class="article"><div class="article-header"><h1>{T}</h1><div class="source"><span>2023-07-08 06:50:00</span><span>来源：澜广网</span></div></div><div class="article-body"><div class="TRS_Editor"><style>.TRS_Editor P{margin:0}</style>{P}<p>{-监制｜高一  记者｜{-}马川{-}-}</p></div></div><div class="article-footer"><span class="editor">{-编辑：林一叶-}</span></div></div>''' + FOOT + "</body></html>",
     date="2023-07-08 06:50", source="澜广网", author=None, editor="林一叶")
page("young-net", 3, '''<!DOCTYPE html><html><head><meta charset="gb2312"><title>{T}_青声网</title></head><body><div class="top">''' + NAV + '''</div><div class="page_mbx"><a>{-财经-}</a> &gt;&gt; {-正文-}</div><div class="page_bt"><h1>{T}</h1></div><div class="page_bt_bottom"><span>发稿时间：2023-08-22 08:00:00</span> <span>来源：青声网</span> <span>{-中国青声网-}</span></div><div id="container"><div class="TRS_Editor">{P}</div><div class="page_zr">{-责任编辑：高河-}</div></div><div class="page_r">{-热图-}''' + ul() + "</div>" + FOOT + "</body></html>",
     enc="gbk", indent="　　", date="2023-08-22 08:00", source="青声网", author=None, editor="高河")
page("broken-markup", 1, '''<html><head><title>{T} - 柳洲在线</title><body><div id=main><h1>{T}</h1><p class=info>2023-10-16 20:11:05 来源:柳洲在线 <div class=txt><p>{P}</html><div>{-广告-}</div><script>document.write("<p>{-脚本里的文字不应出现，它只是一行代码。-}</p>")</script><p>本文完。''',
     tag="%s<p>", head="<b>%s</b><p>", date="2023-10-16 20:11", source="柳洲在线", author=None, editor=None)
page("paged-list-table", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}-行情汇</title></head><body>''' + NAV + '''<div class="wrap"><h1>{T}</h1><p class="sub">2023-08-21 22:10 来源：行情汇 <span>{-字号 大 中 小-}</span></p><div class="article-body">{P}<table><tr><th>指标</th><th>上半年</th><th>同比</th></tr><tr><td>营业收入</td><td>27.4亿元</td><td>32%</td></tr><tr><td>净利润</td><td>3.1亿元</td><td>19.6%</td></tr></table><div class="pages"><a>{-上一页-}</a> <b>{-1-}</b> <a>{-2-}</a> <a>{-下一页-}</a></div><p>{-风险提示：本文内容仅供参考，不构成投资建议，投资者据此操作风险自担。-}</p></div></div>''' + FOOT + "</body></html>",
     date="2023-08-21 22:10", source="行情汇", author=None, editor=None, extra_must=["营业收入", "19.6%"])
page("hidden-spam", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}-青溪在线</title></head><body><div style="display:none">{-河湾招聘_河湾人才_河湾求职_河湾兼职_河湾猎头，这里是给搜索引擎看的一段话，读者看不到。-}</div>''' + NAV + '''<h1>{T}</h1><div class="info">2023-12-28 10:00 来源：青溪在线</div><div class="article">{P}</div><div style="position:absolute;left:-9999px">{-真人百家乐在线开户送彩金，最大的平台，注册就送。-}</div>''' + FOOT + "</body></html>",
     date="2023-12-28 10:00", source="青溪在线", author=None, editor=None)
page("blog-forum", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 湖心论坛</title></head><body><div id="nv">''' + NAV + '''</div><div id="pt"><a>{-论坛-}</a> › <a>{-本地杂谈-}</a> › {-查看内容-}</div><div class="mn"><div class="bm vw"><div class="h hm"><h1 class="ph">{T}</h1><p class="xg1">2023-7-8 13:05| {-发布者:-} <a>{-小棠-}</a>| {-查看:-} <em>{-152-}</em>| {-评论:-} {-3-}|{-原作者:-} 周舟|来自: 湖心晚报</p></div><div class="d"><table class="vwtb"><tr><td id="article_content">{P}</td></tr></table></div></div><div id="comment" class="bm"><h3>{-最新评论-}</h3><dl><dd>{-引用 游客：周末去过了，人多得走不动，建议工作日再去，停车也不太方便。-}</dd></dl></div></div></body></html>''',
     date="2023-07-08", source="湖心晚报", author="周舟", editor=None)
page("caption-figures", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}-图说河湾</title></head><body>''' + NAV + '''<article><h1>{T}</h1><p class="meta"><span>2023-12-08 20:00</span><span>来源：图说河湾</span></p><p style="text-align:center"><img src="1.jpg"></p><p style="text-align:center">{-河湾大桥合龙现场。 陆一川 摄-}</p>{P}<p style="text-align:center"><img src="2.jpg"></p><p>{-河湾大桥夜景（资料图）-}</p><p>{-图源：视觉河湾-}</p><p>{-（图片来自网络，如有侵权请联系删除）-}</p></article>''' + FOOT + "</body></html>",
     date="2023-12-08 20:00", source="图说河湾", author=None, editor=None)
page("hotline-inbody", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_青溪晚报网</title></head><body>''' + NAV + '''<div class="content"><h1>{T}</h1><div>2023-12-28 07:12 来源：青溪晚报 {-作者：-}方小满 {-编辑：钱一-}</div><div class="article-text">{P}<p>{-如果您有新闻线索，请拨打青溪晚报24小时热线0570-0000000，一经采用有费用酬谢。-}</p><p>{-【版权声明】本文著作权归青溪晚报独家所有，未经书面授权不得转载。-}</p><p>{-更多精彩资讯请在应用市场下载“青溪新闻”客户端。-}</p><p>{-（原标题：乡村医生补贴涨了）-}</p></div></div>''' + FOOT + "</body></html>",
     date="2023-12-28 07:12", source="青溪晚报", author="方小满", editor="钱一")
page("div-soup", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title><meta property="og:site_name" content="柳洲客户端"></head><body><div class="a1"><div class="a2">''' + NAV + '''</div><div class="a3"><div class="b1">{T}</div><div class="b2"><i>柳洲客户端</i> <i>2023-10-16 17:45</i></div><div class="b3">{P}</div><div class="b4"><div>{-最新推荐-}</div>''' + ul(8) + '''</div></div></div></body></html>''',
     tag="<div><div>%s</div></div>", head="<div><b>%s</b></div>", date="2023-10-16 17:45", source="柳洲客户端", author=None, editor=None)
page("english-interface", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} | Lanshui Post</title></head><body><nav><a>{-Home-}</a><a>{-News-}</a><a>{-Login-}</a></nav><main><article><h1>{T}</h1><div class="byline"><time datetime="2023-07-08">8 Jul 2023</time> <span>{-Share-}</span> <span>{-Tweet-}</span></div>{P}</article><section class="read-more">{-Read More-}''' + ul(4) + '''</section></main><footer>{-Copyright © 2023 Lanshui Post. All rights reserved.-} {-Privacy-}</footer></body></html>''',
     date="2023-07-08", source=None, author=None, editor=None)

COMMENTS = "".join('<div class="it"><b>{-%s-}</b><p>{-%s-}</p></div>' % x for x in [
    ("江边老王", "每天上班都要绕一大圈，等这座桥等得头发都白了，希望别再延期，也希望公交线路能早点安排上。"),
    ("小鱼干", "我家就在北岸，房价会不会涨？不过话说回来，方便才是最要紧的，支持建设者，大家辛苦了！"),
    ("路过的人", "这么大的工程，质量一定要把好关。看到说精度三毫米，我就放心多了，点个赞。")])
TEASERS = "".join('<div class="item"><h3><a href="#">{-%s-}</a></h3><div class="zy">{-%s-}</div><span>{-2023-11-2%d-}</span></div>' % (LINKS[i], t, i) for i, t in enumerate([
    "记者今天从柳洲轨道集团获悉，三号线开始为期三个月的试跑，共有列车26列参加，预计年底前具备初期运营条件。",
    "在今天举行的茶叶拍卖会上，青溪县选送的一款高山茶以每斤1.8万元成交，创下今年最高纪录，买家来自省外。",
    "省运会组委会宣布，开幕式门票今天上午十点正式开售，票价分为六档，最低80元，凭学生证可以享受五折优惠。"]))
page("comments-without-hint", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}-河湾生活网</title></head><body>''' + NAV + '''<div class="w1200"><div class="l"><h1>{T}</h1><div class="xx">2023-12-08 14:02 来源：河湾生活网</div><div class="zz">{P}</div><div class="pl"><h4>{-网友评论-}</h4>''' + COMMENTS + '''</div></div><div class="r"><h4>{-最热文章-}</h4>''' + ul(8) + "</div></div>" + FOOT + "</body></html>",
     date="2023-12-08 14:02", source="河湾生活网", author=None, editor=None)
page("teasers-below", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_青溪资讯</title></head><body>''' + NAV + '''<div class="wrap"><div class="main"><h1>{T}</h1><div class="meta"><span>青溪资讯</span><span>2023-12-28 11:11</span></div><div class="txt">{P}</div></div><div class="more"><h2>{-更多资讯-}</h2>''' + TEASERS + "</div></div>" + FOOT + "</body></html>",
     date="2023-12-28 11:11", source=None, author=None, editor=None)
page("teasers-before-and-beside", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 柳洲头条</title></head><body>''' + NAV + '''<div class="left">''' + TEASERS + '''</div><div class="middle"><h1>{T}</h1><p>柳洲头条 2023-10-16 12:00:01</p>{P}</div><div class="right"><h3>{-今日排行-}</h3>''' + ul(8) + "</div>" + FOOT + "</body></html>",
     date="2023-10-16 12:00", source="柳洲头条", author=None, editor=None)
page("short-flash", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>柳洲机场今起恢复正常运行_澜讯快讯</title></head><body>''' + NAV + '''<div class="left"><h1>柳洲机场今起恢复正常运行</h1><div class="time">2024-02-05 08:10</div><div class="art"><p>澜讯2月5日电，柳洲机场今天早上6时起恢复正常运行，截至8时已起降航班23架次。</p></div><div class="b">{-免责声明：本文仅供参考-}</div></div><div class="right"><h3>{-7x24快讯-}</h3>''' + ul(8) + TEASERS + "</div>" + FOOT + "</body></html>",
     title="柳洲机场今起恢复正常运行", must=["柳洲机场今天早上6时起恢复正常运行", "23架次"], date="2024-02-05 08:10", source="澜讯", author=None, editor=None)
page("split-by-advert", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}｜湖心快报</title></head><body>''' + NAV + '''<article><header><h1>{T}</h1><p>2023-07-08 12:12</p></header><div class="part">{P1}</div><div class="ad-slot">{-广告-}<a>{-限时优惠，点此领取新人大礼包-}</a></div><div class="part">{P2}</div></article>''' + FOOT + "</body></html>",
     date="2023-07-08 12:12", source=None, author=None, editor=None)
page("font-soup-gbk", 3, '''<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>{T}_新闻中心_云杉之窗</title></head><body><center><table><tr><td><table><tr><td bgcolor=#eeeeee><font size=2><a href=/>{-首页-}</a>　<a>{-新闻-}</a>　<a>{-论坛-}</a></font></td></tr></table><table><tr><td align=center><font size=4 color=#cc0000><b>{T}</b></font></td></tr><tr><td align=center><font size=2>http://www.example.com　2023-08-21 21:30:00　证券观察报</font></td></tr><tr><td><font size=3>{P}</font></td></tr><tr><td align=right><font size=2>{-(责任编辑:杜河)-}</font></td></tr></table></td><td width=200><font size=2>{-本类热门-}<br>''' + "".join('<a href=#>{-%s-}</a><br>' % x for x in LINKS) + '''</font></td></tr></table></center></body></html>''',
     enc="gbk", tag="<p><font color=#000000>　　%s</font>", head="<p><b>%s</b>", date="2023-08-21 21:30", source="证券观察报", author=None, editor="杜河")
page("interview", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>对话顾平：把误差关进三毫米_河湾访谈</title></head><body>''' + NAV + '''<div class="box"><h1>对话顾平：把误差关进三毫米</h1><div class="info"><span>2023-12-10 09:00</span><span>来源：河湾访谈</span><span>记者：陆一川</span></div><div class="nr"><p>记者：您好！</p><p>顾平：你好。</p><p>记者：合龙那天您在现场吗？</p><p>顾平：在。凌晨四点气温最稳定，我们从前一天晚上八点就守着，一共测了126次，最后误差是2.4毫米。</p><p>记者：最难的是什么？</p><p>顾平：是风。这个季节江面上七级风是常事，一年里适合合龙的窗口只有17天，错过了就要再等半年。</p><p>记者：谢谢您！</p></div></div>''' + FOOT + "</body></html>",
     title="对话顾平：把误差关进三毫米", must=["记者：您好！", "顾平：你好。", "合龙那天您在现场吗？", "一共测了126次", "记者：最难的是什么？", "只有17天", "记者：谢谢您！"], date="2023-12-10 09:00", source="河湾访谈", author="陆一川", editor=None)
page("lists-and-quotes", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>柳洲市公布明年十件民生实事_柳洲市人民政府</title></head><body>''' + NAV + '''<div class="wz"><h2>柳洲市公布明年十件民生实事</h2><div class="wz-info">发布日期：2023-12-30 来源：市政府办公室 {-浏览次数：-}{-1,024-}</div><div class="wz-con"><p>12月30日，柳洲市政府召开新闻发布会，公布2024年十件民生实事，计划投入资金38.6亿元。</p><h3>一、教育</h3><ul><li>新增公办幼儿园学位6000个</li><li>改造中小学食堂52所</li></ul><h3>二、养老</h3><ol><li>新建社区食堂80家，覆盖全部街道；</li><li>为1.2万户老人家庭做适老化改造。</li></ol><blockquote>“办一件，成一件。”市长在发布会上说。</blockquote><p>各项工作将按季度公布进展。</p></div><div class="fujian">{-扫一扫在手机打开当前页-}</div></div>''' + FOOT + "</body></html>",
     title="柳洲市公布明年十件民生实事", must=["计划投入资金38.6亿元", "一、教育", "新增公办幼儿园学位6000个", "改造中小学食堂52所", "二、养老", "新建社区食堂80家", "1.2万户老人", "办一件，成一件", "按季度公布进展"], date="2023-12-30", source="市政府办公室", author=None, editor=None)
page("endless-scroll", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} | 零壹青</title><meta property="og:title" content="{T}"></head><body>''' + NAV + '''<div id="root"><article data-id="1"><h1>{T}</h1><div>2023-12-28 13:13</div><section>{P}</section></article><article data-id="2"><h1>{-城市绿道再添五十公里-}</h1><div>{-2023-12-27 10:00-}</div><section><p>{-记者从市园林局获悉，今年全市新建绿道五十公里，总长度超过八百公里，沿线新增驿站三十二座，市民推窗见绿、出门进园。-}</p><p>{-园林局有关负责人表示，明年还将再建四十公里，重点打通三处断点，让骑行爱好者可以一口气骑完全程，不必下车推行。-}</p></section></article></div></body></html>''',
     date="2023-12-28 13:13", source=None, author=None, editor=None)
page("label-lines", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title></head><body>''' + NAV + '''<div class="detail"><h1>{T}</h1><ul class="bar"><li><label>{-来源：-}</label><div>证券前沿</div></li><li><label>{-作者：-}</label><div>吴晓帆</div></li><li><label>{-时间：-}</label><div>2023-08-21</div></li></ul><div class="con">{P}</div></div>''' + FOOT + "</body></html>",
     date="2023-08-21", source="证券前沿", author="吴晓帆", editor=None)
page("weibo-long-post", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title></head><body><div class="WB_feed"><div class="title" node-type="articleTitle">{T}</div><div class="authorinfo"><span class="W_autocut"><a>{-湖心洲观察者-}</a></span> <span class="time">2023-07-08 21:05:11</span> <span>{-阅读数：1.2万+-}</span></div><div class="WB_editor_iframe_new">{P}</div><div class="btns">{-转发-} {-23-} {-评论-} {-8-} {-赞-} {-101-}</div></div></body></html>''',
     date="2023-07-08 21:05", source=None, author=None, editor=None)
# ---- pages in the mark-up of sites that earlier pages did not have: Hong Kong dailies, portals of 2004, e-papers of 2022, radio ----
page("hk-sections", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} | 澜湾日报 | 要闻 | 20231209</title><meta property="og:title" content="{T}"><meta property="og:site_name" content="Lanwan Daily 澜湾日报"></head><body>''' + NAV + '''<div class="LHS"><h1>{T}</h1><div class="SelectHdate">2023年12月09日</div><div class="Article" id="masterContent"><div class="ArticleContent_Outer"><div class="ArticleContent"><p>12月8日上午，横跨澜水的河湾大桥顺利合龙，沿岸居民到场观看，有人带了折凳，有人抱着孙辈，一直等到最后一颗螺栓拧紧。</p><p>{-记者：林小谦-}</p></div></div><div class="ArticleContent_Outer"><div class="ArticleContent"><h2>渡轮公司：照开</h2><p>渡轮公司发言人回覆查询时指，大桥通车后渡轮仍会照开，班次会按客量检讨，长者优惠不变，票价三年内不加。</p></div></div><div class="ArticleContent_Outer"><div class="ArticleContent"><h2>商户：盼有泊位</h2><p>北岸商户则希望当局在桥头加设泊位，又担心租金随人流上升，最快明年中便要与业主续约，心情矛盾。</p></div></div></div><p class="title">{-澜湾日报fb，天天为你挑选要闻与街坊趣谈。-}</p></div><div class="tab"><div class="tab-pane" id="t2"><div class="top"><h5><a href="/b/1">{-城市绿道再添五十公里-}</a></h5><p class="text">{-市园林局公布，今年全市新建绿道五十公里，沿线新增驿站三十二座，市民推窗见绿、出门进园，明年还将再建四十公里，重点打通...-}</p><p class="t">{-2023-12-08-}</p></div></div><div class="tab-pane" id="t3"><div class="top"><h5><a href="/b/2">{-老厂房改造成创意园-}</a></h5><p class="text">{-停产十二年的柳洲纺织厂昨日以创意园的面貌重开，首批四十六家工作室进驻，厂房的木桁架与吊车轨道都保留下来，访客可沿轨道...-}</p><p class="t">{-2023-12-07-}</p></div></div></div>''' + FOOT + "</body></html>",
     must=["有人抱着孙辈，一直等到最后一颗螺栓拧紧", "渡轮公司：照开", "长者优惠不变，票价三年内不加", "商户：盼有泊位", "便要与业主续约，心情矛盾"], date="2023-12-09", source="澜湾日报", author="林小谦", editor=None, t2s=True)
page("hk-login-box", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 20231017 - 要闻 - 明澜新闻网</title></head><body>''' + NAV + '''<div class="colright"><div class="date">2023年10月17日星期二</div><h1>{T}</h1><article class="txt4"><div id="upper"><p>【明澜专讯】今年前三季度，柳洲港完成货物吞吐量1.86亿吨，同比增长6.2%，集装箱吞吐量首次突破500万标箱。</p></div><div id="lower"><div class="articlelogin"><p>港务集团总经理何志衡昨日见记者时表示，四季度将有2个10万吨级泊位投入使用，全年可望达到690万标箱。</p><p>有货代直言，旺季抢舱位仍要提早两周，“船期一改，陆路的车就白等，多付的滞箱费没有人赔”。</p><p>{-■明澜报料热线：inews@example.com/ 9181 0000-}</p></div></div></article></div><div class="next">{-上 / 下一篇新闻-}''' + ul(6) + "</div>" + FOOT + "</body></html>",
     must=["柳洲港完成货物吞吐量1.86亿吨", "集装箱吞吐量首次突破500万标箱", "全年可望达到690万标箱", "多付的滞箱费没有人赔"], date="2023-10-17", source="明澜新闻网", author=None, editor=None, t2s=True)
page("hk-column-credits", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 晴澜报 - 港闻 - 要闻 - D231228</title><meta property="og:title" content="{T} - 晴澜报 - 港闻 - 要闻"></head><body>''' + NAV + '''<div class="container"><h1>{T}</h1><div class="publish-time">发布时间: 2023/12/28</div><div class="article-details-content">{P}<p>{-记者︰周晴-}</p><p>{-编辑：梁伟-}</p><p>{-美术：陈超-}</p><p>{-▲村医沈国良在卫生室。（梁荣摄）-}</p></div><div class="related">{-最新文章-}''' + ul(5) + '''</div><p>{-想生活更精明，请赞好Qinglan Facebook-}</p><p>{-订阅Telegram最新优惠及送礼情报：https://example.com/3bebLM-}</p></div>''' + FOOT + "</body></html>",
     date="2023-12-28", source="晴澜报", author="周晴", editor="梁伟", t2s=True)
page("portal-2004-gbk", 3, '''<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{T}(图)-柳河财经</title></head><body><table><tr><td>柳河首页 - <a href=/n>{-新闻中心-}</a> - <a href=/s>{-体育频道-}</a> - <a href=/y>{-娱乐频道-}</a> - <a href=/c>{-财经频道-}</a></td></tr></table><table width=750><tr><td width=560><center><b>{T}(图)</b><br>BUSINESS.LIUHE.COM&nbsp;2004年7月16日08:19&nbsp;[ 黄小宇 ] 来源：[ 河湾金融报 ]<br>{-页面功能 【我来说两句】【我要“揪”错】【推荐】【字体：大 中 小】【打印】 【关闭】-}</center>{P}<p>　　公司董秘反问：“所有的投入难道不都是为了后年吗？”{-（姚小峰 河州报道）-}</p><center>{-页面功能 【我来说两句】【我要“揪”错】【推荐】【字体：大 中 小】【打印】 【关闭】-}</center><b>{-■相关链接-}</b><br>''' + "".join('<a href=#>{-%s(%02d/13 08:41)-}</a><br>' % (x, 7) for x in LINKS[:5]) + '''<b>{-■ 我来说两句-}</b><form>{-用 户： 匿名发出：-}</form></td><td width=180>''' + "".join('<a href=#>{-•%s-}</a><br>' % x for x in LINKS) + '''</td></tr></table><center>{-copyright © 2004 liuhe.com Inc. All rights reserved.柳河公司 版权所有-}</center></body></html>''',
     enc="gbk", title="云杉科技发布半年报：营收增长32% 研发投入占比升至18%(图)", tag="<p>　　%s</p>", extra_must=["所有的投入难道不都是为了后年吗？"], date="2004-07-16 08:19", source="河湾金融报", author="黄小宇", editor=None)
page("portal-2005-pages-gbk", 4, '''<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{T}--雅河新闻</title></head><body><table><tr><td><a href=/>{-返回雅河首页-}</a></td></tr></table><table width=580><tr><td colspan=2><b style="font-size:20px;">{T}</b></td></tr><tr><td class=ygg>2005-04-05 06:40更新 来源：转载文章</td><td align=right class=ygg>{-第1页/共1页 << 上一页 | 下一页 >>-}</td></tr></table>{P}<p>{-来源：新河晨报-}<p>{-编辑：山石-}<p><b>{-相关报道：-}</b>''' + "".join('<p>{-·%s（2005-04-03 17:19PM）-}' % x for x in LINKS[:5]) + '''<p>{-发送给朋友-}</body></html>''',
     enc="gbk", tag="<p>%s", head="<p><b>%s</b>", date="2005-04-05 06:40", source="新河晨报", author=None, editor="山石")
page("local-news-2022", 0, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} 松河网</title></head><body>''' + NAV + '''<div class="row"><div class="col-sm-12 cent" id="hght">{T}</div><div class="col-sm-12">2023-12-09 09:57 光河网</div><div>{-分享到-} <a>{-微信-}</a><a>{-人人-}</a></div><div class="Custom_UnionStyle"><p>{-光河日报记者 王建小 张文小-}</p>{P}<p>{-《光河日报》（ 2023年12月09日 02版）-}</p><p>{-（松河网编辑 孙小芳）-}</p></div><div id="used"><p>{-反侵权公告：-}</p><p>{-根据《中华人民共和国著作权法》等法律规定，为打击非法侵权转载，本报社郑重公告：-}</p><p>{-一、任何单位或个人使用著作权归属于松河日报社的作品，须事先取得书面授权；-}</p></div></div>''' + FOOT + "</body></html>",
     date="2023-12-09 09:57", source="光河网", author="王建小 张文小", editor="孙小芳")
page("epaper-agency", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}</title></head><body><div class="bc"><a>{-往期数字报刊-}</a><a>{-返回目录-}</a><a>{-下一版-}</a></div><div class="detail-art"><div class="cb-text">2023年12月28日</div><div class="totalTitle"><h2 class="art-title">{T}</h2></div><div id="ozoom" class="content"><p>据新华社青溪电（记者 格桑小觉）记者近日从青溪县卫生健康局获悉，2024年起全县乡村医生补贴每人每月增加600元。</p><p>按照新标准，在偏远山区工作满5年的乡村医生，每月还可领取300元的地区津贴，全县每年为此新增财政支出354万元。</p><p>“钱不算多，但干得有奔头。”在卫生室工作了26年的沈国良说。（常书河 马丹江 ）</p></div></div><div class="footer">{-澜报社出版|国内统一刊号：CN54—0000|邮发代号：67—0-}</div></body></html>''',
     must=["2024年起全县乡村医生补贴", "每人每月增加600元", "新增财政支出354万元", "钱不算多，但干得有奔头"], date="2023-12-28", source="新华社", author="常书河 马丹江", editor=None)
page("radio-utc", 1, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 澜语广播摘要</title><meta property="og:title" content="{T}"><meta property="og:site_name" content="RLI - 澜国国际广播电台"><meta property="article:published_time" content="2022-02-06T12:48:06+00:00"></head><body>''' + NAV + '''<div class="t-content"><h1>{T}</h1><div class="t-content__dates"><p>发表时间： <time>06/02/2022 - 13:48</time></p></div><div class="media">{-音频 04:29-}</div><p class="m-from-author">{-作者：-} 安小尼</p><p>{-7 分钟-}</p><div class="t-content__body">{P}</div><div class="promo">{-电邮新闻要闻每天一早送进您的信箱-} <a>{-立即订阅-}</a></div></div><aside><h3>{-其他同一栏目内容-}</h3><p class="article__date">13/02/2022</p><a>{-澜水禁渔期今日结束-}</a></aside>''' + FOOT + "</body></html>",
     date="2022-02-06", source="澜国国际广播电台", author="安小尼", editor=None)
page("blog-linked-headline", 4, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T} - 业界 - 湖心评论</title></head><body>''' + NAV + '''<div class="post" id="post-1513"><h2 class="single_title"><a href="/1513.html">{T}</a></h2><div class="info">来源：湖心科技 {-酷河网收集-} 2023-07-08</div><div class="entry">{P}<p>{-Tag:科技馆新馆-}</p></div><h3>{-相关日志-}</h3><ul><li><a href="/1500.html">{-老厂房改造成创意园 (4)-}</a></li></ul><h3>{-3 条评论 针对这篇 “省科技馆”-}</h3><ol><li>{-草根网 评论道:-} {-可以参考《基业长青》-}</li></ol></div>''' + FOOT + "</body></html>",
     date="2023-07-08", source="湖心科技", author=None, editor=None)
page("bulletin-brackets", 2, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}（图/短片）</title></head><body>''' + NAV + '''<h1>{T}（图/短片）</h1><div class="news">{P}<p>{-完-}</p><p>2023年12月28日（星期四）</p></div>''' + FOOT + "</body></html>",
     title=ARTICLES[2][0] + "（图/短片）", date="2023-12-28", source=None, author=None, editor=None)
page("compiled-credits", 3, '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{T}_紫河新闻</title></head><body>''' + NAV + '''<div class="box"><div class="tit2">{T}</div><div class="box-text-time">2023-08-21 20:04:17</div><div id="wrap">{P}<p>{-整合 新河日报·交汇点记者 徐睿小-}</p><p>{-素材来源 河湾省13个设区市党报及官方发布-}</p></div></div><div class="box2"><div class="box2-name">{-| 最新-}</div>''' + ul(6) + "</div>" + FOOT + "</body></html>",
     date="2023-08-21 20:04", source="新河日报·交汇点", author="徐睿小", editor=None)

def trad(s):
    return subprocess.run(["opencc", "-c", "s2t"], input=s, capture_output=True, text=True, check=True).stdout

def plain(s):
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>|&[a-z]+;|[{}]|^-|-$", "", s))

def main():
    os.makedirs(OUT, exist_ok=True)
    path = "tests/clean/pages.gold.ndjson"
    ours = {"pages/%s.html" % p["name"] for p in PAGES}
    others = [x for x in open(path, encoding="utf-8") if json.loads(x)["path"] not in ours]  # written by hand
    gold = open(path, "w", encoding="utf-8")
    for p in PAGES:
        title, body = p["a"]
        a = (title, body)
        html = p["html"]
        if p["trad"]:
            a = (trad(title).strip(), [trad(x).strip() for x in body])
            html = trad(html)
        debris = [plain(x) for x in re.findall(r"\{-(.*?)-\}", html)]
        html = html.replace("{-", "").replace("-}", "").replace("{T}", a[0])
        escaped = "<article><section>" + paras(a, p["tag"], p["head"], p["indent"]) + "</section></article>"
        html = html.replace("{E}", escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        half = len(a[1]) // 2
        for mark, part in (("{P1}", a[1][:half]), ("{P2}", a[1][half:])):
            html = html.replace(mark, paras((a[0], part), p["tag"], p["head"], p["indent"]))
        html = html.replace("{P}", paras(a, p["tag"], p["head"], p["indent"]))
        text = "".join(a[1])
        must = []
        for s in a[1]:
            s = s.lstrip("#")
            must += [s] if len(s) <= 24 else [s[:12], s[-12:]]
        must = p["gold"].get("must", must) + p["gold"].get("extra_must", [])
        if p["trad"]:
            must = [trad(x).strip() for x in must]
        near = re.sub(r"\s", "", text + a[0])
        mustnot = [x for x in dict.fromkeys(debris) if len(x) >= 4 and x not in near]
        g = dict(path="pages/%s.html" % p["name"], encoding=p["enc"], title=p["gold"].get("title", a[0]), date=p["gold"]["date"], source=p["gold"]["source"],
                 author=p["gold"]["author"], editor=p["gold"]["editor"], must=must, mustnot=mustnot)
        if p["trad"]:
            for k in ("source", "author", "editor"):
                g[k] = g[k] and trad(g[k]).strip()
        with open("%s/%s.html" % (OUT, p["name"]), "wb") as f:
            f.write(html.encode(p["enc"], errors="xmlcharrefreplace"))
        gold.write(json.dumps(g, ensure_ascii=False) + "\n")
    gold.writelines(others)
    print(len(PAGES) + len(others), "pages")

main()
