"""Promotion elements out of independent pictures: what is in them is written down beside them."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from yuejuan.artifacts.ocr.reader import read
from yuejuan.artifacts.reader import Source
from yuejuan.graders.common.promotion import find_promotions

SAMPLES = os.environ.get("YUEJUAN_SAMPLES")
FOLDER = Path(SAMPLES or ".") / "practice/promo"
IMPLIED = {"new_shop_price": {"price"}, "seckill": {"price"}, "limited_discount": {"n_fold"}}
"""Kinds that the text of another kind may hold by its own words."""

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES, reason="YUEJUAN_SAMPLES is not set"),
    pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="the extra `ocr` is not installed"),
]


def pictures():
    return json.loads((FOLDER / "truth.json").read_text("utf-8"))["pictures"] if SAMPLES else []


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture["file"])
def test_promotions(picture):
    path = FOLDER / picture["file"]
    found = {element.kind for element in find_promotions([line.text for line in read_lines(path)])}
    drawn = set(picture["promotion_types"])
    readable = {e["type"] for e in picture["elements"] if e["type"] in drawn and not e["hardly_readable"]}
    allowed = drawn.union(*(IMPLIED.get(kind, set()) for kind in drawn))
    assert readable <= found <= allowed


def read_lines(path):
    return read(Source(path=path, name=path.name)).lines
