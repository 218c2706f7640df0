"""Unlawful wordings in running text, each with the clause that forbids it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from yuejuan.graders.common.document.phrases import negated

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_QUOTED_WORD = re.compile(
    r"[“\"'‘「『]([^”\"'’」』]{1,12})[”\"'’」』]\s*(?:等|一?类|之类|这样的|的)?(?:字样|词|用语|字眼|说法)"
)


@dataclass(frozen=True)
class Wording:
    """One group of wordings: the law, its clause, the day it came into force, and how the wordings are recognised."""

    id: str
    law: str
    clause: str
    since: str
    pattern: re.Pattern[str]
    exceptions: re.Pattern[str] | None

    @property
    def basis(self) -> str:
        """The legal basis for people."""
        return f"{self.law}{self.clause}"


@dataclass(frozen=True)
class Use:
    """One use of an unlawful wording: code points in the text, the words, the sentence around."""

    wording: Wording
    start: int
    end: int
    words: str
    sentence: str


@dataclass(frozen=True)
class Wordings:
    """All wordings, and the words that make a sentence speak about them or wish for them."""

    groups: tuple[Wording, ...]
    harmless: re.Pattern[str]


@cache
def wordings() -> Wordings:
    """The wordings of ``wordings.yaml``."""
    data = yaml.load((files(__package__) / "wordings.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    harmless = "|".join(map(re.escape, [*data["speaks_about"], *data["wishes"]]))
    return Wordings(tuple(_wording(entry) for entry in data["wordings"]), re.compile(harmless))


def _wording(entry: dict[str, Any]) -> Wording:
    exceptions = entry.get("except")
    return Wording(
        id=entry["id"],
        law=entry["law"],
        clause=entry["clause"],
        since=entry["since"],
        pattern=_any_of(entry["patterns"]),
        exceptions=_any_of(exceptions) if exceptions else None,
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def uses(text: str, allow: tuple[str, ...] = ()) -> Iterator[Use]:
    """Every use in ``text`` that is a claim: not negated, not in a sentence about the words, not allowed."""
    known = wordings()
    for start, end in _sentences(text):
        sentence = text[start:end]
        if known.harmless.search(sentence):
            continue
        taken: list[tuple[int, int]] = [match.span() for match in _QUOTED_WORD.finditer(sentence)]
        for wording in known.groups:
            excepted = [match.span() for match in wording.exceptions.finditer(sentence)] if wording.exceptions else []
            for match in wording.pattern.finditer(sentence):
                if _inside(match.span(), taken + excepted) or negated(sentence, match.start()) or match[0] in allow:
                    continue
                taken.append(match.span())
                yield Use(wording, start + match.start(), start + match.end(), match[0], sentence.strip()[:120])


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
