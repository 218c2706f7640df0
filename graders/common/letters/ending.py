"""The ending of a letter, read from its last line upwards: date, signature, closing, and how to reach the sender."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yuejuan.graders.common.document.places import sentences
from yuejuan.graders.common.letters import patterns
from yuejuan.graders.common.letters.lines import Line

_MOST_SIGNATURES = 3
_SHORT_FAREWELL = 20
_MOST_BEHIND = 10
_SHORTEST_WISH = 4
_SHORT_NAME = 8
_LONGEST_NAME = 16
_CALLED = re.compile(r"[小老阿]\w{1,2}")
_CLAUSE_END = re.compile(r"[，,]\s*(?:[并也谨]|同时|在此)?")
_TO_READER = re.compile(r"[您你请我]|欢迎|如|可以|联系|了$")


@dataclass(frozen=True)
class Ending:
    """What the last lines are. ``rest`` is the letter above them; ``content`` are those that say something, too.

    ``…_doubt`` are words that may be that part, where nothing else is.
    """

    rest: tuple[Line, ...]
    closing: tuple[Line, ...]
    closing_certain: bool
    closing_doubt: tuple[Line, ...]
    closing_unlikely: bool
    signature: tuple[Line, ...]
    signature_certain: bool
    signature_doubt: tuple[Line, ...]
    date: tuple[Line, ...]
    date_certain: bool
    date_doubt: tuple[Line, ...]
    content: tuple[Line, ...]


class _Reading:
    """The lines taken so far, nearest to the end first."""

    def __init__(self, lines: tuple[Line, ...], names: tuple[str, ...]) -> None:
        self.names = names
        self.rest = list(lines)
        self.closing: list[Line] = []
        self.signature: list[Line] = []
        self.doubtful_signature: list[Line] = []
        self.date: list[Line] = []
        self.date_certain = True
        self.blank_date: list[Line] = []
        self.contact: list[Line] = []
        self.certain = True

    def take(self) -> bool:
        """Take the last line if it belongs to the ending; False at the first one that does not."""
        line = self.rest[-1]
        taken = self._take_date(line) or self._take_closing(line) or self._take_contact(line)
        if not taken and len(self.signature) < _MOST_SIGNATURES and not self.closing:
            taken = self._take_signature(line)
        if taken:
            self.rest.pop()
        return taken

    def _take_date(self, line: Line) -> bool:
        text = line.text.strip("（()） ")
        if patterns.SHORT_DATE.fullmatch(text):
            self.date.append(line)
            self.date_certain = False
            return True
        if not patterns.DATE.fullmatch(text):
            blank = patterns.BLANK_DATE.fullmatch(text) is not None
            self.blank_date += [line] if blank else []
            return blank
        self.date.append(line)
        return True

    def _take_contact(self, line: Line) -> bool:
        said = patterns.CONTACT.match(line.text) is not None and patterns.SENTENCE_MARK.search(line.text) is None
        if said:
            self.contact.append(line)
        return said

    def _take_closing(self, line: Line) -> bool:
        if len(line.text) > patterns.LONGEST_CLOSING or not patterns.CLOSING.match(line.text):
            return self._take_words_of_wish(line)
        stop = patterns.CLOSING_STOP.search(line.text)
        behind = line.cut(stop.end()) if stop is not None and stop.end() < len(line.text) else None
        if behind is not None and not patterns.MAY_CLOSE.search(behind.text) and behind.text:
            self._sign(behind, certain=False)
            line = line.cut(0, stop.end() if stop is not None else None)
        self.closing.append(line)
        return True

    def _take_words_of_wish(self, line: Line) -> bool:
        """``生意兴隆！`` under ``祝：``: a short line whose label-like first half is the line above."""
        above = self.rest[-2].text if len(self.rest) > 1 else ""
        if len(line.text) <= 20 and above.rstrip("：:，, ") in {"祝", "顺祝", "敬祝", "谨祝", "恭祝", "此致", "祝您"}:
            self.closing.append(line)
            return True
        return False

    def _take_signature(self, line: Line) -> bool:
        dates = list(patterns.DATE.finditer(line.text))
        name = line
        if dates and dates[-1].end() == len(line.text):
            name = line.cut(0, dates[-1].start())
            if not _can_sign(name):
                return False
            self.date.append(line.cut(dates[-1].start()))
        if not _can_sign(name):
            return False
        above = self.rest[-2].text if len(self.rest) > 1 else ""
        named = patterns.ORGANISATION.search(name.text) is not None or name.right or self._is_sender(name)
        if not named and patterns.MAY_CLOSE.search(name.text):
            return False
        below_closing = patterns.CLOSING.match(above) is not None and len(above) <= patterns.LONGEST_CLOSING
        if named or below_closing or self.signature or self.date:
            self._sign(name, certain=named or below_closing or bool(self.signature and self.certain))
            return True
        self.doubtful_signature.append(name)
        return False

    def _is_sender(self, line: Line) -> bool:
        """A line that is a name of the sender, alone or with a person's name or a department behind it."""
        return any(
            line.text.startswith(name)
            and _names_more(line.text[len(name) :])
            and len(line.text) - len(name) <= _MOST_BEHIND
            for name in self.names
        )

    def _sign(self, line: Line, certain: bool) -> None:
        self.certain = certain if not self.signature else self.certain
        self.signature.append(line)


