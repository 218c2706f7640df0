"""A mail written down in a text or document: 收件人：… 主题：… 日期：… above the body, also as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_LABELS = {
    "to": ("收件人", "收信人", "收件人地址", "收件人邮箱", "收件邮箱", "收件地址", "to"),
    "from": ("发件人", "发信人", "寄件人", "发件人地址", "发件人邮箱", "发件邮箱", "from"),
    "subject": ("主题", "邮件主题", "标题", "邮件标题", "subject"),
    "date": ("日期", "时间", "发送日期", "发送时间", "发件日期", "发件时间", "date", "sent"),
    "attachments": ("附件", "attachment", "attachments"),
    "copies": ("抄送", "抄送人", "密送", "cc", "bcc"),
    "body": ("正文", "邮件正文", "邮件内容", "内容", "body"),
}
_FIELD_OF = {label: name for name, labels in _LABELS.items() for label in labels}
_LINE = re.compile(
    r"^[\s　]*[【\[]?\s*([^\s:：【】\[\]][^:：【】\[\]]{0,15}?)\s*[】\]]?\s*[:：][\s　]*(.*)$", re.DOTALL
)
_SEPARATORS = re.compile(r"[;；,，、]\s*(?![^<]*>)")
_LINES_BEFORE = 3


@dataclass(frozen=True)
class WrittenMail:
    """What a written mail says of itself; ``in_body`` names the fields that were found (``to subject date from``)."""

    sender: str | None = None
    to: tuple[str, ...] = ()
    subject: str | None = None
    date: str | None = None
    body: str = ""
    attachments: tuple[str, ...] = ()
    in_body: tuple[str, ...] = field(default=())


def label_of(text: str) -> str | None:
    """The field that a label names (``收件人``, ``收 件 人：``), else ``None``."""
    return _FIELD_OF.get(re.sub(r"[\s　:：【】\[\]]", "", text).lower())


def parse_mail_text(text: str) -> WrittenMail:
    """Take the labelled lines at the head of ``text`` as fields and the rest as body.

    At most three lines may stand before the first label (a title); the head ends at the first line that is neither
    blank nor labelled, or at a label of the body. A label without a value takes the next line.
    """
    lines = text.splitlines()
    found: dict[str, str] = {}
    at = 0
    before: list[str] = []
    waiting: str | None = None
    while at < len(lines):
        line = lines[at]
        name, value = _labelled(line)
        if name == "body":
            lines[at] = value
            break
        if name is not None and name not in found:
            found[name] = value
            waiting = name if not value else None
        elif line.strip() and waiting is not None:
            found[waiting], waiting = line.strip(), None
        elif line.strip():
            if found or len(before) >= _LINES_BEFORE:
                break
            before.append(line)
        at += 1
    if not any(found.values()):
        return WrittenMail(body=text.strip("\n"))
    return WrittenMail(
        sender=found.get("from") or None,
        to=recipients(found.get("to", "")),
        subject=found.get("subject") or None,
        date=found.get("date") or None,
        body="\n".join(lines[at:]).strip("\n"),
        attachments=recipients(found.get("attachments", "")),
        in_body=tuple(name for name in ("from", "to", "subject", "date") if found.get(name)),
    )


def recipients(text: str) -> tuple[str, ...]:
    """Names or addresses separated by commas, semicolons or enumeration commas."""
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


def table_lines(rows: Iterable[list[str]]) -> list[str]:
    """Rows of a table as lines: a label in the first cell and its value become one labelled line."""
    lines: list[str] = []
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > 1 and label_of(filled[0]):
            lines.append(f"{filled[0].strip().rstrip(':：')}：{' '.join(filled[1:])}")
        else:
            lines.extend(filled)
    return "\n".join(lines).splitlines()


def _labelled(line: str) -> tuple[str | None, str]:
    match = _LINE.match(line)
    name = label_of(match.group(1)) if match else None
    return (name, match.group(2).strip()) if match and name else (None, "")
