"""What a heading, a column or a label of an organisation plan is about, and how a sentence shows it."""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What stands beside or under the name of a post."""

    DUTIES = "duties"
    STANDARD = "standard"
    HEADCOUNT = "headcount"
    OTHER = "other"


_STANDARD = re.compile(
    r"标准|要求|条件|资格|素质|技能|能力|胜任|匹配|考核|学历|经验|指标|证书|年限|什么样的人|门槛|[选用招挑]人|录用|够格|尺度"
)
_DUTIES = re.compile(
    r"职责|职则|工作内容|工作任务|主要工作|具体工作|日常工作|各岗位工作|工作事项|工作安排|岗位任务|任务|负责|分工|的工作$|"
    r"(?:做|干|管)(?:些|着)?(?:什么|哪些|啥)|各自的活|分内"
)
_HEADCOUNT = re.compile(r"人数|编制|定员|定编|配置数|配备数|员工数")
_OTHER = re.compile(
    r"上级|汇报|下级|直属|备注|序号|编号|部门|薪|工资|排班|班次|理由|依据|说明|数据|过程|算式|单位|人均"
)
# The standard's own name for the criteria of a post; it speaks of tasks, not of duties.
_MATCHING = re.compile(r"(?:任务|岗位)(?:与|和|、)?(?:岗位|任务)的?匹配|人岗匹配|岗位匹配")

_DUTY_VERBS = re.compile(
    r"负责|承担|主管|分管|统筹|组织|管理|制定|制作|编写|撰写|设计|策划|执行|实施|完成|处理|解答|回复|接待|接听|跟进|跟踪|维护|优化|"
    r"更新|发布|上架|上传|拍摄|修图|美化|打包|发货|配货|拣货|备货|核对|核算|登记|录入|统计|分析|汇总|监督|检查|协调|培训|招聘|考核|采购|"
    r"盘点|入库|出库|验收|推广|投放|运营|直播|讲解|引导|推荐|催付|安抚|退换|售后|清点|称重|复核|联系|安排|提升|提高|开展|收集|整理|审核|对接|"
    r"回答|应答|解决|宣传|剪辑|装修|促成|布置|巡查|补发|赔付|挑选|选品|选款|询价|议价|谈判|洽谈|引流|拉新|促活|对账|记账|做账|报税|结算|分拣|装箱|贴单|催单|答疑|回访|审批|拓展|发起|建群|回话|招聘"
)
_SHORT_VERBS = re.compile(r"[做写画拍管看查卖买送记贴装播讲答盯投带拉挑抓派催]|定[^单]|开会|早会|上架")
_AT_ONCE = re.compile(rf"[的则就也要]?(?:主要|每天|每日|每周|每月|日常)?(?:{_DUTY_VERBS.pattern})")
_STANDARD_MARKS = re.compile(
    r"学历|毕业|专业|经验|经历|具备|具有|熟练|熟悉|精通|擅长|持有|证书|资格|达标|不低于|不少于|不高于|不超过|不得|达到|以上|以内|每分钟|"
    r"打字|合格|准确率|满意度|响应|差错|出错|及格|考核|能够|责任心|耐心|细心|吃苦|要求|标准|须|必须|普通话"
)
_RESPONSIBLE = re.compile(r"负责|承担|主管|分管|统筹|职责")
_NUMERAL = r"[一二两三四五六七八九十百千万半]+[多余来几]?"
_UNIT = (
    r"年|个|天|日|周|月|季|星期|礼拜|学期|小时|钟头|分钟|刻钟|秒|次|件|单|条|款|成|分|字|词|人|位|名|篇|张|级|岁|倍|组|台|家|包|箱|盒|袋|瓶|"
    r"句|钻|星|场|块|元|毛|角|份|幅|套|遍|趟|回|轮|期|版|页|部|本|支|批|笔|门|斤|公斤|克|米|厘米|公里|折|种"
)
_COUNTED = re.compile(
    rf"\d|(?!一[个名位种份款](?!半?(?:月|小时|钟头|星期|礼拜|季|学期|年))){_NUMERAL}\s*(?:{_UNIT})|"
    rf"{_NUMERAL}[^，。；、]{{0,4}}(?:以上|以下|以内|之内)|百分之|[一二三四五六七八九十]分之|过半|一半|翻(?:一|两)?[番倍]|满分|"
    r"[前第][一二三四五六七八九十](?!时间|位|个)|"
    r"大专|专科|本科|中专|高中|职高|初中|研究生|硕士|学历|毕业|证书|资格证|持证|[初中高]级(?:证|[^，。；、]{0,4}[师员工])|驾照|"
    r"[\u4e00-\u9fff]{2,6}证(?![明实据件])|(?:有|持|考取|考过|考到|取得|获得|拿过?|具备)[^，。；、]{0,10}证(?![明实据件])|"
    r"电子商务师|认证|考试|[ABC]级|普通话|无差错|零差错|零投诉"
)
# Handling a named tool is found out by a trial: 会用PS, 会开叉车, 熟练操作直通车.
_TOOL = re.compile(
    r"(?:会|能|熟练|精通|掌握|熟悉|熟)[^，。；、]{0,8}?(?:[A-Za-z]{2,}|扫码枪|叉车|货车|三轮车|直通车|千牛|单反|函数|透视表|剪映|生意参谋)|"
    r"[A-Za-z]{2,}[^，,。；;、]{0,4}(?:熟练|精通|熟悉|纯熟)"
)
_DENIED = re.compile(
    r"^[\s：:，,的都]*(?:则|也|就)?(?:不用|不需要?|无需|不必|不负责|不管|不参与|没有|没什么|暂不|(?:不得|不准|不许|不能|不可)(?![少低超高大小短晚早]|多于)|禁止|严禁|不设|不作|不做|谁都|随便)"
)
_PAY_OR_PEOPLE = re.compile(
    r"[与和][^，。；;]{0,20}(?:相匹配|相适应|相符)|"
    r"[^，。；;]{0,20}(?:工资|月薪|底薪|薪资|提成)[^，。；;]{0,20}|[^，。；;\d增粉管带接待]{0,4}\d+(?:\.\d+)?\s*(?:人|名|位|元|万元)(?=[，。；,;）)]|$)"
)
_WORD = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2,}")
_FEWEST = 2
_PEOPLE_FIRST = re.compile(
    r"^[^，,。；;：:\d增粉管带接待]{0,8}?\s*[（(]?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,2})\s*[人名位][）)]?(?=\s*[，,、：:；;。]|$)"
)
_HOW_WELL = re.compile(
    r"[二两三四五六七八九十百千万半每]|[一-龥](?:得|的)(?:[^，,。；;、]{0,2}[清好快准稳出住懂动开牢全]|下来?)|[不没零无]|[清好快准稳熟牢]楚?(?=[，,。；;、]|$)|自己|独立|单独|能|会"
)
_OF_NO_MATTER = re.compile(
    r"不(?:限|看|要求|拘)(?:制|于)?[^，,。；;、]{0,6}|(?:男女|性别|学历|专业|经验|年龄|户籍|文凭)[^，,。；;、]{0,6}(?:不限|不拘|不要求|均可|都可以?|都行)"
)
_ONLY_A_DUTY = re.compile(r"^(?:主要|具体)?负责")
_CLAUSE = re.compile(r"[^，,。；;、！!\n]+")
_BEFORE_A_VERB = r"(?:[的则就也都还要来去]|主要|每天|每日|每周|每月|日常|天天|随时|及时|认真|积极|具体)*"
_BEGINS_WITH_DUTY = re.compile(rf"\s*{_BEFORE_A_VERB}(?:{_DUTY_VERBS.pattern}|(?:{_SHORT_VERBS.pattern})(?!过))")
# What people are to be, have or reach: neither an activity.
_QUALITY = re.compile(
    r"学历|毕业|本科|大专|专科|中专|高中|经验|经历|年龄|周岁|普通话|证书?$|持证|从业|懂|熟悉|熟练|精通|擅长|掌握|具备|具有|"
    r"有[^，。；、]{0,6}(?:心|力|力气|感|意识|精神|观|素养|能力|基础|爱好|头脑|气质|想法)|(?:责任|耐|细|爱)心|亲和力|审美|吃苦|"
    r"身体|形象|气质|口才|头脑|脑子|反应快|性格|脾气|文笔|^\s*要?会(?:[A-Za-z]{2,}|聊天|说话|来事|沟通)|^\s*要(?:有|懂|细|勤|肯|会)|"
    r"[强好佳高稳快细]$|灵活$|不低于|不少于|不高于|不超过|达到|以上$|\d\s*%$|\d\s*(?:元|万元|万)$"
)
_PRAISE = re.compile(
    r"^\s*(?:是|就是|算是|乃|堪称|非常|十分|很|最|至关|不可缺|缺一不可|必不可少|尤其|(?:暂|暂时)?由[^，。；]{1,14}(?:担任|兼任?|代)|待定|各司其职|各负其责)"
)
_SKILLED = re.compile(r"[快好强高稳准熟]$")
_NO_STANDARD = re.compile(
    r"没有?(?:什么|特别|特殊|具体)?(?:的)?要求|不(?:设|作|做|提)(?:任何)?(?:标准|要求)|无要求|谁都|随便谁|谁有空|(?:另行|以后再|后续)(?:制定|确定|商定)|由[^，。；]{2,8}(?:制定|确定)$"
)
_LABEL = re.compile(r"^\s*(?P<label>[^：:，,。；;]{2,12})[：:]")


def roles_of(text: str) -> frozenset[Role]:
    """What a heading, header or label names: several for ``职责与要求``, none when it names nothing of this."""
    rest = _MATCHING.sub("", text)
    found = {
        role
        for role, pattern, said in (
            (Role.STANDARD, _STANDARD, text),
            (Role.DUTIES, _DUTIES, rest),
            (Role.HEADCOUNT, _HEADCOUNT, text),
        )
        if pattern.search(said)
    }
    if not found and _OTHER.search(text):
        return frozenset({Role.OTHER})
    return frozenset(found)


def label_roles(text: str) -> tuple[frozenset[Role], int]:
    """The roles of a label at the start of a text (``任职要求：…``) and where its text begins; (none, 0) if none."""
    match = _LABEL.match(text)
    if match is None:
        return frozenset(), 0
    roles = roles_of(match["label"])
    return (roles, match.end()) if roles else (frozenset(), 0)


def role_of_sentence(sentence: str) -> Role | None:
    """What a sentence about a post says when no heading tells: a duty, a standard, or neither."""
    if _RESPONSIBLE.search(sentence):
        return Role.DUTIES
    if _STANDARD_MARKS.search(sentence):
        return Role.STANDARD
    return Role.DUTIES if _DUTY_VERBS.search(sentence) else None


def role_in_context(sentence: str, given: Role) -> Role | None:
    """What a sentence says of a post below a heading that tells it; ``None`` for the contrary, pay, numbers of people.

    ``负责…`` is a duty wherever it stands, unless it goes on to say how well; so are activities below a heading about
    standards. What people are to be or to reach is no duty below one about duties, and praise of the post nothing.
    """
    if is_denied(sentence) or not says_anything(sentence):
        return None
    if given is Role.STANDARD:
        if _NO_STANDARD.search(sentence) or not says_anything(without_what_is_open(sentence)):
            return None
        duty = _ONLY_A_DUTY.match(sentence) is not None and not _STANDARD_MARKS.search(sentence)
        return Role.DUTIES if duty or _is_activity(sentence) else given
    if given is Role.DUTIES and says_no_activity(sentence):
        return None
    return given


def cell_says(words: str, given: Role) -> bool:
    """Whether a table's cell says what its header tells: qualities are no duties, activities no standard."""
    if given is Role.STANDARD:
        return not (_NO_STANDARD.search(words) or _is_activity(words))
    return given is not Role.DUTIES or not says_no_activity(words)


