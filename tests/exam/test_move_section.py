"""Moving a section of a Word file, seen with python-docx alone."""

from pathlib import Path

import pytest
from docx import Document

from yuejuan.exam import edits


@pytest.fixture
def root(tmp_path: Path) -> Path:
    document = Document()
    for text, level in (("一", 1), ("甲", 2), ("二", 1), ("三", 1)):
        document.add_heading(text, level)
        document.add_paragraph(f"{text}的内容")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "三的表"
    document.save(str(tmp_path / "答卷.docx"))
    return tmp_path


def order(root: Path) -> str:
    document = Document(str(root / "答卷.docx"))
    texts = {paragraph._p: paragraph.text for paragraph in document.paragraphs}
    return " ".join(texts.get(block, "表") for block in document.element.body if not block.tag.endswith("sectPr"))


def test_a_section_moves_with_all_below_it(root: Path) -> None:
    edits.apply("move_section", root, "答卷.docx", {"heading": "三", "before": "一"})
    assert order(root) == "三 三的内容 表 一 一的内容 甲 甲的内容 二 二的内容"
    edits.apply("move_section", root, "答卷.docx", {"heading": "一", "before": "三"})
    assert order(root) == "一 一的内容 甲 甲的内容 三 三的内容 表 二 二的内容"


@pytest.mark.parametrize(("heading", "before"), [("四", "一"), ("一", "四"), ("一", "甲")])
def test_a_place_that_is_not_there_is_refused(root: Path, heading: str, before: str) -> None:
    with pytest.raises(edits.EditError):
        edits.apply("move_section", root, "答卷.docx", {"heading": heading, "before": before})
