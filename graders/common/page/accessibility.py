"""The check ``page.accessibility``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import unquote

from pydantic import Field

from yuejuan.artifacts.page.facts import PageFacts, PageImage, PageTable
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE, doubtful, element
from yuejuan.graders.finding import FileEvidence, PageElement, Point, Reason
from yuejuan.messages import Value, say

_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_NAMED_BY_A_PROGRAM = re.compile(
    r"图片|图像|照片|截图|屏幕截图|素材|未命名|未标题|无标题|新建|微信图片|微信截图|qq截图|副本|下载", re.IGNORECASE
)
_EMPTY_WORDS = {"图片", "图像", "照片", "image", "img", "picture", "pic", "photo", "alt"}


class Parameters(CheckParameters):
    """What is looked at besides the alternative texts."""

    tables: bool = Field(False, description="Ask for header cells and a caption on each table of data.")
    language: bool = Field(True, description="Ask for the language of the page.")

    def points(self) -> tuple[Ask, ...]:
        """Alternative texts; headers and captions of tables; the language."""
        tables = [Ask("headers"), Ask("caption")] if self.tables else []
        return (Ask("alt"), *tables, *([Ask("language")] if self.language else []))


@check("page.accessibility", needs=(PageFacts,), self_check=("tables", "language"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The page speaks to people who do not see it: alternative texts, table headers and captions, language.

    Earns: the share of pictures whose `alt` says something (an empty one marks decoration and counts), of tables of
    data with header cells, and with a caption; a `lang` on the page.
    Loses: no `alt`, the file name as `alt` (a Chinese one without extension that tells what is seen counts), or only
    a word such as 图片.
    Open: there is no picture, or no table of data, to judge; a script may add them.
    Evidence: each picture or table that lacks it.
    Review: always a suggestion; read whether the words tell what is seen.
    Example: four pictures, one without `alt`: three quarters of `alt`.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    pictures = [image for image in facts.images if not image.background and image.reference.element != "source"]
    silent = [image for image in pictures if not _speaks(image)]
    shown = [element(file, facts, image.reference.place, measured=image.alt) for image in silent]
    yield _share(facts, file, "alt", len(pictures), shown)
    if asked.tables:
        tables = data_tables(facts)
        for key, bare in (
            ("headers", [table for table in tables if not table.headers]),
            ("caption", [table for table in tables if not table.caption]),
        ):
            yield _share(facts, file, key, len(tables), [element(file, facts, table.place) for table in bare])
    if asked.language:
        yield _language(facts, file)


def data_tables(facts: PageFacts) -> list[PageTable]:
    """Tables that do not carry the layout."""
    laying_out = {
        place.selector for one in facts.layout if one.technique in ("table", "nested_table") for place in one.places
    }
    return [table for table in facts.tables if table.place.selector not in laying_out and table.rows > 1]


def _speaks(image: PageImage) -> bool:
    if image.alt is None:
        return False
    words = image.alt.strip().casefold()
    name = PurePosixPath(unquote(image.reference.raw).replace("\\", "/"))
    if words in _EMPTY_WORDS or words == name.name.casefold():
        return False
    return words != name.stem.casefold() or _tells_by_name(name.stem)


def _tells_by_name(stem: str) -> bool:
    """Whether a file is named by what it shows, in Chinese (龟背竹.jpg); 图片1 or 未命名 is a name of the program."""
    return _HAN_WORD.search(stem) is not None and _NAMED_BY_A_PROGRAM.match(stem) is None


def _share(facts: PageFacts, file: str, key: str, count: int, without: list[PageElement]) -> Point:
    if not count:
        message = say(f"check.page.accessibility.{key}_nothing", file=file)
        return unsettled(key, Reason.UNCERTAIN, message, FileEvidence(file=file))
    if without and (open_point := doubtful(key, facts, file, "content")) is not None:
        return open_point
    values: dict[str, Value] = {"file": file, "count": count, "without": len(without)}
    name = "some" if without else "all"
    message = say(f"check.page.accessibility.{key}_{name}", **values)
    total = FileEvidence(file=file, expected=str(count), measured=str(count - len(without)))
    share = Fraction(count - len(without), count)
    return judged(key, share, message, total, *without[:MOST_EVIDENCE], suggested=True)


def _language(facts: PageFacts, file: str) -> Point:
    evidence = PageElement(file=file, selector="html", measured=facts.language)
    if facts.language:
        message = say("check.page.accessibility.language_there", file=file, language=facts.language)
        return earned("language", message, evidence, suggested=True)
    message = say("check.page.accessibility.language_missing", file=file)
    return doubtful("language", facts, file, "head") or lost("language", message, evidence, suggested=True)
