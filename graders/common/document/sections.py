"""Finding a section by what its heading says: headings, typed labels (``背景：…``), and label cells of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from yuejuan.artifacts.document.characters import words as count_words
from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph, Table

_NUMBER = re.compile(
    r"^\s*(?:第\s*[一二三四五六七八九十百\d]+\s*[章节编篇部]分?|[（(【]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:[.．]\d{1,2})*)\s*"
    r"(?:[)）】]|[、.．:：]|(?=\s|[\u4e00-\u9fff]))|[①-⑳●■◆★▶※·•])[、.．:：\s]*"
)
_MARKS = re.compile(r"[\s“”\"'《》【】\[\]（）()：:、，,。.*#—\-_]")
_AFTER = (
    "分析|设计|方案|计划|安排|部分|说明|概述|介绍|设定|制定|规划|表|明细|步骤|定位|内容|展示|及|与|和|的|撰写|编制|选择|"
    "阐述|描述|概况|策划"
)
_REST = re.compile(rf"(?:{_AFTER})*")
_COMPOUNDS = {
    "目标": ("人群", "客户", "用户", "顾客", "消费者", "受众", "市场", "群体", "对象", "客群"),
    "活动": ("目标", "背景", "预算"),
}
# Characters that candidates type for others of the same sound: 营销对像, 实施方按, 营肖目标.
_HOMOPHONES = str.maketrans("像消肖按册掠师化懂曲被境群排予蒜赢护", "象销销案策略施划动渠背景群排预算营户")
_LABEL = re.compile(r"^\s*[【\[]?(?P<label>[^：:。，,；;\]】]{2,14})(?:[】\]][：:]?|[：:])")
_CHAPTER = re.compile(r"\s*(?:第\s*[一二三四五六七八九十\d]+\s*[章节部编篇]|[一二三四五六七八九十]{1,3}\s*[、.．])")
_LONGEST_LABELLED = 200
_LONGEST_HEADING = 30
_LONGEST_LABEL_CELL = 16


@dataclass(frozen=True)
class Section:
    """A section with its place. ``whole`` is True when its heading says the section's name and nothing else.

    ``paragraphs`` are those below the heading (or behind the label) up to the next heading of the same or a higher
    level, sub-headings and cells included; ``lead`` is text in the heading's own line, behind the label.
    """

    heading: Paragraph
    title: str
    whole: bool
    by: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    lead: str = ""

    @cached_property
    def text(self) -> str:
        """All text of the section without its own heading, a line for each paragraph."""
        return "\n".join(
            line for line in (self.lead, *(paragraph.text for paragraph in self.paragraphs)) if line.strip()
        )

    @cached_property
    def words(self) -> int:
        """字数 of the section's text."""
        return count_words(self.text)

    @cached_property
    def own_tables(self) -> tuple[Table, ...]:
        """The tables of the section without one that holds its heading and so lays out the page (an answer sheet)."""
        return tuple(table for table in self.tables if not self.heading.path.startswith(table.path + "/"))

    @property
    def pictures(self) -> int:
        """Pictures that stand in the section."""
        return self.heading.pictures + sum(paragraph.pictures for paragraph in self.paragraphs)


def find_sections(facts: DocumentFacts, words: Sequence[str], without: Sequence[str] = ()) -> tuple[Section, ...]:
    """Every section that is named by one of ``words``, best named first; none of ``without`` may be in its name."""
    paragraphs = facts.paragraphs or ()
    found = [*_by_heading(facts, paragraphs, words, without)]
    title = _title(facts)
    found = [section for section in found if section.heading.path != title] or found
    if not found:
        by_cell = [*_by_cell(facts, paragraphs, words, without)]
        # A label with its answer in the cell beside it does not reach into the rows below.
        answered = {section.heading.path for section in by_cell}
        by_label = _by_label(facts, paragraphs, words, without)
        found = [*(section for section in by_label if section.heading.path not in answered), *by_cell]
    return tuple(sorted(found, key=lambda section: (not section.whole, not section.text.strip())))


def named(text: str, words: Sequence[str], without: Sequence[str] = ()) -> bool | None:
    """Whether a heading names the section: True for its name alone, False for part of a longer one, ``None`` if not.

    A name with a character of the same sound (``营销对像``) is none for certain: False.
    """
    plain = _bare(_NUMBER.sub("", text[:_LONGEST_LABELLED]))
    best = _named(plain, words, without)
    if best is not None:
        return best
    heard = plain.translate(_HOMOPHONES)
    if heard == plain or _named(heard, _heard(tuple(words)), _heard(tuple(without))) is None:
        return None
    return False


@lru_cache(maxsize=128)
def _heard(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.translate(_HOMOPHONES) for word in words)


def _named(plain: str, words: Sequence[str], without: Sequence[str]) -> bool | None:
    if any(_bare(word) in plain for word in without):
        return None
    best: bool | None = None
    for word in words:
        bare = _bare(word)
        at = plain.rfind(bare)
        if at < 0 or plain[at + len(bare) :].startswith(_COMPOUNDS.get(bare, ())):
            continue
        best = best or _REST.fullmatch(plain[at + len(bare) :]) is not None
    return best


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    """The text without blanks, quotes, brackets and punctuation; kept, because every check asks for the same words."""
    return _MARKS.sub("", text)


