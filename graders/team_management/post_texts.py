"""Posts in running text: headings that are a post, labelled lines, lists below them, and sentences about a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.labels import Mention
from yuejuan.graders.common.answers.plain import NUMBERING
from yuejuan.graders.common.keypoints import is_keyword_list
from yuejuan.graders.common.numbers import LONGEST_TEXT
from yuejuan.graders.team_management.post_names import PostNames, Start
from yuejuan.graders.team_management.roles import (
    Role,
    is_denied,
    label_roles,
    role_in_context,
    role_of_sentence,
    roles_of,
    says_duty_at_once,
)

Kind = Literal["heading", "label", "mention"]

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
_TALK = re.compile(r"[。；;，,！？!?]")
_CLAUSE_START = re.compile(
    r"(?:^|[，,：:（(\s“”])(?:而|同时|然后|最后|其中|另外|此外|对于|作为|至于|首先|其次|再|本店|网店|我们|每个|各)*的?$"
    r"|(?:由|靠|归|让|请|轮到)$"
)
_INLINE_NUMBER = re.compile(r"(?:^|\s|[；;，,、])(?:\d{1,2}\s*[、.．)）]|[（(]\d{1,2}[)）]|[①-⑳])\s*$")
_LONGEST_TITLE, _MANY, _REACH = 24, 3, 24
_NO_LEVEL = 99


@dataclass(frozen=True)
class PostText:
    """Words about one post: code points of a line. ``role`` is ``None`` where nothing tells what they are about.

    ``certain``: a heading is the post, and that heading, a heading above or a label says what the words are about.
    """

    post: str
    role: Role | None
    line: Line
    start: int
    end: int
    certain: bool

    @property
    def words(self) -> str:
        """The words themselves, without copied text."""
        return self.line.own[self.start : self.end].strip()


@dataclass(frozen=True)
class PostName:
    """A place that names a post. ``group`` is the list that it stands in: the same post twice in one is repeated."""

    post: str
    kind: Kind
    line: Line
    start: int
    end: int
    affirmed: bool
    group: str


@dataclass(frozen=True)
class _Words:
    """One line of a paragraph: ``start`` and ``end`` are its code points."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.own[self.start : self.end]


@dataclass
class _State:
    """Where the reading stands: headings above, the post that is spoken of, and what its words are about."""

    beside: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""
    post: Start | None = None
    kind: Kind = "mention"
    level: int = _NO_LEVEL
    roles: frozenset[Role] = frozenset()
    inner: frozenset[Role] = frozenset()
    lead: bool = False
    number: str = ""

    def context(self) -> frozenset[Role]:
        """What the nearest title or heading says that the words below are about."""
        titles = (self.title, *(text for _, text in reversed(self.headings)))
        return next((about for title in titles if (about := _about(title))), frozenset())

    def close(self) -> None:
        self.post, self.inner, self.lead, self.level = None, frozenset(), False, _NO_LEVEL


