"""The check ``team_management.matching``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from yuejuan.graders.api import Subject, check, earned, judged, unsettled
from yuejuan.graders.common.answers.plain import bare
from yuejuan.graders.finding import Point, Reason
from yuejuan.graders.team_management.post_answer import NEEDS, PostAnswer, Said, read_posts
from yuejuan.graders.team_management.post_names import PostParameters
from yuejuan.graders.team_management.post_points import not_there, values_of
from yuejuan.graders.team_management.roles import Role, is_measurable, without_what_is_open
from yuejuan.messages import say

_NOTHING = re.compile(r"^(?:无|暂无|略|同上|同前|待定|见上|不详|不限|[/／\-—]*)$")
_MOST = 4


class Parameters(PostParameters):
    """The posts that are to have standards."""


@check("team_management.matching", scope="files", needs=NEEDS, any_deliverable=True)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every post has a standard by which people are matched to it, and it can be measured.

    Earns: a standard stands in the row of the post under a header such as 任职要求 or 匹配标准, under its heading,
    behind its name, or in a sentence about it (学历, 经验, 熟练, 不超过 …), and it has something to measure by: a
    number, a level of education, a certificate, a grade, a tool to handle. One with nothing to measure by: half.
    Always a suggestion.
    Loses: no standard for this post while other posts have one.
    Open: no standard was found for any post; the post is spoken of in their place, but no standard of it was
    made out; standards were found for fewer than half of the posts, all in running sentences, which may have been read
    wrongly; the post's name may have a slip; pictures or unread parts may hold them.
    Evidence: the cells, lines or sentences.
    Review: whether the standard fits the duties of the post.
    Example: `平均响应不超过30秒` earns, `有责任心、能吃苦` earns half.
    """
    answer = read_posts(subject, asked)
    said = {post: [one for one in answer.said(post, Role.STANDARD) if _tells(one.text)] for post in asked.posts}
    located = any(said.values())
    in_doubt = _in_doubt(said)
    for post, others in asked.posts.items():
        if in_doubt and not said[post]:
            message = say("check.team_management.matching.not_located", **values_of(answer, post, others))
            yield unsettled(post, Reason.UNCERTAIN, message, *answer.answer.evidence)
        else:
            yield _post(answer, post, others, said[post], located)


def _in_doubt(said: Mapping[str, Sequence[Said]]) -> bool:
    """Whether most posts have no standard and those found are parts of sentences, which may have been read wrongly."""
    found = [words for words in said.values() if words]
    return 0 < 2 * len(found) < len(said) and all(one.prose for words in found for one in words)


def _post(answer: PostAnswer, post: str, others: tuple[str, ...], said: Sequence[Said], located: bool) -> Point:
    values = values_of(answer, post, others)
    if not said:
        return not_there(answer, (post, others), Role.STANDARD, "matching", values, located)
    measurable = [one.evidence for one in said if is_measurable(one.text)]
    if measurable:
        message = say("check.team_management.matching.measurable", **values)
        return earned(post, message, *measurable[:_MOST], suggested=True)
    message = say("check.team_management.matching.vague", **values)
    return judged(post, Fraction(1, 2), message, *(one.evidence for one in said[:_MOST]), suggested=True)


def _tells(text: str) -> bool:
    said = bare(without_what_is_open(text))
    return len(said) > 1 and _NOTHING.match(said) is None
