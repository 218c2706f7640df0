"""How people say how old, where, how well off buyers are, what they are used to and what they need."""

from __future__ import annotations

import re

from yuejuan.graders.marketing_plan.place_names import CITIES, PROVINCES, REGIONS

AGE, PLACE, INCOME, HABITS, NEEDS = "age", "place", "income", "habits", "needs"

_NUMBER = r"(?:\d[\d,.]{0,11}|[一二两三四五六七八九十百千万几]{1,8})"
_TIME_OF_DAY = (
    r"早上|早晨|清早|清晨|一早|上午|中午|午休|午间|下午|傍晚|晚上|夜里|夜间|深夜|睡前|下班|饭后|晚饭|周末|节假日|放学|课间|放假|空闲|闲暇|"
    rf"工作日|每天|\d{{1,2}}[:：]\d\d|{_NUMBER}\s*点"
)
_SHOPS = (
    r"抖音|快手|小红书|微信|朋友圈|淘宝|天猫|拼多多|京东|唯品会|直播|短?视频|微博|公众号|论坛|贴吧|手机|家长群|群里|[Bb]站|知乎|"
    r"新闻|评价|测评|攻略|商城|网店|网上|平台|软件|外卖|菜谱|剧"
)
_DOES = (
    r"下单|购物|网购|购买|采购|上网|浏览|逛|刷|看|翻|活跃|聊|玩手机|拼单|抢购|"
    r"买(?!不起)|收藏|比价|打卡|锻炼|跳舞|健身|跑步|喝茶"
)

SAID: dict[str, re.Pattern[str]] = {
    AGE: re.compile(
        rf"{_NUMBER}\s*[多来几余]?\s*周?岁|(?:[5-9][05]|[01]0|05)\s*后|[七八九零]零后|Z世代"
        r"|(?:[二三四五六七]十|[2-7]0)(?:出头|上下|左右|好几)|奔[三四五六]|上了年纪|年过[半\d一-九]"
        r"|中老年|中年|青壮年|青少年|青年|年轻|老年|银发|退休|(?:初中|高中|中小学|小|中|大)学?生(?!的?(?:家长|父母|爸|妈))|学生党"
    ),
    PLACE: re.compile(
        rf"(?:{REGIONS}|{PROVINCES}|{CITIES})(?!的?(?:土?特产|名产|老字号))"
        r"|(?:大|中小|小|各|省会|中心)城市|城市(?=[里的女男白青年中居家上人])|全国(?!包邮|发货|配送|连锁)|[\u4e00-\u9fff]县(?!长)|(?:居?住|定居|分布|生活|家)在(?!家)|分布[在于]|家住|租住|住[的]?(?:地方|处)"
    ),
    INCOME: re.compile(
        r"(?:中高|[高中低]|较[高低]|稳定|固定|没有?什么)的?收入|收入|(?:月|年|底)薪|薪[资水酬]|工资|工薪|月入|年入|退休金|养老金|零花钱|零用钱|闲钱|到手|积蓄|存款|房贷|富裕|宽裕|小康|中产|"
        r"家境|(?:家庭|经济)(?:条件|状况|实力|能力|宽|水平|压力)|条件(?:较好|不错|好|一般|优越)|消费(?:力|能力|水平)|购买力|"
        r"舍得(?:花|在|给|买|为)|愿意[^，。；]{0,8}(?:花|付钱|掏|买单)|花钱|花得起|(?:自由|可)支配|手[头里上](?:有|不|宽|紧|没)|钱不多|不(?:太|算|怎么)?(?:宽裕|富裕)|精打细算|节俭|客单价|有稳定(?:的)?工作|价格敏感|中高端|高端"
        r"|收人(?=\d)|高净值|低保|"
        rf"(?:每月|每个月|一个月|月均|每年|一年|年均|家庭月|人均|月收|月进|月挣|月赚|年收)[^，。；]{{0,10}}{_NUMBER}\s*(?:元|块|千|万|[kKwW])?"
    ),
    HABITS: re.compile(
        r"习惯(?:于|了|在|用)?(?!培养)|(?:喜欢|喜爱|热衷|热爱|酷爱|痴迷|偏爱|爱好)"
        r"|(?<![恩疼关可亲心热])爱(?:看|逛|刷|喝|玩|在|听|用|跳|聊|拍|晒|发|去|上|做|到|比|分享|网购|学|买|囤|尝|追)|常(?:看|逛|刷|用|去|在|到|上|听|买|玩)"
        rf"|(?:逛|刷|看|玩|上|用|听|拿|翻|泡在|混)[^，。；]{{0,6}}(?:{_SHOPS})"
        rf"|(?:{_TIME_OF_DAY})[^。；]{{0,16}}?(?:{_DOES})|(?:{_DOES})[^。；]{{0,12}}(?:{_TIME_OF_DAY})"
        r"|通过[^，。；]{1,8}(?:找|买|购|订|下单|了解)|(?:拼单|囤货|比价|凑单|货比三家|跟风|跟着[^，。；]{0,6}买)|关注[^，。；]{0,6}(?:号|博主|达人|主播|店铺|直播)|(?:信|听|问)(?:熟人|朋友|闺蜜|别人)"
    ),
    NEEDS: re.compile(
        r"需(?:要|求)|想(?:要|买|吃|喝|找|给|换|让|送|用|省|穿|学|把|变|有|为|尝)|不想|希望|盼|渴望|向往|追求|看重|注重|讲究|讲求|重视|"
        r"在乎|在意|关心|关注|期待|担心|担忧|顾虑|烦恼|忧虑|发愁|困扰|痛点|害怕|最?怕|嫌|图(?:个|的|方便|便宜|省|实惠|新鲜|快|健康)|"
        r"要面子|要的(?:是|就)|要求|要(?:有|无|不|能|好|真|省|方便|健康|安全|品质|质量|便宜|实惠|面子|快|新鲜|舒服|耐|漂亮|体面|正宗)|宁可|宁愿|不放心|心疼|为了"
    ),
}
"""What says a dimension by itself, without naming it."""

