"""Names as people write them: folders of candidates, variants of a file name, keys to compare names by."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = re.compile(r"\d{2,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEPARATORS = " \t_-—–+.,，。、·:：()（）[]【】《》<>{}“”\"'~&#@!！　"
_HAN_NAME = re.compile(r"[㐀-鿿𠀀-𲎯·]{2,}")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z .'-]+[A-Za-z]")

OLDER_MARKS = (
    "旧版",
    "旧",
    "老版",
    "备份",
    "初稿",
    "初版",
    "草稿",
    "修改前",
    "未改",
    "未修改",
    "作废",
    "废弃",
    "不要",
    "old",
    "bak",
    "backup",
    "draft",
)
COPY_MARKS = ("副本", "拷贝", "复件", "copy")
NEWER_MARKS = (
    "终稿",
    "最终版",
    "最终",
    "定稿",
    "正式版",
    "修改版",
    "修改后",
    "修改",
    "新版",
    "新",
    "改",
    "完成",
    "final",
    "new",
    "ok",
)
MATERIAL_MARKS = (
    "素材",
    "材料",
    "资料",
    "物料",
    "参考",
    "试题",
    "试卷",
    "题目",
    "原图",
    "material",
    "asset",
    "reference",
)
"""What the name of a folder or file says when it holds what the candidate worked from."""

_BEFORE_A_NAME = re.compile(r"^(?:.*班级?)?(?:考生|姓名|学生)?")
_AFTER_A_NAME = re.compile(
    r"(?:同学)?的?(?:(?:考试|实操|期末|最终)?(?:作业|作品|答卷|试卷|答案|文件夹|文件|提交|上交))?$"
)
_LETTER_BEFORE = re.compile(r"[a-z]$")
"""Before a mark in Latin letters it means that the mark is the end of a word (book is no bo that is ok)."""
_NUMBER_MARK = re.compile(r"(?:[(（]?\d{1,2}[)）]?|v\d{1,2}|第[一二三四五]稿|版本\d)$", re.IGNORECASE)


def readable(name: str) -> str:
    """A file name of this system as text. Names that are not UTF-8 come from wrongly unpacked archives: mostly GBK."""
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="backslashreplace")
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """``text`` for comparing: NFKC (full width becomes half), case folded, blanks trimmed."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def key(text: str) -> str:
    """``text`` without separators, for comparing names that are punctuated differently."""
    return "".join(character for character in plain(text) if character not in _SEPARATORS)


@dataclass(frozen=True)
class FolderName:
    """What a folder name says: runs of digits (examination numbers, seats) and names, in any order and separator."""

    text: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def number(self) -> str | None:
        """The longest run of at least four digits that is no year: shorter ones are seats and class numbers."""
        long_enough = [number for number in self.numbers if len(number) >= 4 and not _YEAR.fullmatch(number)]
        return max(long_enough, key=len) if long_enough else None

    @property
    def joined_number(self) -> str:
        """All digits in a row: some people write their number in groups (2024-0601-001)."""
        return "".join(self.numbers)

    @property
    def possible_names(self) -> tuple[str, ...]:
        """The names, the same without words around them (电商2班林知夏的作品), and all Han characters in a row."""
        han = "".join(character for character in self.text if _HAN_NAME.fullmatch(character * 2))
        bare = [_AFTER_A_NAME.sub("", _BEFORE_A_NAME.sub("", name)) for name in (*self.names, han)]
        return tuple(dict.fromkeys(name for name in (*self.names, han, *bare) if name))

    @property
    def digest_id(self) -> str:
        """An id for a folder that tells no number: a hash of the normalised name."""
        return "x" + hashlib.sha256(key(self.text).encode()).hexdigest()[:10]


def parse_folder_name(text: str) -> FolderName:
    """Read the name of a candidate's folder or archive (without the archive's extension)."""
    flat = unicodedata.normalize("NFKC", text)
    numbers = tuple(_DIGITS.findall(flat))
    without_numbers = _DIGITS.sub(" ", flat)
    names = tuple(_HAN_NAME.findall(without_numbers)) or tuple(_LATIN_NAME.findall(without_numbers))
    return FolderName(text, numbers, names)


@dataclass(frozen=True)
class Variant:
    """A file stem without its marks of version, and the kind of mark that was there."""

    stem: str
    mark: str | None


@lru_cache(maxsize=4096)
def variant_of(stem: str) -> Variant:
    """Take marks such as 终稿, 副本, (1), v2 and 旧 off the end (and 旧 off the front) of a stem.

    ``mark`` is ``older``, ``copy``, ``newer`` or ``None``. Of several marks ``older`` counts most: a copy of a draft is
    a draft; else the first that was found counts.
    """
    rest = plain(stem)
    found: str | None = None
    while True:
        stripped, mark = _one_mark(rest.strip(_SEPARATORS))
        if mark is None or not stripped.strip(_SEPARATORS):
            return Variant(key(rest), found)
        rest, found = stripped, mark if mark == "older" else found or mark


def _one_mark(text: str) -> tuple[str, str | None]:
    for marks, name in ((OLDER_MARKS, "older"), (COPY_MARKS, "copy"), (NEWER_MARKS, "newer")):
        for mark in marks:
            if text.endswith(mark) and not (mark.isascii() and _LETTER_BEFORE.search(text.removesuffix(mark))):
                return text.removesuffix(mark), name
            # Single letters such as 新 begin ordinary words (新店海报); whole words in front are marks.
            if text.startswith(mark) and not mark.isascii() and (len(mark) > 1 or name == "older"):
                return text.removeprefix(mark), name
    numbered = _NUMBER_MARK.search(text)
    if numbered:
        return text[: numbered.start()], "newer" if numbered.group().lower().startswith(("v", "第", "版")) else "copy"
    return text, None
