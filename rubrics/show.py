"""A rubric or sheet for people: the default table of points for a paper, and rows for a table on the terminal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, RubricError
from yuejuan.rubrics.faults import LITERACY_POINTS, SKILL_POINTS
from yuejuan.rubrics.model import Part, Rubric, Text
from yuejuan.rubrics.sheet import Sheet

Table = dict[str, dict[str, Fraction]]


def default_points(
    rubric: Rubric,
    deliverables: Collection[str],
    step: Fraction = Fraction(1, 2),
    own: Mapping[str, Mapping[str, Fraction]] | None = None,
) -> Table:
    """A paper's table (criterion to part to marks) when only ``deliverables`` are handed in.

    A part is asked for when it looks at none or at one of them. What is not asked for is shared out inside its
    criterion; a criterion of which nothing is left, over the other skill (or literacy) criteria; both in proportion
    to the rubric's marks, in steps of ``step`` by largest remainder. The paper's ``own`` parts, by criterion, keep
    their marks, and the standard's parts of the criterion share the rest; where too little is left for them, all of
    its parts share. Always 90 + 10. Raises :class:`RubricError` when no skill or literacy part is left.
    """
    own = own or {}
    asked = {
        f"{rubric.project}.{criterion.id}": [part for part in criterion.parts if _is_asked(part, deliverables)]
        for criterion in rubric.criteria
    }
    table: Table = {}
    for literacy, total in ((False, SKILL_POINTS), (True, LITERACY_POINTS)):
        whole = {f"{rubric.project}.{item.id}": item for item in rubric.criteria if item.literacy == literacy}
        chosen = [name for name in whole if asked[name] or own.get(name)]
        if not chosen:
            problem = Problem(file=rubric.project, message=say("rubric.nothing_asked", points=total))
            raise RubricError((problem,))
        shares = share_out(Fraction(total), [Fraction(whole[name].points) for name in chosen], step)
        for name, marks in zip(chosen, shares, strict=True):
            standard = {part.id: Fraction(part.points) for part in asked[name]}
            table[name] = _of_parts(marks, standard, own.get(name, {}), step)
    return {name: table[name] for name in asked if name in table}


def _of_parts(
    marks: Fraction, standard: Mapping[str, Fraction], own: Mapping[str, Fraction], step: Fraction
) -> dict[str, Fraction]:
    """``marks`` of a criterion shared out over its parts: the paper's own first, then the standard's."""
    rest = marks - sum(own.values())
    kept = own if standard and rest >= step * len(standard) else {}
    shared = standard if kept else {**own, **standard}
    shares = share_out(marks - sum(kept.values()), list(shared.values()), step)
    return {**kept, **dict(zip(shared, shares, strict=True))}


def narrowed(rubric: Rubric, deliverables: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The paper's ``looks_at`` for parts of which only some deliverables are handed in."""
    return {
        f"{rubric.project}.{criterion.id}/{part.id}": kept
        for criterion in rubric.criteria
        for part in criterion.parts
        if _is_asked(part, deliverables)
        and (kept := tuple(name for name in part.deliverables if name in deliverables))
        and len(kept) < len(part.deliverables)
    }


def _is_asked(part: Part, deliverables: Collection[str]) -> bool:
    """Whether any of the part's deliverables is handed in; all of those that its parameters name must be."""
    named = {value for value in part.parameters.values() if isinstance(value, str)} & set(part.deliverables)
    known = [name in deliverables for name in part.deliverables]
    return not known or (any(known) and named <= set(deliverables))


def share_out(total: Fraction, weights: Sequence[Fraction], step: Fraction) -> list[Fraction]:
    """``total`` in proportion to ``weights``, in steps of ``step``, by largest remainder; always adds up to ``total``.

    Equal remainders go to the earlier one. What ``step`` does not divide goes to the largest share.
    """
    if not any(weights):
        weights = [Fraction(1)] * len(weights)
    steps = total // step
    exact = [steps * weight / sum(weights) for weight in weights]
    whole = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: (whole[index] - exact[index], index))
    for index in by_remainder[: steps - sum(whole)]:
        whole[index] += 1
    shares = [count * step for count in whole]
    largest = max(range(len(shares)), key=lambda index: (shares[index], -index))
    shares[largest] += total - sum(shares)
    return shares


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table on the terminal: a part of a criterion. ``check`` None: a person judges."""

    criterion: str
    clause: str
    criterion_title: Text
    criterion_points: Fraction
    literacy: bool
    part: str
    title: Text
    points: Fraction
    check: str | None
    deliverables: tuple[str, ...]


def describe(sheet: Sheet) -> list[Row]:
    """The parts of a mark sheet in order."""
    return [
        Row(
            criterion=criterion.id,
            clause=criterion.clause,
            criterion_title=criterion.title,
            criterion_points=criterion.points,
            literacy=criterion.literacy,
            part=part.id,
            title=part.title,
            points=part.points,
            check=part.check,
            deliverables=part.deliverables,
        )
        for criterion in sheet.criteria
        for part in criterion.parts
    ]


def describe_rubric(rubric: Rubric) -> list[Row]:
    """The parts of a rubric in order."""
    return [
        Row(
            criterion=f"{rubric.project}.{criterion.id}",
            clause=criterion.clause,
            criterion_title=criterion.title,
            criterion_points=Fraction(criterion.points),
            literacy=criterion.literacy,
            part=part.id,
            title=part.title,
            points=Fraction(part.points),
            check=part.check,
            deliverables=part.deliverables,
        )
        for criterion in rubric.criteria
        for part in criterion.parts
    ]


def table_as_yaml(table: Mapping[str, Mapping[str, Fraction]]) -> str:
    """The table as the ``points`` of a ``paper.yaml``."""
    lines = ["points:"]
    for criterion, parts in table.items():
        lines.append(f"  {criterion}:")
        lines += [f"    {part}: {_decimal(points)}" for part, points in parts.items()]
    return "\n".join(lines) + "\n"


def _decimal(marks: Fraction) -> str:
    return f"{float(marks):.3f}".rstrip("0").rstrip(".")
