"""What is surely a slip: doubled or missing punctuation, and word forms that are never right in their company.

The list is made of pairs that dictionaries and usage guides mark as wrong (Xinhua Dictionary, 现代汉语词典); a form
that is right in any common context does not stand here: precision before recall.
"""

from __future__ import annotations

import re

_WRONG_WORDS = {
    "既使": "即使", "按装": "安装", "甘败下风": "甘拜下风", "一愁莫展": "一筹莫展", "穿流不息": "川流不息",
    "迫不急待": "迫不及待", "再接再励": "再接再厉",
    "一如继往": "一如既往", "走头无路": "走投无路", "名列前矛": "名列前茅",
    "鼎立相助": "鼎力相助", "出奇不意": "出其不意",
    "不径而走": "不胫而走", "世外桃园": "世外桃源", "谈笑风声": "谈笑风生",
    "脍灸人口": "脍炙人口", "美仑美奂": "美轮美奂", "水笼头": "水龙头", "坐阵": "坐镇", "松驰": "松弛", "幅射": "辐射",
    "蜇伏": "蛰伏", "凑和": "凑合", "气慨": "气概", "渲泄": "宣泄", "寒喧": "寒暄", "震憾": "震撼", "精萃": "精粹",
    "粗旷": "粗犷", "针贬": "针砭", "亲睐": "青睐", "青徕": "青睐", "座右名": "座右铭", "自抱自弃": "自暴自弃",
    "沉缅": "沉湎", "追朔": "追溯", "诽闻": "绯闻", "泊来品": "舶来品", "复盖": "覆盖", "营消": "营销", "消售": "销售",
    "销费者": "消费者", "顾课": "顾客", "推厂": "推广", "预祘": "预算", "宣专": "宣传", "优慧": "优惠", "帐号": "账号",
    "帐户": "账户", "登陆网站": "登录网站", "登陆账号": "登录账号", "克不容缓": "刻不容缓", "人材辈出": "人才辈出",
}  # fmt: skip
_RIGHT_CONTEXT = {"复盖": re.compile(r"重复盖|反复盖|恢复盖"), "按装": re.compile(r"按装[修备箱]")}
WRONG_WORD = re.compile("|".join(sorted(map(re.escape, _WRONG_WORDS), key=lambda word: (-len(word), word))))
DOUBLED_MARK = re.compile(r"([，。、；：])\s*[，。、；：]+|？？？+|！！！！+")
# 不同目的的顾客, 现在在店里, 但是是否, 柔和和自然: the first one ends a word of its own.
DOUBLED_WORD = re.compile(
    r"(?<!目)的的(?!确)|(?<=目)的的(?=[是为：:]|在于)|(?<![为明完没])了了(?!解)|(?<![但可于还要只凡总若倒])是是(?![非否])|(?<![现存实潜内外所正])在在|"
    r"(?<![柔温总共饱缓平随祥谐调中])和和(?!美|睦|气)|我们我们|通过通过|进行进行|活动活动(?!筋骨)"
)
WESTERN_MARK = re.compile(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])")
ENDS_OPEN = re.compile(r"[，、]\s*$")
_LONG_LINE = 40


def slips(text: str) -> list[tuple[int, int, str]]:
    """Start, end and the right form (empty where there is no single one) of every slip in a paragraph."""
    found: list[tuple[int, int, str]] = []
    for match in WRONG_WORD.finditer(text):
        context = _RIGHT_CONTEXT.get(match.group())
        around = text[max(0, match.start() - 1) : match.end() + 1]
        if context is None or not context.search(around):
            found.append((*match.span(), _WRONG_WORDS[match.group()]))
    for pattern in (DOUBLED_MARK, DOUBLED_WORD):
        found += [(*match.span(), match.group()[0]) for match in pattern.finditer(text)]
    if len(text) >= _LONG_LINE and (end := ENDS_OPEN.search(text)):
        found.append((*end.span(), "。"))
    return sorted(found)
