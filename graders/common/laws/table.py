"""The table of laws in ``rubrics/laws.yaml``."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib import resources

import msgspec
import yaml

_STATE = "中华人民共和国"
_BLANKS = re.compile(r"[\s\u3000]+")


class Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A law: full and short names, dates, and how many articles are sure to exist.

    ``misnamed`` are names by which it is wrongly called. ``complete``: there is no article beyond ``articles``.
    ``key`` paraphrases single articles. ``source`` is where it stands; ``checked`` the day
    that text was read, ``None`` when the entry was not compared with it.
    """

    name: str
    issued: date
    in_force: date
    articles: int
    source: str
    checked: date | None = None
    short: tuple[str, ...] = ()
    misnamed: tuple[str, ...] = ()
    complete: bool = True
    repealed: date | None = None
    key: dict[int, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every right name: the full one, without the state's name, and the short ones."""
        return tuple(dict.fromkeys((self.name, self.name.removeprefix(_STATE), *self.short)))

    @property
    def called(self) -> str:
        """The name that people use: the full one without the state's name."""
        return self.name.removeprefix(_STATE)

    def has_article(self, number: int) -> bool | None:
        """Whether there is an article of that number; ``None`` where that is not known."""
        if 1 <= number <= self.articles:
            return True
        return False if self.complete or number < 1 else None


@cache
def laws() -> tuple[Law, ...]:
    """All laws of the table."""
    text = resources.files("yuejuan.rubrics").joinpath("laws.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return msgspec.convert(data["laws"], tuple[Law, ...])


def law_named(name: str) -> Law | None:
    """The law of exactly that name (with or without the state's name and book marks), else ``None``."""
    bare = _BLANKS.sub("", name).strip("《》〈〉<>")
    return _by_name().get(bare)


@cache
def _by_name() -> dict[str, Law]:
    return {name: law for law in laws() for name in law.names}
