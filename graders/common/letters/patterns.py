"""How the parts of a Chinese business letter are worded, as patterns for single lines and sentences."""

from __future__ import annotations

import re

_HELLO = r"(?:[您你](?:们)?好|大家好|早上好|上午好|中午好|下午好|晚上好)"
_AFTER_NAME = rf"(?:\s*[：:，,！!~～；;]+|\s*(?={_HELLO})|\s*$)"
_TITLE = (
    r"(?:先生|女士|小姐|太太|同学|老师|经理|总监?|会员|顾客|客户|朋友|买家|用户|主顾|宝贝|宝宝|家人|亲亲?|美女|帅哥|阿姨|叔叔)"
    r"(?:们)?"
)
SALUTATION = re.compile(
    rf"^(?:(?P<hello>{_HELLO})[，,！!\s]*)?(?:(?:尊敬|亲爱|敬爱|尊贵)的[^，。！？：:,!?；;]{{1,24}}?{_AFTER_NAME}|"
    rf"(?:各位)?[^，。！？：:,!?；;\s我写]{{0,14}}?{_TITLE}{_AFTER_NAME}|(?:亲|dear\s[^，,：:]{{1,20}}){_AFTER_NAME})",
    re.IGNORECASE,
)
BARE_NAME = re.compile(
    rf"^(?:[\u4e00-\u9fff·]{{2,12}}?\s*(?:[：:]\s*$|(?={_HELLO}))|(?P<hello>hi|hello|嗨|哈喽)[，,\s]*[\u4e00-\u9fff·]{{2,8}}\s*[：:，,！!]?$)",
    re.IGNORECASE,
)
ADDRESSES_SOMEONE = re.compile(
    r"尊敬|亲爱|敬爱|尊贵|先生|女士|小姐|亲[，,~～！!]|^.{0,10}(?:朋友|家人|各位|顾客|客户|会员|亲)"
)

GREETING = re.compile(
    rf"^(?:{_HELLO}|早安|晚安|[春夏秋冬][日天季]?(?:好|安)(?=[，。！!,\s~～]|$)|近来[^，。！？]{{0,6}}(?:好|安|如何|怎么样|顺利)|最近[^，。！？]{{0,6}}(?:好|怎么样|如何|顺利)吗?|"
    r"别来无恙|好久不见|见[信字]好|见[信字]如[晤面]|展信[^，。！？]{1,4}|(?:不好意思|冒昧)?[，,]?打扰(?:了|您|到您)|冒昧|"
    r"(?:新年|新春|春节|元旦|元宵|端午|中秋|国庆|五一|周末|节日|[\u4e00-\u9fff]{1,3}节)(?:快乐|好|愉快|安康)|"
    r"(?:hi|hello)\b)",
    re.IGNORECASE,
)
MAY_GREET = re.compile(
    r"[您你]好|可好|还好|都好|安好|[上下中晚早]\S?好|祝|愿|扰|问候|近来|最近|快乐|安康|佳|见[信字]|展信|在[吗么]|哈喽|嗨|嘿"
)

CLOSING = re.compile(
    r"^(?:此致|敬礼|(?:最后|再次)?[，,]?(?:顺|谨|敬|恭|并|即|衷心|真诚|诚挚|再次|预)?祝(?!贺|融)|(?:顺|敬|即|此|谨)颂|恭颂|顺致|"
    r"(?:商祺|春祺|夏祺|秋祺|冬祺|时祺|大安|台安)|愿(?!意|望|景)|此祝|(?:best|kind|warm)?\s*(?:wishes|regards)\b|(?:yours|sincerely)\b)",
    re.IGNORECASE,
)
WISHES = re.compile(r"祝(?!贺|融)|敬礼|此致|顺颂|愿(?!意|望|景)")
CLOSING_STOP = re.compile(r"[。！!~～]+")
MAY_CLOSE = re.compile(
    r"祝|愿|颂|此致|敬礼|安康|愉快|如意|顺利|幸福|快乐|再次|感谢|谢谢|期待|恭候|欢迎.{0,8}(?:光临|惠顾|联系|咨询)|随时|回复|惠顾|"
    r"开心|健康|平安|吉祥|保重|再见|拜拜|晚安|安好|顺遂|好运|盼复|为盼|候复|勿念|打扰|best|regards|cheers|thanks"
)
FAREWELL = re.compile(r"再次|光临|惠顾|恭候|回复|随时")
LONGEST_CLOSING = 48

