"""What the usual items of a follow-up mail are, told by how a sentence is built rather than by its nouns.

Lists of words know the goods that somebody thought of; a question about how something is used, or an advice on how to
treat it, has the same form for any goods.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from yuejuan.graders.common.document.phrases import negated


@dataclass(frozen=True)
class Sense:
    """Forms of a sentence that say an item. ``cue`` must stand in it too; ``unless`` shows that it says another."""

    says: re.Pattern[str]
    cue: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    may_forbid: bool = False
    """Whether what is forbidden is said all the same, as in an advice."""

    def said(self, sentence: str) -> bool:
        """Whether the sentence has the form and does not take it back."""
        if (self.cue is not None and not self.cue.search(sentence)) or (self.unless and self.unless.search(sentence)):
            return False
        asked = without_denials(sentence)
        return any(self.may_forbid or not negated(asked, match.start()) for match in self.says.finditer(sentence))


_NO_DENIAL = re.compile(
    r"(\w)不(?=\1)|不知道?|有没有|是不是|能不能|会不会|有无|不[便适妥足]|不好意思[，,]?(?:冒昧)?打扰|"
    r"为了?表(?:达|示)?[^，。]{0,4}歉意"
)


def without_denials(sentence: str) -> str:
    """The sentence with the 不 and 没有 that deny nothing blotted out, of the same length."""
    return _NO_DENIAL.sub(lambda match: "…" * len(match.group()), sentence)


_ASKS = re.compile(
    r"[?？]|[吗么呢]\s*(?:[，,。~～！!]|$)|(\w)不\1|有没有|是不是|是否|有无|如何|怎么?样|咋样|"
    r"(?:不知|想|希望|愿意|来|特地?|向您)(?:道|要)?(?:了解|知道|问问?|请教|听听)|不知道?您?|(?:请|恳请|欢迎|麻烦)您?[^，。]{0,6}(?:告诉|告知|反映|反馈)"
)
_NOT_OF_USE = re.compile(
    r"近来|近日|最近|身体|评价|好评|打分|评分|晒图|晒单|新品|新款|新到|优惠|券|折(?![叠断痕])|活动|参加|试一试|原谅|谅解|见谅|考虑|"
    r"(?:好|行|可以|成)(?:吗|么|不)|需不需要|需要.{0,12}[吗么]|退款|退货|为什么|怎么(?!样)|在吗|方便.{0,8}(?:电话|通话|联系|留)|能不能|能否|可否|是否(?:愿意|可以|同意|需要)"
)
_ADVISES = re.compile(
    r"请(?!问)|记得|建议|最好|尽量|平时|平常|日常|注意|务必|需要?|不要|不能|不可|不宜|别|避免|以免|勿|防止|忌|远离|定期|及时|每[天日周月年次]|"
    r"[一两二三四五六]个?[月周天]|长期|第一次|首次|[前后]先|可以?用|只能|不防|用完|使用(?:前|后|时)|后|[前应]要?"
)
_TREATS = re.compile(
    r"[进沾泡浸淋防溅]水|水[洗渍]|[清温热冷开]水|水温|淋雨|雨[天水]|潮|[暴晾曝]晒|晒干|阳光|高温|过热|明火|火源|低温|"
    r"(?:手|机|清|干|刷|冲|洗)洗|洗涤|洗衣|擦|抹布|软布|干布|湿布|晾|阴干|吹干|烘|熨|沥干|通风|干燥|冷藏|冷冻|密封|常温|"
    r"放[在置回入进好平]|存放|摆放|收纳|收好|保存|保管|悬?挂[在起好]|充满?电|电量|电池|电源|插头|音量|酒精|消毒|漂白|清理|除尘|"
    r"摔|碰撞|磕碰|划伤|刮|重物|挤压|重压|拉扯|承重|超载|上油|上蜡|护理油|油渍|油污|除味|异味|滤[芯网]|轮换|轮着|磨合|拧紧|(?:定期|每次|[前后时])要?[^，。]{0,4}检查|锁[扣好]|刹车|"
    r"[吃喝泡煮蒸炖熬服涂敷]前|开封|开盖|保质期|寿命|变形|褪色|掉色|生锈|开裂|起球|异响"
)
_OF_HEALTH = re.compile(r"添衣|保暖|多喝|保重|身体|感冒|出门|出行|早睡|休息")
_HANDLED = re.compile(
    r"(?:已经?|刚刚?|昨[天日]|今[天日]|当[天日]|于|给[您你]|[为替帮][您你]|重新|免费|将|会|正在|安排)[^，。！？；]{0,14}?"
    r"(?:[补重换寄退赔修]|发[出货往过了走]|送[货出达修去到]|取走|派送|上门|维修|安排|处理|办理|批准|解决|升级|调换|重做|取消了|返还|到账|查明|核实)"
    r"|(?:[补重换寄退赔修]|返还)[^，。！？；]{0,12}(?:了|已|完毕|完成|成功|到账)"
)
_ONLY_GIFT = re.compile(r"[券]|红包|积分|礼[品物]|评价|晒图")

SENSES: Mapping[str, Sense] = {
    "致歉": Sense(
        re.compile(r"歉|[致道报抱]欠|[报抱道]谦|对不住|对不起|难为情|怠慢|给[您你].{0,4}添.{0,6}(?:麻烦|堵|乱)|"
                   r"给[您你].{0,12}(?:带来|造成).{0,12}(?:不便|困扰|麻烦|损失|不快)|"
                   r"让[您你].{0,6}(?:久等|白等|受委屈|受惊|失望|费心|操心|不愉快|受累)|原谅|谅解|见谅|包涵|"
                   r"(?:我们|小店|本店)的(?:错|失误|疏忽|过失|责任)|失职|(?:全|都|要)?怪我们|往心里去|是我们.{0,4}(?:粗心|大意|不好|不对|不周)|赔.{0,2}不是|赔礼|请罪")
    ),
    "处理结果": Sense(_HANDLED, unless=_ONLY_GIFT),
    "询问使用情况": Sense(_ASKS, unless=_NOT_OF_USE, may_forbid=True),
    "补偿优惠券": Sense(
        re.compile(r"券|[元块满张].{0,8}卷|卷.{0,8}(?:[元块]|满\d)|红包|现金返还|返现|代金|抵扣|抵用|(?<!\d)\d{1,6}\s?(?:元|块钱?)(?:的)?(?:补偿|优惠|余额)")
    ),
    "联系方式": Sense(
        re.compile(r"(?<!\d)(?:0\d{2,3}[-— ]?\d{7,8}|[48]00[-— ]?\d{3,4}[-— ]?\d{3,4}|1\d{10})(?!\d)|"
                   r"(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]{1,60}\.\w|(?<!留意)(?<!接听)(?<!保持)(?<!注意)(?<!您的)(?<!快递)电话|"
                   r"(?:打|拨|致电|来电|电联|回[复信电]|联系|私信|留言|找)(?:给|到|至|一下)?(?:我们?|小店|本店|客服|在线|旺旺|店铺|售后|[Qq微电])|随时联系")
    ),
    "感谢购买": Sense(
        re.compile(r"(?:谢|感激|感恩|荣幸|高兴|开心)[^。！？]{0,14}(?:[买购选订入]|下单|光临|光顾|惠顾|信任|信赖|支持|认可|厚爱|捧场|带回)"
                   r"|(?:[买购选订]|光临|光顾|惠顾|信任|信赖|支持|认可|厚爱)[^。！？]{0,16}(?:谢|感激|感恩|荣幸)"
                   r"|thank(?:s| you) for", re.IGNORECASE)
    ),
    "使用与保养提示": Sense(_TREATS, cue=_ADVISES, unless=_OF_HEALTH, may_forbid=True),
    "邀请评价": Sense(
        re.compile(r"[评打]个?[价分论]|好评|点评|五颗?星|[点打给][^。！？]{0,4}星|星星|晒[图单一照]|晒[^。！？]{0,6}[照图]|评论|(?:写|说|留|分享)[下个点]?.{0,10}(?:感受|体验|心得|想法|感想|口碑)")
    ),
    "活动通知": Sense(
        re.compile(r"活动|店庆|周年|庆典|大促|促销|[一二两三四五六七八九\d.]{1,3}折|满\d{1,6}.{0,6}[减送返赠]|买.{1,6}[送赠免]|第[二2三3].{0,2}半价|"
                   r"立减|直降|抢购|对折|前\d{1,5}[位名单]|秒杀|狂欢|嘉年华|会员日|购物节|限时|限量|抽奖"),
        unless=re.compile(r"折叠|券"),
    ),
}  # fmt: skip
"""Forms of the usual items, by their usual names."""

_BY_NAME: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"歉|赔礼"), "致歉"),
    (re.compile(r"询问|问|了解|关心|是否|情况"), "询问使用情况"),
    (re.compile(r"感谢|致谢|答谢"), "感谢购买"),
    (re.compile(r"保养|养护|提示|提醒|注意|使用方法"), "使用与保养提示"),
    (re.compile(r"评价|好评|晒单"), "邀请评价"),
    (re.compile(r"券|补偿|红包"), "补偿优惠券"),
    (re.compile(r"联系|电话"), "联系方式"),
    (re.compile(r"活动|促销"), "活动通知"),
    (re.compile(r"处理|结果|措施|补发|换货|退款"), "处理结果"),
)


def sense_by_name(name: str) -> Sense | None:
    """The form that an item's name promises, where the paper gives it its own name; ``None`` for other names."""
    return next((SENSES[known] for pattern, known in _BY_NAME if pattern.search(name)), None)
