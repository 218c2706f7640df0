"""Which parts a letter has: every line is accounted for, and a part is missing only where no line is left for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

from yuejuan.graders.common.document.places import sentences
from yuejuan.graders.common.letters import patterns
from yuejuan.graders.common.letters.ending import Ending, take_ending
from yuejuan.graders.common.letters.labels import HEAD_ONLY, typed_label
from yuejuan.graders.common.letters.lines import Line, Writing
from yuejuan.graders.common.letters.quoted import without_quoted
from yuejuan.graders.finding import Evidence, FileEvidence

PartName = Literal["recipient", "subject", "salutation", "greeting", "body", "closing", "signature", "date"]
PARTS: tuple[PartName, ...] = get_args(PartName)
_SHORTEST_BODY = 10
_SHORT_SENTENCE = 20
_FEWEST_WORDS = 6
_LONGEST_WORD = 7
_BETWEEN_WORDS = re.compile(r"[\s、，,/|]+")
_SHORT_NOTE = 60
_ATTACHED = re.compile(r"附件|附上|attach", re.IGNORECASE)
_INTRODUCES = re.compile(r"(?:我|这里|这边)是")
_WRITTEN_TO = re.compile(r"[您你亲咱]|贵|我们|本店|小店|[。！？；!?;]")
_LETTER = re.compile(r"\w")
_CLAUSE = re.compile(r"[，。！？；,!?;]\s*")


class Standing(StrEnum):
    """How sure it is that a part is there. ``DOUBTFUL``: something is there that may or may not be it."""

    THERE = "there"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    LIKELY_MISSING = "likely_missing"
    MISSING = "missing"


@dataclass(frozen=True)
class Part:
    """A part with its standing and where it is; without a place, ``places`` is empty."""

    standing: Standing
    places: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Letter:
    """The parts, and the lines in which content is said: all but the head, the salutation and the date."""

    parts: Mapping[PartName, Part]
    content: tuple[Line, ...]


def read_letter(writing: Writing) -> Letter:
    """Take the letter apart: labelled lines, salutation with what stands above it, ending from the last line up."""
    lines, older = without_quoted(writing.lines)
    marked, rest, sender_named = _take_labelled(lines)
    opening = _take_salutation(marked.get("salutation", []), rest)
    ending = take_ending(opening.rest, writing.names)
    greeting = _greeting(marked.get("greeting", []), opening, ending.rest)
    found: dict[PartName, Part] = {
        "recipient": _field(writing, marked, "recipient"),
        "subject": _subject(writing, marked, opening),
        "salutation": _salutation(opening, marked),
        "greeting": greeting,
        "body": _body(ending.rest, writing.whole),
        "closing": _labelled(marked, "closing") or _closing(ending),
        "signature": _signature(marked, ending, sender_named),
        "date": _date(writing, marked, opening, ending),
    }
    said = [*marked.get("greeting", []), *ending.rest, *marked.get("closing", []), *ending.content]
    content = tuple(line for line in said if not is_word_list(line.text))
    return Letter({name: _settled(part, writing, older) for name, part in found.items()}, content)


def _settled(part: Part, writing: Writing, older: bool) -> Part:
    """Nothing is missing for certain where something else can hold text: a picture, an attachment, an unread part.

    Nor where an older mail was left out: it might be meant as a part of this one.
    """
    missing = part.standing in (Standing.MISSING, Standing.LIKELY_MISSING)
    if missing and not writing.whole:
        return Part(Standing.DOUBTFUL, part.places)
    return Part(Standing.LIKELY_MISSING, part.places) if missing and older else part


# The head


def _take_labelled(lines: tuple[Line, ...]) -> tuple[dict[str, list[Line]], list[Line], bool]:
    """Lines by the part that their label or label cell names, and the others in order."""
    marked: dict[str, list[Line]] = {}
    rest: list[Line] = []
    sender_named, in_head = False, True
    waiting: str | None = None
    for line in lines:
        label = typed_label(line.text)
        if label is not None and label.part in HEAD_ONLY and not in_head and not _dates(line.cut(label.end)):
            label = None
        if waiting is not None and _opens_letter(line.text):
            waiting = None
        part = label.part if label is not None else line.part or waiting
        value = line.cut(label.end) if label is not None else line
        waiting = None
        if label is not None and not value.text:
            waiting = label.part if label.part != "body" else None
        elif part is None or part == "body":
            rest.append(value)
        else:
            marked.setdefault(part, []).append(value)
        sender_named = sender_named or part == "sender"
        in_head = in_head and (part is not None or not _is_prose(line.text))
    return marked, rest, sender_named


def _is_prose(text: str) -> bool:
    return len(text) > patterns.LONGEST_TITLE or patterns.SALUTATION.match(text) is not None


def _opens_letter(text: str) -> bool:
    """A salutation with its mark: no value of an empty label above it."""
    return text.endswith(("：", ":", "，", ",", "！", "!")) and patterns.SALUTATION.match(text) is not None


def _dates(line: Line) -> bool:
    return patterns.DATE.fullmatch(line.text) is not None


def _looks_like_date(line: Line) -> bool:
    return patterns.LOOKS_LIKE_DATE.search(line.text) is not None


def _labelled(marked: Mapping[str, list[Line]], name: str) -> Part | None:
    lines = marked.get(name, [])
    if not lines:
        return None
    blank = all(patterns.PLACEHOLDER.match(line.text) for line in lines)
    return Part(Standing.DOUBTFUL if blank else Standing.THERE, tuple(line.place() for line in lines[:3]))


def _field(writing: Writing, marked: Mapping[str, list[Line]], name: str) -> Part:
    header = writing.headers.get(name)
    if header is not None and not patterns.PLACEHOLDER.match(header):
        return Part(Standing.THERE, (FileEvidence(file=writing.file, measured=header[:200]),))
    found = _labelled(marked, name)
    if found is None and header is not None:
        return Part(Standing.DOUBTFUL, (FileEvidence(file=writing.file, measured=header[:200]),))
    return found or Part(Standing.MISSING)


def _subject(writing: Writing, marked: Mapping[str, list[Line]], opening: _Opening) -> Part:
    """A title above the letter may be meant as its subject, or be the name of the exercise."""
    found = _field(writing, marked, "subject")
    if found.standing is Standing.MISSING and opening.titles:
        return Part(Standing.DOUBTFUL, tuple(line.place() for line in opening.titles[:3]))
    return found


# The opening


@dataclass(frozen=True)
class _Opening:
    titles: tuple[Line, ...]
    salutation: Line | None
    certain: bool
    greets: bool
    remainder: Line | None
    rest: tuple[Line, ...]


def _take_salutation(marked: list[Line], rest: list[Line]) -> _Opening:
    """The salutation, what stands above it, and what follows it in its own line."""
    if marked:
        match = patterns.SALUTATION.match(marked[0].text)
        remainder = marked[0].cut(match.end()) if match is not None and match.end() < len(marked[0].text) else None
        said = marked[0].cut(0, match.end()) if match is not None else marked[0]
        return _Opening((), said, True, _hello_in(match), remainder, tuple(rest))
    titles: list[Line] = []
    for number, line in enumerate(rest):
        match = patterns.SALUTATION.match(line.text)
        named = match or patterns.BARE_NAME.match(line.text)
        if named is not None:
            end = named.end()
            remainder = line.cut(end) if end < len(line.text) else None
            after = tuple(rest[number + 1 :])
            behind = (remainder, *after) if remainder is not None else after
            certain = match is not None and match["hello"] is None
            greets = _hello_in(named)
            return _Opening(tuple(titles), line.cut(0, end), certain, greets, remainder, behind)
        if not _is_title(line):
            break
        titles.append(line)
    for number, line in enumerate(rest[: len(rest) - 1]):
        if _opens_letter(line.text) and (match := patterns.SALUTATION.fullmatch(line.text)) is not None:
            # Something else stands above the letter: another answer, or a remark.
            return _Opening((), line, False, _hello_in(match), None, tuple(rest[number + 1 :]))
    return _Opening(tuple(titles), None, False, False, None, tuple(rest[len(titles) :]))


def _hello_in(match: re.Match[str] | None) -> bool:
    return match is not None and match["hello"] is not None


def _is_title(line: Line) -> bool:
    """A short line without a sentence that is no greeting and no item of a list."""
    text = line.text
    return (
        len(text) <= patterns.LONGEST_TITLE
        and not patterns.SENTENCE_MARK.search(text)
        and not patterns.GREETING.match(text)
        and not patterns.LISTED.match(text)
        and not patterns.CLOSING.match(text)
    )


def _salutation(opening: _Opening, marked: Mapping[str, list[Line]]) -> Part:
    if opening.salutation is not None:
        if marked.get("salutation"):
            return _labelled(marked, "salutation") or Part(Standing.MISSING)
        return Part(Standing.THERE if opening.certain else Standing.LIKELY, (opening.salutation.place(),))
    above = [line for line in opening.titles if not _dates(line)]
    if above:
        return Part(Standing.DOUBTFUL, tuple(line.place() for line in above[:3]))
    first = opening.rest[0].text if opening.rest else ""
    addressed = any(patterns.ADDRESSES_SOMEONE.search(line.text) for line in opening.rest[:2])
    unclear = addressed or (bool(first) and patterns.SENTENCE_MARK.search(first) is None)
    return Part(Standing.LIKELY_MISSING if unclear else Standing.MISSING)


def _greeting(marked: list[Line], opening: _Opening, rest: tuple[Line, ...]) -> Part:
    """A greeting opens the letter: in the salutation's line or as one of the first sentences after it."""
    if marked:
        return _labelled({"greeting": marked}, "greeting") or Part(Standing.MISSING)
    if opening.greets and opening.salutation is not None:
        return Part(Standing.THERE, (opening.salutation.place(),))
    lines = [line for line in (opening.remainder, *rest) if line is not None][:3]
    number = 0
    for line in dict.fromkeys(lines):
        for start, end in sentences(line.text):
            sentence = line.cut(start, end)
            if patterns.GREETING.match(sentence.text):
                return Part(Standing.THERE if number == 0 else Standing.LIKELY, (sentence.place(),))
            number += 1
    first = next((line.cut(*piece) for line in lines for piece in sentences(line.text)), None)
    if first is not None and len(first.text) <= _SHORT_SENTENCE and patterns.MAY_GREET.search(first.text):
        return Part(Standing.DOUBTFUL, (first.place(),))
    doubt = any(patterns.MAY_GREET.search(line.text) for line in (*opening.titles, *rest))
    return Part(Standing.LIKELY_MISSING if doubt else Standing.MISSING)


