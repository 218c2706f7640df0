"""Independent sample documents: what other tools and the people who wrote them say about them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yuejuan.artifacts.document import convert
from yuejuan.artifacts.document.characters import words
from yuejuan.artifacts.document.reader import read
from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.mail.reader import read as read_mail
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.workbook.reader import read as read_workbook

FOLDER = Path(os.environ.get("YUEJUAN_SAMPLES", ""))
GIVEN = bool(os.environ.get("YUEJUAN_SAMPLES"))
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not GIVEN, reason="YUEJUAN_SAMPLES names no folder of sample files"),
]

TRUTH: dict[str, Any] = json.loads((FOLDER / "doc_truth.json").read_text("utf-8"))["files"] if GIVEN else {}
PLANS: list[Any] = json.loads((FOLDER / "practice/plans/truth.json").read_text("utf-8"))["plans"] if GIVEN else []
MAILS: list[Any] = json.loads((FOLDER / "practice/mails/truth.json").read_text("utf-8"))["answers"] if GIVEN else []


def source(path: Path) -> Source:
    return Source(path=path, name=path.name)


@pytest.mark.parametrize("name", TRUTH)
def test_word_count_against_libreoffice(name: str) -> None:
    """LibreOffice's number without headers and footers lies in the range, or that of its own text export does.

    In six of the samples LibreOffice's statistics exceed a count of the text that the same program exports (list labels
    in, text boxes out): what it adds there is not in the text.
    """
    path = FOLDER / name
    if not path.is_file():
        pytest.skip("this sample file is not in the folder")
    if path.suffix == ".doc" and convert.program() is None:
        pytest.skip("LibreOffice is not installed")
    facts = read(source(path))
    assert facts.word_count_range is not None
    low, high = facts.word_count_range
    theirs = TRUTH[name]["libreoffice_statistics"]["word-count"]
    inside = low <= theirs - words(facts.headers_footers) <= high or low <= theirs <= high
    exported = TRUTH[name]["libreoffice_text"]["word_style_count"]
    assert inside or low <= exported <= high


@pytest.mark.parametrize("name", [name for name in TRUTH if name.startswith("docx/")])
def test_tables_against_the_xml(name: str) -> None:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip("this sample file is not in the folder")
    facts = read(source(path))
    assert len(facts.tables or ()) == TRUTH[name]["raw_xml_counts"]["w_tbl"]
    styled = [(one.level, one.text) for one in facts.headings or () if one.by in ("style", "outline")]
    theirs = [(level, text.strip()) for level, text in TRUTH[name]["libreoffice_headings"] if text.strip()]
    assert [level for level, _ in styled] == [level for level, _ in theirs]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan["file"])
def test_marketing_plans(plan: dict[str, Any]) -> None:
    path = FOLDER / "practice/plans" / plan["file"]
    if not path.is_file():
        pytest.skip("this sample file is not in the folder")
    facts = read(source(path))
    assert [(one.level, one.text) for one in facts.headings or ()] == [
        (heading["level"], heading["text"]) for heading in plan["headings"]
    ]
    assert len(facts.tables or ()) == plan["tables"]
    assert len(facts.pictures or ()) == plan["figures"]
    captions = [one.caption for one in facts.pictures or ()] + [one.caption for one in facts.tables or ()]
    assert captions == [caption["text"] for caption in plan["captions"]]
    counts = plan["counts"]
    assert facts.word_count_range is not None
    low, high = facts.word_count_range
    assert low <= counts["paragraphs_and_tables"]["word_style"] <= high
    assert low <= counts["libreoffice"]["word-count"] - counts["header_footer"]["word_style"] <= high
    assert facts.characters == counts["paragraphs_and_tables"]["characters_without_spaces"]


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail["file"])
def test_mails(mail: dict[str, Any]) -> None:
    path = FOLDER / "practice/mails" / mail["file"]
    if not path.is_file():
        pytest.skip("this sample file is not in the folder")
    facts = read_mail(source(path))
    parts = mail["parts"]
    assert (" ; ".join(facts.to) or None) == parts["recipient"]["text"]
    assert facts.subject == parts["subject"]["text"]
    body = "".join((facts.body or "").split())
    for name in ("salutation", "body", "closing", "signature"):
        for line in (parts[name]["text"] or "").splitlines():
            assert "".join(line.split()) in body


@pytest.mark.parametrize(
    ("name", "message"),
    [("zero.docx", "document.empty"), ("~$plan.docx", "document.lock_file")],
)
def test_hostile_files_that_hold_nothing(name: str, message: str) -> None:
    with pytest.raises(UnreadableSource) as raised:
        read(source(FOLDER / "hostile" / name))
    assert raised.value.message.id == message


@pytest.mark.parametrize("name", ["xxe.docx", "laughs.docx"])
def test_hostile_entities_are_reported(name: str) -> None:
    facts = read(source(FOLDER / "hostile" / name))
    assert facts.damaged
    assert "document.damage.dtd" in [note.id for note in facts.notes]
    assert sum(len(paragraph.text) for paragraph in facts.paragraphs or ()) < 1_000


def test_hostile_truncated_is_reported_as_damaged() -> None:
    try:
        facts = read(source(FOLDER / "hostile/truncated.docx"))
    except UnreadableSource as refusal:
        assert refusal.message.id in {"document.no_body", "document.no_zip"}
    else:
        assert facts.damaged


def test_roster_keeps_zeros_and_formulas_as_text() -> None:
    facts = read_workbook(source(FOLDER / "hostile/roster.csv"))
    assert facts.encoding == "gb18030"
    assert {cell.ref: cell.value for cell in facts.sheets[0].cells}["A2"] == "0001"


@pytest.mark.parametrize(
    ("name", "reader", "check"),
    [
        ("xlsx/unicodeSheetName.xlsx", read_workbook, lambda facts: facts.sheets[0].name == "Sheet・1"),
        ("mail/multipart_attachments.eml", read_mail, lambda facts: len(facts.attachments) == 2),
    ],
)
def test_other_samples(name: str, reader: Callable[[Source], Facts], check: Callable[[Facts], bool]) -> None:
    assert check(reader(source(FOLDER / name)))
