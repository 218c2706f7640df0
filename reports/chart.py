"""Inline SVG: the bar of one possible mark and the distribution of all. No styles inside: classes only."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import escape

from yuejuan.reports.marks import Interval
from yuejuan.reports.shown import visible
from yuejuan.reports.words import Words

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 240, 34, 18


def _number(value: Fraction | float) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def bar(low: Fraction, high: Fraction, full: Fraction, label: str) -> str:
    """A horizontal bar: solid up to ``low``, hatched up to ``high``, empty up to ``full``; ``label`` is read aloud."""
    scale = Fraction(100) / full if full else Fraction(0)
    start, end = low * scale, high * scale
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(visible(label))}">'
        '<rect class="track" width="100" height="8"/>'
        f'<rect class="solid" width="{_number(start)}" height="8"/>'
        f'<rect class="maybe" x="{_number(start)}" width="{_number(max(Fraction(0), end - start))}" height="8"/></svg>'
    )


def distribution(intervals: Sequence[Interval], text: Words, lines: Sequence[int]) -> str:
    """All candidates from the lowest to the highest possible mark, one vertical bar each; 0 to 100 marks upwards."""
    ordered = sorted(intervals, key=lambda item: (item.low, item.high))
    room = _WIDTH - _LEFT
    pitch = min(28.0, room / max(1, len(ordered)))
    thick = max(0.4, pitch * 0.72)
    height = _HEIGHT - _BOTTOM
    parts = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(text("index.distribution_alt", count=len(ordered)))}">'
    ]
    for mark in (0, 100, *lines):
        y = _number(_up(Fraction(mark), height))
        kind = "limit" if mark in lines else "axis"
        parts.append(f'<line class="{kind}" x1="{_LEFT}" x2="{_WIDTH}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y}" dy="4" text-anchor="end">{mark}</text>')
    for place, item in enumerate(ordered):
        x = _number(_LEFT + 4 + place * pitch)
        low, high, floor = _up(item.low, height), _up(item.high, height), _up(Fraction(0), height)
        parts.append(_column("solid", x, low, floor, thick))
        parts.append(_column("maybe", x, high, low, thick))
        if item.settled:
            parts.append(_column("edge", x, low - 1, low + 1, thick))
    return "".join(parts) + "</svg>"


def _up(mark: Fraction, height: int) -> float:
    """The y of ``mark`` on a scale of 0 to 100, with room for the top label."""
    return 8 + (height - 8) * (1 - float(min(Fraction(100), max(Fraction(0), mark))) / 100)


def _column(kind: str, x: str, top: float, bottom: float, thick: float) -> str:
    return (
        f'<rect class="{kind}" x="{x}" y="{_number(top)}" width="{_number(thick)}" '
        f'height="{_number(max(0.0, bottom - top))}"/>'
    )
