"""The check ``team_management.posts``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yuejuan.graders.api import Ask, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.places import span
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason, TextSpan
from yuejuan.graders.team_management.post_answer import NEEDS, PostAnswer, read_posts
from yuejuan.graders.team_management.post_names import PostParameters
from yuejuan.graders.team_management.post_points import values_of
from yuejuan.graders.team_management.post_standing import Standing
from yuejuan.graders.team_management.post_texts import PostName
from yuejuan.messages import say

_MOST, _REACH = 3, 12
_PEOPLE = re.compile(r"\s*[：:]?\s*(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s*[名人位个]")
_SHARED_OUT = re.compile(r"其中|包括|包含|分为|分成|即|也就是|或|早班|晚班|兼")


class Parameters(PostParameters):
    """The posts that the paper asks for."""

    def points(self) -> tuple[Ask, ...]:
        """One for each post, and that no post is set up twice."""
        return (*(Ask(name) for name in self.posts), Ask("once"))


@check("team_management.posts", scope="files", needs=NEEDS, any_deliverable=True)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The posts that the paper asks for are set up, and none of them twice.

    Earns: a post that is the label of a row (or column) of a table, or a heading of its own: determined. One that is
    named at the start of a line, in a list, with a number of people, as what a clause is about, or in another cell:
    suggested. `once`: no table and no list has a
    post twice; determined where all posts stand in tables.
    Loses: a post that is named nowhere, by none of its names, in a work that was read whole and names other posts
    (suggested); one that the text says is not set up, or only later (suggested). Partners (`联系客服`, `外聘的美工`)
    set up no post. `once`: two rows of one table, two headings or lines of one list, or two names with numbers of
    people in one paragraph are the same post (suggested: they may share out its duties).
    Open: no post was found at all; the post is only spoken of in passing, or its name may have a slip (`点长`),
    or others stand beside it that may be meant (`拍小视频的导演一位`); pictures or unread parts may hold the posts.
    Evidence: the cells, headings or words.
    Review: whether a post goes by a name that the paper does not list; whether the division of work serves the
    goals.
    Example: a row `客服专员` earns; `客服` in a sentence earns as a suggestion where the paper lists that name.
    """
    answer = read_posts(subject, asked)
    located = any(answer.is_named(post) for post in asked.posts)
    for post, others in asked.posts.items():
        yield _post(answer, post, others, located)
    yield _once(answer, located)


def _post(answer: PostAnswer, post: str, others: tuple[str, ...], located: bool) -> Point:
    values = values_of(answer, post, others)
    rows = answer.rows(post)
    headings = [name for name in answer.names if name.post == post and name.kind == "heading"]
    certain: list[Evidence] = [row.grid.evidence(row.cell) for row in rows if row.whole]
    certain += [_span(name) for name in headings]
    if certain:
        return earned(post, say("check.team_management.posts.there", **values), *certain[:_MOST])
    named = [name for name in answer.names if name.post == post]
    said: list[Evidence] = [row.grid.evidence(row.cell) for row in rows]
    said += [cell for owner, cell in answer.stray if owner == post]
    said += [_span(name) for name in named if name.standing is Standing.LISTED]
    refused = [_span(name) for name in named if name.standing is Standing.REFUSED]
    if not refused:
        said += [_span(name) for name in named if name.standing is Standing.ACTING]
    if said:
        return earned(post, say("check.team_management.posts.named", **values), *said[:_MOST], suggested=True)
    if refused:
        message = say("check.team_management.posts.refused", **values)
        return lost(post, message, *refused[:_MOST], suggested=True)
    unclear = [_span(name) for name in named] or answer.look_alikes(post, others) or answer.unknown()
    if unclear:
        message = say("check.team_management.posts.unclear", **values)
        return unsettled(post, Reason.UNCERTAIN, message, *unclear[:_MOST])
    if located and answer.answer.whole:
        evidence = [FileEvidence(file=file, expected=post) for file in answer.answer.files]
        return lost(post, say("check.team_management.posts.missing", **values), *evidence, suggested=True)
    kind = "pictures" if answer.answer.pictures or answer.answer.unread else "not_located"
    message = say(f"check.team_management.posts.{kind}", **values)
    return unsettled(post, Reason.NOT_LOCATED, message, *answer.answer.evidence)


def _once(answer: PostAnswer, located: bool) -> Point:
    files = list(answer.answer.files)
    twice: list[Evidence] = []
    names: list[str] = []
    for table in answer.tables:
        for first, second in table.repeated:
            twice += [table.grid.evidence(first), table.grid.evidence(second)]
            names.append(second.words.strip())
    seen: dict[tuple[str, str], PostName] = {}
    for name in answer.names:
        if name.kind == "mention":
            continue
        before = seen.setdefault((name.group, name.post), name)
        if before is not name:
            twice += [_span(before), _span(name)]
            names.append(name.post)
    for one, other in _other_names_twice(answer.names):
        twice += [_span(one), _span(other)]
        names.append(other.spelling)
    if twice:
        message = say("check.team_management.posts.twice", names=list(dict.fromkeys(names)))
        return lost("once", message, *twice[:6], suggested=True)
    if not located:
        kind = "pictures" if answer.answer.pictures or answer.answer.unread else "none"
        message = say(f"check.team_management.posts.once_{kind}", files=files)
        return unsettled("once", Reason.NOT_LOCATED, message, *answer.answer.evidence)
    labels: list[Evidence] = [row.grid.evidence(row.cell) for table in answer.tables for row in table.rows]
    spans: list[Evidence] = [_span(name) for name in answer.names if name.affirmed]
    evidence = [*labels, *spans, *(cell for _, cell in answer.stray)]
    in_tables = all(row.whole for table in answer.tables for row in table.rows) and bool(labels)
    return earned(
        "once", say("check.team_management.posts.once"), *evidence[:_MOST], suggested=bool(spans) or not in_tables
    )


def _other_names_twice(names: Sequence[PostName]) -> Iterator[tuple[PostName, PostName]]:
    """Pairs of one paragraph that give a post two names, each with a number of people: 采购员1人，买手1人."""
    seen: dict[tuple[str, str, str], PostName] = {}
    for name in names:
        behind = name.line.own[name.end : name.end + _REACH]
        if name.standing is not Standing.LISTED or _PEOPLE.match(behind) is None:
            continue
        before = seen.setdefault((name.line.file, name.line.paragraph.path, name.post), name)
        between = name.line.own[before.end : name.start]
        if before.spelling != name.spelling and _SHARED_OUT.search(between) is None:
            yield before, name


def _span(name: PostName) -> TextSpan:
    return span(name.line.file, name.line.paragraph, name.start, name.end)