NAMES: dict[str, tuple[str, ...]] = {
    AGE: ("年龄段", "年龄", "年纪", "岁数"),
    PLACE: ("地域", "地区", "区域", "所在地", "居住地", "住处", "住址", "住地", "哪里", "地点", "城市"),
    INCOME: ("收入", "消费能力", "消费水平", "购买力", "经济能力", "经济条件", "月薪", "工资"),
    HABITS: ("习惯", "偏好", "爱好", "上网时间", "购物时间", "平时", "平常", "兴趣", "媒体接触"),
    NEEDS: ("需求", "痛点", "烦恼", "顾虑", "心里想的", "诉求", "关心的", "想法", "动机"),
}
"""Names of the dimensions: they describe nobody until something is said about them."""

ALIASES = {
    "年龄": AGE, "年龄段": AGE, "地域": PLACE, "地区": PLACE, "区域": PLACE, "收入": INCOME, "消费能力": INCOME,
    "习惯": HABITS, "偏好": HABITS, "行为习惯": HABITS, "消费习惯": HABITS, "需求": NEEDS,
}  # fmt: skip

_FILLERS = (
    r"性别|职业|学历|家庭|身份|层次|水平|结构|分布|特点|特征|情况|方面|状况|范围|描述|分析|说明|研究|划分|细分|进行|满足|了解|根据|针对|"
    r"按照|不同|各种|各个|至于|目标|人群|客户|顾客|消费者?|用户|受众|群体|维度|因素|包括|以及|主要|他们|她们|我们|上网|购物|购买|生活|行为|"
    r"[一二两三四五六几\d]+[个大]|来看|来说|(?<!中)等|[这那来段的其对从按和与及或上了有为在是把就也都将要]"
)
_EMPTY = re.compile(
    "|".join(sorted({re.escape(name) for names in NAMES.values() for name in names}, key=len, reverse=True))
    + "|"
    + _FILLERS
)
_PUNCTUATION = re.compile(r"[^\w]+")
_EVERYBODY = re.compile(
    r"(?:所有|全部|全体|任何|每个|每一个)[^，。；]{0,14}(?:人|顾客|消费者|网友|朋友|网民)[^。；]{0,4}(?:都|均|皆)|男女老少|老少皆宜|人人|不分男女|各个?种?(?:年龄|收入|阶层|地区)|全年龄"
)
_OF_THE_SHOP = re.compile(
    r"(?:本店|我店|网店|店铺|公司|企业|工厂|合作社|我们店|我厂)[^，。；]{0,4}(?:开在|位于|地处|坐落|设在|开设在)|"
    r"客服|值班|发货|包邮|配送|送货上门"
)
_OPENS = re.compile(r"(?:上|方面|来看|来说|特征|特点)+[，,]")
_OUR_GOODS = re.compile(r"(?:我们|我家|本店|我店|本公司)")
_UNKNOWN = re.compile(
    r"[^，。；！？、]{0,12}?(?:不(?:太|很|大|是很|是太)?|没有?(?:办法|法)?|无法|无从|难以|尚未|还未|暂未|有待|未)"
    r"(?:去|进一步)?(?:了解|清楚|知道|掌握|调查|统计|确定|明确|详|得知)"
    r"|(?:段|都|也|上|方面)?[：:]?(?:不限|无所谓|没有?要求|不作要求|待定|未知|不详|不明)"
)
_NO_VALUE = re.compile(r"[\s\-—－–/／无]*|待定|不详|未知|不限")


