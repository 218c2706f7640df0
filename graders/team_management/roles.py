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


_STANDARD = re.compile(r"标准|要求|条件|资格|素质|技能|能力|胜任|匹配|考核|学历|经验|指标")
_DUTIES = re.compile(
    r"职责|工作内容|工作任务|主要工作|具体工作|日常工作|各岗位工作|工作事项|工作安排|岗位任务|任务|负责|分工|的工作$"
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
    r"盘点|入库|出库|验收|推广|投放|运营|直播|讲解|引导|推荐|催付|安抚|退换|售后|清点|称重|复核|联系|安排|提升|提高|开展|收集|整理|审核|对接"
)
_SHORT_VERBS = re.compile(r"[做写画拍管看查卖买送记贴装播讲答盯投带]|定[^单]|开会|早会|上架")
_AT_ONCE = re.compile(rf"[的则就也要]?(?:主要|每天|每日|每周|每月|日常)?(?:{_DUTY_VERBS.pattern})")
_STANDARD_MARKS = re.compile(
    r"学历|毕业|专业|经验|经历|具备|具有|熟练|熟悉|精通|擅长|持有|证书|资格|达标|不低于|不少于|不高于|不超过|不得|达到|以上|以内|每分钟|"
    r"打字|合格|准确率|满意度|响应|差错|出错|及格|考核|能够|责任心|耐心|细心|吃苦|要求|标准|须|必须|普通话"
)
_RESPONSIBLE = re.compile(r"负责|承担|主管|分管|统筹|职责")
_COUNTED = re.compile(
    r"\d|[一二两三四五六七八九十百千]+\s*(?:年|个月|月|天|日|小时|分钟|秒|次|件|单|条|款|成|分|字|人|篇|张|级|岁)|百分之|"
    r"[一二两三四五六七八九十]\s*(?:份|幅|场|款|套|遍|门)|大专|专科|本科|中专|高中|学历|毕业|证书|资格证|持证|[初中高]级证|驾照|"
    r"\w{2,6}车证|认证|考试|[ABC]级|普通话"
)
_DENIED = re.compile(r"^[的都]?(?:则|也|就)?(?:不用|不需要?|无需|不必|不负责|不管|不参与|没有|暂不)")
_PAY_OR_PEOPLE = re.compile(
    r"[^，。；;]{0,20}(?:工资|月薪|底薪|薪资|提成)[^，。；;]{0,20}|[^，。；;\d]{0,4}\d+(?:\.\d+)?\s*(?:人|名|位|元|万元)(?=[，。；,;）)]|$)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 2
_ONLY_A_DUTY = re.compile(r"^(?:主要|具体)?负责")
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

    ``负责…`` is a duty wherever it stands, unless it goes on to say how well.
    """
    if is_denied(sentence) or len(_HAN.findall(_PAY_OR_PEOPLE.sub("", sentence))) < _FEWEST:
        return None
    duty = given is Role.STANDARD and _ONLY_A_DUTY.match(sentence) is not None and not _STANDARD_MARKS.search(sentence)
    return Role.DUTIES if duty else given


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
    """Whether a standard can be checked: it has a number, a level of education, a certificate or a grade."""
    return _COUNTED.search(text) is not None
