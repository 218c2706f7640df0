"""Known edits of drawn pictures; every expected figure is the one that the edit was made with."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from yuejuan.artifacts.comparison.facts import ComparisonFacts
from yuejuan.artifacts.comparison.reader import read, tools
from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.tests.artifacts.comparison.pictures import STAIN, cleaned, drawn

ORIGINAL = drawn()
WIDTH, HEIGHT = ORIGINAL.size
EVERYTHING = ("rotation", "scale_x", "scale_y", "brightness", "contrast", "saturation", "hue", "sharpness")


@pytest.fixture
def compare(tmp_path):
    """Save source and edit, and compare them."""

    def comparison(edited, name="edited.jpg", source=ORIGINAL, **options):
        source.save(tmp_path / "source.png")
        options = {"quality": 90} | options if name.endswith(("jpg", "webp")) else options
        edited.save(tmp_path / name, **options)
        return read(given(tmp_path / name, tmp_path / "source.png"))

    return comparison


def given(path, source, blemish=True):
    parameters = {"blemish": ",".join(map(str, STAIN))} if blemish else {}
    return Source(path=path, name=path.name, others={"source": source}, parameters=parameters)


def changed(facts):
    return {name for name in EVERYTHING if (value := getattr(facts, name)) is not None and value.changed is not False}


def arithmetic(change):
    return Image.fromarray(np.clip(change(np.asarray(ORIGINAL, dtype=np.float64)), 0, 255).round().astype(np.uint8))


def test_the_very_file(tmp_path):
    ORIGINAL.save(tmp_path / "a.png")
    facts = read(given(tmp_path / "a.png", tmp_path / "a.png"))
    assert (facts.identical_bytes, facts.identical_pixels, facts.format_changed) == (True, True, False)
    assert (facts.method, facts.resaved_only, facts.regions) == ("identical", True, ())


@pytest.mark.parametrize(("name", "options"), [("a.png", {}), ("a.bmp", {}), ("a.webp", {"lossless": True})])
def test_another_format_with_the_same_pixels(compare, name, options):
    facts = compare(ORIGINAL, name, **options)
    assert (facts.identical_bytes, facts.identical_pixels) == (name == "a.png", True)
    assert facts.format_changed is (name != "a.png")
    assert facts.resaved_only is True


@pytest.mark.parametrize(("name", "quality"), [("a.jpg", 95), ("a.jpg", 75), ("a.jpg", 50), ("a.webp", 70)])
def test_saving_alone_raises_no_alarm(compare, name, quality):
    facts = compare(ORIGINAL, name, quality=quality)
    assert facts.identical_pixels is False
    assert (changed(facts), facts.regions, facts.cropped, facts.flipped) == (set(), (), False, "none")
    assert facts.resaved_only is True
    assert facts.blemish.outcome == "kept"


@pytest.mark.parametrize("angle", [0.5, -1, 7, -33, 45, 90])
def test_rotation_on_a_grown_canvas(compare, angle):
    facts = compare(ORIGINAL.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white"))
    error = (facts.rotation.value - angle + 180) % 360 - 180
    assert abs(error) <= min(0.1, facts.rotation.error + 1e-6)
    assert changed(facts) == {"rotation"}
    assert (facts.flipped, facts.cropped, facts.regions, facts.proportion_kept) == ("none", False, (), True)
    if angle % 90:
        assert facts.margins.share > 0.002 and facts.margins.uniform is True
    assert facts.blemish.outcome == "kept"


def test_rotation_in_the_same_canvas_cuts_corners_off(compare):
    facts = compare(ORIGINAL.rotate(-10, Image.Resampling.BICUBIC))
    assert abs(facts.rotation.value + 10) < 0.1
    assert facts.cropped is True
    assert (facts.margins.fill, facts.margins.uniform) == ("#000000", True)
    assert 0.8 < facts.kept_share < 0.97


@pytest.mark.parametrize(
    ("way", "flipped"), [(Image.Transpose.FLIP_LEFT_RIGHT, "horizontal"), (Image.Transpose.FLIP_TOP_BOTTOM, "vertical")]
)
def test_mirrored(compare, way, flipped):
    facts = compare(ORIGINAL.transpose(way))
    assert (facts.flipped, facts.rotation.value, facts.regions) == (flipped, 0, ())
    assert changed(facts) == set() and facts.resaved_only is False


def test_crop(compare):
    box = (31, 22, 300, 251)
    facts = compare(ORIGINAL.crop(box))
    assert facts.crop == Box(*box) and facts.cropped is True
    assert facts.kept_share == pytest.approx(269 * 229 / WIDTH / HEIGHT, abs=1e-3)
    assert changed(facts) == set() and facts.resaved_only is False
    assert facts.blemish.outcome == "kept" and facts.blemish.box.left == STAIN[0] - 31


@pytest.mark.parametrize(("across", "down"), [(0.5, 0.5), (1.5, 1.5), (0.8, 0.6)])
def test_resized(compare, across, down):
    facts = compare(ORIGINAL.resize((round(WIDTH * across), round(HEIGHT * down)), Image.Resampling.LANCZOS))
    assert facts.scale_x.value == pytest.approx(across, rel=2e-3)
    assert facts.scale_y.value == pytest.approx(down, rel=2e-3)
    assert facts.proportion_kept is (across == down)
    assert changed(facts) == {"scale_x", "scale_y"} and facts.cropped is False


def test_a_border_is_a_larger_canvas(compare):
    canvas = Image.new("RGB", (WIDTH + 24, HEIGHT + 24), "#204080")
    canvas.paste(ORIGINAL, (12, 12))
    facts = compare(canvas, "a.png")
    margins = facts.margins
    assert (margins.left, margins.top, margins.right, margins.bottom) == (12, 12, 12, 12)
    assert (margins.fill, margins.uniform, facts.cropped) == ("#204080", True, False)
    assert facts.placed == Box(12, 12, WIDTH + 12, HEIGHT + 12)


@pytest.mark.parametrize("shift", [-40, 12])
def test_brightness_added(compare, shift):
    facts = compare(arithmetic(lambda values: values + shift))
    assert facts.brightness.value == pytest.approx(shift, abs=max(1, facts.brightness.error))
    assert changed(facts) == {"brightness"} and facts.regions == ()


def test_brightness_multiplied(compare):
    facts = compare(arithmetic(lambda values: values * 1.15))
    assert 1 + facts.brightness.value / facts.source_brightness == pytest.approx(1.15, abs=0.01)
    assert facts.contrast.value == pytest.approx(1.15, abs=0.02)
    assert changed(facts) == {"brightness", "contrast"}


@pytest.mark.parametrize("slope", [0.7, 1.3])
def test_contrast(compare, slope):
    middle = float(np.asarray(ORIGINAL.convert("L")).mean())
    facts = compare(arithmetic(lambda values: middle + slope * (values - middle)))
    assert facts.contrast.value == pytest.approx(slope, abs=0.02)
    assert changed(facts) == {"contrast"} and facts.regions == ()


@pytest.mark.parametrize("factor", [0.0, 0.6, 1.4])
def test_saturation(compare, factor):
    facts = compare(ImageEnhance.Color(ORIGINAL).enhance(factor))
    assert facts.saturation.value == pytest.approx(factor, abs=0.03)
    assert changed(facts) == {"saturation"}
    assert (facts.hue is None) is (factor == 0)
    assert [entry.field for entry in facts.not_measured] == (["hue"] if factor == 0 else [])


@pytest.mark.parametrize(
    ("way", "sharper"), [(ImageFilter.SHARPEN, True), (ImageFilter.GaussianBlur(0.8), False), (ImageFilter.BLUR, False)]
)
def test_sharpened_and_blurred(compare, way, sharper):
    facts = compare(ORIGINAL.filter(way))
    assert facts.sharpness.changed is True and (facts.sharpness.value > 1) is sharper
    assert facts.resaved_only is False


@pytest.mark.parametrize("degrees", [-45, 22.5])
def test_hue(compare, degrees):
    """Pillow keeps hues in 256 steps, hence the tolerance."""
    planes = list(ORIGINAL.convert("HSV").split())
    steps = round(degrees / 360 * 256)
    planes[0] = planes[0].point([(value + steps) % 256 for value in range(256)])
    facts = compare(Image.merge("HSV", planes).convert("RGB"))
    assert facts.hue.value == pytest.approx(degrees, abs=facts.hue.error)
    assert "brightness" not in changed(facts) and facts.hue.changed is True


@pytest.mark.parametrize(
    ("edit", "outcome"),
    [
        (cleaned, "removed"),
        (lambda picture: cleaned(picture, (STAIN[0] + STAIN[2]) // 2), "partly"),
        (lambda picture: ImageEnhance.Brightness(cleaned(picture)).enhance(1.1), "removed"),
        (lambda picture: ImageEnhance.Brightness(picture).enhance(1.1), "kept"),
    ],
)
def test_blemish(compare, edit, outcome):
    facts = compare(edit(ORIGINAL))
    assert facts.blemish.outcome == outcome
    if outcome == "removed":
        (region,) = facts.regions
        assert region.source_box.left >= STAIN[0] - 4 and region.source_box.right <= STAIN[2] + 4
        assert region.source_box.width > 35 and region.source_box.height > 25
        assert facts.blemish.remaining < 0.3


def test_a_smeared_blemish_is_not_removed(compare):
    smeared = ORIGINAL.copy()
    smeared.paste(ORIGINAL.filter(ImageFilter.GaussianBlur(7)).crop(STAIN), STAIN)
    facts = compare(smeared)
    assert facts.blemish.outcome == "smeared" and facts.resaved_only is False


def test_text_is_a_changed_region(compare):
    lettered = ORIGINAL.copy()
    ImageDraw.Draw(lettered).text((60, 200), "SALE", fill="white", font_size=48)
    facts = compare(lettered)
    assert facts.overlay is False and changed(facts) == set()
    (left, top, right, bottom) = (60, 210, 175, 245)
    region = facts.regions[0]
    assert abs(region.box.left - left) < 12 and abs(region.box.top - top) < 12
    assert max(r.box.right for r in facts.regions) > right - 15 and region.box.bottom < bottom + 15
    assert region.detail > 1.5


def test_edits_together(compare):
    """Turned, brighter and cleaned at once: each is told apart."""
    edited = arithmetic(lambda values: values + 20)
    edited = cleaned(edited).rotate(5, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    facts = compare(edited)
    assert abs(facts.rotation.value - 5) < 0.1
    assert facts.brightness.value == pytest.approx(20, abs=1.5)
    assert facts.blemish.outcome == "removed"
    assert changed(facts) == {"rotation", "brightness"}


@pytest.mark.parametrize("other", [drawn(seed=77), Image.new("RGB", (300, 200), "#8090a0")])
def test_another_picture_is_refused(compare, other):
    facts = compare(other)
    assert facts.method is None and facts.rotation is None and facts.resaved_only is None
    assert {entry.field for entry in facts.not_measured} >= {"rotation", "brightness", "regions", "crop"}
    assert {entry.reason.id for entry in facts.not_measured} == {"comparison.not_registered"}


def test_tiny_pictures_are_not_compared(compare):
    facts = compare(Image.new("RGB", (8, 8), "red"), "a.png")
    assert {entry.reason.id for entry in facts.not_measured} == {"comparison.too_small"}


def test_what_is_no_picture_is_unreadable(tmp_path):
    ORIGINAL.save(tmp_path / "source.png")
    (tmp_path / "a.jpg").write_bytes(b"nothing")
    with pytest.raises(UnreadableSource):
        read(given(tmp_path / "a.jpg", tmp_path / "source.png"))


def test_in_the_measuring_process_twice_the_same(tmp_path):
    ORIGINAL.save(tmp_path / "source.png")
    ORIGINAL.rotate(4, Image.Resampling.BICUBIC).save(tmp_path / "a.jpg")
    with MeasuringProcess() as process:
        first = process.measure("comparison", given(tmp_path / "a.jpg", tmp_path / "source.png"))
    assert isinstance(first, ComparisonFacts) and abs(first.rotation.value - 4) < 0.1
    second = read(given(tmp_path / "a.jpg", tmp_path / "source.png"))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_naming_the_reader_imports_nothing_heavy():
    script = "import sys, yuejuan.artifacts.comparison.reader; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"cv2", "numpy", "PIL"} & set(done.stdout.split())
    assert set(tools()) == {"opencv", "numpy", "pillow"}