def is_name(text: str) -> bool:
    """Whether ``text`` is nothing but the name of a dimension (a label cell, a sub-heading)."""
    return not _content(text)


def says_something(text: str, start: int, end: int) -> bool:
    """Whether the clause says anything about the name of a dimension at ``start`` to ``end``."""
    clause_end = _clause_end(text, end)
    clause_start = max((text.rfind(mark, 0, start) for mark in "，。；！？、：:,;"), default=-1) + 1
    said = _content(text[end:clause_end]) or _content(text[clause_start:start])
    if not said and (opening := _OPENS.match(text, end)):
        # 收入上，中等偏上: the description follows behind the comma.
        said = _content(text[opening.end() : _clause_end(text, opening.end())])
    return bool(said)


def has_value(text: str) -> bool:
    """Whether a cell beside a label holds anything but a dash or 待定."""
    return _NO_VALUE.fullmatch(text.strip()) is None


def speaks_of_nobody(name: str, text: str, start: int, end: int) -> bool:
    """Whether what is said is unknown (``收入还不清楚``), holds for everybody, or is about the shop."""
    before = max(text.rfind(mark, 0, start) for mark in "。；！？;\n") + 1
    after = min((at for mark in "。；！？;\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    if _UNKNOWN.match(text[end:after]) or _EVERYBODY.search(text[before:after]):
        return True
    if name == HABITS and _OUR_GOODS.match(text, end):
        return True
    clause = text[
        max(text.rfind(mark, 0, start) for mark in "，。；！？,;") + 1 : _clause_end(text, end, "，。；！？,;")
    ]
    return name in (PLACE, HABITS) and _OF_THE_SHOP.search(clause) is not None


def _content(text: str) -> str:
    rest = _PUNCTUATION.sub("", _EMPTY.sub("", text))
    return rest if len(rest) >= 2 or any(mark.isdigit() for mark in rest) else ""


def _clause_end(text: str, start: int, marks: str = "，。；！？、,;") -> int:
    return min((at for mark in marks if (at := text.find(mark, start)) >= 0), default=len(text))
