"""Colours in OKLab, against the values that the author of the colour space publishes."""

from __future__ import annotations

import pytest

from yuejuan.graders.common.image.palette import oklab


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#ffffff", (1.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#ff0000", (0.62796, 0.22486, 0.12585)),
        ("#00ff00", (0.86644, -0.23389, 0.17950)),
        ("#0000ff", (0.45201, -0.03246, -0.31153)),
    ],
)
def test_known_colours(colour: str, expected: tuple[float, float, float]) -> None:
    assert oklab(colour) == pytest.approx(expected, abs=2e-4)
