"""Edits of a reference: what each does, seen with other eyes than those of the program's readers."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps
from psd_tools import PSDImage

from yuejuan.exam import edits
from yuejuan.messages import render

REFERENCE = Path(__file__).parents[2] / "fixtures" / "sample" / "papers" / "shop_design" / "reference"


@pytest.fixture
def root(tmp_path):
    """A copy of the shop paper's model, with folder and files as a candidate hands them in."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "20990001"))


def names(root):
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def layers(root):
    document = PSDImage.open(root / "banner.psd")
    return {layer.name: layer for layer in document.descendants()}


def same_pixels(first, second):
    return ImageChops.difference(first.convert("RGBA"), second.convert("RGBA")).getbbox(alpha_only=False) is None


def test_rename_delete_copy_and_add(root):
    before = names(root)
    edits.apply("rename", root, "logo.png", {"to": "新/店标.png"})
    edits.apply("copy", root, "main.jpg", {"to": "main副本.jpg"})
    edits.apply("delete", root, "icon", {})
    edits.apply("add_text", root, "说明.txt", {"words": "你好"})
    icons = {name for name in before if name.startswith("icon/")}
    assert names(root) == before - icons - {"logo.png"} | {"新/店标.png", "main副本.jpg", "说明.txt"}
    assert (root / "说明.txt").read_bytes() == "你好".encode()


def test_cut_keeps_the_beginning(root):
    whole = (root / "main.jpg").read_bytes()
    edits.apply("cut", root, "main.jpg", {"keep": 0.25})
    assert (root / "main.jpg").read_bytes() == whole[: len(whole) // 4]
    edits.apply("cut", root, "main.jpg", {"keep": 0})
    assert (root / "main.jpg").read_bytes() == b""


def test_wrap_folder(root):
    before = names(root)
    edits.apply("wrap_folder", root, None, {"name": "作品"})
    assert names(root) == {f"作品/{name}" for name in before}


def test_pack_zip_with_names_in_utf8(root):
    edits.apply("rename", root, "logo.png", {"to": "店标.png"})
    before = names(root)
    edits.apply("pack_zip", root, None, {})
    with zipfile.ZipFile(root.with_name("20990001.zip")) as archive:
        assert set(archive.namelist()) == before
        assert archive.testzip() is None
    assert not root.exists()


def test_pack_zip_with_names_in_gbk_says_nothing_about_the_encoding(root):
    edits.apply("rename", root, "logo.png", {"to": "店标.png"})
    edits.apply("pack_zip", root, None, {"names": "gbk"})
    target = root.with_name("20990001.zip")
    assert target.read_bytes().count("店标.png".encode("gbk")) == 2
    with zipfile.ZipFile(target) as archive:
        assert all(member.flag_bits & 0x800 == 0 for member in archive.infolist())
    with zipfile.ZipFile(target, metadata_encoding="gbk") as archive:
        assert "店标.png" in archive.namelist()
        assert archive.testzip() is None


def test_line_endings(root):
    lines = (root / "index.html").read_bytes().count(b"\n")
    edits.apply("line_endings", root, "index.html", {"to": "crlf"})
    assert (root / "index.html").read_bytes().count(b"\r\n") == lines
    edits.apply("line_endings", root, "index.html", {"to": "lf"})
    assert (root / "index.html").read_bytes() == (REFERENCE / "index.html").read_bytes()


@pytest.mark.parametrize(("file", "length"), [("banner.jpg", 102_401), ("banner.jpg", 60_002), ("logo.png", 81_921)])
def test_fill_up_changes_the_length_alone(root, file, length):
    edits.apply("fill_up", root, file, {"bytes": length})
    assert (root / file).stat().st_size == length
    with Image.open(root / file) as filled, Image.open(REFERENCE / file) as model:
        assert same_pixels(filled, model)


def test_interlaced_png_has_the_same_pixels(root):
    edits.apply("interlace_png", root, "logo.png", {})
    assert (root / "logo.png").read_bytes()[28] == 1
    with Image.open(root / "logo.png") as interlaced, Image.open(REFERENCE / "logo.png") as model:
        assert same_pixels(interlaced, model)


def test_turned_picture_looks_the_same(root):
    edits.apply("turn_by_exif", root, "banner.jpg", {})
    with Image.open(root / "banner.jpg") as turned:
        assert turned.size == (120, 950)
        assert ImageOps.exif_transpose(turned).size == (950, 120)


def test_save_picture_and_resize(root):
    edits.apply("save_picture", root, "main.jpg", {"format": "PNG"})
    edits.apply("save_picture", root, "poster.jpg", {"format": "JPEG", "progressive": True, "author": "某软件"})
    edits.apply("resize", root, "promo.jpg", {"width": 10, "height": 20})
    with Image.open(root / "main.jpg") as main, Image.open(root / "poster.jpg") as poster:
        assert (main.format, poster.format, poster.info["progressive"]) == ("PNG", "JPEG", 1)
    with Image.open(root / "promo.jpg") as promo:
        assert (promo.format, promo.size) == ("JPEG", (10, 20))


@pytest.mark.parametrize(("keep", "mode"), [(True, "RGBA"), (False, "RGB")])
def test_lay_on_white(root, keep, mode):
    edits.apply("lay_on_white", root, "logo.png", {"keep_channel": keep})
    with Image.open(root / "logo.png") as logo:
        assert logo.mode == mode
        assert logo.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)


