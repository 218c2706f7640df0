"""PSD facts against documents made by psd-tools, hand-made headers, and independent truth files."""

import io
import json
import os
import struct
import warnings
import zlib
from pathlib import Path

import pytest
from PIL import Image
from psd_tools import PSDImage

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.psd.preview import preview
from yuejuan.artifacts.psd.reader import read
from yuejuan.artifacts.psd.structure import Record
from yuejuan.artifacts.psd.transparency import all_transparent
from yuejuan.artifacts.reader import Source, UnreadableSource


def facts(path):
    return read(Source(path=path, name=path.name))


def header(version=1, width=200, height=100, depth=8, mode=3, channels=3):
    return b"8BPS" + struct.pack(">H6xHIIHH", version, channels, height, width, depth, mode)


def paths(layers, above=""):
    for layer in layers:
        yield above + layer.name, layer.kind
        yield from paths(layer.children, f"{above}{layer.name}/")


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """A layer in a hidden group and one above it, made by psd-tools with names set afterwards."""
    path = tmp_path_factory.mktemp("psd") / "a.psd"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = PSDImage.new("RGB", (120, 80))
        group = made.create_group(name="g")
        red = made.create_pixel_layer(Image.new("RGBA", (30, 20), "red"), name="r", top=5, left=7)
        red.name, red.opacity = "红底", 128
        group.append(red)
        group.name, group.visible = "促销图层组", False
        clear = made.create_pixel_layer(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), name="c", top=1, left=2)
        clear.name = "空白😀"
        made.save(path)
    return path


def test_tree(document):
    found = facts(document)
    assert (found.version, found.width, found.height, found.mode, found.depth) == ("PSD", 120, 80, "RGB", 8)
    assert (found.layer_count, found.group_count, found.flattened, found.damaged) == (2, 1, False, False)
    assert list(paths(found.layers)) == [("空白😀", "pixel"), ("促销图层组", "group"), ("促销图层组/红底", "pixel")]
    clear, group = found.layers
    (red,) = group.children
    assert (group.visible, red.visible, red.opacity) == (False, True, 128)
    assert (red.bbox.left, red.bbox.top, red.bbox.right, red.bbox.bottom) == (7, 5, 37, 25)
    # psd-tools stores the transparency of the picture as a layer mask: the alpha channel itself is opaque.
    assert (clear.transparent, red.transparent, red.empty) == (False, False, False)


ALPHA = [
    # compression, channel data for a layer of 4 x 2 pixels, all transparent
    (0, bytes(8), True),
    (0, bytes(7) + b"\x01", False),
    (1, b"\x00\x02\x00\x02" + b"\xfd\x00" * 2, True),
    (1, b"\x00\x02\x00\x05" + b"\xfd\x00" + b"\x03\x00\x00\x00\x09", False),
    (1, b"\x00\x02\x00\x02" + b"\xfd\x00" + b"\xfd", None),
    (2, zlib.compress(bytes(8)), True),
    (3, zlib.compress(b"\xff" + bytes(7)), False),
    (2, zlib.compress(bytes(8))[:-3], None),
    (9, bytes(8), None),
]


@pytest.mark.parametrize(("compression", "data", "expected"), ALPHA)
def test_transparency_of_one_channel(compression, data, expected):
    content = struct.pack(">H", compression) + data
    record = Record(
        box=Box(0, 0, 4, 2),
        channels=((0, 10), (-1, len(content))),
        blend_key=b"norm",
        opacity=255,
        clipping=False,
        flags=0,
        legacy_name=b"",
        blocks={},
        data_offset=5,
    )
    assert all_transparent(io.BytesIO(bytes([7]) * 15 + content), record, version=1) is expected


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_cut_file_keeps_its_header(document, tmp_path, share):
    path = tmp_path / "a.psd"
    data = document.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found = facts(path)
    assert (found.width, found.height, found.damaged) == (120, 80, True)


HUGE_COUNT = header() + bytes(8) + struct.pack(">IIh", 100, 96, 30_000) + bytes(94)


def test_absurd_layer_count_is_not_read(tmp_path):
    path = tmp_path / "a.psd"
    path.write_bytes(HUGE_COUNT)
    found = facts(path)
    assert found.layers is None and found.damaged
    assert found.not_measured[0].reason.id == "psd.layer_count"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "psd.empty"),
        (b"\x89PNG\r\n\x1a\n", "psd.not_psd"),
        (header()[:20], "psd.header_cut"),
        (header(width=30_001), "psd.canvas_size"),
        (header(version=2, height=300_001), "psd.canvas_size"),
        (header(width=0), "psd.canvas_size"),
        (header(depth=7), "psd.header_values"),
        (header(mode=6), "psd.header_values"),
        (header(channels=57), "psd.header_values"),
    ],
)
def test_bad_headers_are_refused(tmp_path, content, message):
    path = tmp_path / "a.psd"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource) as refused:
        facts(path)
    assert refused.value.message.id == message


