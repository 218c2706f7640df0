"""Phrases of customer service, out of ``phrases.yaml``, and where the shop's side says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import yaml

from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.speech.dialogue import Side, Utterance
from yuejuan.graders.finding import TextSpan

PhraseKind = Literal["courtesy", "empathy", "forbidden", "blaming"]
KINDS: tuple[PhraseKind, ...] = get_args(PhraseKind)

_CLAUSE_START = re.compile(r"[，。！？；,!?;\n]")
_TAKEN_BACK = re.compile(
    # 能不能 and 要不要 ask.
    r"(?:(?<!能)不能|(?<!要)不要|(?<!可)不可|(?<!可)不可以|不应|不应该|不得|不许|不准|(?<!会)不会|不再|不说|不用|不必|无需|切勿|切忌|严禁|禁止|避免|杜绝|防止|忌|别|勿|拒绝|而不是|而非|"
    r"不是)[^，。！？；,!?;]{0,10}$"
)
_REACH = 60
_MOST = 50
_BAD_KINDS = frozenset({"forbidden", "blaming"})


@dataclass(frozen=True)
class Phrase:
    """One phrase: its group, its pattern, and what before or behind it makes it another thing."""

    group: str
    pattern: re.Pattern[str]
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Hit:
    """A phrase that was said, with its group and its place."""

    group: str
    place: TextSpan


def find_phrases_said(said: Iterable[Utterance], kind: PhraseKind, more: tuple[str, ...] = ()) -> tuple[Hit, ...]:
    """Where the shop's side says a phrase of a kind; ``more`` are the paper's own words of that kind.

    What a customer says, what is quoted as a customer's words or as a bad example, and what the clause takes back
    (``不能说“不知道”``) is left out.
    """
    own = tuple(Phrase("own", re.compile(r"\s*".join(map(re.escape, word)))) for word in more if word.strip())
    hits: list[Hit] = []
    for one in said:
        if one.side is Side.SHOP:
            hits += _hits(one, (*_phrases()[kind], *own), kind in _BAD_KINDS)
    return tuple(hits)


def _hits(one: Utterance, phrases: tuple[Phrase, ...], bad: bool) -> Iterator[Hit]:
    taken: list[tuple[int, int]] = []
    for phrase in phrases:
        for match in phrase.pattern.finditer(one.text):
            start, end = match.span()
            if any(start < until and at < end for at, until in taken) or start == end:
                continue
            if _harmless(one.text, phrase, start, end, bad):
                continue
            if len(taken) >= _MOST:
                return
            taken.append((start, end))
            yield Hit(phrase.group, span(one.line.file, one.line.paragraph, one.start + start, one.start + end))


def _harmless(text: str, phrase: Phrase, start: int, end: int, bad: bool) -> bool:
    before = _CLAUSE_START.split(text[max(0, start - _REACH) : start])[-1]
    if bad and _TAKEN_BACK.search(before):
        return True
    if phrase.unless_before is not None and phrase.unless_before.search(before):
        return True
    return phrase.unless_after is not None and phrase.unless_after.search(text[end : end + _REACH]) is not None


@cache
def _phrases() -> Mapping[str, tuple[Phrase, ...]]:
    source = resources.files("yuejuan.graders.common.speech").joinpath("phrases.yaml").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[Any]]] = yaml.load(source, Loader=yaml.CSafeLoader)
    return {
        kind: tuple(_phrase(group, entry) for group, entries in groups.items() for entry in entries)
        for kind, groups in data.items()
    }


def _phrase(group: str, entry: str | Mapping[str, str]) -> Phrase:
    if isinstance(entry, str):
        return Phrase(group, re.compile(entry))
    before, after = entry.get("unless_before"), entry.get("unless_after")
    return Phrase(
        group,
        re.compile(entry["say"]),
        re.compile(before) if before else None,
        re.compile(after) if after else None,
    )