def take_ending(lines: tuple[Line, ...], names: tuple[str, ...] = ()) -> Ending:
    """Read the ending of a letter; the order of its lines does not count. ``names`` are known ones of the sender."""
    reading = _Reading(lines, names)
    while reading.rest and reading.take():
        pass
    closing, certain = tuple(reversed(reading.closing)), True
    doubt: tuple[Line, ...] = ()
    if not closing:
        closing, certain = _closing_above(tuple(reading.rest)), False
    if not closing:
        closing = _farewell(tuple(reading.rest))
    if not closing:
        doubt = _may_close(tuple(reading.rest)) or tuple(
            line for line in reading.doubtful_signature if len(line.text) >= _SHORTEST_WISH
        )
    unplaced = [line for line in reading.rest[1:] if patterns.DATE.fullmatch(line.text)]
    return Ending(
        rest=tuple(reading.rest),
        closing=closing,
        closing_certain=certain,
        closing_doubt=doubt,
        closing_unlikely=any(patterns.MAY_CLOSE.search(line.text) for line in reading.rest[-1:]),
        signature=tuple(reversed(reading.signature)),
        signature_certain=reading.certain,
        signature_doubt=tuple(reading.doubtful_signature) or _may_sign(tuple(reading.rest)),
        date=tuple(reversed(reading.date)) or tuple(unplaced),
        date_certain=bool(reading.date) and reading.date_certain,
        date_doubt=tuple(reversed(reading.blank_date)),
        content=(*reversed(reading.closing), *reversed(reading.contact), *reversed(reading.signature)),
    )


def _can_sign(line: Line) -> bool:
    text = line.text
    return (
        0 < len(text) <= patterns.LONGEST_SIGNATURE
        and not patterns.SENTENCE_MARK.search(text)
        and not patterns.LISTED.match(text)
        and not patterns.NOTICE.match(text)
        and not text.endswith(("，", ",", "、", "：", ":"))
    )


def _closing_above(rest: tuple[Line, ...]) -> tuple[Line, ...]:
    """Words of closing that do not stand alone in the last lines: as the last sentence, or above other lines."""
    if rest:
        pieces = list(sentences(rest[-1].text))
        last = rest[-1].cut(*pieces[-1]) if pieces else rest[-1]
        clauses = [0, *(match.end() for match in _CLAUSE_END.finditer(last.text))]
        wishes = [last.cut(start) for start in clauses if patterns.CLOSING.match(last.cut(start).text)]
        if wishes:
            return (wishes[0],)
    lines = [
        line for line in rest[1:] if patterns.CLOSING.match(line.text) and len(line.text) <= patterns.LONGEST_CLOSING
    ]
    return tuple(lines[-1:])


def _farewell(rest: tuple[Line, ...]) -> tuple[Line, ...]:
    """A last line of one sentence that invites to come back or to write."""
    alone = rest[-1:] if rest and len(list(sentences(rest[-1].text))) == 1 else ()
    return tuple(line for line in alone if patterns.FAREWELL.search(line.text) and len(line.text) <= _SHORT_FAREWELL)


def _may_close(rest: tuple[Line, ...]) -> tuple[Line, ...]:
    """A last line that thanks, last sentences of a longer one that do so once more, any sentence that wishes."""
    if not rest:
        return ()
    said = [line.cut(*piece) for line in rest for piece in sentences(line.text)]
    final = [line for line in said[-2:] if line.paragraph is rest[-1].paragraph]
    pattern = patterns.MAY_CLOSE if len(list(sentences(rest[-1].text))) == 1 else patterns.FAREWELL
    thanks = [line for line in final if pattern.search(line.text)]
    return tuple(thanks or [line for line in said if patterns.WISHES.search(line.text)])[-2:]


def _may_sign(rest: tuple[Line, ...]) -> tuple[Line, ...]:
    """What could be a name further up, or behind the last sentence of the last line."""
    alone = [line for line in rest[1:] if _can_sign(line) and not patterns.DATE.fullmatch(line.text)]
    if alone or not rest:
        return tuple(alone[-2:])
    pieces = list(sentences(rest[-1].text))
    behind = rest[-1].cut(*pieces[-1]) if pieces else rest[-1]
    bare = behind.cut(0, len(behind.text.rstrip("。.！!~～ ")))
    if (len(pieces) > 1 and _can_sign(behind)) or (_can_sign(bare) and _names_sender(bare.text)):
        return (bare,)
    return ()


def _names_more(behind: str) -> bool:
    """Whether what follows a name is nothing, set apart, a department (``客服部``) or a first name (``小乔``)."""
    apart = not behind or behind[0] in " \u3000-—·|：:"
    return apart or _CALLED.fullmatch(behind) is not None or patterns.ORGANISATION.search(behind) is not None


def _names_sender(text: str) -> bool:
    """A name or a date with a full stop behind it, which tells and asks the reader nothing."""
    dated = any(match.end() == len(text) for match in patterns.DATE.finditer(text))
    named = len(text) <= _LONGEST_NAME and patterns.ORGANISATION.search(text) is not None
    signed = dated or named or len(text) <= _SHORT_NAME
    return signed and not patterns.MAY_CLOSE.search(text) and not _TO_READER.search(text)