# The body and the ending


def _body(lines: tuple[Line, ...], whole: bool) -> Part:
    clauses = [clause for line in lines for clause in _CLAUSE.split(line.text) if not patterns.GREETING.match(clause)]
    letters = sum(len(_LETTER.findall(clause)) for clause in clauses)
    places = tuple(line.place() for line in lines[:5])
    if letters < _SHORTEST_BODY:
        return Part(Standing.DOUBTFUL if letters else Standing.MISSING, places)
    text = "\n".join(line.text for line in lines)
    if not whole and _ATTACHED.search(text) and letters < _SHORT_NOTE:
        return Part(Standing.DOUBTFUL, places)
    if all(is_word_list(line.text) for line in lines) or patterns.PLAN.search(text):
        return Part(Standing.LIKELY_MISSING, places)
    return Part(Standing.THERE if _WRITTEN_TO.search(text) else Standing.LIKELY, places)


def is_word_list(text: str) -> bool:
    """Whether a line only lists words: many short ones with blanks or commas between them, and no sentence."""
    pieces = _BETWEEN_WORDS.split(text.strip())
    return len(pieces) >= _FEWEST_WORDS and max(map(len, pieces)) <= _LONGEST_WORD


def _last(lines: tuple[Line, ...], certain: bool, doubt: tuple[Line, ...]) -> Part:
    if lines:
        return Part(Standing.THERE if certain else Standing.LIKELY, tuple(line.place() for line in lines))
    if doubt:
        return Part(Standing.DOUBTFUL, tuple(line.place() for line in doubt))
    return Part(Standing.MISSING)


