"""Facts about one web page as it looks and behaves in a real browser."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Box, Facts
from yuejuan.artifacts.page.facts import Effect, EffectKind
from yuejuan.messages import Message

EffectState = Literal["found", "not_found", "uncertain"]
StopReason = Literal["hung", "crashed", "memory", "time"]


class StripFrame(msgspec.Struct, frozen=True):
    """One frame of a strip: milliseconds since the page was opened, and the sha256 of its JPEG.

    The bytes lie as ``evidence/<digest>.jpg`` in the scratch folder of the measurement; frames show the window from its
    top left at half its size.
    """

    time: float
    digest: str


class EffectElement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One element that shows an effect, with what was measured on it.

    ``box`` in CSS pixels of the 1280 wide window. ``pictures`` are the files that took part, as the submission names
    them. ``period`` is milliseconds between two changes, ``pixels`` how far it moved while watched, ``scale`` how many
    times larger it became, ``stops`` whether it rests under the pointer, ``controls`` the selectors of what looks like
    buttons or dots, ``closable`` whether something to close it was seen, ``trigger`` what the pointer was put on.
    """

    selector: str
    box: Box | None = None
    pictures: tuple[str, ...] = ()
    period: float | None = None
    pixels: float | None = None
    scale: float | None = None
    stops: bool | None = None
    controls: tuple[str, ...] = ()
    closable: bool | None = None
    trigger: str | None = None


class RunningEffect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was seen of one kind of effect.

    ``not_found`` is claimed only when nothing pending could still bring it; otherwise the state is ``uncertain``.
    ``reason`` says why it is not found or uncertain: what stopped it, or where people would disagree.
    """

    kind: EffectKind
    state: EffectState
    elements: tuple[EffectElement, ...] = ()
    reason: Message | None = None
    strip: tuple[StripFrame, ...] = ()


class ElementGeometry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Place and applied style of one element in the 1280 wide window, in pixels of the page."""

    selector: str
    box: Box
    styles: tuple[tuple[str, str], ...] = ()


class PageView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The page in a window of one width. ``screenshot`` is the sha256 of a JPEG as in :class:`StripFrame`.

    ``document_width`` above ``width`` means that the page must be scrolled sideways.
    """

    width: int
    document_width: int
    document_height: int
    screenshot: str | None = None


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """The way of one element that moved by itself: milliseconds, left, top, in pixels of the window."""

    selector: str
    points: tuple[tuple[float, float, float], ...]


class RunningPageFacts(Facts, frozen=True, kw_only=True, tag="running_page"):
    """One page run in a browser.

    ``running`` has one entry for each kind of effect; it is ``None`` where the page gave nothing to see. ``effects``
    are the found ones in the form of ``PageFacts.effects``. ``watched_ms`` is how long it was watched by itself.
    ``errors`` are uncaught script errors, ``missing`` files that the folder does not hold (letter case counts),
    ``external`` addresses outside, ``navigations`` places to which scripts or clicks wanted to go; nobody goes there.
    ``stopped`` says why the visit ended early.
    """

    browser: str
    sandboxed: bool
    running: tuple[RunningEffect, ...] | None
    effects: tuple[Effect, ...] | None
    watched_ms: float = 0.0
    title: str | None = None
    encoding: str | None = None
    quirks: bool = False
    element_count: int = 0
    views: tuple[PageView, ...] = ()
    elements: tuple[ElementGeometry, ...] = ()
    movements: tuple[Movement, ...] = ()
    errors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    navigations: tuple[str, ...] = ()
    dialogs: int = 0
    windows: int = 0
    stopped: StopReason | None = None
    truncated: bool = False
