"""A mark sheet: the standard's rubric and one paper, resolved into what the engine runs. Made by the loader."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from yuejuan.rubrics.model import Human, Project, Rule, Text
from yuejuan.rubrics.paper import Deliverable


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """One part with its marks: a check with raw parameters, or a human judgement.

    ``parameters`` are the rubric's, overlaid by the paper's; ``{from_key: …}`` and ``{from_material: …}`` are
    resolved. ``missing_key`` names the keys that were not found (a bundle for candidates has none): then its points
    are open, ``no_key``. ``from_key`` names the parameters whose value is an answer out of the key: they never leave
    the college. ``where`` tells file, line and column of the part (or of its parameters) for error messages.
    """

    id: str
    title: Text
    points: Fraction
    check: str | None
    deliverables: tuple[str, ...]
    parameters: dict[str, Any] = field(default_factory=dict)
    missing_key: tuple[str, ...] = ()
    from_key: tuple[str, ...] = ()
    human: Human | None = None
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetCriterion:
    """One criterion with its whole id (``shop_design.logo``) and the marks that this paper gives it."""

    id: str
    clause: str
    title: Text
    points: Fraction
    literacy: bool
    parts: tuple[SheetPart, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that grading a submission to one paper needs. ``points`` of the criteria add up to 100.

    ``paper_digest`` and ``rubric_digest`` are sha256 over the meaning-bearing content of the files (key, materials
    and brief included), so that a comment or a moved line changes nothing. ``brief`` is the text that candidates
    read, taken by every check with a parameter of that name; empty when the paper has none.
    """

    paper_id: str
    title: Text
    project: Project
    minutes: int
    deliverables: tuple[Deliverable, ...]
    criteria: tuple[SheetCriterion, ...]
    rules: tuple[Rule, ...]
    step: Fraction
    folder: Path
    paper_digest: str
    rubric_digest: str
    self_check: tuple[str, ...] | None = None
    brief: str = ""

    def deliverable(self, deliverable_id: str) -> Deliverable:
        """The deliverable of that id; ``KeyError`` when the paper has none."""
        for deliverable in self.deliverables:
            if deliverable.id == deliverable_id:
                return deliverable
        raise KeyError(deliverable_id)
