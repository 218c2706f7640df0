"""Pictures of a page in windows of a desktop and of a phone."""

from __future__ import annotations

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.running.facts import PageView, StopReason


class ScreenshotFacts(Facts, frozen=True, kw_only=True, tag="screenshot"):
    """How a page looked a moment after it was loaded; nothing about what it does.

    ``views`` as in ``RunningPageFacts``: their JPEGs lie in the measurement's evidence by digest. ``stopped`` says why
    the page was given up; the views that were taken before stay.
    """

    browser: str
    views: tuple[PageView, ...]
    stopped: StopReason | None = None
