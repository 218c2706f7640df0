"""The comparison on independent pairs of pictures, whose edits are written down beside them."""

import json
import os
from pathlib import Path

import pytest

from yuejuan.artifacts.comparison.reader import read
from yuejuan.artifacts.reader import Source

SAMPLES = os.environ.get("YUEJUAN_SAMPLES")
FOLDER = Path(SAMPLES or ".") / "practice/retouch"
FIGURES = ("rotation", "scale_x", "scale_y", "brightness", "contrast", "saturation", "hue", "sharpness")

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES, reason="YUEJUAN_SAMPLES is not set"),
]


def truth():
    return json.loads((FOLDER / "truth.json").read_text("utf-8")) if SAMPLES else {"pairs": [], "sources": []}


def blemish_box(pair):
    return next(source["blemish"]["box"] for source in truth()["sources"] if source["file"] == pair["source"])


def meant(edits):
    """The figures that the edits should give, with a tolerance; and which figures may differ from the neutral."""
    figures, may = {}, set()
    for edit in edits:
        kind = edit["edit"]
        if kind == "rotate":
            figures["rotation"] = (edit["angle_ccw_deg"], 0.1)
        elif kind == "scale":
            figures |= {"scale_x": (edit["factor_x"], 0.005), "scale_y": (edit["factor_y"], 0.005)}
        elif kind == "brightness" and edit["method"] == "add":
            figures["brightness"] = (edit["value"], 1.0)
        elif kind == "brightness":
            figures["contrast"] = (edit["value"], 0.02)
            may.add("brightness")
        elif kind in ("contrast", "saturation"):
            figures[kind] = (edit["value"], 0.02)
        elif kind == "hue":
            figures["hue"] = (edit["shift_deg"], 2.0)
    return figures, may


@pytest.mark.parametrize("pair", truth()["pairs"], ids=lambda pair: Path(pair["edited"]).stem)
def test_pair(pair):
    path, source = FOLDER / pair["edited"], FOLDER / pair["source"]
    parameters = {"blemish": ",".join(map(str, blemish_box(pair)))}
    facts = read(Source(path=path, name=path.name, others={"source": source}, parameters=parameters))
    if facts.method is None:
        pytest.fail("not registered")
    figures, may = meant(pair["edits"])
    for name in FIGURES:
        estimate = getattr(facts, name)
        if name in figures and estimate is not None:
            assert estimate.value == pytest.approx(figures[name][0], abs=figures[name][1]), name
            assert estimate.changed is not False, name
        elif name not in may and estimate is not None:
            assert estimate.changed is not True, name
    kinds = {edit["edit"] for edit in pair["edits"]}
    assert facts.identical_bytes is pair["identical_bytes"]
    assert facts.format_changed is pair["format_changed"]
    assert (facts.flipped != "none") is ("mirror" in kinds)
    if not pair["edits"]:
        assert facts.resaved_only is True and facts.regions == ()
    elif kinds != {"rotate"}:
        assert bool(facts.regions) is bool(kinds & {"blemish_removed", "text", "watermark"})
    if "crop" in kinds and kinds == {"crop"}:
        (edit,) = pair["edits"]
        found = (facts.crop.left, facts.crop.top, facts.crop.right, facts.crop.bottom)
        assert max(abs(one - other) for one, other in zip(found, edit["box"], strict=True)) <= 2
    for edit in pair["edits"]:
        if edit["edit"] == "blemish_removed":
            outcomes = {"half": "partly", "blur": "smeared"}
            assert facts.blemish.outcome in (outcomes.get(edit["method"], "removed"), None)
