"""A tryout for people and for other programs."""

from __future__ import annotations

from typing import Any

import msgspec

from yuejuan.exam.looked_for import LookedFor
from yuejuan.exam.outcome import shown
from yuejuan.exam.tryout import Found, TriedPart, TriedPoint, Tryout
from yuejuan.graders.finding import Certainty, Point
from yuejuan.messages import Value, render, say
from yuejuan.messages.message import Language
from yuejuan.reports.words import words_in

_MOST_SYNONYMS = 12


def as_text(tryout: Tryout, language: Language) -> str:
    """The verdict of each scoring point with the sentence it rests on and what was looked for."""
    criterion = tryout.criterion.criterion
    lines = [f"{criterion.title.model_dump()[language]}（{criterion.id}）"]
    for tried in tryout.parts:
        lines += ["", *_part(tried, language)]
    return "\n".join([*lines, "", _told("alone", language)])


def _told(name: str, language: Language, **values: Value) -> str:
    return render(say(f"exam.try.{name}", **values), language)


def _part(tried: TriedPart, language: Language) -> list[str]:
    part = tried.part.part
    judge = part.check or render(say("exam.table.human"), language)
    title = part.title.model_dump()[language]
    lines = [_told("part", language, title=title, points=shown(str(part.points)), judge=judge)]
    if part.human is not None:
        lines.append(f"    {part.human.prompt.model_dump()[language]}")
    if not tried.points:
        lines.append(f"    {_told('no_text', language)}")
    for one in tried.points:
        lines += [f"  {line}" for line in _point(one, language)]
    return lines


def _point(tried: TriedPoint, language: Language) -> list[str]:
    message = render(tried.point.message, language)
    lines = [f"{_verdict(tried, language)}  {message}"]
    lines += [f"    {_told('found', language, text=_marked(found))}" for found in tried.found]
    return lines + [f"    {line}" for line in _looked_for(tried.looked_for, language)]


def _verdict(tried: TriedPoint, language: Language) -> str:
    point, available = tried.point, shown(tried.available)
    if point.share is None:
        reason = point.reason
        why = words_in(language)(f"reason.{reason.value}") if reason is not None else "—"
        return _told("open", language, reason=why, available=available)
    name = "determined" if point.certainty is Certainty.DETERMINED else "suggested"
    return _told(name, language, awarded=_awarded(tried), available=available)


def _awarded(tried: TriedPoint) -> str:
    from fractions import Fraction

    share = tried.point.share
    return shown(str(share * Fraction(tried.available))) if share is not None else "—"


def _marked(found: Found) -> str:
    text = found.text
    for start, end in reversed(found.marked):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return " ".join(text.split())


def _looked_for(wanted: LookedFor, language: Language) -> list[str]:
    lines = []
    if wanted.phrases:
        lines.append(_told("phrases", language, words=list(wanted.phrases)))
    for word, others in wanted.synonyms.items():
        lines.append(_told("synonyms", language, word=word, words=list(others[:_MOST_SYNONYMS])))
    if wanted.needed:
        lines.append(_told("needed", language, words=list(wanted.needed)))
    if wanted.forbidden:
        lines.append(_told("forbidden", language, words=list(wanted.forbidden)))
    if wanted.formula is not None:
        lines.append(_told("formula", language, formula=wanted.formula, value=wanted.value or ""))
    return lines


def plain(tryout: Tryout, language: Language) -> dict[str, Any]:
    """The same as plain data, as ``docs/schema/try.schema.json`` describes it."""
    criterion = tryout.criterion.criterion
    return {
        "schema": "yuejuan.try/1",
        "paper": tryout.paper,
        "criterion": criterion.id,
        "title": criterion.title.model_dump(),
        "parts": [_plain_part(tried, language) for tried in tryout.parts],
    }


def _plain_part(tried: TriedPart, language: Language) -> dict[str, Any]:
    part = tried.part.part
    return {
        "id": part.id,
        "title": part.title.model_dump(),
        "points": str(part.points),
        "check": part.check,
        "is_about_text": bool(tried.points),
        "finding": [_plain_point(one, language) for one in tried.points],
    }


def _plain_point(tried: TriedPoint, language: Language) -> dict[str, Any]:
    point = tried.point
    return {
        "key": point.key,
        "verdict": verdict_of(point),
        "reason": point.reason.value if point.reason is not None else None,
        "share": point.score,
        "available": tried.available,
        "message": render(point.message, language),
        "found": [{"text": found.text, "marked": [list(span) for span in found.marked]} for found in tried.found],
        "looked_for": msgspec.to_builtins(tried.looked_for),
    }


def verdict_of(point: Point) -> str:
    """``determined``, ``suggested`` or ``open``."""
    return point.certainty.value if point.certainty is not None and point.share is not None else "open"
