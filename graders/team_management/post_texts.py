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
from yuejuan.graders.team_management.post_standing import Standing, acts, in_lists, pairs
from yuejuan.graders.team_management.roles import (
    Role,
    is_denied,
    label_roles,
    role_in_context,
    role_of_sentence,
    roles_of,
    says_anything,
    says_duty_at_once,
)

Kind = Literal["heading", "label", "mention"]

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
_TALK = re.compile(r"[。；;，,！？!?]")
_INLINE_NUMBER = re.compile(r"(?:^|\s|[；;，,、])(?:(?:\d{1,2}|[A-Za-z])\s*[、.．)）]|[（(]\d{1,2}[)）]|[①-⑳])\s*$")
_COUNTED = re.compile(r"\s*[（(]?\s*(?:\d|[一二两三四五六七八九十]+\s*[名人位个])")
_FEWEST = 3
_POINTING = re.compile(r"\s*(?:这些?|那些?|都|也|则|全|就)*(?:是|归|由|属于)?\s*")
_OWNED_BEFORE = re.compile(r"(?:是|归|由|交给|靠|属于|属|找|让|请|当|做|担任|胜任|应聘)$")
_HANDED = re.compile(r"(?:归|交给|属于|找|当|做|担任|胜任|应聘)$")
_OWNED_BEHIND = re.compile(
    r"\s*(?:的(?:事情?|本分|任务|职责|工作|活儿?|责任|分内事?|强项)|[来去]?(?:做|管|负责|完成|承担|策划|抓|处理|拍板|决定|办|换|退|问|解决|搞定|把关|执行|统筹|安排)?)"
    r"(?=[，。；;、！!,\s]|$)"
)
_LONGEST_TITLE, _MANY, _REACH = 24, 3, 24
_NO_LEVEL = 99


@dataclass(frozen=True)
class PostText:
    """Words about one post: code points of a line. ``role`` is ``None`` where nothing tells what they are about.

    ``certain``: a heading is the post, and that heading, a heading above or a label says what the words are about.
    ``asked`` is what the headings above ask for, whatever the words say; ``prose``: they are part of a sentence.
    """

    post: str
    role: Role | None
    line: Line
    start: int
    end: int
    certain: bool
    asked: frozenset[Role] = frozenset()
    prose: bool = False

    @property
    def words(self) -> str:
        """The words themselves, without copied text."""
        return self.line.own[self.start : self.end].strip()


@dataclass(frozen=True)
class PostName:
    """A place that names a post. ``group`` is the list that it stands in: the same post twice in one is repeated.

    ``asked`` is what the headings above ask for; ``denied``: the words behind say what the post need not do or have.
    """

    post: str
    kind: Kind
    line: Line
    start: int
    end: int
    standing: Standing
    group: str
    asked: frozenset[Role] = frozenset()
    denied: bool = False

    @property
    def affirmed(self) -> bool:
        """Whether the post is not taken back."""
        return self.standing.affirmed

    @property
    def spelling(self) -> str:
        """The name as it is written."""
        return self.line.own[self.start : self.end]


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
        return next((found for title in titles if (found := about(title))), frozenset())

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
                parts = self._names.parts(words) if level is None else [(0, len(words))]
                for first, last in parts:
                    self._line(_Words(line, start + first, start + last), level, state)
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
                state.inner = about(text)
            state.headings.append((level, text.strip()))
            self._name_all(words, list(self._names.mentions(text)), words.start, text, frozenset())
        elif is_title(text):
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
        state.roles = about(start.suffix) or state.context()
        state.lead = not start.alone
        state.number = _numbering(words.text)
        line = words.line
        group = f"{line.file} {state.title} {state.headings} {line.table or ''} {state.kind} {start.suffix}"
        if words.start or words.end < len(line.own):
            group += line.paragraph.path
        begin, end = words.start + start.begin, words.start + start.end
        self.names.append(PostName(start.post, state.kind, line, begin, end, Standing.LISTED, group))
        if not start.alone:
            self._add(words, start.text, state)

    def _title(self, text: str, state: _State) -> None:
        """A short line such as ``任职要求：`` begins another subject: of the post, or of the whole work."""
        if state.post is not None and (state.kind == "heading" or not state.title):
            state.inner = about(text)
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
        given = state.inner or state.roles
        for at, end, role, told in _pieces(words.text, start, given):
            certain = told and state.kind == "heading"
            begin, stop = words.start + at, words.start + end
            self.texts.append(PostText(state.post.post, role, words.line, begin, stop, certain, given))

    def _sentences(self, words: _Words, state: _State) -> None:
        """Sentences outside any list: each part of one belongs to the post that it is about.

        That is the post which begins a clause, or does something (``由库管检查``); others are only its partners. Below
        a heading that tells what all is about, a sentence without any goes on about the one before, and what comes
        first may be said of the post behind it (``定目标是店长的事``).
        """
        given = state.context()
        current: Mention | None = None
        for match in _SENTENCE.finditer(words.text):
            said = match.group()
            told = list(self._names.mentions(said))
            first = words.start + match.start()
            self._name_all(words, told, first, said, given)
            together = in_lists(said, [one for one, _ in told])
            subjects = [one for one, standing in told if standing.affirmed and _is_subject(said, one, given)]
            subjects = [one for one in subjects if one not in together]
            listed = len(told) >= _MANY and is_keyword_list(said)
            if listed:
                continue
            if not subjects and current is not None and given:
                self._say(words, current.name, (first, first, first + len(said)), given)
            both = pairs(said, [one for one, _ in told])
            for current, *place in _shares(said, subjects, [one for one, _ in told], bool(given)):
                begin, name_end, stop = (first + at for at in place)
                self._say(words, current.name, (begin, name_end, stop), given)
                if given and current in both and both[current].end <= place[2]:
                    self._say(words, both[current].name, (begin, first + both[current].end, stop), given)

    def _name_all(
        self,
        words: _Words,
        told: Sequence[tuple[Mention, Standing]],
        first: int,
        sentence: str,
        given: frozenset[Role],
    ) -> None:
        for mention, standing in told:
            numbered = _INLINE_NUMBER.search(sentence[max(0, mention.start - _REACH) : mention.start]) is not None
            kind: Kind = "label" if numbered else "mention"
            if numbered and standing.affirmed:
                standing = Standing.LISTED
            group = f"{words.line.file} {words.line.paragraph.path} {'' if numbered else first}"
            begin, end = first + mention.start, first + mention.end
            denied = is_denied(sentence[mention.end :])
            self.names.append(PostName(mention.name, kind, words.line, begin, end, standing, group, given, denied))

    def _say(self, words: _Words, post: str, place: tuple[int, int, int], given: frozenset[Role]) -> None:
        begin, name_end, stop = place
        said = words.line.own[name_end:stop]
        role = role_of_sentence(said)
        if len(given) == 1:
            role = role_in_context(said, next(iter(given)))
        elif is_denied(said) or (role is Role.DUTIES and not given and not says_duty_at_once(said)):
            role = None
        kept = role if role is not None and (not given or role in given) else None
        if kept is not None or (given and says_anything(said) and not is_denied(said)):
            self.texts.append(PostText(post, kept, words.line, begin, stop, False, given, prose=True))


