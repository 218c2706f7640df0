"""What a follow-up mail is asked to say: words for the usual items, and where they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from yuejuan.graders.common.document.phrases import alternatives, negated
from yuejuan.graders.common.document.places import sentences
from yuejuan.graders.common.letters.lines import Line
from yuejuan.graders.common.letters.senses import Sense, without_denials
from yuejuan.graders.finding import TextSpan

_THANKS = ("感谢", "谢谢", "多谢", "感激", "承蒙", "多亏", "谢意", "致谢", "答谢", "感恩")
_PURCHASE = (
    "购买", "选购", "订购", "购物", "购入", "买了", "买下", "买走", "在+买", "选择", "选了", "选用", "选中", "惠顾",
    "光临", "光顾",
    "照顾", "关照", "信任", "信赖", "支持", "厚爱", "青睐", "捧场", "下单", "订单",
)  # fmt: skip
NEW_OFFER: tuple[str, ...] = (
    "新品", "新款", "新到", "新上", "刚上架", "上新", "新推出", "新出", "新推", "新货", "新系列", "新一季", "新服务",
    "新产品", "推出+推荐", "为您推荐", "推荐您", "推荐一", "推荐这", "向您推荐", "给您推荐", "推荐给您", "最近推出",
    "刚推出", "即将推出", "即将上市", "新上市", "推出+产品", "推出+服务", "推出+会员", "推出+系列", "推出+套",
    "新+上市", "刚+上市", "开通了", "新开通",
    "新增", "新开发", "新研发", "新设计", "新近",
    "新的+卖", "新的+折", "新的+优惠", "新的+选购", "新的+到店", "新的+上架", "又来了新", "有新+推荐",
)  # fmt: skip
"""Words in which a new product or service is offered."""

KNOWN_ITEMS: Mapping[str, tuple[str, ...]] = {
    "致歉": (
        "抱歉", "歉意", "道歉", "对不起", "致歉", "不好意思", "见谅", "谅解", "海涵", "内疚", "愧疚", "包涵", "赔不是",
        "赔个不是", "赔礼", "过意不去", "请您原谅", "请原谅", "歉疚",
    ),
    "处理结果": (
        "补发", "补寄", "重发", "重新寄", "重新发", "换新", "换货", "换了", "更换", "退款", "退回", "赔付", "赔偿",
        "处理结果", "已+寄出", "已+发出", "已+发货", "已+到账", "快递单号", "已为您+处理", "已经+处理", "处理完",
        "已安排", "新的+寄出", "新的+发出", "新的+签收",
    ),
    "询问使用情况": (
        "使用情况", "使用感受", "使用效果", "使用体验", "用得", "用起来", "用着", "使用+吗", "使用+如何",
        "使用+怎么样", "使用+什么", "使用+感受", "使用+满意", "使用+问题", "还满意", "满意吗", "是否满意", "感觉如何",
        "感觉怎么样", "觉得怎么样", "舒服吗", "好用吗", "合适吗", "喜欢吗", "习惯吗", "顺手吗", "了解+感受",
        "了解+体验", "还好吗", "是否+完好", "完好吗", "好不好用", "顺不顺", "用了+怎么样", "用了+如何", "用了+吗",
        "用了+没有", "用了+什么", "用到+怎么样",
        "用到+如何", "用到+吗", "觉得+怎么样", "觉得+如何", "效果怎么样", "效果如何", "效果+吗", "用下来", "使用下来",
        "用起", "遇到+问题", "遇到+困难", "什么问题", "有没有+问题", "哪里不满意", "不知道+有没有", "不知道+怎么样",
        "不知道+如何", "不知道+吗", "方不方便", "好不好", "满不满意", "舒不舒服", "合不合适", "习不习惯", "体验如何",
        "体验怎么样", "感受如何", "感受怎么样", "使用得",
    ),
    "补偿优惠券": (
        "优惠券", "优惠卷", "代金券", "抵用券", "抵扣券", "现金券", "红包", "无门槛", "元券", "购物券", "补偿券",
        "补偿", "补偿金", "满减券", "礼券",
    ),
    "新品推荐": NEW_OFFER,
    "联系方式": (
        "热线", "微信", "QQ", "邮箱", "拨打", "致电", "旺旺", "联系我们", "联系客服", "联系方式", "在线客服",
        "联系本店", "回复本邮件", "回复此邮件", "直接回复", "公众号",
    ),
    "感谢购买": tuple(f"{thanks}+{purchase}" for purchase in _PURCHASE for thanks in _THANKS),
    "使用与保养提示": (
        "保养", "养护", "温馨提示", "使用提示", "使用说明", "清洗", "手洗", "水洗", "不要机洗", "擦拭", "晾干",
        "阴干", "暴晒", "干燥", "清洁", "防潮", "受潮", "收纳", "请勿", "切勿", "小贴士", "软毛刷", "刷洗", "阴凉",
        "风干", "洗衣机", "太阳底下",
        "晒太阳", "太阳晒", "湿布", "软布", "透气",
        "吸干", "吹风机", "烘干", "避免+潮", "定期清", "小提示", "保管", "存放", "注意事项", "洗的时候",
        "漂白", "机洗", "通风", "打理", "使用时+不要", "使用时+请", "使用前", "第一次使用",
    ),
    "邀请评价": (
        "评价", "好评", "打分", "评分", "打个分", "评个分", "评论", "星级", "写几句", "说几句", "晒一晒", "晒单",
        "晒图", "晒照", "点评", "五星",
        "写下+感受", "分享+感受", "分享+体验",
        "留下+意见",
    ),
    "活动通知": (
        "活动", "周年庆", "店庆", "半价", "满减", "满+减", "满+送", "打折", "折扣", "促销", "大促", "特惠", "秒杀",
        "会员日", "露营节", "购物节", "优惠价", "双十一", "双11", "双十二", "618", "年货节", "买一送一", "限时",
        "特价",
    ),
}  # fmt: skip
"""Words for items that papers often ask for; parts joined by ``+`` must stand in one sentence, in that order or not."""

_SYNONYMS: Mapping[str, frozenset[str]] = {
    "apology": frozenset(KNOWN_ITEMS["致歉"]),
    "thanks": frozenset({"感谢", "谢谢", "多谢", "感激", "感恩", "谢意", "致谢", "承蒙", "多亏", "答谢"}),
    "opinions": frozenset({"意见", "建议", "看法", "想法", "批评", "指正", "指教", "反馈", "不足之处", "改进的地方"}),
    "praise": frozenset(KNOWN_ITEMS["邀请评价"]),
    "care": frozenset(KNOWN_ITEMS["使用与保养提示"]),
}
_FEWEST_OF_A_SET = 2
_MUTUAL = frozenset({"thanks", "apology", "opinions"})
"""Sets whose words all mean the same: one of them in a paper's list brings in the others."""
_WARNINGS = re.compile(r"[请切]勿|机洗|暴晒|受潮|干燥")
_LIST_MARK = re.compile(
    r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]|[①-⑳●■◆★▶※·•-])?\s*(?:说明|表达|进行|写明|给出|提供)?"
)
_MOST = 3
_BLANKS = re.compile(r"\s+")


