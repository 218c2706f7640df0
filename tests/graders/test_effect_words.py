"""What a teacher reads about an effect that was seen, in both languages."""

from __future__ import annotations

from pathlib import Path

from yuejuan.graders.testing import load_cases, run_case
from yuejuan.messages import render

CASE = """
check: page.effects
cases:
  slides:
    parameters: {asked: [carousel, zoom]}
    facts:
      running:
        - kind: carousel
          state: found
          elements: [{selector: '#slides', period: 3000, stops: true, controls: [a.left, a.right]}]
        - {kind: zoom, state: found, elements: [{selector: img, scale: 1.5}, {selector: a}]}
    expect: {carousel: earned, zoom: earned}
"""


def test_the_words_tell_what_was_measured(tmp_path: Path):
    path = tmp_path / "page" / "effects.yaml"
    path.parent.mkdir()
    path.write_text(CASE, encoding="utf-8")
    [case] = load_cases(path)
    carousel, zoom = run_case(case, tmp_path).finding
    assert "#slides：每 3.0 秒换一张、鼠标移上去会停、有 2 个切换按钮" in render(carousel.message)
    assert "carousel was seen (#slides: another one every 3.0 s, stops under the pointer, 2 controls)" in render(
        carousel.message, "en"
    )
    assert "（img：放大到 1.50 倍、a）" in render(zoom.message)