class PostReader:
    """Reads lines in order; ``names`` and ``texts`` are what was found."""

    def __init__(self, names: PostNames) -> None:
        self._names = names
        self.names: list[PostName] = []
        self.texts: list[PostText] = []

    def read(self, lines: Sequence[Line], title: str = "") -> None:
        """Read the lines of one file or of one cell: what a heading or label says ends with them.

        ``title`` is what stands beside the cell, such as the question on an answer sheet. A paragraph may hold several
        lines of its own.
        """
        state = _State(beside=title, title=title)
        for line in lines:
            start = 0
            for words in line.own[:LONGEST_TEXT].split("\n"):
                level = line.paragraph.level if start == 0 else None
                self._line(_Words(line, start, start + len(words)), level, state)
                start += len(words) + 1

    def _line(self, words: _Words, level: int | None, state: _State) -> None:
        text = words.text
        if level is not None:
            while state.headings and state.headings[-1][0] >= level:
                state.headings.pop()
            if state.post is None or state.kind != "heading" or level <= state.level:
                state.close()
                state.title = state.beside
        start = self._names.at_start(text) if text.strip() else None
        if start is not None and (start.alone or level is None or state.post is None):
            self._open(words, start, level, state)
        elif level is not None:
            if state.post is not None:
                state.inner = _about(text)
            state.headings.append((level, text.strip()))
            self._name_all(words, list(self._names.mentions(text)), words.start, text)
        elif _is_title(text):
            self._title(text, state)
        elif state.post is not None and self._belongs(words, state.post.post, state):
            self._add(words, 0, state)
        elif text.strip():
            state.close()
            self._sentences(words, state)

    def _open(self, words: _Words, start: Start, level: int | None, state: _State) -> None:
        """A line names a post: from here on it is spoken of."""
        state.close()
        state.post, state.kind = start, "heading" if level is not None and start.alone else "label"
        state.level = level if level is not None else _NO_LEVEL
        state.roles = _about(start.suffix) or state.context()
        state.lead = not start.alone
        state.number = _numbering(words.text)
        line = words.line
        group = f"{line.file} {state.title} {state.headings} {line.table or ''} {state.kind}"
        begin = words.start + start.begin
        self.names.append(PostName(start.post, state.kind, line, begin, begin + len(start.post), True, group))
        if not start.alone:
            self._add(words, start.text, state)

    def _title(self, text: str, state: _State) -> None:
        """A short line such as ``任职要求：`` begins another subject: of the post, or of the whole work."""
        if state.post is not None and (state.kind == "heading" or not state.title):
            state.inner = _about(text)
            return
        state.close()
        state.title = text.strip()

    def _belongs(self, words: _Words, post: str, state: _State) -> bool:
        """Whether a line goes on about the post: below a heading all do, below a label its list and labelled lines.

        A number like that of the label begins another item of the list that the label stands in.
        """
        if state.kind == "heading":
            return True
        number = _numbering(words.text)
        if number and number == state.number:
            return False
        if number or words.line.paragraph.list_level is not None or label_roles(_unnumbered(words.text))[0]:
            return True
        return not state.lead and all(mention.name == post for mention, _ in self._names.mentions(words.text))

    def _add(self, words: _Words, start: int, state: _State) -> None:
        if state.post is None:
            return
        for at, end, role, told in _pieces(words.text, start, state.inner or state.roles):
            certain = told and state.kind == "heading"
            begin, stop = words.start + at, words.start + end
            self.texts.append(PostText(state.post.post, role, words.line, begin, stop, certain))

    def _sentences(self, words: _Words, state: _State) -> None:
        """Sentences outside any list: each part of one belongs to the post that it is about.

        That is the post which begins a clause, or does something (``由库管检查``); others are only its partners. Below
        a heading that tells what all is about, a sentence without any goes on about the one before.
        """
        given = state.context()
        current: Mention | None = None
        for match in _SENTENCE.finditer(words.text):
            told = list(self._names.mentions(match.group()))
            first = words.start + match.start()
            self._name_all(words, told, first, match.group())
            subjects = [mention for mention, affirmed in told if affirmed and _acts(match.group(), mention.start)]
            listed = len(told) >= _MANY and is_keyword_list(match.group())
            if not subjects and current is not None and given and not listed:
                self._say(words, current.name, (first, first, first + len(match.group())), given)
            for at, mention in enumerate(subjects):
                current = mention
                stop = subjects[at + 1].start if at + 1 < len(subjects) else len(match.group())
                if not listed:
                    self._say(words, mention.name, (first + mention.start, first + mention.end, first + stop), given)

    def _name_all(self, words: _Words, told: Sequence[tuple[Mention, bool]], first: int, sentence: str) -> None:
        for mention, affirmed in told:
            numbered = _INLINE_NUMBER.search(sentence[max(0, mention.start - _REACH) : mention.start]) is not None
            kind: Kind = "label" if numbered else "mention"
            group = f"{words.line.file} {words.line.paragraph.path} {'' if numbered else first}"
            begin, end = first + mention.start, first + mention.end
            self.names.append(PostName(mention.name, kind, words.line, begin, end, affirmed, group))

    def _say(self, words: _Words, post: str, place: tuple[int, int, int], given: frozenset[Role]) -> None:
        begin, name_end, stop = place
        said = words.line.own[name_end:stop]
        role = role_of_sentence(said)
        if len(given) == 1:
            role = role_in_context(said, next(iter(given)))
        elif is_denied(said) or (role is Role.DUTIES and not given and not says_duty_at_once(said)):
            role = None
        if role is not None and (not given or role in given):
            self.texts.append(PostText(post, role, words.line, begin, stop, False))


def _acts(sentence: str, start: int) -> bool:
    """Whether what stands at ``start`` is what a clause is about."""
    before = sentence[:start] if start <= _REACH else "\0" + sentence[start - _REACH : start]
    return _CLAUSE_START.search(before) is not None


def _numbering(text: str) -> str:
    """The look of the number at the start of a line (``#.``, ``（#）``); empty without one."""
    match = NUMBERING.match(text)
    return re.sub(r"[\d一二三四五六七八九十①-⑳]+", "#", match.group().strip()) if match else ""


def _about(text: str) -> frozenset[Role]:
    """Whether a heading or label is about duties or standards; nothing else that it names tells anything here."""
    return roles_of(text) & {Role.DUTIES, Role.STANDARD}


def _is_title(text: str) -> bool:
    said = _unnumbered(text)
    bare = said.strip().rstrip("：:").strip()
    return 2 <= len(bare) <= _LONGEST_TITLE and not _TALK.search(bare) and "：" not in bare and _names_only(bare)


def _names_only(bare: str) -> bool:
    """Whether a short line is a title of duties or standards and no item such as ``负责接待``."""
    return bool(
        re.search(
            r"(?:职责|任务|标准|要求|条件|人数|分工|内容|资格|匹配|编制)(?:表|说明|与.{2,6}|[（(].{0,12}[)）])?$", bare
        )
    ) and bool(roles_of(bare))


def _unnumbered(text: str) -> str:
    match = NUMBERING.match(text)
    return text[match.end() :] if match else text


def _pieces(text: str, start: int, given: frozenset[Role]) -> Iterator[tuple[int, int, Role | None, bool]]:
    """The sentences behind ``start`` with their roles, and whether a label or heading tells the role.

    A label of their own goes before what is given; where several roles are possible the words of the sentence decide.
    """
    for match in _SENTENCE.finditer(text, start):
        number = NUMBERING.match(match.group())
        at = match.start() + (number.end() if number else 0)
        labelled, length = label_roles(text[at : match.end()])
        if labelled:
            given = labelled
            at += length
        told = len(given) == 1
        role = next(iter(given)) if told else role_of_sentence(text[at : match.end()])
        if not told and given and role not in given:
            role = None
        said = text[at : match.end()]
        if told and role is not None:
            role = role_in_context(said, role)
        if said.strip(" 。；;") and not is_denied(said):
            yield at, match.end(), role, told
