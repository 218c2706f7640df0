"""The scoring points that checks of posts have in common: what was not found, and why that costs or stays open."""

from __future__ import annotations

from collections.abc import Sequence

from yuejuan.graders.api import lost, unsettled
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.graders.team_management.post_answer import PostAnswer
from yuejuan.graders.team_management.roles import Role
from yuejuan.messages import Message, Value, say

_MOST = 3


def values_of(answer: PostAnswer, post: str, others: tuple[str, ...]) -> dict[str, Value]:
    """What every message about a post says."""
    return {"name": post, "names": [post, *others], "files": list(answer.answer.files)}


def not_there(
    answer: PostAnswer,
    named: tuple[str, tuple[str, ...]],
    role: Role,
    check: str,
    values: dict[str, Value],
    located: bool,
) -> Point:
    """Nothing is said of a post: of duties that is open, of a standard lost where all was read and other posts have it.

    Standards are open too where words about the post stand in the right place and were not taken for such, or its name
    may have a slip; what they lose is a suggestion, for they may be meant by other words.

    Only empty duties are certain, when the post is named nowhere else, so that nothing can have been overlooked.
    """
    post, others = named
    blank = answer.blank(post, role)
    if not located:
        kind = "pictures" if answer.answer.pictures or answer.answer.unread else "not_located"
        message = say(f"check.team_management.{check}.{kind}", **values)
        return unsettled(post, Reason.NOT_LOCATED, message, *answer.answer.evidence)
    if not answer.answer.whole:
        message = say(f"check.team_management.{check}.pictures", **values)
        return unsettled(post, Reason.NOT_LOCATED, message, *(answer.answer.evidence))
    unclear = answer.unclear(post, role)
    if unclear:
        message = say(f"check.team_management.{check}.unclear", **values)
        return unsettled(post, Reason.UNCERTAIN, message, *unclear[:_MOST])
    if blank:
        certain = role is Role.DUTIES and not answer.elsewhere(post)
        kind = "blank" if certain or role is Role.STANDARD else "blank_here"
        message = say(f"check.team_management.{check}.{kind}", **values)
        return lost(post, message, *blank[:_MOST]) if certain else _missing(post, role, message, blank)
    if not answer.is_named(post):
        if slips := answer.look_alikes(post, others):
            message = say(f"check.team_management.{check}.not_located", **values)
            return unsettled(post, Reason.UNCERTAIN, message, *slips[:_MOST])
        if spelled := answer.spelled(post, others):
            message = say(f"check.team_management.{check}.not_located", **values)
            return unsettled(post, Reason.UNCERTAIN, message, *spelled[:_MOST])
        message = say(f"check.team_management.{check}.no_post", **values)
        return _missing(post, role, message, [FileEvidence(file=file) for file in answer.answer.files])
    stray = [cell for owner, cell in answer.stray if owner == post]
    if stray and not answer.rows(post):
        message = say(f"check.team_management.{check}.not_located", **values)
        return unsettled(post, Reason.UNCERTAIN, message, *stray[:_MOST])
    message = say(f"check.team_management.{check}.absent", **values)
    places = [row.grid.evidence(row.cell) for row in answer.rows(post)]
    return _missing(post, role, message, places or answer.answer.evidence)


def _missing(post: str, role: Role, message: Message, evidence: Sequence[Evidence]) -> Point:
    """What seems to be missing: no mark is suggested for duties, which are too often said where they are not found."""
    if role is Role.STANDARD:
        return lost(post, message, *evidence[:_MOST], suggested=True)
    return unsettled(post, Reason.UNCERTAIN, message, *evidence[:_MOST])
