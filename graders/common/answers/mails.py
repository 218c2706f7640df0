"""A mail as paragraphs, and whether its text is all that it says."""

from __future__ import annotations

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.graders.common.document.places import large_enough_for_text


def paragraphs_of(facts: MailFacts) -> tuple[Paragraph, ...]:
    """One paragraph for each line of the body: ``body/p3`` is the fourth line."""
    lines = (facts.body or "").split("\n")
    return tuple(Paragraph(path=f"body/p{number}", text=text) for number, text in enumerate(lines))


def mail_read_whole(facts: MailFacts) -> bool:
    """True when no attachment, no picture of the body and no unread part can hold more."""
    pictures = [one for one in facts.pictures if large_enough_for_text(one.width, one.height)]
    return not facts.damaged and not facts.not_measured and not facts.attachments and not pictures
