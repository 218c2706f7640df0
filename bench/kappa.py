"""Agreement of two markers over the same answers, with an interval, and a marker that looks at the length alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

_SAMPLES = 2000


def weighted_kappa(first: Sequence[int], second: Sequence[int]) -> float:
    """Cohen's kappa with quadratic weights: 1 for agreement in all, 0 for what chance gives (Cohen 1968).

    Two markers that give everybody the same mark agree in all; there is no chance to correct for.
    """
    seen = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) / len(first)
    ones, others = Counter(first), Counter(second)
    chance = sum((a - b) ** 2 * n * m for a, n in ones.items() for b, m in others.items()) / len(first) ** 2
    return 1.0 - seen / chance if chance else float(seen == 0)


def interval(first: Sequence[int], second: Sequence[int], chance: random.Random) -> tuple[float, float]:
    """The middle 95 % of kappa over answers drawn again with replacement (percentile bootstrap)."""
    pairs = list(zip(first, second, strict=True))
    found = sorted(
        weighted_kappa(*zip(*drawn, strict=True))
        for _ in range(_SAMPLES)
        if (drawn := chance.choices(pairs, k=len(pairs)))
    )
    return found[round(0.025 * (_SAMPLES - 1))], found[round(0.975 * (_SAMPLES - 1))]


def by_length(lengths: Sequence[int], marks: Sequence[int]) -> list[int]:
    """For each answer the mark that a line through all others' lengths and marks gives (leave one out)."""
    found = []
    for out in range(len(marks)):
        x = [length for at, length in enumerate(lengths) if at != out]
        y = [mark for at, mark in enumerate(marks) if at != out]
        mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
        spread = sum((one - mean_x) ** 2 for one in x)
        slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread if spread else 0.0
        found.append(round(mean_y + slope * (lengths[out] - mean_x)))
    return found
