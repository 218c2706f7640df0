"""From a value and its error bar to a verdict that a check may rely on."""

from __future__ import annotations

from yuejuan.artifacts.comparison.facts import Estimate


def estimate(value: float, error: float, threshold: float, *, neutral: float = 0.0, digits: int = 4) -> Estimate:
    """``value`` with its verdict; ``neutral`` is the value when nothing was done."""
    away = float(abs(value - neutral))
    changed = True if away - error >= threshold else False if away + error <= threshold else None
    return Estimate(round(float(value), digits) + 0.0, round(float(error), digits), threshold, changed)
