"""Which strategies a section names, and which of them it gives a reason for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yuejuan.artifacts.document.facts import Cell, Table
from yuejuan.graders.common.answers.copies import without_copies
from yuejuan.graders.common.document.phrases import alternatives, given_up, negated
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.finding import TextSpan
from yuejuan.graders.marketing_plan.reasons import gives_reason
from yuejuan.graders.marketing_plan.strategy_doubts import tells_an_action, tells_more
from yuejuan.graders.marketing_plan.vocabulary import STRATEGIES

_FORMS = {
    "promotion": re.compile(
        r"满\s*\d+\s*元?[减送赠返]|买[一二三两\d]\s*[送赠]|第二[件份盒]半价|立减|[一-九\d][\d.]*折"
    ),
    "price": re.compile(r"价格(?:上的?|策略|战|优惠|调整)|[定降]价?(?:为|在|到)?\s*\d+(?:\.\d+)?\s*元"),
}
_OTHER = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[做用搞靠是行开展取过择和与加]))(?P<name>[\u4e00-\u9fff]{2})(?:策略|营销|推广|引流)"
)
_BOTH_LINES = re.compile(r"线上\s*(?:[、,，和与及])?\s*线下|线下\s*(?:[、,，和与及])?\s*线上")
_ALL = re.compile(r"^\s*(?:以上|上述|上面|这[几两三些]|它们|[两三]者)")
_NO_NAMES = re.compile(
    r"网络|营销|推广|市场|整体|总体|本次|这次|具体|主要|采用|使用|进行|开展|活动|以下|我们|他们|顾客|客户|线上|各种|多种|[一二两三四几\d]种|"
    r"加大|加强|提高|扩大|增加|做好|开始|继续|立体|方位|体化|综合|整合|全面|全员|多元|互动|创新|科学|合理|有力|各类|各项|系列|统一|良好|强力|"
    r"持续|大量|广泛|深入|常规|传统|新型|现代|先进|这种|电商|企业|公司|店铺|方案|相关|精准|有效|大力|重点|宣传|站[内外]|商品|产品|品牌|渠道|[的了和与及等来做用]"
)
_ONE_NAME = re.compile(r"\s*(?:平台|账号|号)?[上里的]?[做开发拍搞]?\s*")
_MOST = 200
"""Places that are looked at, in a paragraph and in all: no honest plan has more, and hostile ones must end."""
_INTRODUCES = re.compile(r"[:：]\s*$|以下|如下|下列")
_ITEM = re.compile(
    r"(?:(?<=^)|(?<=[。；;，,：:\s]))\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[)）、]|[.．](?!\d{1,2}[元万%]))|[①-⑳])"
)


_ROW = re.compile(r".*/r\d+(?=/c\d+)")
_WHY = re.compile(r"理由|原因|依据|为什么")
_SENTENCE_END = re.compile(r"[。；！？;!?\n]")


@dataclass(frozen=True)
class Named:
    """A strategy in the text: the names that stand together (``达人直播``), in which paragraph, and where."""

    names: frozenset[str]
    paragraph: int
    start: int
    end: int


class Strategies:
    """The strategies of a section, of those asked for (names to words)."""

    def __init__(self, section: Section, asked: Mapping[str, Sequence[str]], brief: str = "") -> None:
        paragraphs = (section.heading, *section.paragraphs) if section.lead else section.paragraphs
        self._paragraphs = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
        self._places = [
            place
            for index, paragraph in enumerate(self._paragraphs)
            for place in _together(
                paragraph.text,
                sorted(_places(index, without_copies(paragraph.text, brief), asked), key=_from_left)[:_MOST],
            )
        ][:_MOST]
        self._own = [without_copies(paragraph.text, brief) for paragraph in self._paragraphs]
        self._words = alternatives([word for words in asked.values() for word in words])
        self._different = _different(self._places)
        self._tables = section.own_tables

    def named(self, file: str) -> list[TextSpan]:
        """Each strategy at its first place."""
        return [self._span(file, place) for place in self._different]

    def reasoned(self, file: str) -> list[TextSpan]:
        """Those with a reason in what is said of them, or in the line that introduces all."""
        with_names = {place.paragraph for place in self._places}
        if any(
            index not in with_names
            and (_INTRODUCES.search(paragraph.text) or _ALL.match(paragraph.text))
            and gives_reason(paragraph.text)
            for index, paragraph in enumerate(self._paragraphs)
        ):
            return self.named(file)
        return [self._span(file, one) for one in self._different if any(map(gives_reason, self._said_of(one)))]

    def perhaps_reasoned(self, file: str) -> list[TextSpan]:
        """Those without a reason recognised, of which more is said than their names, how much and how often."""
        return [
            self._span(file, one)
            for one in self._different
            if not any(map(gives_reason, self._said_of(one)))
            and any(tells_more(said, self._words) for said in self._said_of(one))
        ]

    def perhaps_others(self, file: str) -> list[TextSpan]:
        """Sentences with no known name that say something to be done: strategies under names that nobody knows."""
        found: list[TextSpan] = []
        for index, paragraph in enumerate(self._paragraphs):
            inside = [place for place in self._places if place.paragraph == index]
            for start, end in sentences(paragraph.text):
                said = self._own[index][start:end]
                known = self._words.search(said) or any(start <= place.start < end for place in inside)
                if not known and tells_an_action(said):
                    found.append(span(file, paragraph, start, end))
        return found

    def _said_of(self, one: Named) -> Iterator[str]:
        """The item that a strategy has to itself with the lines below it, else its sentences and those that follow."""
        for place in self._places:
            if not place.names & one.names:
                continue
            path = self._paragraphs[place.paragraph].path
            row = _ROW.match(path) if any(path.startswith(table.path + "/") for table in self._tables) else None
            if row is not None:
                yield self._row(row[0])
                continue
            text = self._paragraphs[place.paragraph].text
            beside = [other for other in self._places if other.paragraph == place.paragraph]
            own_item = _ITEM.match(text) is not None and len(_ITEM.findall(text)) == 1
            if own_item or all(other.names & one.names for other in beside):
                yield text
                yield from self._lines_below(place.paragraph)
            else:
                yield _sentences_from(text, place, beside)

    def _row(self, path: str) -> str:
        """The cells of a row, a cell below 理由 or 原因 with that word before it."""
        cells = [(cell, table) for table in self._tables for cell in table.cells if cell.path.startswith(path + "/")]
        return "；".join(_headed(cell, table) for cell, table in cells)

    def _lines_below(self, paragraph: int) -> Iterator[str]:
        with_names = {place.paragraph for place in self._places}
        for index in range(paragraph + 1, len(self._paragraphs)):
            if index in with_names or _ITEM.match(self._paragraphs[index].text):
                return
            yield self._paragraphs[index].text

    def _span(self, file: str, place: Named) -> TextSpan:
        return span(file, self._paragraphs[place.paragraph], place.start, place.end)


def _places(index: int, text: str, asked: Mapping[str, Sequence[str]]) -> Iterator[Named]:
    """Every place where a strategy is named and neither denied nor given up."""
    usual = [name for name, words in asked.items() if STRATEGIES.get(name) == tuple(words)]
    patterns = [(name, alternatives(words)) for name, words in asked.items()]
    patterns += [(name, _FORMS[name]) for name in usual if name in _FORMS]
    for name, pattern in patterns:
        for match in pattern.finditer(text):
            refused = negated(text, match.start()) or given_up(text, match.end()) or _refused_by_name(text, match)
            if not refused and not (name == "offline" and _says_nothing(text, match)):
                yield Named(frozenset([name]), index, *match.span())
    if len(usual) == len(asked):
        for match in _OTHER.finditer(text):
            refused = negated(text, match.start()) or given_up(text, match.end())
            if not refused and not _NO_NAMES.search(match["name"]):
                yield Named(frozenset([match["name"]]), index, *match.span())


def _says_nothing(text: str, match: re.Match[str]) -> bool:
    """Whether a place is part of ``线上线下``, which chooses nothing."""
    return any(pair.start() <= match.start() < pair.end() for pair in _BOTH_LINES.finditer(text))


def _refused_by_name(text: str, match: re.Match[str]) -> bool:
    """Whether the same sentence goes on to refuse the same words (``直播费用太高，所以不做直播``)."""
    stop = _SENTENCE_END.search(text, match.end())
    end = stop.start() if stop else len(text)
    again = text.find(match.group(), match.end(), end)
    while again >= 0:
        behind = again + len(match.group())
        if negated(text, again) and (behind == end or text[behind] in "，,"):
            return True
        again = text.find(match.group(), behind, end)
    return False


def _headed(cell: Cell, table: Table) -> str:
    header = next((c.text for c in table.cells if c.row == 0 and c.column == cell.column), "")
    return f"原因：{cell.text}" if cell.row and cell.text.strip() and _WHY.search(header) else cell.text


def _from_left(place: Named) -> tuple[int, int]:
    return place.start, -place.end


def _together(text: str, places: Sequence[Named]) -> list[Named]:
    """Names that overlap or adjoin are one; a name said again in the paragraph belongs to the longer one before."""
    found: list[Named] = []
    for place in places:
        last = found[-1] if found else None
        if last is not None and (place.start <= last.end or _ONE_NAME.fullmatch(text, last.end, place.start)):
            found[-1] = replace(last, names=last.names | place.names, end=max(last.end, place.end))
        else:
            found.append(place)
    return [
        replace(place, names=next((other.names for other in found[:index] if place.names < other.names), place.names))
        for index, place in enumerate(found)
    ]


def _different(places: Sequence[Named]) -> list[Named]:
    """As many places as can be given a name each of their own: one for every strategy, from the left."""
    owner: dict[str, Named] = {}

    def give(place: Named, tried: set[str]) -> bool:
        for name in sorted(place.names - tried):
            tried.add(name)
            if name not in owner or give(owner[name], tried):
                owner[name] = place
                return True
        return False

    seen: set[frozenset[str]] = set()
    for place in places:
        if place.names not in seen or len(place.names) == 1:
            seen.add(place.names)
            give(place, set())
    return sorted(owner.values(), key=lambda place: (place.paragraph, place.start))


def _sentences_from(text: str, place: Named, beside: Sequence[Named]) -> str:
    """The sentence of a place, and those behind it up to the next strategy."""
    said = ""
    for start, end in sentences(text):
        inside = [other for other in beside if start <= other.start < end]
        if start <= place.start < end or (said and not inside):
            said += text[start:end]
        elif said:
            break
    return said