def _by_heading(
    facts: DocumentFacts, paragraphs: Sequence[Paragraph], words: Sequence[str], without: Sequence[str]
) -> Iterator[Section]:
    level_of = {heading.path: heading.level for heading in facts.headings or ()}
    headings = [(i, level) for i, p in enumerate(paragraphs) if (level := level_of.get(p.path)) is not None]
    for index, level in headings:
        paragraph = paragraphs[index]
        if len(paragraph.text) > _LONGEST_HEADING * 2:
            continue
        head, lead = _heading_and_lead(paragraph.text)
        whole = named(head, words, without)
        if whole is None:
            continue
        end = next(
            (
                later
                for later, other in headings
                if later > index and other <= level and _ends(paragraph, paragraphs[later])
            ),
            len(paragraphs),
        )
        if not lead and end < len(paragraphs) and _blank(paragraphs[index + 1 : end]):
            # Levels of typed headings are a reading: one of another form right below may be a part of this one.
            further = next(
                (later for later, _ in headings if later > end and _alike(paragraph, paragraphs[later])), None
            )
            if _is_typed(paragraph) and not _alike(paragraph, paragraphs[end]):
                end, whole = further or len(paragraphs), False
        body = tuple(paragraphs[index + 1 : end])
        yield Section(paragraph, head.strip(), whole, "heading", body, _tables_of(facts, body), lead)


def _ends(heading: Paragraph, later: Paragraph) -> bool:
    """Whether ``later`` begins another section: below a heading by style, a typed ``1.`` is an item of a list."""
    by_style = heading.heading_by in ("style", "outline")
    return not by_style or later.heading_by != "numbering" or _CHAPTER.match(later.text) is not None


def _is_typed(heading: Paragraph) -> bool:
    return heading.heading_by in ("numbering", "bold")


def _alike(heading: Paragraph, later: Paragraph) -> bool:
    """Whether two headings have one form: both by style, or typed with a like number, or both bold without one."""
    if not _is_typed(later):
        return True
    return heading.heading_by == later.heading_by and _form_of_number(heading.text) == _form_of_number(later.text)


def _form_of_number(text: str) -> str:
    """The typed number of a heading with every numeral alike: ``（二）`` and ``（三）`` have one form."""
    match = _NUMBER.match(text)
    return re.sub(r"[一二三四五六七八九十百]+", "一", re.sub(r"\d+", "1", match.group().strip())) if match else ""


def _blank(body: Sequence[Paragraph]) -> bool:
    return not any(paragraph.text.strip() or paragraph.pictures for paragraph in body)


def _heading_and_lead(text: str) -> tuple[str, str]:
    match = _LABEL.match(text)
    rest = text[match.end() :] if match else ""
    return (match["label"], rest) if match and rest.strip() else (text, "")


def _title(facts: DocumentFacts) -> str | None:
    """The path of a first heading that stands alone on its level above all others: the title of the document."""
    headings = facts.headings or ()
    if len(headings) < 3 or any(heading.level <= headings[0].level for heading in headings[1:]):
        return None
    return headings[0].path


def _by_label(
    facts: DocumentFacts, paragraphs: Sequence[Paragraph], words: Sequence[str], without: Sequence[str]
) -> Iterator[Section]:
    labels = [_label(paragraph.text) for paragraph in paragraphs]
    for index, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label is None or (whole := named(label[0], words, without)) is None:
            continue
        end = next((later for later in range(index + 1, len(paragraphs)) if labels[later]), len(paragraphs))
        body = tuple(paragraphs[index + 1 : end])
        yield Section(paragraph, label[0], whole, "label", body, _tables_of(facts, body), label[1])


def _label(text: str) -> tuple[str, str] | None:
    """A typed label at the start of a line and what follows it; a short line alone is a label too."""
    bare = _NUMBER.sub("", text[:_LONGEST_LABELLED])
    match = _LABEL.match(bare)
    if match:
        return match["label"], bare[match.end() :] + text[_LONGEST_LABELLED:]
    if (
        len(text) <= _LONGEST_LABELLED
        and 2 <= len(bare.strip()) <= _LONGEST_LABEL_CELL
        and not re.search(r"[。，；,;！？]", bare)
    ):
        return bare.strip(), ""
    return None


def _by_cell(
    facts: DocumentFacts, paragraphs: Sequence[Paragraph], words: Sequence[str], without: Sequence[str]
) -> Iterator[Section]:
    for table in facts.tables or ():
        for cell in table.cells:
            whole = named(cell.text, words, without) if len(cell.text.strip()) <= _LONGEST_LABEL_CELL else None
            if whole is None:
                continue
            beside = next(
                (c for c in table.cells if c.row == cell.row and c.column == cell.column + cell.column_span), None
            )
            below = next(
                (c for c in table.cells if c.column == cell.column and c.row == cell.row + cell.row_span), None
            )
            answer = next((c for c in (beside, below) if c and count_words(c.text) > _LONGEST_LABEL_CELL), None)
            label = next((p for p in paragraphs if p.path.startswith(cell.path + "/")), None)
            if answer is not None and label is not None:
                body = tuple(p for p in paragraphs if p.path.startswith(answer.path + "/"))
                yield Section(label, cell.text.strip(), whole, "cell", body, _tables_of(facts, body))


def _tables_of(facts: DocumentFacts, body: Sequence[Paragraph]) -> tuple[Table, ...]:
    return tuple(
        table for table in facts.tables or () if any(paragraph.path.startswith(table.path + "/") for paragraph in body)
    )