def _closing(ending: Ending) -> Part:
    part = _last(ending.closing, ending.closing_certain, ending.closing_doubt)
    unlikely = part.standing is Standing.MISSING and ending.closing_unlikely
    return Part(Standing.LIKELY_MISSING) if unlikely else part


def _signature(marked: Mapping[str, list[Line]], ending: Ending, sender_named: bool) -> Part:
    found = _labelled(marked, "signature")
    if found is not None:
        return found
    part = _last(ending.signature, ending.signature_certain, ending.signature_doubt)
    introduced = any(_INTRODUCES.search(line.text) for line in ending.rest)
    if part.standing is Standing.MISSING and (sender_named or introduced):
        return Part(Standing.LIKELY_MISSING)
    return part


def _date(writing: Writing, marked: Mapping[str, list[Line]], opening: _Opening, ending: Ending) -> Part:
    labelled = marked.get("date", [])
    written = [line for line in labelled if patterns.DATE.search(line.text)]
    if "date" in writing.headers:
        return _field(writing, marked, "date")
    if written or ending.date:
        standing = Standing.THERE if written or ending.date_certain else Standing.LIKELY
        return Part(standing, tuple(line.place() for line in (*written, *ending.date)))
    above = [line for line in opening.titles if _dates(line)]
    if above:
        return Part(Standing.THERE, tuple(line.place() for line in above))
    everything = (*labelled, *opening.titles, *ending.rest, *ending.content)
    behind = [line for line in ending.signature_doubt if patterns.DATE.search(line.text)]
    if behind:
        return Part(Standing.LIKELY, tuple(line.place() for line in behind))
    short = (*opening.titles, *ending.signature, *ending.signature_doubt)
    doubt = ending.date_doubt or tuple(labelled) or tuple(filter(_looks_like_date, short))
    if doubt:
        return Part(Standing.DOUBTFUL, tuple(line.place() for line in doubt[:3]))
    unclear = any(patterns.MAY_DATE.search(line.text) for line in everything)
    return Part(Standing.LIKELY_MISSING if unclear else Standing.MISSING)
