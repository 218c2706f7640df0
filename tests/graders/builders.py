"""Sheets and submissions made by hand for the tests of the engine."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from yuejuan.graders.submission import HandedFile, Match, Submission
from yuejuan.rubrics.model import Human, Rule, Text
from yuejuan.rubrics.paper import Deliverable
from yuejuan.rubrics.sheet import Sheet, SheetCriterion, SheetPart

TITLE = Text(zh_CN="题", en="title")


def part(name: str, points: str, **values: Any) -> SheetPart:
    return SheetPart(id=name, title=TITLE, points=Fraction(points), **{"check": None, "deliverables": (), **values})


def human_part(name: str, points: str, *deliverables: str) -> SheetPart:
    levels = [{"share": 1, "text": "好"}, {"share": 0, "text": "差"}]
    return part(name, points, deliverables=deliverables, human=Human.model_validate({"prompt": "看", "levels": levels}))


def sheet(*criteria: tuple[str, list[SheetPart]], rules: tuple[Rule, ...] = (), step: str = "1/2") -> Sheet:
    names = {name for _, parts in criteria for p in parts for name in p.deliverables}
    return Sheet(
        paper_id="paper",
        title=TITLE,
        project="shop_design",
        minutes=60,
        deliverables=tuple(
            Deliverable(id=name, title=f"件{name}", name=f"{name}.png", kind="image") for name in sorted(names)
        ),
        criteria=tuple(
            SheetCriterion(
                id=f"shop_design.{name}",
                clause="M2-P2-①",
                title=TITLE,
                points=sum((p.points for p in parts), Fraction(0)),
                literacy=False,
                parts=tuple(parts),
            )
            for name, parts in criteria
        ),
        rules=rules,
        step=Fraction(step),
        folder=Path("paper"),
        paper_digest="p",
        rubric_digest="r",
    )


def handed(path: str, kind: str = "image") -> HandedFile:
    return HandedFile(path=path, asked_path=path, bytes=1, sha256=path, kind=kind, format="PNG")


def submission(*matches: Match) -> Submission:
    files = {path for match in matches for path in (*match.files, *match.possible)}
    return Submission(
        candidate="20260001",
        folder="20260001",
        files=tuple(handed(path) for path in sorted(files)),
        matches=matches,
        extras=(),
        complete=True,
    )


def rule(**values: Any) -> Rule:
    return Rule.model_validate({"id": "rule", "title": "规则", **values})
