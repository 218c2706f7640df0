"""Pictures that mislead: symmetrical sources, faint blemishes, covers instead of removals, filled corners."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from yuejuan.artifacts.comparison.reader import read
from yuejuan.artifacts.comparison.rounding import NONE, rounding_of
from yuejuan.artifacts.reader import Source
from yuejuan.tests.artifacts.comparison.pictures import STAIN, cleaned, drawn, stained

ORIGINAL = drawn()
WIDTH, HEIGHT = ORIGINAL.size


@pytest.fixture
def compare(tmp_path):
    def comparison(source, edited, quality=88, blemish=STAIN):
        source.save(tmp_path / "source.png")
        edited.save(tmp_path / "edited.jpg", quality=quality)
        parameters = {"blemish": ",".join(map(str, blemish))}
        others = {"source": tmp_path / "source.png"}
        return read(Source(path=tmp_path / "edited.jpg", name="edited.jpg", others=others, parameters=parameters))

    return comparison


def symmetrical():
    """The drawn picture with its left half mirrored to the right: without a stain, since that lies on the right."""
    left = ORIGINAL.crop((0, 0, WIDTH // 2, HEIGHT))
    both = Image.new("RGB", ORIGINAL.size)
    both.paste(left, (0, 0))
    both.paste(ImageOps.mirror(left), (WIDTH // 2, 0))
    return both


def test_a_stain_tells_a_symmetrical_picture_from_its_mirror_image(compare):
    source = stained(symmetrical())
    assert compare(source, source, quality=60).flipped == "none"
    assert compare(source, ImageOps.mirror(source)).flipped == "horizontal"


def test_nobody_can_tell_whether_a_symmetrical_picture_was_mirrored(compare):
    facts = compare(stained(symmetrical()), symmetrical())
    assert facts.flipped is None and facts.rotation.value == 0
    assert "comparison.symmetrical" in {entry.reason.id for entry in facts.not_measured if entry.field == "flipped"}
    assert facts.resaved_only is False


def even():
    """A soft ramp of tones with some large shapes: an even wall in a studio."""
    ramp = np.linspace(150, 200, WIDTH)[None, :, None] + np.zeros((HEIGHT, 1, 3))
    picture = Image.fromarray(ramp.astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 130, 150, 250), fill=(90, 60, 40))
    draw.rectangle((230, 180, 330, 240), fill=(40, 70, 120))
    return picture.filter(ImageFilter.GaussianBlur(1))


def smudged(picture, strength):
    mask = Image.new("L", picture.size, 0)
    left, top, right, bottom = STAIN
    ImageDraw.Draw(mask).ellipse((left + 6, top + 6, right - 6, bottom - 6), fill=round(255 * strength))
    return Image.composite(
        Image.new("RGB", picture.size, (120, 120, 120)), picture, mask.filter(ImageFilter.GaussianBlur(4))
    )


def test_a_faint_smudge_that_went_is_seen(compare):
    facts = compare(smudged(even(), 0.25), even())
    assert facts.resaved_only is False and len(facts.regions) == 1
    assert facts.blemish.outcome == "removed"


@pytest.mark.parametrize("alpha", [13, 18])
def test_a_faint_watermark_is_not_taken_for_saving(compare, alpha):
    """White letters of 5 and 7 per cent: hardly to be seen, but there."""
    mark = Image.new("RGBA", ORIGINAL.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(mark)
    for top in range(10, HEIGHT, 60):
        draw.text((20, top), "SHOP 27 SHOP 27", fill=(255, 255, 255, alpha), font_size=36)
    marked = Image.alpha_composite(even().convert("RGBA"), mark).convert("RGB")
    assert compare(even(), marked, quality=92).resaved_only is not True


def test_a_faint_smudge_that_stayed_is_no_alarm(compare):
    facts = compare(smudged(even(), 0.25), smudged(even(), 0.25))
    assert (facts.resaved_only, facts.regions, facts.blemish.outcome) == (True, (), "kept")


def black(picture):
    ImageDraw.Draw(picture).rectangle(STAIN, fill=(0, 0, 0))


def of_another_colour(picture):
    ImageDraw.Draw(picture).rectangle(STAIN, fill=(220, 140, 215))


def mosaic(picture):
    patch = picture.crop(STAIN)
    small = patch.resize((patch.width // 10, patch.height // 10), Image.Resampling.BOX)
    picture.paste(small.resize(patch.size, Image.Resampling.NEAREST), STAIN)


def half_as_strong(picture):
    picture.paste(Image.blend(picture, even(), 0.5))


@pytest.mark.parametrize("cover", [black, of_another_colour, mosaic, half_as_strong])
def test_a_cover_is_no_removal(compare, cover):
    source = stained(even())
    edited = source.copy()
    cover(edited)
    facts = compare(source, edited)
    assert facts.blemish.outcome != "removed" and facts.resaved_only is False


def test_corners_filled_by_turning_are_no_retouching(compare):
    part = ORIGINAL.crop((20, 10, WIDTH - 30, HEIGHT - 10))
    facts = compare(ORIGINAL, part.rotate(-8, Image.Resampling.BICUBIC))
    assert abs(facts.rotation.value + 8) < 0.1 and facts.cropped is True
    assert facts.regions == ()


def test_a_frame_on_the_picture_is_no_overlay(compare):
    framed = ORIGINAL.copy()
    ImageDraw.Draw(framed).rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=(20, 40, 90), width=10)
    facts = compare(ORIGINAL, framed)
    assert facts.overlay is False and facts.regions


def test_strong_colours_turned_far_are_no_retouching(compare):
    poster = Image.new("RGB", (WIDTH, HEIGHT), (250, 243, 228))
    draw = ImageDraw.Draw(poster)
    draw.rectangle((0, 0, WIDTH, 90), fill=(200, 60, 50))
    draw.ellipse((40, 120, 160, 240), fill=(225, 150, 60))
    draw.text((190, 130), "NEW 27", fill=(120, 70, 40), font_size=44)
    planes = list(poster.convert("HSV").split())
    planes[0] = planes[0].point([(value + 43) % 256 for value in range(256)])
    facts = compare(poster, Image.merge("HSV", planes).convert("RGB"))
    assert facts.hue.value == pytest.approx(43 * 360 / 256, abs=facts.hue.error)
    assert facts.regions == ()


def test_a_texture_brought_back_has_the_detail_of_its_surroundings(compare):
    facts = compare(ORIGINAL, cleaned(ORIGINAL))
    (region,) = facts.regions
    assert region.detail < 1.3


@pytest.mark.parametrize(("quality", "luma", "chroma"), [(50, 16, 17), (100, 1, 1)])
def test_rounding_follows_the_tables_of_the_file(tmp_path, quality, luma, chroma):
    """The first entries of the tables in ITU-T T.81, annex K, which are those of quality 50."""
    ORIGINAL.save(tmp_path / "a.jpg", quality=quality)
    found = rounding_of(Source(path=tmp_path / "a.jpg", name="a.jpg"), "JPEG")
    assert found.luma == pytest.approx(luma / 8 / 12**0.5)
    assert found.chroma == pytest.approx(chroma / 8 / 12**0.5)


def test_nothing_is_rounded_in_lossless_formats(tmp_path):
    ORIGINAL.save(tmp_path / "a.png")
    assert rounding_of(Source(path=tmp_path / "a.png", name="a.png"), "PNG") == NONE
