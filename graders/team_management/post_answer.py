"""Everything that an answer says about the posts asked for, in tables and in text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Need, Subject
from yuejuan.graders.common.answers import Answer, Line, read_answer
from yuejuan.graders.common.answers.source import WRITTEN
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.recent import Recent
from yuejuan.graders.common.tables import Grid
from yuejuan.graders.finding import Evidence, TableCell
from yuejuan.graders.team_management.post_likeness import look_alikes, unknown_posts
from yuejuan.graders.team_management.post_names import PostNames, PostParameters
from yuejuan.graders.team_management.post_standing import Standing
from yuejuan.graders.team_management.post_tables import PostRow, PostTable, post_tables
from yuejuan.graders.team_management.post_texts import PostName, PostReader, PostText, about, is_title
from yuejuan.graders.team_management.roles import Role, cell_says, may_be_standard, roles_of, says_anything

NEEDS = (*WRITTEN, Need(WorkbookFacts, of_kind="workbook"))
"""What checks of posts look at: what is asked may stand in running text or in a workbook."""

_CELL = re.compile(r"^(?P<table>.*/t\d+)/r(?P<row>\d+)/c(?P<column>\d+)/[^/]+$")
_CLAUSE_START = r"(?:^|(?<=[，,。；;：:\s]))"
_CLAUSE_GOES_ON = r"(?=\s*(?:岗位?|人员|[需要应得必须具会能有是的做负]|[：:—–\-（(，,]|$))"
_LONGEST_TITLE, _MOST_CELLS = 40, 5_000

Cell = tuple[str, int, int]
"""The block path of a table, and a row and column of it."""


@dataclass(frozen=True)
class Said:
    """Words of the candidate about a post: the text, where it stands, and whether it is certain what they are about.

    ``prose``: they are part of a sentence, cut out by what it seems to be about.
    """

    text: str
    evidence: Evidence
    certain: bool
    prose: bool = False


@dataclass(frozen=True)
class PostAnswer:
    """What was found of the posts. ``stray`` are cells that name a post outside any table of posts.

    ``spellings`` are all names of all posts.
    """

    answer: Answer
    tables: tuple[PostTable, ...]
    names: tuple[PostName, ...]
    texts: tuple[PostText, ...]
    stray: tuple[tuple[str, TableCell], ...]
    spellings: frozenset[str] = frozenset()

    def rows(self, post: str) -> list[PostRow]:
        """The rows that are labelled with a post."""
        return [row for table in self.tables for row in table.rows if row.post == post]

    def said(self, post: str, role: Role) -> list[Said]:
        """What is said about a post in one respect, certain places first."""
        found: list[Said] = []
        for row in self.rows(post):
            for one in row.about(role):
                if one.cell.words.strip() and cell_says(one.cell.words.strip(), role):
                    alone = len(one.roles) == 1 and row.whole and one.told
                    found.append(Said(one.cell.words.strip(), row.grid.evidence(one.cell), alone))
        for text in self.texts:
            if text.post == post and text.role is role and text.words:
                place = span(text.line.file, text.line.paragraph, text.start, text.end)
                found.append(Said(text.words, place, text.certain, text.prose))
        return sorted(found, key=lambda one: not one.certain)

    def unclear(self, post: str, role: Role) -> list[Evidence]:
        """Where a post is spoken of in a place that is about ``role``, in words that were not taken for such."""
        found: list[Evidence] = []
        for row in self.rows(post):
            cells = (one.cell for one in row.about(role) if says_anything(one.cell.words))
            cells = (cell for cell in cells if not cell_says(cell.words, role))
            cells = (cell for cell in cells if role is Role.DUTIES or may_be_standard(cell.words))
            found += [row.grid.evidence(cell) for cell in cells]
        for text in self.texts:
            if text.post != post or text.role is role or not says_anything(text.words):
                continue
            untold = not text.asked and not text.prose and role is Role.STANDARD
            if (role in text.asked or untold) and (text.role is None or may_be_standard(text.words)):
                found.append(span(text.line.file, text.line.paragraph, text.start, text.end))
        for name in self.names:
            if name.post == post and name.standing is Standing.PASSING and role in name.asked and not name.denied:
                found.append(span(name.line.file, name.line.paragraph, name.start, name.end))
        return found

    def look_alikes(self, post: str, others: Sequence[str]) -> list[Evidence]:
        """Items that may be the post's name with a slip."""
        return look_alikes(self.answer.lines, (post, *others), self.spellings)

    def spelled(self, post: str, others: Sequence[str]) -> list[Evidence]:
        """Every place where one of the post's own names begins a clause, in the words of another post too."""
        names = "|".join(re.escape(name) for name in sorted((post, *others), key=len, reverse=True))
        named = re.compile(rf"{_CLAUSE_START}(?:{names}){_CLAUSE_GOES_ON}")
        return [
            span(line.file, line.paragraph, match.start(), match.end())
            for line in self.answer.lines
            for match in named.finditer(line.own)
        ]

    def unknown(self) -> list[Evidence]:
        """Posts that go by none of the names known, by their numbers of people."""
        return unknown_posts(self.answer.lines, self.spellings)

    def blank(self, post: str, role: Role) -> tuple[TableCell, ...]:
        """The empty cells of a post in a column that is about ``role``."""
        cells = [(row, one) for row in self.rows(post) for one in row.about(role)]
        return tuple(
            row.grid.evidence(one.cell) for row, one in cells if not one.cell.words.strip() and not one.cell.formula
        )

    def is_named(self, post: str) -> bool:
        """Whether a post is named anywhere as one that there is."""
        named = any(name.post == post and name.affirmed for name in self.names)
        return named or bool(self.rows(post)) or any(owner == post for owner, _ in self.stray)

    def elsewhere(self, post: str) -> bool:
        """Whether a post is named outside the tables of posts, where something may be said of it that was not read."""
        return any(name.post == post for name in self.names) or any(owner == post for owner, _ in self.stray)


