"""What a teacher reads about an effect that was seen, in both languages."""

from __future__ import annotations

from pathlib import Path

from yuejuan.graders.finding import PageElement
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


def test_only_the_first_places_are_named(tmp_path: Path):
    pictures = "\n".join(
        f"            - {{selector: 'td:nth-of-type({n}) > img', pictures: [images/{n}.gif, images/{n}_on.gif]}}"
        for n in (1, 1, 2, 3, 4, 5, 6)
    )
    path = tmp_path / "page" / "effects.yaml"
    path.parent.mkdir()
    path.write_text(
        "check: page.effects\ncases:\n  menu:\n    parameters: {asked: [image_rollover]}\n    facts:\n      running:\n"
        f"        - kind: image_rollover\n          state: found\n          elements:\n{pictures}\n"
        "    expect: {image_rollover: earned}\n",
        encoding="utf-8",
    )
    [case] = load_cases(path)
    [point] = run_case(case, tmp_path).finding
    names = "1.gif / 1_on.gif、2.gif / 2_on.gif、3.gif / 3_on.gif、4.gif / 4_on.gif、另有 2 处"
    assert f"（{names}）" in render(point.message)
    assert len([one for one in point.evidence if isinstance(one, PageElement)]) == 7
