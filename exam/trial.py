"""Testing a paper like code: the reference earns all, mutations lose exactly their marks, equivalents nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam import edits
from yuejuan.exam.entries import single_entry
from yuejuan.exam.prepare import Materials, prepare
from yuejuan.graders.binding import BoundSheet
from yuejuan.graders.engine import judge, plan
from yuejuan.graders.finding import State
from yuejuan.graders.result import PartResult, SubmissionResult
from yuejuan.graders.scoring import sums_of
from yuejuan.messages import Message, say
from yuejuan.rubrics.paper import Edit, Equivalent, Mutation


@dataclass(frozen=True)
class PartMark:
    """What one part came to: marks earned (settled and suggested), marks open, and why they are open.

    ``short`` is what was said of each point that did not earn all.
    """

    earned: Fraction
    open: Fraction
    available: Fraction
    reasons: frozenset[str]
    short: tuple[Message, ...]


@dataclass(frozen=True)
class Trial:
    """The outcome of one trial: what it was, and every difference from what the paper says. None means passed."""

    kind: Literal["reference", "mutation", "equivalent"]
    id: str
    why: dict[str, str]
    differences: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Marks:
    """Marks by ``criterion/part``, and the rules that took effect."""

    parts: Mapping[str, PartMark]
    fired: frozenset[str]
    human: frozenset[str] = field(default_factory=frozenset)


def run_trials(
    bound: BoundSheet,
    mutations: tuple[Mutation, ...],
    equivalents: tuple[Equivalent, ...],
    measurer: Measurer,
    only: frozenset[str] = frozenset(),
) -> Iterator[Trial]:
    """The reference first, then each mutation and equivalent (or only those named); raises ``EditError``."""
    reference = bound.sheet.folder / "reference"
    materials = Materials.of(bound.sheet)
    model = _grade(bound, reference, materials, measurer, ())
    yield Trial("reference", "reference", {"zh_CN": "参考答卷", "en": "the reference"}, tuple(_short_of_all(model)))
    for mutation in mutations:
        if not only or mutation.id in only:
            changed = _grade(bound, reference, materials, measurer, mutation.edits)
            differences = tuple(_unexpected(model, changed, mutation))
            why = {"zh_CN": mutation.why.zh_CN, "en": mutation.why.en}
            yield Trial("mutation", mutation.id, why, differences)
    for equivalent in equivalents:
        if not only or equivalent.id in only:
            changed = _grade(bound, reference, materials, measurer, equivalent.edits)
            why = {"zh_CN": equivalent.why.zh_CN, "en": equivalent.why.en}
            yield Trial("equivalent", equivalent.id, why, tuple(_changes(model, changed)))


def marks_of(result: SubmissionResult) -> Marks:
    """Marks by part and fired rules of one result."""
    parts: dict[str, PartMark] = {}
    human: set[str] = set()
    for criterion in result.criteria:
        for part in criterion.parts:
            name = f"{criterion.id}/{part.id}"
            if part.judge == "human":
                human.add(name)
            parts[name] = _mark(part)
    fired = {line.id for criterion in result.criteria for line in criterion.rules if line.state == "fired"}
    return Marks(parts, frozenset(fired), frozenset(human))


def _mark(part: PartResult) -> PartMark:
    available = Fraction(part.points)
    sums = sums_of(part.finding, available)
    reasons = {point.reason.value for point in part.finding if point.state is State.OPEN and point.reason is not None}
    short = tuple(point.message for point in part.finding if point.share != 1)
    earned = sums.determined_awarded + sums.suggested_awarded
    return PartMark(earned, sums.open, available, frozenset(reasons), short)


def _grade(
    bound: BoundSheet, reference: Path, materials: Materials, measurer: Measurer, changes: tuple[Edit, ...]
) -> Marks:
    """Grade a copy of the reference after ``changes``. An edit may turn the whole folder into an archive beside it."""
    with tempfile.TemporaryDirectory(prefix="yuejuan-") as temporary:
        root = Path(temporary) / "20990001"
        shutil.copytree(reference, root)
        for change in changes:
            edits.apply(change.edit, root, change.file, change.arguments)
        handed_in = [path for path in Path(temporary).iterdir() if path.name.startswith("20990001")]
        entry = single_entry(handed_in[0] if len(handed_in) == 1 else root)
        prepared = prepare(entry, bound.sheet, materials, measurer)
        requests = plan(bound, prepared.submission)
        outcomes = {request: prepared.measure(request, measurer) for request in requests}
        return marks_of(judge(bound, prepared.submission, outcomes))


def _short_of_all(marks: Marks) -> Iterator[Message]:
    for name, mark in marks.parts.items():
        if name not in marks.human and mark.earned != mark.available:
            earned, available = _shown(mark.earned), _shown(mark.available)
            yield say("exam.trial_reference", part=name, earned=earned, available=available)
            yield from mark.short


def _changes(model: Marks, changed: Marks) -> Iterator[Message]:
    for name, mark in changed.parts.items():
        if name not in model.human and (mark.earned, mark.open) != (model.parts[name].earned, model.parts[name].open):
            yield _difference(name, model.parts[name].earned, mark)
            yield from mark.short
    for rule in sorted(changed.fired ^ model.fired):
        yield say("exam.trial_rule", rule=rule)


def _unexpected(model: Marks, changed: Marks, mutation: Mutation) -> Iterator[Message]:
    for name in (*mutation.loses, *mutation.opens):
        if name not in model.parts:
            yield say("exam.trial_unknown_part", part=name)
    for name, mark in changed.parts.items():
        if name in model.human:
            continue
        before = model.parts[name]
        reason = mutation.opens.get(name)
        lost = Fraction(mutation.loses.get(name, 0))
        if reason is not None and (reason not in mark.reasons or mark.open == 0):
            yield say("exam.trial_not_open", part=name, reason=reason, reasons=sorted(mark.reasons))
        still_there = mark.earned + (mark.open - before.open if reason is not None else 0)
        if before.earned - still_there != lost or (reason is None and mark.open != before.open):
            yield _difference(name, before.earned - lost, mark)
            yield from mark.short
    for rule in sorted((changed.fired - model.fired) ^ set(mutation.fires)):
        yield say("exam.trial_rule", rule=rule)


def _difference(name: str, expected: Fraction, mark: PartMark) -> Message:
    return say(
        "exam.trial_difference",
        part=name,
        expected=_shown(expected),
        earned=_shown(mark.earned),
        open=_shown(mark.open),
    )


def _shown(marks: Fraction) -> str:
    return f"{float(marks):.4g}"