def with_synonyms(words: Sequence[str]) -> tuple[str, ...]:
    """The words of an item and those that mean the same, where the item's own words show what it is about."""
    asked = set(words)
    more = [
        sorted(group - asked)
        for name, group in _SYNONYMS.items()
        if len(asked & group) >= (1 if name in _MUTUAL else _FEWEST_OF_A_SET)
    ]
    return (*words, *(word for group in more for word in group))


def without_bare_names(lines: Iterable[Line], names: Iterable[str]) -> tuple[Line, ...]:
    """The lines without those that only name an item (``3. 说明处理结果``): who lists what to say has not said it."""
    bare = {_LIST_MARK.sub("", name) for name in names}
    return tuple(line for line in lines if _LIST_MARK.sub("", line.text).strip("。；;，,：: ") not in bare)


def find_item(lines: Iterable[Line], words: Sequence[str], sense: Sense | None = None) -> tuple[TextSpan, ...]:
    """The first sentences that say an item, by a word or by their form, and do not take it back; at most three."""
    asked = _wanted(tuple(words))
    found: list[TextSpan] = []
    for line in lines:
        for start, end in sentences(line.text):
            sentence = line.cut(start, end)
            if _says(sentence.text, asked) or (sense and sense.said(sentence.text)):
                found.append(sentence.place())
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The parts of each word, each with what a sentence without blanks must contain to say it at all.

    That is the part itself, or nothing where letters may stand in either case.
    """
    parts_of = ([part for part in word.split("+") if part.strip()] for word in words)
    return tuple(
        tuple((part, _BLANKS.sub("", part) if part.lower() == part.upper() else "") for part in parts)
        for parts in parts_of
        if parts
    )


def _says(sentence: str, asked: Iterable[Sequence[tuple[str, str]]]) -> bool:
    kept = without_denials(sentence)
    tight = _BLANKS.sub("", kept)
    for parts in asked:
        for part, needed in parts:
            if needed not in tight or not any(_said(kept, part)):
                break
        else:
            return True
    return False


def _said(sentence: str, part: str) -> Iterator[bool]:
    """Each place of ``part`` that counts; a warning is one although it forbids (``不要暴晒``)."""
    for match in alternatives([part]).finditer(sentence):
        if _WARNINGS.search(match.group()) or not negated(sentence, match.start()):
            yield True