def test_preview_is_the_stored_picture(tmp_path):
    path = tmp_path / "a.psd"
    PSDImage.frompil(Image.new("RGB", (60, 30), (0, 128, 255))).save(path)
    data = preview(path, 20)
    (tmp_path / "p.png").write_bytes(data)
    with Image.open(tmp_path / "p.png") as small:
        assert small.size == (20, 10)
        assert small.getpixel((5, 5)) == (0, 128, 255)


SAMPLES = Path(os.environ.get("YUEJUAN_SAMPLES", "/nonexistent"))
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="YUEJUAN_SAMPLES names no folder")


def as_truth(layer):
    """One node in the words of ag-psd, which gives groups no box; only groups and texts have the same kinds."""
    kind = {"group": "group", "type": "text"}.get(layer.kind)
    box = (layer.bbox.left, layer.bbox.top, layer.bbox.right, layer.bbox.bottom)
    return {
        "name": layer.name,
        "group_or_text": kind,
        "hidden": not layer.visible,
        "opacity": layer.opacity,
        "blend": layer.blend_mode,
        "box": None if kind == "group" else box,
        "text": layer.text,
        "children": [as_truth(child) for child in reversed(layer.children)],
    }


def from_truth(node):
    kind = node["kind"] if node["kind"] in ("group", "text") else None
    return {
        "name": node["name"],
        "group_or_text": kind,
        "hidden": node["hidden"],
        "opacity": round(node["opacity"] * 255),
        "blend": node["blendMode"],
        "box": None if kind == "group" else (node["left"], node["top"], node["right"], node["bottom"]),
        "text": node.get("text"),
        "children": [from_truth(child) for child in node.get("children", [])],
    }


@pytest.mark.samples
@needs_samples
@pytest.mark.parametrize("truth", sorted((SAMPLES / "psd").glob("*.layers.json")), ids=lambda path: path.name)
def test_sample_tree(truth):
    found = facts(truth.with_name(truth.name.removesuffix(".layers.json")))
    expected = json.loads(truth.read_text(encoding="utf-8"))
    if "error" in expected:
        head = expected["headerFromBytes"]
        assert (found.width, found.height, found.depth) == (head["width"], head["height"], head["depth"])
        return
    assert (found.width, found.height, found.depth) == tuple(expected[k] for k in ("width", "height", "bitsPerChannel"))
    assert found.mode == expected["colorMode"]
    assert [as_truth(layer) for layer in reversed(found.layers)] == [from_truth(n) for n in expected["children"]]


PRACTICE = SAMPLES / "practice" / "psd" / "truth.json"
PRACTICE_FILES = json.loads(PRACTICE.read_text(encoding="utf-8"))["files"] if PRACTICE.is_file() else []


def walk(layers, hidden=False):
    for layer in layers:
        yield layer, hidden or not layer.visible
        yield from walk(layer.children, hidden or not layer.visible)


@pytest.mark.samples
@needs_samples
@pytest.mark.parametrize("truth", PRACTICE_FILES, ids=lambda truth: truth["file"])
def test_practice_tree(truth):
    found = facts(PRACTICE.with_name(truth["file"]))
    assert tuple(getattr(found, k) for k in ("width", "height", "mode", "depth", "flattened")) == tuple(
        truth[k] for k in ("width", "height", "mode", "depth", "flattened")
    )

    def shape(layers):
        return [
            (x.name, "text" if x.kind == "type" else x.kind, not x.visible, x.text, shape(x.children)) for x in layers
        ]

    def expected(nodes):
        return [(n["name"], n["kind"], n["hidden"], n.get("text"), expected(n.get("children", []))) for n in nodes]

    assert shape(found.layers) == expected(truth["tree_top_to_bottom"])
    nodes = list(walk(found.layers))
    assert {
        "layers": found.layer_count,
        "groups": found.group_count,
        "text_layers": sum(layer.kind == "type" for layer, _ in nodes),
        "hidden_themselves": sum(not layer.visible for layer, _ in nodes),
        "hidden_with_parents": sum(hidden for _, hidden in nodes),
        "empty_layers": sum(bool(layer.empty) for layer, _ in nodes),
        "transparent_layers": sum(bool(layer.transparent) for layer, _ in nodes),
    }.items() <= truth["summary"].items()


@pytest.mark.samples
@needs_samples
def test_hostile_samples():
    with pytest.raises(UnreadableSource) as refused:
        facts(SAMPLES / "hostile" / "huge_header.psd")
    assert refused.value.message.id == "psd.canvas_size"
    cut = facts(SAMPLES / "hostile" / "cut.psd")
    assert (cut.width, cut.height, cut.mode, cut.damaged, cut.layers) == (200, 100, "RGB", True, None)
    assert preview(SAMPLES / "hostile" / "cut.psd", 100) is None