def test_rename_and_hide_layers(root):
    edits.apply("rename_layer", root, "banner.psd", {"layer": "图形", "to": "组 1"})
    edits.apply("hide_layer", root, "banner.psd", {"layer": "欧包"})
    found = layers(root)
    assert found["组 1"].kind == "group"
    assert [name for name, layer in found.items() if not layer.visible] == ["欧包"]


def test_add_layer_is_transparent_in_its_group(root):
    edits.apply("add_layer", root, "banner.psd", {"name": "高光", "group": "文案"})
    layer = layers(root)["高光"]
    assert layer.parent.name == "文案"
    assert layer.topil().getchannel("A").getextrema() == (0, 0)


def test_ungroup_keeps_layers_and_their_order(root):
    before = [layer.name for layer in PSDImage.open(root / "banner.psd").descendants() if layer.kind != "group"]
    edits.apply("ungroup", root, "banner.psd", {"group": "图形"})
    document = PSDImage.open(root / "banner.psd")
    assert [layer.name for layer in document.descendants() if layer.kind != "group"] == before
    assert [layer.name for layer in document] == ["烤炉底色", "欧包", "店标", "活动", "文案"]


def test_reverse_layers(root):
    before = [layer.name for layer in PSDImage.open(root / "banner.psd")]
    edits.apply("reverse_layers", root, "banner.psd", {})
    assert [layer.name for layer in PSDImage.open(root / "banner.psd")] == before[::-1]


def test_reverse_layers_over_their_ground(root):
    lowest, *others = [layer.name for layer in PSDImage.open(root / "banner.psd")]
    edits.apply("reverse_layers", root, "banner.psd", {"keep_lowest": True})
    assert [layer.name for layer in PSDImage.open(root / "banner.psd")] == [lowest, *others[::-1]]


def test_recolour_turns_hues_and_keeps_transparency(root):
    with Image.open(root / "icon" / "fav.png") as opened:
        before = opened.convert("RGBA")
    edits.apply("recolour", root, "icon/fav.png", {"hue": 180})
    with Image.open(root / "icon" / "fav.png") as opened:
        after = opened.convert("RGBA")
    assert after.getchannel("A").tobytes() == before.getchannel("A").tobytes()
    red, _, blue, _ = before.getpixel((8, 8))
    assert red > blue
    red, _, blue, _ = after.getpixel((8, 8))
    assert blue > red


def test_flatten_psd(root):
    edits.apply("flatten_psd", root, "banner.psd", {})
    document = PSDImage.open(root / "banner.psd")
    assert (list(document.descendants()), document.size) == ([], (950, 120))


def test_flatten_psd_at_another_size(root):
    edits.apply("flatten_psd", root, "banner.psd", {"size": [475, 60]})
    document = PSDImage.open(root / "banner.psd")
    assert (list(document.descendants()), document.size) == ([], (475, 60))


