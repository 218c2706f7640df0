"""Why a fact is missing, as an open point says it."""

from __future__ import annotations

from yuejuan.artifacts.facts import Facts
from yuejuan.graders.api import unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Message


def not_measured(key: str, facts: Facts, field: str, file: str, otherwise: Message) -> Point:
    """The open point for a fact that is ``None``.

    The reader's own reason is shown where it gave one, else ``otherwise``. A damaged file is the candidate's and the
    teacher's matter (``unreadable``); a sound file that does not tell is the teacher's (``uncertain``).
    """
    message = next((entry.reason for entry in facts.not_measured if entry.field == field), otherwise)
    reason = Reason.UNREADABLE if facts.damaged else Reason.UNCERTAIN
    return unsettled(key, reason, message, FileEvidence(file=file))
