"""Picture facts against pictures made by Pillow or by hand, and against exiftool's truth."""

import io
import json
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.image.preview import thumbnail
from yuejuan.artifacts.image.reader import read
from yuejuan.artifacts.reader import Source, UnreadableSource


def facts(path, name=None):
    return read(Source(path=path, name=name or path.name))


def bomb_png(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "mode", "form", "alpha"),
    [
        ("a.png", "RGB", "PNG", False),
        ("a.png", "RGBA", "PNG", True),
        ("a.jpg", "CMYK", "JPEG", False),
        ("a.gif", "P", "GIF", False),
        ("a.webp", "RGBA", "WEBP", True),
        ("a.avif", "RGB", "AVIF", False),
        ("a.bmp", "RGB", "BMP", False),
        ("a.tif", "CMYK", "TIFF", False),
        ("a.jp2", "RGB", "JPEG2000", False),
        ("a.ppm", "RGB", "PPM", False),
    ],
)
def test_formats(tmp_path, name, mode, form, alpha):
    path = tmp_path / name
    Image.new(mode, (40, 30)).save(path)
    found = facts(path)
    assert (found.format, found.width, found.height, found.mode) == (form, 40, 30, mode)
    assert (found.has_alpha, found.frames, found.extension_agrees, found.damaged) == (alpha, 1, True, False)


def test_pixels(tmp_path):
    """Left half opaque red, right half fully transparent: half is transparent, red alone is seen."""
    path = tmp_path / "a.png"
    picture = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, 40, 40))
    picture.save(path, dpi=(300, 300))
    found = facts(path)
    assert (found.transparent_share, found.dominant_colours) == (0.5, ("#ff0000",))
    assert found.dpi == pytest.approx((300, 300), abs=0.1)


def test_sharpness_of_a_checkerboard(tmp_path):
    """Inside a one-pixel board of 0 and 255 the Laplacian is +-1020 in equal shares: variance 1020 squared."""
    path = tmp_path / "a.png"
    board = Image.new("L", (10, 10))
    board.putdata([255 * ((x + y) % 2) for y in range(10) for x in range(10)])
    board.save(path)
    assert facts(path).sharpness == 1020.0**2


def test_fingerprint_of_a_ramp(tmp_path):
    """Every sample is brighter than its left neighbour: all 64 bits are set; mirrored, none is."""
    ramp = Image.linear_gradient("L").rotate(90)
    ramp.save(tmp_path / "a.png")
    ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "b.png")
    assert {facts(tmp_path / "a.png").fingerprint, facts(tmp_path / "b.png").fingerprint} == {"f" * 16, "0" * 16}


def test_orientation_and_author(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x0131], exif[0x013B] = 6, "Editor 1.0", "anon"
    Image.new("RGB", (40, 30)).save(path, exif=exif)
    found = facts(path)
    assert (found.width, found.height, found.displayed_width, found.displayed_height) == (40, 30, 30, 40)
    assert (found.orientation, found.software, found.author) == (6, "Editor 1.0", "anon")


def test_gif_frames(tmp_path):
    path = tmp_path / "a.gif"
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert facts(path).frames == 3


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.bmp", "a.tif"])
def test_cut_picture_keeps_its_header(tmp_path, name):
    path = tmp_path / name
    Image.effect_noise((200, 100), 80).save(path)
    data = path.read_bytes()
    # Pillow writes the directory of a TIFF first, so that half of the file still has a header.
    path.write_bytes(data[: len(data) // 2])
    found = facts(path)
    assert (found.width, found.height, found.damaged, found.sharpness) == (200, 100, True, None)
    assert {item.field for item in found.not_measured} >= {"sharpness", "fingerprint"}


def test_bomb_is_not_decoded(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(bomb_png(20_000, 20_000))
    found = facts(path)
    assert (found.width, found.height, found.damaged, found.fingerprint) == (20_000, 20_000, False, None)
    assert found.not_measured[0].reason.id == "image.too_many_pixels"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "image.empty"),
        (b"just text", "image.not_an_image"),
        (b"8BPS\x00\x01", "image.not_an_image"),
        (b"\x89PNG\r\n\x1a\n", "image.header_broken"),
        (b"\xff\xd8\xff\xe0", "image.header_broken"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image.format_not_read"),
    ],
)
def test_refusals(tmp_path, content, message):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource) as refused:
        facts(path)
    assert refused.value.message.id == message


