"""The check ``team_management.posts``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.graders.api import Ask, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.places import span
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason, TextSpan
from yuejuan.graders.team_management.post_answer import NEEDS, PostAnswer, read_posts
from yuejuan.graders.team_management.post_names import PostParameters
from yuejuan.graders.team_management.post_points import values_of
from yuejuan.graders.team_management.post_texts import PostName
from yuejuan.messages import say

_MOST = 3


class Parameters(PostParameters):
    """The posts that the paper asks for."""

    def points(self) -> tuple[Ask, ...]:
        """One for each post, and that no post is set up twice."""
        return (*(Ask(name) for name in self.posts), Ask("once"))


@check("team_management.posts", scope="files", needs=NEEDS, any_deliverable=True)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The posts that the paper asks for are set up, and none of them twice.

    Earns: a post that is the label of a row (or column) of a table, or a heading of its own: determined. One that is
    named at the start of a line, in running text or in another cell: suggested. `once`: no table and no list has a
    post twice; determined where all posts stand in tables.
    Loses: a post that is named nowhere, by none of its names, in a work that was read whole and names other posts
    (suggested); one that is only named to say that it is not set up. `once`: two rows of one table, or two headings or
    lines of one list, are the same post (suggested: they may share out its duties).
    Open: no post was found at all; pictures or unread parts may hold the posts.
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
    said: list[Evidence] = [row.grid.evidence(row.cell) for row in rows]
    said += [cell for owner, cell in answer.stray if owner == post]
    said += [_span(name) for name in answer.names if name.post == post and name.affirmed]
    if said:
        return earned(post, say("check.team_management.posts.named", **values), *said[:_MOST], suggested=True)
    taken_back = [_span(name) for name in answer.names if name.post == post]
    if taken_back:
        message = say("check.team_management.posts.refused", **values)
        return lost(post, message, *taken_back[:_MOST], suggested=True)
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


def _span(name: PostName) -> TextSpan:
    return span(name.line.file, name.line.paragraph, name.start, name.end)
