"""Which file is which deliverable: as asked, misnamed, doubled, missing, left over."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from yuejuan.exam.matching import match_files
from yuejuan.graders.submission import HandedFile, Match
from yuejuan.rubrics.paper import Deliverable

ASKED = (
    ("logo", "logo.png", "image", "店标", {"width": 80, "height": 80}),
    ("banner", "banner.jpg", "image", "店招", {"width": 950, "height": 120}),
    ("icon", "icon/service.png", "image", "客服图标", {"width": 48, "height": 48}),
    ("detail", "detail.jpg", "image", "详情页", {"width": 750}),
    ("plan", "营销方案.docx", "document", "营销方案", {}),
    ("table", "预算表.xlsx", "workbook", "预算表", {}),
)
DELIVERABLES = tuple(
    Deliverable.model_validate({"id": i, "name": n, "kind": k, "title": t, "specification": s})
    for i, n, k, t, s in ASKED
)
KINDS = {
    **dict.fromkeys(("png", "jpg", "jpeg"), "image"),
    **dict.fromkeys(("docx", "doc", "pdf"), "document"),
    **dict.fromkeys(("xlsx", "xls", "csv"), "workbook"),
}


def file(path: str, *, kind: str | None = None, sha256: str | None = None, role: Any = "file") -> HandedFile:
    extension = path.rpartition(".")[2].lower()
    return HandedFile(
        path=path,
        asked_path=path,
        bytes=1,
        sha256=sha256 or path,
        kind=kind or KINDS.get(extension, "unknown"),
        format=extension,
        role=role,
    )


def match(
    files: list[HandedFile], wanted: str, sizes: dict[str, tuple[int, int]] | None = None, **options: Any
) -> tuple[Match, dict[str, str]]:
    sized = sizes or {}
    matches, extras = match_files(
        files, DELIVERABLES, lambda f: sized.get(f.path), **{"candidate": {"number": "1", "name": "甲"}, **options}
    )
    found = next(match for match in matches if match.deliverable == wanted)
    return found, {extra.path: extra.kind for extra in extras}


CLEAR = [
    # wanted, path, size, named as asked, matched by
    ("logo", "logo.png", None, True, "name"),
    ("logo", "LOGO.PNG", None, False, "alias"),
    ("logo", "图片/logo.png", None, False, "alias"),
    ("logo", "logo.jpg", None, False, "words"),
    ("logo", "ｌｏｇｏ（终稿）.png", None, False, "words"),
    ("logo", "店标.png", None, False, "words"),
    ("logo", "甲的logo设计.png", None, False, "words"),
    ("logo", "未标题-1.png", (80, 80), False, "size"),
    ("icon", "icon/service.png", None, True, "name"),
    ("icon", "service.png", None, False, "alias"),
    ("detail", "1.jpg", (750, 3000), False, "size"),
    ("banner", "banner.jpeg", None, False, "words"),
    ("banner", "BANNER.JPG", None, False, "alias"),
    ("logo", "logo2.png", None, False, "words"),
    ("logo", "新建文件夹/logo.png", None, False, "alias"),
    ("table", "预算表.xls", None, False, "words"),
    ("plan", "营销方案.doc", None, False, "words"),
    ("plan", "营销方案.pdf", None, False, "words"),
    ("plan", "1.docx", None, False, "kind"),
    ("table", "预算表.csv", None, False, "words"),
    ("banner", "微信图片_20240612.jpg", (950, 120), False, "size"),
]


@pytest.mark.parametrize(("wanted", "path", "size", "named", "by"), CLEAR)
def test_clearly_meant_files_are_matched_and_misnaming_is_told(
    wanted: str, path: str, size: tuple[int, int] | None, named: bool, by: str
) -> None:
    found, extras = match([file(path)], wanted, {path: size} if size else None)
    assert found.files == (path,)
    assert found.named_as_asked is named
    assert by in found.matched_by
    assert (found.note is None) is named
    assert extras == {}


def test_an_unclear_file_is_no_match_but_absence_is_not_proved_either() -> None:
    found, extras = match([file("游戏截图.png")], "logo", {"游戏截图.png": (320, 180)})
    assert (found.files, found.possible, found.absence_proved) == ((), (), False)
    assert found.note is not None
    assert extras == {"游戏截图.png": "stray"}


def test_absence_needs_every_container_opened() -> None:
    assert match([file("营销方案.docx")], "logo")[0].absence_proved is True
    assert match([file("营销方案.docx")], "logo", complete=False)[0].absence_proved is False
    assert match([file("乱码", kind="unknown")], "logo")[0].absence_proved is False


def test_a_version_beside_the_asked_name_leaves_both_possible() -> None:
    found, extras = match([file("营销方案.docx"), file("营销方案(终稿).docx")], "plan")
    assert found.possible == ("营销方案(终稿).docx", "营销方案.docx")
    assert found.files == ()
    assert extras == {}


def test_an_older_version_and_a_copy_of_the_same_bytes_are_extras() -> None:
    files = [file("logo.png", sha256="a"), file("logo - 副本.png", sha256="a"), file("logo旧.png", sha256="b")]
    found, extras = match(files, "logo")
    assert found.files == ("logo.png",)
    assert extras == {"logo - 副本.png": "duplicate", "logo旧.png": "earlier_version"}


BESIDE_THE_ASKED_FILE = [
    # wanted, what lies there, matched, extras
    ("plan", ["营销方案.docx", "营销方案.pdf"], ["营销方案.docx"], {"营销方案.pdf": "duplicate"}),
    ("plan", ["营销方案.docx", "营销方案旧版.docx"], ["营销方案.docx"], {"营销方案旧版.docx": "earlier_version"}),
    ("plan", ["营销方案.docx", "初稿/营销方案.docx"], ["营销方案.docx"], {"初稿/营销方案.docx": "earlier_version"}),
    (
        "plan",
        ["营销方案终稿.docx", "营销方案初稿.docx"],
        ["营销方案终稿.docx"],
        {"营销方案初稿.docx": "earlier_version"},
    ),
    ("logo", ["logo.png", "logo.png.bak"], ["logo.png"], {"logo.png.bak": "earlier_version"}),
    ("logo", ["logo.png", "banner/logo.psd"], ["logo.png"], {"banner/logo.psd": "stray"}),
    ("logo", ["logo.png", "素材/logo.png"], ["logo.png"], {"素材/logo.png": "material"}),
    ("table", ["预算表.xlsx", "数据/参考资料.xlsx"], ["预算表.xlsx"], {"数据/参考资料.xlsx": "material"}),
    ("plan", ["20240601营销方案.docx", "营销方案.docx"], ["20240601营销方案.docx", "营销方案.docx"], {}),
    ("logo", ["logo.png", "备用/logo.png"], ["logo.png", "备用/logo.png"], {}),
    ("plan", ["营销方案1.docx", "营销方案2.docx"], ["营销方案1.docx", "营销方案2.docx"], {}),
]


@pytest.mark.parametrize(("wanted", "paths", "matched", "left"), BESIDE_THE_ASKED_FILE)
def test_what_lies_beside_the_file_that_is_meant(
    wanted: str, paths: list[str], matched: list[str], left: dict[str, str]
) -> None:
    kinds = {"bak": "image", "psd": "psd"}
    files = [file(path, kind=kinds.get(path.rpartition(".")[2])) for path in paths]
    found, extras = match(files, wanted, candidate={"number": "20240601", "name": "甲"})
    assert list(found.files or found.possible) == sorted(matched)
    assert bool(found.possible) is (len(matched) > 1)
    assert extras == left


def test_the_same_file_in_an_archive_beside_it_is_a_copy() -> None:
    inside = msgspec.structs.replace(file("all.zip!/logo.png", sha256="a"), asked_path="logo.png")
    found, extras = match([inside, file("logo.png", sha256="a")], "logo")
    assert (found.files, found.named_as_asked) == (("logo.png",), True)
    assert extras == {"all.zip!/logo.png": "duplicate"}


def test_another_file_of_the_asked_name_in_an_archive_leaves_both_possible() -> None:
    inside = msgspec.structs.replace(file("all.zip!/logo.png"), asked_path="logo.png")
    found, _ = match([inside, file("logo.png")], "logo")
    assert found.possible == ("all.zip!/logo.png", "logo.png")


def test_material_fills_no_gap_by_its_kind_or_size() -> None:
    files = [file("素材/数据.xlsx"), file("素材/1.png"), file("营销方案.docx")]
    sizes = {"素材/1.png": (80, 80)}
    assert match(files, "table", sizes)[0].files == ()
    assert match(files, "logo", sizes)[0].files == ()


def test_one_folder_that_holds_everything_is_no_material() -> None:
    files = [file("试题/数据.xlsx"), file("试题/1.png")]
    assert match(files, "logo", {"试题/1.png": (80, 80)})[0].files == ("试题/1.png",)


def test_a_file_named_after_another_deliverable_is_not_matched_by_its_kind() -> None:
    asked = (
        *DELIVERABLES,
        Deliverable.model_validate({"id": "source", "name": "banner.psd", "kind": "psd", "title": "店招源文件"}),
    )

    def source(path: str) -> tuple[str, ...]:
        matches, _ = match_files([file(path, kind="psd")], asked, lambda _: None, candidate={})
        return matches[-1].files

    assert source("未标题-1.psd") == ("未标题-1.psd",)
    assert source("logo.psd") == ()


def test_an_empty_file_of_the_asked_name_is_the_one_that_is_meant() -> None:
    found, _ = match([file("logo.png", kind="empty")], "logo")
    assert (found.files, found.named_as_asked) == (("logo.png",), True)


def test_a_teachers_choice_comes_first() -> None:
    files = [file("营销方案.docx"), file("营销方案(终稿).docx")]
    found, extras = match(files, "plan", decided={"plan": "营销方案(终稿).docx"})
    assert found.files == ("营销方案(终稿).docx",)
    assert found.matched_by == ("correction",)
    assert extras == {"营销方案.docx": "stray"}


def test_the_papers_own_material_is_never_a_deliverable() -> None:
    found, extras = match([file("logo素材.png", sha256="m")], "logo", materials=frozenset({"m"}))
    assert found.files == ()
    assert extras == {"logo素材.png": "material"}


def test_litter_and_containers_are_listed_and_never_matched() -> None:
    files = [file("Thumbs.db", role="system"), file("logo.zip", kind="archive", role="container")]
    found, extras = match(files, "logo")
    assert found.files == ()
    assert extras == {"Thumbs.db": "system", "logo.zip": "container"}


def test_places_of_the_candidate_in_a_name() -> None:
    asked = (Deliverable.model_validate({"id": "a", "name": "{number}{name}.docx", "kind": "document", "title": "卷"}),)
    matches, _ = match_files(
        [file("2024001甲.docx")], asked, lambda _: None, candidate={"number": "2024001", "name": "甲"}
    )
    assert matches[0].named_as_asked


def test_one_size_for_three_deliverables_leaves_all_possible() -> None:
    icons = tuple(
        Deliverable.model_validate(
            {
                "id": name,
                "name": f"{name}.png",
                "kind": "image",
                "title": f"图标{name}",
                "specification": {"width": 48, "height": 48},
            }
        )
        for name in ("service", "favourite", "category")
    )
    files = [file(f"{number}.png") for number in (2, 3, 4)]
    matches, extras = match_files(files, icons, lambda _: (48, 48), candidate={})
    assert [match.possible for match in matches] == [("2.png", "3.png", "4.png")] * 3
    assert extras == ()


def test_the_order_of_files_changes_nothing() -> None:
    files = [file(p) for p in ("营销方案.docx", "营销方案2.docx", "1.png", "logo2.png", "LOGO.png", "a/banner.jpg")]
    sizes = {"1.png": (48, 48)}
    one = match_files(files, DELIVERABLES, lambda f: sizes.get(f.path), candidate={})
    other = match_files(reversed(files), DELIVERABLES, lambda f: sizes.get(f.path), candidate={})
    assert one == other
