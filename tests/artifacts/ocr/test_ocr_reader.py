"""Text in rendered pictures, each text known beforehand. Needs the extra ``ocr`` and one Chinese font."""

import importlib.util
import shutil
import subprocess
import sys

import pytest
from PIL import Image, ImageDraw, ImageFont

from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.ocr import engine
from yuejuan.artifacts.ocr.reader import read, tools
from yuejuan.artifacts.reader import READERS, FailureReason, Source, ToolMissing, UnreadableSource

INSTALLED = importlib.util.find_spec("rapidocr") is not None and importlib.util.find_spec("onnxruntime") is not None
needs_extra = pytest.mark.skipif(not INSTALLED, reason="the extra `ocr` is not installed")


@pytest.fixture(scope="module")
def font():
    if shutil.which("fc-list") is None:
        pytest.skip("no fontconfig, so no Chinese font can be found")
    files = subprocess.run(["fc-list", ":lang=zh", "--format", "%{file}\n"], capture_output=True, text=True).stdout
    if not files.strip():
        pytest.skip("no Chinese font is installed")
    path = sorted(set(files.split()))[0]
    return lambda size: ImageFont.truetype(path, size)


def drawn(path, size, texts, **options):
    picture = Image.new("RGB", size, "#fff4d6")
    draw = ImageDraw.Draw(picture)
    for text, place, face in texts:
        draw.text(place, text, font=face, fill="#b01020")
    picture.save(path, **options)
    return path


def texts_of(path):
    return [line.text.replace(" ", "") for line in read(Source(path=path, name=path.name)).lines]


@needs_extra
def test_lines_with_their_places(tmp_path, font):
    path = drawn(
        tmp_path / "a.png", (600, 300), [("满200减30", (40, 40), font(48)), ("第二件半价", (300, 200), font(36))]
    )
    found = read(Source(path=path, name="a.png"))
    assert [line.text for line in found.lines] == ["满200减30", "第二件半价"]
    assert (found.width, found.height, found.views, found.scale) == (600, 300, 1, 1.0)
    for line, (left, top, right, bottom) in zip(found.lines, [(40, 40, 290, 100), (300, 200, 480, 245)], strict=True):
        assert line.confidence > 0.9
        assert abs(line.box.left - left) < 20 and abs(line.box.top - top) < 20
        assert abs(line.box.right - right) < 40 and abs(line.box.bottom - bottom) < 20


@needs_extra
def test_small_print_far_down_a_tall_page_is_read(tmp_path, font):
    texts = [(f"第{number}行商品参数", (30, 60 + 420 * number), font(22)) for number in range(1, 9)]
    path = drawn(tmp_path / "a.jpg", (750, 4000), texts, quality=92)
    found = texts_of(path)
    assert [f"第{number}行商品参数" for number in range(1, 9)] == found


@needs_extra
def test_places_are_those_after_the_exif_rotation(tmp_path, font):
    """Stored lying on its side, with the note to turn it: boxes are in the upright picture."""
    upright = Image.open(drawn(tmp_path / "u.png", (400, 200), [("限时秒杀", (30, 20), font(50))]))
    exif = Image.Exif()
    exif[0x0112] = 6
    upright.rotate(90, expand=True).save(tmp_path / "a.jpg", exif=exif, quality=95)
    found = read(Source(path=tmp_path / "a.jpg", name="a.jpg"))
    assert (found.width, found.height) == (400, 200)
    (line,) = found.lines
    assert line.text == "限时秒杀"
    assert line.box.left < 60 and line.box.top < 50 and line.box.right < 260


@needs_extra
def test_a_picture_without_text_has_no_lines(tmp_path):
    Image.new("RGB", (300, 200), "#88aacc").save(tmp_path / "a.png")
    assert texts_of(tmp_path / "a.png") == []


@needs_extra
@pytest.mark.parametrize("size", [(1, 1), (2, 900), (900, 2)])
def test_the_smallest_pictures_do_no_harm(tmp_path, size):
    Image.new("RGB", size, "#88aacc").save(tmp_path / "a.png")
    assert texts_of(tmp_path / "a.png") == []


@needs_extra
def test_what_is_no_picture_is_unreadable(tmp_path):
    (tmp_path / "a.png").write_bytes(b"no picture at all")
    with pytest.raises(UnreadableSource):
        read(Source(path=tmp_path / "a.png", name="a.png"))


@needs_extra
def test_in_the_measuring_process_the_engine_stays_warm(tmp_path, font):
    path = drawn(tmp_path / "a.png", (300, 100), [("包邮", (40, 20), font(48))])
    with MeasuringProcess() as process:
        first = process.measure("ocr", Source(path=path, name="a.png"))
        pid = process.pid
        second = process.measure("ocr", Source(path=path, name="a.png"))
        assert process.pid == pid
    assert first == second
    assert [line.text for line in first.lines] == ["包邮"]


def test_without_the_extra_the_tool_is_missing(tmp_path, monkeypatch):
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")

    def nothing_installed(name):
        raise engine.PackageNotFoundError(name)

    monkeypatch.setattr(engine, "version", nothing_installed)
    with pytest.raises(ToolMissing) as missing:
        read(Source(path=tmp_path / "a.png", name="a.png"))
    assert missing.value.tool == "ocr" and missing.value.message.id == "ocr.extra_missing"
    with pytest.raises(ToolMissing):
        tools()
    assert FailureReason.TOOL_MISSING.value == "tool_missing" and "ocr" in READERS


@needs_extra
def test_models_are_never_downloaded(tmp_path, monkeypatch):
    """A wheel without its models is an incomplete installation, not a reason to go to the network."""
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    monkeypatch.setattr(engine, "_MODELS", {"Det.model_path": "gone.onnx"})
    engine._engine.cache_clear()
    with pytest.raises(ToolMissing) as missing:
        read(Source(path=tmp_path / "a.png", name="a.png"))
    assert missing.value.message.id == "ocr.models_missing"


@pytest.mark.parametrize(("value", "expected"), [("1", 1), ("", None), ("many", None), ("0", 1)])
def test_threads(monkeypatch, value, expected):
    monkeypatch.setenv("YUEJUAN_THREADS", value)
    assert engine.threads() == expected if expected else 1 <= engine.threads() <= 2


def test_naming_the_reader_imports_no_engine():
    script = "import sys, yuejuan.artifacts.ocr.reader; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"rapidocr", "onnxruntime", "cv2", "numpy", "PIL"} & set(done.stdout.split())
