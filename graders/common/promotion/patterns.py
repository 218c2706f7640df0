"""How shops write each kind of promotion, in normalised text. Named groups carry the figures.

``n``: threshold; ``m``: amount; ``f``: discount; ``g``: gift; ``u``: unit of the threshold.
"""

from __future__ import annotations

import re

from yuejuan.graders.common.promotion.elements import Kind

_ARABIC = r"(?<![0-9.])(?!0[0-9])[0-9]{1,6}(?:\.[0-9]{1,2})?(?![0-9.])"
_HAN = r"(?<![零〇一二两三四五六七八九十百千第])[零〇一二两三四五六七八九十百千]{1,7}(?:点[零一二三四五六七八九]{1,2})?"
_PIECES = "件份盒袋瓶双套条斤包箱个只支罐杯盆束本"


def _number(name: str, *, han: bool = True) -> str:
    return rf"(?P<{name}>{_ARABIC}|{_HAN})" if han else rf"(?P<{name}>{_ARABIC})"


_AMOUNT = _number("m", han=False)
_YUAN = r"(?:元|块(?:钱)?)"
_THRESHOLD = rf"¥?{_number('n')}(?P<u>{_YUAN}|[{_PIECES}])?"
_FOLD_VALUE = r"(?P<f>(?<![0-9.])[0-9]{1,3}(?:\.[0-9])?|[一二三四五六七八九](?:点?[一二三四五六七八九])?)"
_FOLD = _FOLD_VALUE + r"折(?![叠扇页线痕纸伞屏合射返磨断旧腾]|八扣|即[收走用开])"
_OTHER_WORD = r"(?![旦宵素气件老首帅代化曲音朝])"
_TENTH = r"(?:(?P<{}>[1-9])(?![0-9折件]))?"
_PRICES = (
    "[券劵]后|到手|活动|促销|会员|原|现|优惠|特|一口|抢购|拼团|团购|秒杀|特惠|专享|直播|新品|尝鲜|市场|吊牌|专柜|零售"
    "|开业|首发|预售|惊喜|惊爆|超低|限时|日常|划线|门市"
)
_NEW_SHOP = r"(?:新店(?:开张|开业|新张)?|(?:盛大|隆重)?(?:开张|开业))(?:大|超值|惊喜|限时|特别|专享|首单|全场)*"
_OFFER = r"(?:优惠|特惠|特价|促销|钜惠|巨惠|酬宾|让利|大促|价)(?:活动)?价?"
_BENEFIT = r"(?:优惠券|优惠卷|优惠劵|代金券|抵用券|抵扣券|满减券|现金券|新人券|红包|(?<![证债奖彩场])券(?![后商]))"

PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "coupon",
        re.compile(rf"(?:(?<![减省])¥?{_AMOUNT}{_YUAN}?(?:无门槛)?|领取?|送|发|抢)?(?:店铺|新人|商品)?{_BENEFIT}"),
    ),
    (
        "full_reduce",
        re.compile(
            rf"(?:每|购|购物|消费|全场|实付|单笔)*满{_THRESHOLD}(?:立|再|即|直|可|就)*[减省]¥?{_number('m')}{_YUAN}?"
        ),
    ),
    ("full_reduce", re.compile(rf"{_number('n', han=False)}(?P<u>元)?[立直]?减¥?{_number('m', han=False)}{_YUAN}?")),
    (
        "full_gift",
        re.compile(
            rf"(?:每|购|购物|消费|全场|实付|单笔)*满{_THRESHOLD}(?:就|即|可|再|加)*(?:赠送|送|赠)"
            rf"(?P<g>{_ARABIC}[{_PIECES}]?|[\u4e00-\u9fff]{{1,8}}|{_ARABIC}[\u4e00-\u9fff]{{1,6}})"
        ),
    ),
    (
        "full_reduce",
        re.compile(
            rf"(?:买|购|拍)?{_number('n')}(?P<u>[{_PIECES}])(?:立|再|即|直)*[减省]¥?{_number('m', han=False)}{_YUAN}?"
        ),
    ),
    (
        "full_gift",
        re.compile(
            rf"[买拍]{_number('n')}(?P<u>[{_PIECES}])?[得发](?P<g>(?:{_ARABIC}|[一二两三四五六七八九十])[{_PIECES}]?)"
        ),
    ),
    (
        "full_gift",
        re.compile(
            rf"买{_number('n')}(?P<u>[{_PIECES}])?(?:就|即|再)*(?:赠送|送|赠)"
            rf"(?P<g>(?:{_ARABIC}|[一二两三四五六七八九十])[{_PIECES}]?|[\u4e00-\u9fff]{{2,8}})"
        ),
    ),
    (
        "second_half",
        re.compile(
            rf"第(?:二|2|两)[{_PIECES}](?:仅|只要|立享|享|打)?(?:(?P<half>半价|半折)|(?P<free>0元|免费|免单)|{_FOLD})"
        ),
    ),
    (
        "new_shop_price",
        re.compile(_NEW_SHOP + _OFFER + rf"(?:仅|只要|仅需|:)*(?:¥?{_number('m', han=False)}{_YUAN}?)?"),
    ),
    (
        "free_shipping",
        re.compile(
            rf"(?<![不非])(?:(?:购|全场)?满{_THRESHOLD}(?:全国|顺丰)?)?(?<![不非])(?<!不支持)(?:包邮(?![区政])|免邮费?|免运费|免快递费)"
        ),
    ),
    ("seckill", re.compile(r"秒杀")),
    (
        "limited_discount",
        re.compile(rf"限时(?:全场|特别|超值|低至|享|仅)?(?:折扣|打折|优惠|特惠|特价|抢购|促销|直降|钜惠|{_FOLD})"),
    ),
    ("n_fold", re.compile(_FOLD)),
    (
        "reduction",
        re.compile(
            r"(?:立省|立减|直降|直减|狂减|最高减|可减|可省|省下|再减|下单减|已省|(?<!节)省(?=¥?[0-9.]+元))"
            rf"¥?{_number('m', han=False)}{_YUAN}?"
        ),
    ),
)
"""In the order in which they are looked for; what one has taken is not looked at again, except for prices."""

ORIGINAL = re.compile(r"(?:原价|市场价|专柜价|吊牌价|门市价|划线价|日常价)(?:是|为|:|¥)*$")
PRICE = re.compile(
    rf"(?P<word>(?:{_PRICES})?价|仅售|只售|售价|仅需|只需|只要|特惠|低至|仅|只卖|现售)?(?:只要|仅需|仅售|仅|格|是|为|低至|:)*"
    rf"(?P<sign>¥)?{_AMOUNT}(?P<yuan>{_YUAN}{_OTHER_WORD}{_TENTH.format('jiao')}|块{_TENTH.format('mao')})?"
)
ENDS_A_BARE_PRICE = re.compile(r"^(?:$|\s|[起每包/])")
NOT_A_PRICE_BEFORE = re.compile(
    r"(?:满|减|省|送|赠|返|买|第|充|存|降|抵|付|奖|赢|抽|捐|罚|赔|券|[定订押奖]金|罚款|月薪|工资)$"
)
NOT_A_PRICE_AFTER = re.compile(
    rf"^(?:起送|起订|起批|以上|以内|以下|门槛|现金|津贴|话费|押金|定金|{_BENEFIT}|万|亿|年|月|日|号|g|kg|ml|cm|mm|%|折|天|小时|件|款|码)",
    re.IGNORECASE,
)
ENDS_WITH_PRICE_WORD = re.compile(rf"(?:(?:{_PRICES})价|仅售|只售|售价)(?:仅|只要|:)*$")
BARE_NUMBER = re.compile(rf"{_AMOUNT}起?")