def says_anything(sentence: str) -> bool:
    """Whether words are left besides pay and numbers of people."""
    return len(_WORD.findall(_PAY_OR_PEOPLE.sub("", sentence))) >= _FEWEST


def says_no_activity(text: str) -> bool:
    """Whether every clause tells what people are to be or to reach, or praises the post, and none what to do."""
    clauses = [clause for clause in _CLAUSE.findall(text) if clause.strip()]
    return bool(clauses) and all(_is_no_activity(clause) for clause in clauses)


def _is_no_activity(clause: str) -> bool:
    if _PRAISE.match(clause):
        return _RESPONSIBLE.search(clause) is None
    return _QUALITY.search(clause.strip()) is not None and _BEGINS_WITH_DUTY.match(clause) is None


def _is_activity(text: str) -> bool:
    """Whether every clause begins with an activity and none has anything to measure or judge it by."""
    if _STANDARD_MARKS.search(text) or is_measurable(text):
        return False
    clauses = [clause.strip() for clause in _CLAUSE.findall(text) if clause.strip()]
    return bool(clauses) and all(_BEGINS_WITH_DUTY.match(one) and not _SKILLED.search(one) for one in clauses)


def may_be_standard(words: str) -> bool:
    """Whether an activity is told with how much or how well, which may be meant as a standard (``账目算得清``)."""
    if _ONLY_A_DUTY.match(words) or _NO_STANDARD.search(words):
        return False
    return _HOW_WELL.search(words) is not None


def is_denied(sentence: str) -> bool:
    """Whether a sentence says what a post need not do or have."""
    return _DENIED.match(sentence) is not None


def says_duty_at_once(words: str) -> bool:
    """Whether words behind a post's name are its duty without any heading: ``负责…``, or an activity at once."""
    return _RESPONSIBLE.search(words) is not None or _AT_ONCE.match(words) is not None


def says_what_to_do(text: str) -> bool:
    """Whether a text names an activity."""
    return _DUTY_VERBS.search(text) is not None or _SHORT_VERBS.search(text) is not None


def is_measurable(text: str) -> bool:
    """Whether a standard can be checked: a number, a level of education, a certificate, a grade, a tool to handle.

    The number of people at its beginning and what is expressly of no matter (``学历不限``) do not count.
    """
    said = without_what_is_open(_PEOPLE_FIRST.sub("", text))
    return _COUNTED.search(said) is not None or _TOOL.search(said) is not None


def without_what_is_open(text: str) -> str:
    """A text without what it says to be of no matter."""
    return _OF_NO_MATTER.sub("", text)
