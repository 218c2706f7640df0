"""What a section says besides strategies known by name: actions that may be others, and words that may be reasons."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[^，,。；;！!？?：:、\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENOUGH = 6
_HOW = re.compile(
    r"^\s*由[^，。；]{2,6}[组部员服工营长人]|\d|每[天日周月晚个次篇条]|[一二两三四五六七八九十百千]+[条篇次场份瓶件个款元]"
)
_EMPTY = re.compile(
    r"效果|一定要|认真|努力|好好|去做|做好|用好|搞好|本次|以下|以上|如下|推广|宣传|营销|渠道|策略|方式|方法|手段|知名度|影响力|竞争力|力度|全方位|多平台|选择|"
    r"包括|主要|重点|采用|进行|开展|共同|配合|结合"
)
_ACTION = re.compile(
    r"送|寄|邀|请(?!求)|办(?!法|公|事)|拍|印|贴(?!心|近)|建|租|摆|换|赔|承诺|认养|推出|联合|合作|评选|征集|评比|比赛|"
    r"发(?!展|挥|现|扬|达|生)|开(?!展|拓|创|心|阔)|试[吃喝用穿]|挂|搭|设(?!想)|给[^。；，]{1,8}(?:寄|送|打|减|返|留)"
)
_NAME = re.compile(
    r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[)）、.．]|[一二三]是|[①-⑳])?\s*"
    r"(?:(?P<named>[\u4e00-\u9fff]{2,8})\s*[:：]|(?P<alone>[\u4e00-\u9fff]{2,6})[。；;\s]*$)"
)
_NO_NAME = re.compile(
    r"目的|理由|原因|做法|内容|时间|说明|总结|策略|方案|分析|如下|背景|传播|办法|措施|思路|选择|效果|用心|认真|努力|做好|每一"
)
_TALK = re.compile(r"竞争力|知名度|影响力|美誉度|观念|理念|全方位|立体")


def tells_more(text: str, names: re.Pattern[str]) -> bool:
    """Whether words are left besides names, how much and how often, and what is said of any strategy."""
    clauses = (clause for clause in _CLAUSE.findall(text) if not _HOW.search(clause) and not _EMPTY.search(clause))
    return any(len(_HAN.findall(names.sub("", clause))) >= _ENOUGH for clause in clauses)


def tells_an_action(sentence: str) -> bool:
    """Whether a sentence says something that is done, which may be a strategy under a name that nobody knows.

    So may a few words that stand alone or in front of a colon (``众筹。``).
    """
    name = _NAME.match(sentence)
    if name is not None and not _NO_NAME.search(name["named"] or name["alone"]) and not _TALK.search(sentence):
        return True
    return _ACTION.search(sentence) is not None and _TALK.search(sentence) is None
