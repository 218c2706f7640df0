"""Where the budget stands: in the tables of the documents and workbooks, else as a list in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

import msgspec

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Subject
from yuejuan.graders.common.document.places import read_whole
from yuejuan.graders.common.document.struck import standing, with_standing_cells
from yuejuan.graders.common.numbers import find_quantities
from yuejuan.graders.common.tables import Grid, grids_of_document, grids_of_typed_lines, grids_of_workbook
from yuejuan.graders.marketing_plan.budget_lines import Budget
from yuejuan.graders.marketing_plan.budget_prose import Statement, listed_budget, statements
from yuejuan.graders.marketing_plan.budget_sentences import told_budget
from yuejuan.graders.marketing_plan.budget_tables import budget_of

_FEWEST_AMOUNTS = 2
_CELL = re.compile(r".*/c\d+(?=/)")
_SENTENCES = re.compile(r"[^。；]{10,}[。；]")
_ELSEWHERE = re.compile(r"见.{0,6}(?:表|附|图|页|文件)|另附|附后|附件|附表")


@dataclass(frozen=True)
class Search:
    """All budgets found, the one to judge first.

    ``said`` are totals in running text; ``unreadable`` are files that could hold a budget too.
    """

    budgets: tuple[Budget, ...]
    said: tuple[Statement, ...]
    unreadable: tuple[str, ...]
    empty: bool = False
    """Whether every file was read, and holds no two amounts of which a budget could be made."""

    @property
    def main(self) -> Budget:
        """The budget with most items that can be recomputed; a workbook goes before a document."""
        return self.budgets[0]

    @property
    def others(self) -> tuple[Budget, ...]:
        """The other budgets."""
        return self.budgets[1:]


def find_budgets(subject: Subject, known: frozenset[Fraction] = frozenset()) -> Search:
    """Look into every file of the subject that could be read. ``known`` are amounts in yuan that the paper gives."""
    tables: list[tuple[bool, Budget]] = []
    lists: list[Budget] = []
    said: list[Statement] = []
    unreadable: list[str] = []
    amounts: set[Fraction] = set()
    whole = True
    for file in subject.files:
        if file.kind in ("document", "text"):
            facts = subject.facts(DocumentFacts, file.path)
            grids = grids_of_document(file.path, with_standing_cells(facts))
            tables += [(False, budget) for budget in _budgets_in(grids)]
            in_lines = facts.paragraphs or () if facts.format in ("txt", "md") else ()
            typed = _budgets_in(grids_of_typed_lines(file.path, in_lines, single_blanks=True))
            tables += [(False, replace(budget, exact=False)) for budget in typed]
            text = _running_text(facts)
            listed = listed_budget(file.path, text) or told_budget(file.path, text)
            amounts |= _amounts_in(facts)
            whole = whole and read_whole(facts) and not _refers_elsewhere(facts)
            lists += [listed] if listed else []
            said += statements(file.path, text)
        elif file.kind == "workbook":
            book = subject.facts(WorkbookFacts, file.path)
            whole = False
            tables += [(True, budget) for budget in _budgets_in(grids_of_workbook(file.path, book), file.path)]
        else:
            unreadable.append(file.path)
    # A stable order: what can be recomputed, then workbooks, then the longer one, then as handed in.
    tables.sort(key=lambda found: (found[1].recomputable == 0, not found[0], -len(found[1].items)))
    found = [budget for _, budget in tables if budget.recomputable or budget.of_kind("total")]
    budgets = _parts_together(found) or tuple(budget for _, budget in tables) or tuple(lists)
    empty = whole and not unreadable and len(amounts - known) < _FEWEST_AMOUNTS
    own_total = {line.evidence for budget in budgets if not budget.exact for line in budget.of_kind("total")}
    return Search(budgets, tuple(s for s in said if s.span not in own_total), tuple(unreadable), empty)


def _running_text(facts: DocumentFacts) -> tuple[Paragraph, ...]:
    """What stands outside tables or in a cell of whole sentences, as on an answer sheet; crossed-out words blanked."""
    cells = {cell.path for table in facts.tables or () for cell in table.cells if _SENTENCES.search(cell.text)}
    return tuple(
        msgspec.structs.replace(paragraph, text=standing(paragraph))
        for paragraph in facts.paragraphs or ()
        if (cell := _CELL.match(paragraph.path)) is None or cell[0] in cells
    )


def _amounts_in(facts: DocumentFacts) -> set[Fraction]:
    """Every amount of money in the text, in yuan, and every bare number in a cell."""
    found = {one.yuan for each in facts.paragraphs or () for one in find_quantities(each.text) if one.yuan is not None}
    cells = (cell.text for table in facts.tables or () for cell in table.cells)
    return found | {one.value for text in cells for one in find_quantities(text) if one.unit is None}


def _refers_elsewhere(facts: DocumentFacts) -> bool:
    return any(_ELSEWHERE.search(paragraph.text) for paragraph in facts.paragraphs or ())


def _budgets_in(grids: tuple[Grid, ...], about: str = "") -> list[Budget]:
    read = [(position, budget_of(grid, about)) for position, grid in enumerate(grids)]
    return [replace(budget, position=position) for position, budget in read if budget is not None]


def _parts_together(budgets: list[Budget]) -> tuple[Budget, ...]:
    """The budgets with the parts of the first one joined: further tables of its file with prices and quantities."""
    if not budgets or not budgets[0].recomputable:
        return tuple(budgets)
    first = budgets[0]
    parts = [budget for budget in budgets if budget.file == first.file and budget.recomputable]
    parts.sort(key=lambda budget: budget.position)
    lines = tuple(line for part in parts for line in part.lines)
    return (replace(first, lines=lines), *(budget for budget in budgets if budget not in parts))
