"""The scoring points of an ABC classification."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from yuejuan.graders.api import earned, lost, unsettled
from yuejuan.graders.common.numbers import shown
from yuejuan.graders.customer_service.abc_verdict import Reading
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason, TableCell, TextSpan
from yuejuan.messages import Message, Value, say

_MOST = 6


def class_point(reading: Reading, name: str, weight: int) -> Point:
    """Whether one customer is in the right class."""
    key = f"class.{name}"
    right = reading.solution[name].classes
    given = reading.classes_of(name)
    letters = sorted({mark.letter for mark in given})
    values: dict[str, Value] = {"name": name, "expected": "/".join(right), "given": "、".join(letters)}
    evidence = [_expecting(mark.evidence, "/".join(right)) for mark in given[:_MOST]]
    if len(letters) > 1 or "?" in letters:
        message = say("check.customer_service.abc.conflict", **values)
        return unsettled(key, Reason.CONFLICT, message, *evidence, weight=weight)
    if not given:
        return _without_class(reading, name, key, weight, values)
    exact = all(mark.exact for mark in given)
    if letters[0] in right:
        message = say("check.customer_service.abc.right", **values)
        return earned(key, message, *evidence, weight=weight, suggested=not exact or len(right) > 1)
    in_order, by_own_shares = reading.keeps_order(name), reading.own_class(name) == letters[0]
    if by_own_shares and in_order and reading.errs(name):
        message = say("check.customer_service.abc.carried", **values)
        return earned(key, message, *evidence, weight=weight, suggested=True)
    message = say(f"check.customer_service.abc.{'wrong' if in_order else 'out_of_order'}", **values)
    # What follows from a share that was only rounded is no slip in the class alone.
    unsure = not exact or not reading.falls or by_own_shares
    return lost(key, message, *evidence, weight=weight, suggested=unsure)


def _without_class(reading: Reading, name: str, key: str, weight: int, values: dict[str, Value]) -> Point:
    """A customer without a class: unclear, implied, left blank, or nowhere."""
    marks, answer = reading.marks, reading.answer
    if name in marks.unclear:
        message = say("check.customer_service.abc.unclear", **values)
        return unsettled(key, Reason.UNCERTAIN, message, marks.unclear[name], weight=weight)
    if marks.implied:
        message = say("check.customer_service.abc.implied", **values)
        return unsettled(key, Reason.UNCERTAIN, message, *marks.implied[:_MOST], weight=weight)
    blank = marks.blank.get(name)
    if blank is not None and answer.whole and (not reading.many_blank or reading.row_left_blank(name)):
        message = say("check.customer_service.abc.blank", **values)
        return lost(key, message, _expecting(blank, str(values["expected"])), weight=weight, suggested=True)
    if blank is not None:
        message = say("check.customer_service.abc.many_blank", **values)
        return unsettled(key, Reason.UNCERTAIN, message, blank, weight=weight)
    if (reading.mostly_found or reading.nobody_named) and answer.whole:
        message = say("check.customer_service.abc.absent", **values)
        return lost(key, message, *_files(reading), weight=weight, suggested=True)
    pictures = bool(answer.pictures or answer.unread)
    message = say(f"check.customer_service.abc.{'pictures' if pictures else 'not_located'}", **values)
    return unsettled(key, Reason.NOT_LOCATED, message, *answer.evidence, weight=weight)


def share_point(reading: Reading, name: str, kind: str) -> Point:
    """Whether a share or cumulative share is right as it was rounded."""
    key = f"{kind}.{name}"
    standing = reading.solution[name]
    right = (standing.share,) if kind == "share" else standing.cumulatives
    given = reading.shares_of(name, kind)
    if not given and kind == "cumulative" and right == (standing.share,) and reading.tells(kind):
        # With the first customer the cumulative share is the share.
        given = tuple(one for one in reading.shares_of(name, "share") if not one[0].exact)
    values: dict[str, Value] = {"name": name, "expected": _percent(right[0])}
    if not given:
        return _without_share(reading, name, kind, values)
    evidence = [_expecting(mark.evidence, _percent(right[0])) for mark, _, _ in given[:_MOST]]
    verdicts = {any(abs(value - one) <= half for one in right) for _, value, half in given}
    values["given"] = "、".join(_written(mark.evidence) for mark, _, _ in given)
    if len(verdicts) > 1:
        return unsettled(key, Reason.CONFLICT, _said(kind, "conflict", values), *evidence)
    exact = all(mark.exact for mark, _, _ in given)
    if verdicts == {True}:
        return earned(key, _said(kind, "right", values), *evidence, suggested=not exact or len(right) > 1)
    in_order = kind == "share" or reading.keeps_order(name)
    if in_order and (reading.adds_up(name) if kind == "cumulative" else reading.fits_own_total(name)):
        return earned(key, _said(kind, "carried", values), *evidence, suggested=True)
    unsure = not exact or not in_order or (kind == "cumulative" and not reading.falls)
    return lost(key, _said(kind, "wrong" if in_order else "out_of_order", values), *evidence, suggested=unsure)


def _without_share(reading: Reading, name: str, kind: str, values: dict[str, Value]) -> Point:
    key = f"{kind}.{name}"
    unread = reading.marks.unread.get((name, kind))
    if unread is not None:
        return unsettled(key, Reason.UNCERTAIN, _said(kind, "unread", values), unread)
    told = {mark.name for mark in reading.marks.shares if mark.kind == kind}
    all_read = (
        kind in reading.marks.columns
        or 2 * len(told) >= len(reading.solution)
        or kind not in reading.marks.loose_shares
    )
    if reading.answer.whole and all_read and (reading.mostly_named or reading.nobody_named):
        return lost(key, _said(kind, "absent", values), *_files(reading), suggested=True)
    return unsettled(key, Reason.NOT_LOCATED, _said(kind, "not_located", values), *reading.answer.evidence)


def _said(kind: str, name: str, values: dict[str, Value]) -> Message:
    return say(f"check.customer_service.abc.{kind}_{name}", **values)


def _written(evidence: TableCell | TextSpan) -> str:
    return evidence.text if isinstance(evidence, TableCell) else evidence.quote


def _percent(share: Fraction) -> str:
    return f"{shown(round(share * 100, 4))}%"


def _files(reading: Reading) -> list[FileEvidence]:
    return [FileEvidence(file=file) for file in reading.answer.files]


def _expecting(evidence: Evidence, expected: str) -> Evidence:
    measured = getattr(evidence, "text", None) or getattr(evidence, "quote", None)
    return msgspec.structs.replace(evidence, expected=expected, measured=measured)
