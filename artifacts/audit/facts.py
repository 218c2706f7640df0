"""Facts about how accessible a page is, by the rules of axe-core."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Box, Facts

Impact = Literal["minor", "moderate", "serious", "critical"]


class BrokenElement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An element that breaks a rule: its selector, and its box in pixels of the page in a 1280 wide window."""

    selector: str
    box: Box | None = None


class BrokenRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of axe-core that elements break.

    ``rule`` is its id there (``image-alt``), ``impact`` how badly people are hindered, ``help`` what to do in the words
    of axe-core, ``wcag`` the success criteria of WCAG 2 (``1.1.1``). ``count`` may be more than ``elements`` shows.
    """

    rule: str
    impact: Impact
    help: str
    wcag: tuple[str, ...]
    count: int
    elements: tuple[BrokenElement, ...]


class AuditFacts(Facts, frozen=True, kw_only=True, tag="audit"):
    """What axe-core told about one page.

    ``broken`` are rules that are certainly broken, worst first; ``unclear`` the ids of those that it could not decide,
    ``passed`` how many rules hold. ``broken`` is ``None`` where the page could not be audited.
    """

    engine: str
    browser: str
    broken: tuple[BrokenRule, ...] | None
    unclear: tuple[str, ...] = ()
    passed: int = 0
