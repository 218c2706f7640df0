"""The scoring points that checks of posts have in common: what was not found, and why that costs or stays open."""

from __future__ import annotations

from yuejuan.graders.api import lost, unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.team_management.post_answer import PostAnswer
from yuejuan.graders.team_management.roles import Role
from yuejuan.messages import Value, say


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
    """Nothing is said of a post: lost where all was read and other posts have it, else open.

    Open too where words about it stand in the right place and were not taken for such, or its name may have a slip.

    Empty duties are certain when the post is named nowhere else, so that nothing can have been overlooked. Standards
    may be meant by other words, and are never certain.
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
        return unsettled(post, Reason.UNCERTAIN, message, *unclear[:3])
    if blank:
        message = say(f"check.team_management.{check}.blank", **values)
        return lost(post, message, *blank[:3], suggested=role is Role.STANDARD or answer.elsewhere(post))
    if not answer.is_named(post):
        if slips := answer.look_alikes(post, others):
            message = say(f"check.team_management.{check}.not_located", **values)
            return unsettled(post, Reason.UNCERTAIN, message, *slips[:3])
        message = say(f"check.team_management.{check}.no_post", **values)
        return lost(post, message, *(FileEvidence(file=file) for file in answer.answer.files), suggested=True)
    stray = [cell for owner, cell in answer.stray if owner == post]
    if stray and not answer.rows(post):
        message = say(f"check.team_management.{check}.not_located", **values)
        return unsettled(post, Reason.UNCERTAIN, message, *stray[:3])
    message = say(f"check.team_management.{check}.absent", **values)
    places = [row.grid.evidence(row.cell) for row in answer.rows(post)]
    return lost(post, message, *(places[:3] or answer.answer.evidence), suggested=True)
