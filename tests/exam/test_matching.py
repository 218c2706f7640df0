"""Which file is which deliverable: as asked, misnamed, doubled, missing, left over."""

from __future__ import annotations

from typing import Any

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
KINDS = {"png": "image", "jpg": "image", "docx": "document", "pdf": "document", "xlsx": "workbook", "csv": "workbook"}


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
