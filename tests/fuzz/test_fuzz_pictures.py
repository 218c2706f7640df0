"""Mutated pictures and documents give facts or a refusal, nothing else. YUEJUAN_FUZZ=long for more examples."""

import io
import os
import time
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from psd_tools import PSDImage

from yuejuan.artifacts.image.reader import read as read_image
from yuejuan.artifacts.psd.reader import read as read_psd
from yuejuan.artifacts.reader import Source, UnreadableSource

EXAMPLES = 5000 if os.environ.get("YUEJUAN_FUZZ") == "long" else 40
SECONDS = 5.0


def picture(form):
    out = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGB").save(out, form)
    return out.getvalue()


def document():
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = PSDImage.new("RGB", (40, 30))
        made.create_group(name="g").append(made.create_pixel_layer(Image.new("RGBA", (9, 9)), name="p"))
        made.save(out)
    return out.getvalue()


SEEDS = {
    form: picture(form) for form in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO", "JPEG2000", "PPM")
}
SEEDS["SVG"] = b'<?xml version="1.0"?><svg width="40" height="30"><g id="a"><rect/></g></svg>'
SEEDS["PSD"] = document()


@pytest.mark.parametrize("form", sorted(SEEDS))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12), share=st.floats(0.05, 1))
def test_mutated_bytes(tmp_path, form, changes, share):
    data = bytearray(SEEDS[form])
    for place, value in changes:
        data[min(int(place * len(data)), len(data) - 1)] = value
    path = tmp_path / "file"
    path.write_bytes(data[: int(len(data) * share)])
    began = time.monotonic()
    try:
        (read_psd if form == "PSD" else read_image)(Source(path=path, name="file.png"))
    except UnreadableSource as refused:
        assert refused.message.values["file"] == "file.png"
    assert time.monotonic() - began < SECONDS
