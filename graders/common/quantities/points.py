"""The scoring points of named quantities: recomputed, errors carried forward, the rest open with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import msgspec
from pydantic import Field, ValidationInfo, field_validator

from yuejuan.graders.api import Ask, CheckParameters, Subject, earned, lost, unsettled
from yuejuan.graders.common.answers import Answer, Found, Values, Wanted, find_values, read_answer
from yuejuan.graders.common.numbers import find_quantities, shown
from yuejuan.graders.common.quantities.model import NamedQuantity, Problem
from yuejuan.graders.common.quantities.unlabelled import unlabelled
from yuejuan.graders.common.quantities.verdict import Standing, Verdict, judge_values
from yuejuan.graders.common.recent import Recent
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import Message, Value, say

_OPEN = (Standing.COARSE, Standing.UNCLEAR, Standing.UNIT)


class QuantityParameters(CheckParameters):
    """What is to be worked out, which of it is judged here, and the text that candidates were given."""

    exercise: Problem = Field(description="The data that the paper gives and the quantities to be worked out.")
    asked: tuple[str, ...] = Field(
        (), description="Names of the quantities that are judged here; all of them when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    @field_validator("asked")
    @classmethod
    def _known(cls, asked: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        exercise = info.data.get("exercise")
        if exercise is not None and (unknown := set(asked) - exercise.quantities.keys()):
            raise ValueError(f"no quantity is called {sorted(unknown)}")
        return asked

    @property
    def judged_here(self) -> tuple[str, ...]:
        """The names of the quantities that are judged here."""
        return self.asked or tuple(self.exercise.quantities)

    def points(self) -> tuple[Ask, ...]:
        """One for each quantity."""
        return tuple(Ask(name, weight=self.exercise.quantities[name].weight) for name in self.judged_here)


@dataclass(frozen=True)
class Marking:
    """An answer with all that was found in it and the verdicts on what was read."""

    asked: QuantityParameters
    answer: Answer
    values: Values
    settled: dict[str, Found]
    verdicts: dict[str, Verdict]

    @property
    def located(self) -> bool:
        """Whether any quantity was found at all."""
        return any(self.values.found.values())

    @property
    def nothing_worked_out(self) -> bool:
        """Whether all was read and no number is left but those that the paper gives."""
        given = {Fraction(value) for value in self.asked.exercise.data.values()}
        given |= {one.value for one in find_quantities(self.asked.brief)}
        given |= {100 * share for share in given if share < 1}
        return self.answer.whole and not self.answer.pictures and self.values.loose <= given


_recent: Recent[tuple[Values, dict[str, Found], dict[str, Verdict]]] = Recent()


def mark(subject: Subject, asked: QuantityParameters) -> Marking:
    """Find all quantities of the exercise in the answer and judge those that were read."""
    answer = read_answer(subject, asked.brief)
    # The parts of a paper that judge one quantity each are about the same exercise.
    found = _recent.of((answer,), asked.exercise.text, lambda: _found(answer, asked.exercise))
    return Marking(asked, answer, *found)


def _found(answer: Answer, problem: Problem) -> tuple[Values, dict[str, Found], dict[str, Verdict]]:
    wanted = {name: Wanted(one.labels, one.unit) for name, one in problem.quantities.items()}
    values = find_values(answer, wanted)
    values = values.with_more(tuple(unlabelled(answer, problem, wanted, values)))
    settled = {name: one for name in wanted if (one := values.settled(name)) is not None}
    written = {name: one.value for name, one in settled.items() if one.value is not None}
    unclear = frozenset(name for name in wanted if values.found[name] and name not in settled)
    return values, settled, judge_values(problem, written, unclear)


def quantity_points(marking: Marking) -> Iterator[Point]:
    """One point for each quantity that is judged here."""
    for name in marking.asked.judged_here:
        quantity = marking.asked.exercise.quantities[name]
        found = marking.values.found[name]
        if not marking.located:
            yield _not_located(marking, name, quantity)
        elif not found:
            yield _absent(marking, name, quantity)
        elif name not in marking.settled:
            yield _unread(marking, name, quantity)
        else:
            yield _judged(marking, name, quantity)


def _told(kind: str, quantity: NamedQuantity, **values: Value) -> Message:
    return say(f"check.quantities.{kind}", label=quantity.labels[0], unit=quantity.unit or "", **values)


def _not_located(marking: Marking, name: str, quantity: NamedQuantity) -> Point:
    """Nothing was found: the answer is a picture, or stands where it was not looked for, or nothing was worked out."""
    if marking.nothing_worked_out:
        return _nothing(marking, name, quantity)
    kind = "pictures_only" if marking.answer.pictures or marking.answer.unread else "not_located"
    message = _told(kind, quantity, labels=list(quantity.labels), files=list(marking.answer.files))
    return unsettled(name, Reason.NOT_LOCATED, message, *marking.answer.evidence, weight=quantity.weight)


def _nothing(marking: Marking, name: str, quantity: NamedQuantity) -> Point:
    expected = _shown(marking.asked.exercise.right_values()[name], quantity)
    evidence = [FileEvidence(file=file, expected=expected) for file in marking.answer.files]
    message = _told("nothing", quantity, labels=list(quantity.labels), files=list(marking.answer.files))
    return lost(name, message, *evidence, weight=quantity.weight, suggested=True)


def _absent(marking: Marking, name: str, quantity: NamedQuantity) -> Point:
    """Other quantities are there and this one is not; lost only where no number is left that it could be."""
    values: dict[str, Value] = {"labels": list(quantity.labels), "files": list(marking.answer.files)}
    problem, given = marking.asked.exercise, {n: one.value.number for n, one in marking.settled.items() if one.value}
    possible = {problem.right_values()[name]}
    if problem.inputs(name) and all(used in given for used in problem.inputs(name)):
        possible.add(problem.from_inputs(name, given))
    nothing_left = marking.nothing_worked_out
    could_be = not nothing_left and (marking.values.loose_in_prose or bool(possible & marking.values.loose))
    mostly_there = nothing_left or 2 * len(marking.settled) >= len(problem.quantities)
    if could_be or not mostly_there or not marking.answer.whole:
        message = _told("maybe_absent", quantity, **values)
        return unsettled(name, Reason.NOT_LOCATED, message, *marking.answer.evidence, weight=quantity.weight)
    expected = _shown(problem.right_values()[name], quantity)
    evidence = [FileEvidence(file=file, expected=expected) for file in marking.answer.files]
    message = _told("absent", quantity, **values)
    return lost(name, message, *evidence, weight=quantity.weight, suggested=True)


def _unread(marking: Marking, name: str, quantity: NamedQuantity) -> Point:
    """Several values that differ, or something that is not one number of the right unit."""
    found = marking.values.found[name]
    conflict = marking.values.contradicts_itself(name)
    written = [_shown(one.value.number, quantity) for one in found if one.value is not None]
    message = _told("conflict" if conflict else "unreadable", quantity, written=written)
    reason = Reason.CONFLICT if conflict else Reason.UNCERTAIN
    return unsettled(name, reason, message, *(one.evidence for one in found), weight=quantity.weight)


def _judged(marking: Marking, name: str, quantity: NamedQuantity) -> Point:
    found, verdict = marking.settled[name], marking.verdicts[name]
    follows = verdict.own if verdict.standing is Standing.CARRIED else verdict.expected
    evidence = _expecting(found.evidence, _shown(verdict.expected if follows is None else follows, quantity))
    values: dict[str, Value] = {
        "file": evidence.file,
        "measured": _shown(found.value.number, quantity) if found.value else "",
        "expected": _shown(verdict.expected, quantity),
        "own": _shown(verdict.own, quantity) if verdict.own is not None else "",
        "formula": quantity.formula,
    }
    message = _told("guessed" if verdict.guessed else str(verdict.standing), quantity, **values)
    if verdict.guessed or verdict.standing in _OPEN:
        return unsettled(name, Reason.UNCERTAIN, message, evidence, weight=quantity.weight)
    if verdict.standing is Standing.RIGHT:
        return earned(name, message, evidence, weight=quantity.weight, suggested=not found.exact)
    inputs = marking.asked.exercise.inputs(name)
    proved = found.exact and all(_is_exact(marking, used) for used in inputs)
    judged = earned if verdict.standing is Standing.CARRIED else lost
    return judged(name, message, evidence, weight=quantity.weight, suggested=not proved)


def _is_exact(marking: Marking, name: str) -> bool:
    return name in marking.settled and marking.settled[name].exact


def _shown(value: Fraction, quantity: NamedQuantity) -> str:
    """The value in its unit: a share of one as percent."""
    return shown(value * 100 if quantity.unit == "%" else value)


def _expecting(evidence: Evidence, value: str) -> Evidence:
    """The evidence with the value that is right there."""
    measured = getattr(evidence, "text", None) or getattr(evidence, "quote", None)
    return msgspec.structs.replace(evidence, expected=value, measured=measured)