_ZH = "〇○零Oo一二三四五六七八九十"
_WEEKDAY = r"(?:\s*[（(]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?)?"
_CLOCK = r"(?:\s*(?:上午|下午|晚上)?\s*\d{1,2}[:：点]\d{0,2}(?:[:：]\d\d)?分?)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"(?:(?:19|20)\d\d\s*[年./-]\s*\d{{1,2}}\s*[月./-]\s*\d{{1,2}}\s*[日号]?|\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]|"
    rf"二[{_ZH}]{{3}}年[{_ZH}]{{1,2}}月[{_ZH}]{{1,3}}[日号]|[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}[日号]|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|"
    rf"\d{{1,2}}\s+{_MONTH},?\s+(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])){_WEEKDAY}{_CLOCK}",
    re.IGNORECASE,
)
SHORT_DATE = re.compile(r"(?:1[0-2]|0?[1-9])\s*[./-]\s*(?:3[01]|[12]\d|0?[1-9])")
MAY_DATE = re.compile(rf"(?:19|20)\d\d\s*(?:年|[./-]\s*\d)|[{_ZH}]{{4}}年|今[天日]是")
LOOKS_LIKE_DATE = re.compile(r"[年月]|\d\s*[日号]|农历|星期")
_BLANK = r"[xX×*＊_ \u3000]"
BLANK_DATE = re.compile(
    rf"(?:{_BLANK}{{1,6}}|(?:19|20)?[\dxX×]{{2,4}})\s*年\s*(?:{_BLANK}|\d){{1,6}}\s*月\s*(?:{_BLANK}|\d){{1,6}}\s*日"
)
PLACEHOLDER = re.compile(
    r"^[\s（(【\[<]*(?:[xX×*＊_—\-.…]{2,}|无|无主题|空|略|待填|未填写?|某某某?|no subject)[\s)）】\]>]*$", re.IGNORECASE
)

CONTACT = re.compile(
    r"^(?:(?:客服|联系|服务|售后|咨询|投诉|店铺|公司|官方|商家|本店|门店|店家)*(?:电话|热线|手机|微信号?|QQ号?|邮箱|地址|网址|官网|方式|旺旺|公众号)"
    r"|tel|e-?mail|https?:)",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"店|公司|客服|客户服务|服务部|售后|部$|部门|中心|团队|旗舰|商城|集团|有限|工作室|经理|专员|顾问|小组|"
    r"敬上|谨上|敬启|谨启|[ \u3000][上启]$"
)
LISTED = re.compile(r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]|[①-⑳●■◆★▶※·•▪-])")
NOTICE = re.compile(
    r"^[^：:]{0,10}(?:时间|日期|地点|地址|方式|价格?|优惠|内容|提示|说明|方法|链接|商品|单号|编号|附件)[：:]"
)
PLAN = re.compile(
    r"我(?:会|要|将|打算|准备|想|再)?(?:先|再|在邮件里?)?(?:写|问一?问?他|问一?问?她|告诉[他她]|感谢[他她])|"
    r"邮件(?:里|中|内容)(?:我|要|应|会|先)|主题是.{0,20}(?:然后|接着|再|最后)"
)
"""Words of somebody who tells what a letter would say instead of writing it."""
SENTENCE_MARK = re.compile(r"[。！？!?；;]")
LONGEST_SIGNATURE = 30
LONGEST_TITLE = 30