def test_true_format_under_a_wrong_name(tmp_path):
    path = tmp_path / "x"
    Image.new("RGB", (16, 9)).save(path, "PNG")
    found = facts(path, "图.jpg")
    assert (found.format, found.extension_agrees, found.notes[0].id) == ("PNG", False, "image.extension_differs")


@pytest.mark.parametrize(
    ("root", "size", "damaged"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="950" height="120px"/>', (950, 120), False),
        ('<svg width="1in" height="25.4mm"/>', (96, 96), False),
        ('<svg width="100%" viewBox="0 0 10 10"/>', (None, None), False),
        ('<svg width="10" height="20"><g>', (10, 20), True),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg width="5" height="6">&a;</svg>', (5, 6), False),
    ],
)
def test_svg(tmp_path, root, size, damaged):
    path = tmp_path / "a.svg"
    path.write_text(root, encoding="utf-8")
    found = facts(path)
    assert (found.format, (found.width, found.height), found.damaged) == ("SVG", size, damaged)


def test_thumbnail_marks_the_region(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGB", (400, 200), "white").save(path)
    plain, marked = (Image.open(io.BytesIO(thumbnail(path, 100, box))) for box in (None, Box(100, 40, 200, 120)))
    assert plain.size == marked.size == (100, 50)
    assert plain.getpixel((25, 20))[2] > 240
    red, _, blue = marked.getpixel((25, 20))
    assert red - blue > 60
    assert marked.getpixel((80, 45))[2] > 240


def test_thumbnail_turns_as_exif_asks(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 100, 200), fill="black")
    picture.save(path, exif=exif)
    with Image.open(io.BytesIO(thumbnail(path, 100))) as small:
        assert small.size == (50, 100)
        assert small.getpixel((25, 5))[0] < 50


SAMPLES = Path(os.environ.get("YUEJUAN_SAMPLES", "/nonexistent"))
TRUTH = SAMPLES / "images_truth.json"
TRUTHS = json.loads(TRUTH.read_text(encoding="utf-8"))["files"] if TRUTH.is_file() else {}
# exiftool names an animated PNG APNG and JPEG 2000 by its container.
FORMATS = {"APNG": "PNG", "JP2": "JPEG2000"}


@pytest.mark.samples
@pytest.mark.skipif(not TRUTHS, reason="YUEJUAN_SAMPLES names no folder with images_truth.json")
@pytest.mark.parametrize("name", sorted(set(TRUTHS) - {"hopper.psd", "broken.png"}))
def test_sample(name):
    """Frames: ImageMagick counts one scene for MPO (two pictures here) and APNG, exiftool counts APNG frames.

    Depth is per channel; exiftool's ``BitDepth`` of a BMP is per pixel and so not compared.
    """
    exiftool, magick = TRUTHS[name]["exiftool"], TRUTHS[name]["imagemagick"]
    found = facts(SAMPLES / "images" / name)
    assert found.format == FORMATS.get(exiftool["FileType"], exiftool["FileType"])
    assert (found.width, found.height) == (exiftool["ImageWidth"], exiftool["ImageHeight"])
    if found.format == "MPO":
        assert found.frames == 2
    else:
        assert found.frames == exiftool.get("AnimationFrames", magick["scenes"])
    if found.format == "PNG":
        assert found.depth == exiftool["BitDepth"]
    unit = {2: 1.0, 3: 2.54}.get(exiftool.get("ResolutionUnit"))
    if unit and found.format in ("JPEG", "TIFF") and "Orientation" in exiftool:
        assert found.dpi[0] == pytest.approx(exiftool["XResolution"] * unit, rel=1e-3)


@pytest.mark.samples
@pytest.mark.skipif(not TRUTHS, reason="YUEJUAN_SAMPLES names no folder with images_truth.json")
def test_broken_sample_is_refused():
    with pytest.raises(UnreadableSource):
        facts(SAMPLES / "images" / "broken.png")


@pytest.mark.samples
@pytest.mark.skipif(not TRUTHS, reason="YUEJUAN_SAMPLES names no folder with images_truth.json")
@pytest.mark.parametrize(
    ("name", "size", "damaged", "agrees", "decoded"),
    [
        ("bomb_20000.png", (20_000, 20_000), False, True, False),
        ("png_named.jpg", (16, 9), False, False, True),
        ("truncated.png", (64, 64), True, True, False),
    ],
)
def test_hostile_sample(name, size, damaged, agrees, decoded):
    found = facts(SAMPLES / "hostile" / name)
    assert (found.format, found.width, found.height) == ("PNG", *size)
    assert (found.damaged, found.extension_agrees, found.fingerprint is not None) == (damaged, agrees, decoded)