def read_tables_of_people(subject: Subject, brief: str) -> Answer:
    """The answer without tables that are too large to be about the people of a shop: they are left to a teacher."""
    answer = read_answer(subject, brief)
    grids = tuple(grid for grid in answer.grids if grid.rows * grid.columns <= _MOST_CELLS)
    return answer if len(grids) == len(answer.grids) else replace(answer, grids=grids, whole=False)


_recent: Recent[PostAnswer] = Recent()


def read_posts(subject: Subject, asked: PostParameters) -> PostAnswer:
    """Read all files of a subject."""
    answer = read_tables_of_people(subject, asked.brief)
    return _recent.of((answer,), tuple(asked.posts.items()), lambda: _read(answer, asked.posts))


def _read(answer: Answer, posts: Mapping[str, tuple[str, ...]]) -> PostAnswer:
    names = PostNames(posts)
    tables = tuple(post_tables(answer.grids, names, _titles(answer.lines)))
    reader = PostReader(names)
    grids = {(grid.file, grid.name): grid for grid in answer.grids}
    taken = {(table.grid.file, table.grid.name, *place) for table in tables for place in _places(table)}
    parts: dict[tuple[str, Cell | None], list[Line]] = {}
    for line in answer.lines:
        parts.setdefault((line.file, cell_of(line)), []).append(line)
    for (file, cell), lines in parts.items():
        if cell is None:
            reader.read(lines)
        elif (file, *cell) not in taken:
            grid = grids.get((file, cell[0]))
            reader.read(lines, _title_of(grid, cell[1], cell[2]) if grid is not None else "")
    stray = tuple(_stray(answer.grids, names, taken, frozenset(line.file for line in answer.lines)))
    known = frozenset(name for post, others in posts.items() for name in (post, *others))
    return PostAnswer(answer, tables, tuple(reader.names), tuple(reader.texts), stray, known)


def _titles(lines: Sequence[Line]) -> dict[tuple[str, str], frozenset[Role]]:
    """For each table of a document what the heading or title above it says that the work below is about."""
    found: dict[tuple[str, str], frozenset[Role]] = {}
    file, given, depth = "", frozenset[Role](), 0
    for line in lines:
        cell, level = cell_of(line), line.paragraph.level
        if line.file != file:
            file, given, depth = line.file, frozenset(), 0
        if cell is not None:
            found.setdefault((file, cell[0]), given)
        elif level is not None and (about(line.own) or level <= depth or not depth):
            given, depth = about(line.own), level
        elif level is None and is_title(line.own):
            given = about(line.own)
    return found


def _places(table: PostTable) -> set[tuple[int, int]]:
    """The places of all cells that were read as part of a post's row."""
    cells = [cell for row in table.rows for cell in (row.cell, *(one.cell for one in row.beside))]
    return {(cell.row, cell.column) for cell in (*cells, *table.others)}


def cell_of(line: Line) -> Cell | None:
    """The innermost cell that a line stands in; ``None`` in the body."""
    match = _CELL.match(line.paragraph.path)
    return (match["table"], int(match["row"]), int(match["column"])) if match else None


def _title_of(grid: Grid, row: int, column: int) -> str:
    """What the cells left of an answer's cell say, or the cell above it: the question on an answer sheet."""
    left = [grid.words(row, at) for at in range(column)]
    titles = [text for text in left if 0 < len(text) <= _LONGEST_TITLE and roles_of(text)]
    above = grid.words(row - 1, column) if row else ""
    if not titles and 0 < len(above) <= _LONGEST_TITLE:
        titles = [above]
    return " ".join(dict.fromkeys(titles))


def _stray(
    grids: Sequence[Grid], names: PostNames, taken: set[tuple[str, str, int, int]], documents: frozenset[str]
) -> list[tuple[str, TableCell]]:
    """Cells that hold a post's name and are no label of a row; in workbooks also those that mention one."""
    found: dict[tuple[str, str, int, int, str], tuple[str, TableCell]] = {}
    for grid in grids:
        for row in range(grid.rows):
            for column in range(grid.columns):
                cell = grid.at(row, column)
                if cell is None or not cell.words.strip() or (grid.file, grid.name, cell.row, cell.column) in taken:
                    continue
                told = names.of_cell(cell.words)
                posts = {told[0]} if told else set()
                if not posts and grid.file not in documents:
                    posts = {mention.name for mention, standing in names.mentions(cell.words) if standing.affirmed}
                for post in sorted(posts):
                    found.setdefault((grid.file, grid.name, cell.row, cell.column, post), (post, grid.evidence(cell)))
    return list(found.values())
