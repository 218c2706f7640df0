"""Names that programs give to layers, against the independent truth beside the practice PSDs."""

import json
import os
from pathlib import Path

import pytest

from yuejuan.graders.common.psd.default_names import NameClass, classify

EXPECTED = {
    "renamed": NameClass.OWN,
    "near_default": NameClass.UNDECIDED,
    "renamed_with_copy_suffix": NameClass.UNDECIDED,
    "default_pixel_layer": NameClass.DEFAULT,
    "default_group": NameClass.DEFAULT,
    "default_shape": NameClass.DEFAULT,
    "default_adjustment": NameClass.DEFAULT,
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("图层 0", NameClass.DEFAULT),
        ("图层 12 拷贝 3", NameClass.DEFAULT),
        ("Layer 1 copy 2 copy", NameClass.DEFAULT),
        ("组 1 副本", NameClass.DEFAULT),
        ("Black & White 1", NameClass.DEFAULT),
        ("(Pixel)", NameClass.DEFAULT),
        ("Layer #2", NameClass.DEFAULT),
        ("图层1", NameClass.UNDECIDED),
        ("图层", NameClass.UNDECIDED),
        ("layer 1", NameClass.UNDECIDED),
        ("背景 拷贝", NameClass.UNDECIDED),
        ("图层 1a", NameClass.OWN),
        ("第1组", NameClass.OWN),
        ("Layering guide", NameClass.OWN),
        ("复印机", NameClass.OWN),
    ],
)
def test_class_of_a_name(name, expected):
    assert classify(name) is expected


@pytest.mark.samples
def test_classes_agree_with_the_truth_of_the_practice_files():
    folder = os.environ.get("YUEJUAN_SAMPLES")
    if folder is None:
        pytest.skip("YUEJUAN_SAMPLES names no folder of sample files")
    truth = json.loads((Path(folder) / "practice" / "psd" / "truth.json").read_text(encoding="utf-8"))
    waiting = [node for file in truth["files"] for node in file["tree_top_to_bottom"]]
    judged = 0
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("children", ()))
        if node["kind"] != "text" and node["name_category"] in EXPECTED:
            judged += 1
            assert classify(node["name"]) is EXPECTED[node["name_category"]], node["name"]
    assert judged > 20
