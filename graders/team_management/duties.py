"""The check ``team_management.duties``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from yuejuan.graders.api import Subject, check, earned, unsettled
from yuejuan.graders.common.answers.plain import bare
from yuejuan.graders.finding import Point, Reason
from yuejuan.graders.team_management.post_answer import NEEDS, PostAnswer, Said, read_posts
from yuejuan.graders.team_management.post_names import PostParameters
from yuejuan.graders.team_management.post_points import not_there, values_of
from yuejuan.graders.team_management.roles import Role, says_what_to_do
from yuejuan.messages import say

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOTHING = re.compile(r"^(?:无|暂无|略|同上|同前|待定|见上|不详|[/／\-—]*)$")
_FEWEST, _ENOUGH = 3, 6
_MOST = 4


class Parameters(PostParameters):
    """The posts that are to have duties."""


@check("team_management.duties", scope="files", needs=NEEDS, any_deliverable=True)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every post has duties of its own.

    Earns: words that name an activity of the post stand in its row under a header such as 职责 or 主要工作, or under a
    heading that is the post: determined.
    Loses: its cell is empty, and the post is named nowhere else: determined.
    Open: everything that hangs on what is said, for against teachers' marks a suggestion was no better than the same
    mark for everybody. The words found are shown, with what speaks for or against them: they stand behind the post's
    name in a line, in a list or in a sentence with 负责 and the like; they are few and name no activity; they are
    those of another post (the later one is open); they tell no activity (`熟悉平台规则`, `是店铺的眼睛`). Open too: no
    duties were found for the post, or for any; the post itself was not found or its name may have a slip; pictures or
    unread parts may hold them.
    Evidence: the cells, lines or sentences.
    Review: whether the words are duties of the post, are concrete and do not overlap.
    Example: `客服专员 | 接待咨询、处理售后` earns; the same words beside `美工专员` are left to the teacher.
    """
    answer = read_posts(subject, asked)
    said = {post: _telling(answer.said(post, Role.DUTIES)) for post in asked.posts}
    owners = _owners(said)
    located = any(said.values())
    in_prose = any(one.prose for words in said.values() for one in words)
    for post, others in asked.posts.items():
        yield _post(answer, post, others, said[post], owners, located, in_prose)


def _post(
    answer: PostAnswer,
    post: str,
    others: tuple[str, ...],
    said: Sequence[Said],
    owners: Mapping[str, str],
    located: bool,
    in_prose: bool,
) -> Point:
    values = values_of(answer, post, others)
    hints = [one for one in answer.said(post, Role.DUTIES) if _says_a_word(one.text)]
    if not said and hints:
        message = say("check.team_management.duties.unclear", **values)
        return unsettled(post, Reason.UNCERTAIN, message, *(one.evidence for one in hints[:_MOST]))
    if not said and in_prose:
        message = say("check.team_management.duties.not_located", **values)
        return unsettled(post, Reason.UNCERTAIN, message, *answer.answer.evidence)
    if not said:
        return not_there(answer, (post, others), Role.DUTIES, "duties", values, located)
    own = [one for one in said if owners[bare(one.text)] == post]
    if not own:
        owner = owners[bare(said[0].text)]
        message = say("check.team_management.duties.copied", **values, other=owner)
        return unsettled(post, Reason.UNCERTAIN, message, *(one.evidence for one in said[:_MOST]))
    evidence = [one.evidence for one in own[:_MOST]]
    if any(one.certain and says_what_to_do(one.text) for one in own):
        return earned(post, say("check.team_management.duties.there", **values), *evidence)
    text = "".join(one.text for one in own)
    vague = not says_what_to_do(text) and len(_HAN.findall(text)) < _ENOUGH
    message = say(f"check.team_management.duties.{'vague' if vague else 'told'}", **values)
    return unsettled(post, Reason.UNCERTAIN, message, *evidence)


def _owners(said: Mapping[str, Sequence[Said]]) -> dict[str, str]:
    """Whose each text is: that of the first post that has it."""
    owners: dict[str, str] = {}
    for post, texts in said.items():
        for one in texts:
            owners.setdefault(bare(one.text), post)
    return owners


def _says_a_word(text: str) -> bool:
    return len(_HAN.findall(text)) > 1 and _NOTHING.match(bare(text)) is None


def _telling(said: Sequence[Said]) -> Sequence[Said]:
    """What is said, without fillers; nothing where all of it together is hardly a word."""
    kept = [one for one in said if _says_a_word(one.text)]
    return kept if sum(len(_HAN.findall(one.text)) for one in kept) >= _FEWEST else ()