def _is_subject(sentence: str, mention: Mention, given: frozenset[Role]) -> bool:
    return acts(sentence, mention.start) or (bool(given) and _owned_end(sentence, mention) is not None)


def _shares(
    sentence: str, subjects: Sequence[Mention], told: Sequence[Mention], given: bool
) -> Iterator[tuple[Mention, int, int, int]]:
    """What of a sentence is said of each post: where that begins, where the name ends (or the same), and its end.

    The words behind a name, up to the next post; below a heading also those in front of ``…是店长的事``.
    """
    reached, behind = 0, False
    for at, mention in enumerate(subjects):
        following = subjects[at + 1] if at + 1 < len(subjects) else None
        owned = _owned_end(sentence, mention) if given else None
        begin = _clause_before(sentence, reached, mention.start) if behind else reached
        if owned is not None and mention.start - begin > _FEWEST:
            reached, behind = owned, False
            yield mention, begin, begin, owned
            continue
        stop = following.start if following else len(sentence)
        if following and given and _owned_end(sentence, following) is not None:
            stop = _clause_before(sentence, mention.end, following.start)
        stop = min([stop, *(one.start for one in told if one.start > mention.start and _is_item(sentence, one))])
        reached, behind = stop, True
        yield mention, mention.start, mention.end, stop


def _clause_before(sentence: str, low: int, high: int) -> int:
    """Where the last clause before ``high`` begins, with the one before it where it is only ``这是``."""
    comma = max(sentence.rfind("，", low, high), sentence.rfind(",", low, high))
    if comma >= 0 and _POINTING.fullmatch(sentence[comma + 1 : high]):
        comma = max(sentence.rfind("，", low, comma), sentence.rfind(",", low, comma))
    return comma + 1 if comma >= 0 else high


def _is_item(sentence: str, mention: Mention) -> bool:
    """Whether a name is the next of a list with numbers of people: what comes before it is said of another."""
    return sentence[: mention.start].rstrip().endswith("、") and _COUNTED.match(sentence[mention.end :]) is not None


def _owned_end(sentence: str, mention: Mention) -> int | None:
    """Where ``…是店长的事`` or ``…由客服来做`` ends; ``None`` where the words in front are not the post's."""
    if not _OWNED_BEFORE.search(sentence[max(0, mention.start - _REACH) : mention.start]):
        return None
    behind = _OWNED_BEHIND.match(sentence, mention.end)
    if behind is None or (not behind.group().strip() and not _HANDED.search(sentence[: mention.start])):
        return None
    return behind.end()


def _numbering(text: str) -> str:
    """The look of the number at the start of a line (``#.``, ``（#）``); empty without one."""
    match = NUMBERING.match(text)
    return re.sub(r"[\d一二三四五六七八九十①-⑳]+", "#", match.group().strip()) if match else ""


def about(text: str) -> frozenset[Role]:
    """Whether a heading or label is about duties or standards; nothing else that it names tells anything here."""
    return roles_of(text) & {Role.DUTIES, Role.STANDARD}


def is_title(text: str) -> bool:
    """Whether a line is a title such as ``任职要求：``."""
    said = _unnumbered(text)
    bare = said.strip().rstrip("：:").strip()
    return 2 <= len(bare) <= _LONGEST_TITLE and not _TALK.search(bare) and "：" not in bare and _names_only(bare)


def _names_only(bare: str) -> bool:
    """Whether a short line is a title of duties or standards and no item such as ``负责接待``."""
    return bool(
        re.search(
            r"(?:职责|任务|标准|要求|条件|人数|分工|内容|资格|匹配|编制)(?:表|说明|如下|与.{2,6}|[（(].{0,12}[)）])*$",
            bare,
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