def test_rasterise_text_keeps_name_place_and_pixels(root):
    text = layers(root)["麦垛小屋"]
    box, pixels = text.bbox, text.topil()
    edits.apply("rasterise_text", root, "banner.psd", {"layer": "麦垛小屋"})
    layer = layers(root)["麦垛小屋"]
    assert (layer.kind, layer.bbox, layer.parent.name) == ("pixel", box, "文案")
    assert layer.topil().getchannel("A").tobytes() == pixels.getchannel("A").tobytes()


@pytest.mark.parametrize("compression", ["raw", "rle", "zip"])
def test_save_psd_keeps_every_pixel(root, compression):
    before = {name: layer.topil() for name, layer in layers(root).items() if layer.kind != "group"}
    length = (root / "banner.psd").stat().st_size
    edits.apply("save_psd", root, "banner.psd", {"compression": compression})
    after = {name: layer.topil() for name, layer in layers(root).items() if layer.kind != "group"}
    assert all(same_pixels(before[name], after[name]) for name in before)
    assert compression != "raw" or (root / "banner.psd").stat().st_size > 2 * length


@pytest.mark.parametrize(
    ("name", "file", "arguments"),
    [
        ("no_such_edit", "logo.png", {}),
        ("rename", "logo.png", {}),
        ("rename", "no_such_file.png", {"to": "a.png"}),
        ("rename", "../20990001/logo.png/../../../x", {"to": "a.png"}),
        ("rename", "logo.png", {"to": "../../a.png"}),
        ("add_text", "/tmp/a.txt", {"words": "a"}),
        ("rename_layer", "banner.psd", {"layer": "没有", "to": "a"}),
        ("fill_up", "main.jpg", {"bytes": 10}),
        ("fill_up", "index.html", {"bytes": 10_000}),
    ],
)
def test_edits_that_cannot_be_made_say_why(root, name, file, arguments):
    before = names(root)
    with pytest.raises(edits.EditError) as raised:
        edits.apply(name, root, file, arguments)
    assert render(raised.value.message)
    assert names(root) == before


def test_pictures_are_saved_without_a_clock(root):
    def saved():
        data = io.BytesIO()
        with zipfile.ZipFile(root.with_name("20990001.zip")) as archive:
            data.write(b"".join(archive.read(name) for name in archive.namelist()))
        return root.with_name("20990001.zip").read_bytes(), data.getvalue()

    copy = Path(shutil.copytree(root, root.with_name("copy")))
    edits.apply("pack_zip", root, None, {})
    first = saved()
    shutil.copytree(copy, root)
    edits.apply("pack_zip", root, None, {})
    assert saved() == first


def page(root, text, encoding="gbk"):
    (root / "page.html").write_bytes(text.encode(encoding))
    return root / "page.html"


def test_edit_page_keeps_encoding_and_line_endings(root):
    path = page(root, '<meta charset="gb2312">\r\n<p>今天的面包</p>\r\n')
    edits.apply("edit_page", root, "page.html", {"find": "今天", "replace": "明天"})
    assert path.read_bytes() == '<meta charset="gb2312">\r\n<p>明天的面包</p>\r\n'.encode("gbk")
    with pytest.raises(edits.EditError) as raised:
        edits.apply("edit_page", root, "page.html", {"find": "后天", "replace": "明天"})
    assert "后天" in render(raised.value.message)


def test_edit_page_keeps_a_byte_order_mark(root):
    path = page(root, "<p>今天</p>", "utf-8-sig")
    edits.apply("edit_page", root, "page.html", {"find": "今天", "replace": "明天"})
    assert path.read_bytes() == b"\xef\xbb\xbf" + "<p>明天</p>".encode()


def test_encode_page_with_and_without_saying_so(root):
    path = page(root, '<meta charset="gb2312"><p>今天</p>')
    edits.apply("encode_page", root, "page.html", {"to": "utf-8"})
    assert path.read_bytes().decode("utf-8") == '<meta charset="gb2312"><p>今天</p>'
    edits.apply("encode_page", root, "page.html", {"to": "gbk", "declare": "GBK"})
    assert path.read_bytes().decode("gbk") == '<meta charset="GBK"><p>今天</p>'
