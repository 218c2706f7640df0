"""Labels that candidates write in front of a part: ``收件人：``, ``【主题】``, ``结束语：``, also in a table's cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LABELS: dict[str, tuple[str, ...]] = {
    "recipient": (
        "收件人", "收信人", "收件人地址", "收件人邮箱", "收件邮箱", "收件地址", "收信地址", "收件方", "收件者",
        "接收人", "收信者", "收件人姓名", "发给", "发送给", "发往", "寄给", "送给", "致", "to", "receiver", "recipient",
    ),
    "subject": ("主题", "邮件主题", "标题", "邮件标题", "主旨", "事由", "subject"),
    "date": ("日期", "时间", "发送日期", "发送时间", "发件日期", "发件时间", "落款日期", "落款时间", "date", "sent"),
    "salutation": ("称呼", "称谓", "抬头"),
    "greeting": ("问候", "问候语", "开头问候", "开头问候语"),
    "body": ("正文", "邮件正文", "正文内容", "邮件内容", "内容", "body"),
    "closing": ("结束语", "结尾", "结尾语", "祝福语", "祝颂语", "祝语", "致敬语", "结尾敬语", "祝词"),
    "signature": ("署名", "落款", "签名", "落款人", "署名人"),
    "sender": (
        "发件人", "发信人", "寄件人", "发送人", "发件方", "发件者", "寄信人", "发件人地址", "发件人邮箱",
        "发件邮箱", "from",
    ),
    "other": ("抄送", "抄送人", "密送", "cc", "bcc", "附件", "attachment", "attachments"),
}  # fmt: skip
_PART_OF = {label: part for part, labels in _LABELS.items() for label in labels}
_ANY = "|".join(
    r"[\s\u3000]*".join(map(re.escape, label)) for label in sorted(_PART_OF, key=lambda label: (-len(label), label))
)
_ALONE = "|".join(("收件人", "收信人", "收件邮箱", "邮件主题", "邮件标题", "主题", "发件人", "发信人", "寄件人"))
"""Labels that are known without a colon, by the blank behind them."""
_REMARK = r"(?:[（(][^（）()]{1,8}[）)]\s*)?"
_NUMBERED = r"(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]|[①-⑳●■◆▶※·•*-])?"
_TYPED = re.compile(
    rf"^\s*{_NUMBERED}\s*(?:[【\[]\s*(?P<boxed>{_ANY})\s*[】\]]\s*[:：]?|(?P<plain>{_ANY})\s*{_REMARK}[:：]|"
    rf"(?P<alone>{_ALONE})[ \u3000\t]+(?!(?:{_ANY})(?:[\s\u3000]|$)))\s*",
    re.IGNORECASE,
)
_CELL = re.compile(rf"^\s*{_NUMBERED}\s*[【\[]?\s*(?P<plain>{_ANY})\s*[】\]]?\s*[:：]?\s*$", re.IGNORECASE)
_INNER = re.compile(rf"(?P<boxed>[【\[]\s*(?:{_ANY})\s*[】\]])|(?<=[；;，,、|/\s])(?:{_ANY})\s*[:：]", re.IGNORECASE)
_LONGEST = 60
_BLANKS = re.compile(r"[\s\u3000]+")

HEAD_ONLY = frozenset({"recipient", "subject", "date", "sender", "other"})
"""Labels that say what they say only above the letter: ``时间：`` inside it is that of an event."""


@dataclass(frozen=True)
class Label:
    """A typed label: the part that it names, and where in the line its value begins."""

    part: str
    end: int


def typed_label(text: str) -> Label | None:
    """The label that a line begins with, else ``None``."""
    match = _TYPED.match(text[:_LONGEST])
    if match is None:
        return None
    return Label(_part(match["boxed"] or match["plain"] or match["alone"]), match.end())


def further_labels(text: str) -> tuple[int, ...]:
    """Where in a line that begins with a label others begin (``收件人：…；主题：…``, ``【署名】…【日期】…``).

    In a body only boxed ones are labels: ``时间：`` there is that of an event.
    """
    first = typed_label(text)
    if first is None:
        return ()
    found = _INNER.finditer(text, first.end)
    return tuple(match.start() for match in found if match["boxed"] or first.part != "body")


def label_cell(text: str) -> str | None:
    """The part that a cell names which says nothing else, else ``None``."""
    match = _CELL.match(text.strip()) if len(text.strip()) <= _LONGEST else None
    return _part(match["plain"]) if match else None


def _part(label: str) -> str:
    return _PART_OF[_BLANKS.sub("", label).lower()]
