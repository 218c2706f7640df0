"""Trying checks on one answer: what is found, what was looked for, and what cannot be tried."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from yuejuan.exam.entries import SubmissionsError
from yuejuan.exam.tryout import MOST_PASTED, TriedPoint, Tryout, try_answer
from yuejuan.exam.tryout_view import as_text
from yuejuan.graders.finding import Certainty, Reason
from yuejuan.rubrics.errors import RubricError

PAPER = """\
schema: yuejuan.paper/1
id: keeping
project: shop_design
title: 留住客户
minutes: 60
deliverables:
  - {id: answer, title: 答卷, name: answer.docx, kind: document}
  - {id: logo, title: 店标, name: logo.png, kind: image, specification: {width: 80, height: 80}}
points:
  shop_design.logo: {keep: 20, choose: 20, work_out: 10, audience: 20, mail: 10, size: 4, original: 6}
  shop_design.literacy: {naming: 10}
parameters:
  shop_design.logo/keep:
    place: {headings: [客户维护], number: 二}
    key_points:
      专人: {say: [专人对接], needs: [大客户|重点客户], without: [临时], weight: 3}
      回访: {say: [定期回访]}
  shop_design.logo/choose:
    place: {headings: [异议]}
    choices: {价格异议: [嫌贵], 质量异议: []}
    right: [价格异议]
  shop_design.logo/work_out:
    exercise:
      data: {orders: 640, packed: 90}
      quantities: {people: {labels: [打包人数], unit: 人, formula: ceil(orders / packed)}}
  shop_design.logo/audience:
    words: [营销对象]
    dimensions: {年龄: [岁], 地域: [城市]}
  shop_design.logo/mail: {items: {致歉: [抱歉]}}
extra_parts:
  shop_design.logo:
    - {id: keep, title: 维护, points: 1, check: customer_service.key_points, deliverables: [answer]}
    - {id: choose, title: 异议, points: 1, check: customer_service.closed_answer, deliverables: [answer]}
    - {id: work_out, title: 人数, points: 1, check: team_management.headcount, deliverables: [answer]}
    - {id: audience, title: 对象, points: 1, check: marketing_plan.audience, deliverables: [answer]}
    - {id: mail, title: 邮件, points: 1, check: customer_service.follow_up_email, deliverables: [answer]}
"""
BRIEF = "请写出打包人数，并说明怎样留住客户。我们给重点客户安排专人对接。"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "keeping"
    folder.mkdir()
    (folder / "paper.yaml").write_text(PAPER, encoding="utf-8")
    (folder / "brief.md").write_text(BRIEF, encoding="utf-8")
    return folder


def points(tried: Tryout) -> dict[str, TriedPoint]:
    return {one.point.key: one for part in tried.parts for one in part.points}


def pasted(paper: Path, part: str, text: str) -> dict[str, TriedPoint]:
    return points(try_answer(paper, f"shop_design.logo/{part}", text.encode()))


def test_a_key_point_shows_its_sentence_with_the_words_and_what_was_looked_for(paper: Path) -> None:
    found = pasted(paper, "keep", "先致电。大客户由专人负责对接，有求必应。")
    made = found["专人"]
    assert (made.point.share, made.point.certainty, made.available) == (1, Certainty.SUGGESTED, "15")
    (sentence,) = made.found
    assert sentence.text == "大客户由专人负责对接，有求必应。"
    assert [sentence.text[start:end] for start, end in sentence.marked] == ["大客户", "专人", "对接"]
    assert made.looked_for.phrases == ("专人对接",)
    assert (made.looked_for.needed, made.looked_for.forbidden) == (("大客户|重点客户",), ("临时",))
    assert "专员" in made.looked_for.synonyms["专人"]
    assert found["回访"].available == "5"


def test_a_forbidden_word_and_a_copied_sentence_make_nothing(paper: Path) -> None:
    for text in ("大客户由专人临时对接。", "我们给重点客户安排专人对接。"):
        made = pasted(paper, "keep", text)["专人"]
        assert made.point.share != 1
        assert all(sentence.marked == () for sentence in made.found)


def test_the_answer_needs_no_heading(paper: Path) -> None:
    chosen = pasted(paper, "choose", "价格异议")["all"]
    assert (chosen.point.share, chosen.point.certainty) == (1, Certainty.DETERMINED)
    assert chosen.looked_for.phrases == ("价格异议", "嫌贵", "质量异议")
    audience = pasted(paper, "audience", "主要是25至40岁的妈妈。")
    assert [audience[name].point.share for name in ("年龄", "地域")] == [1, 0]


def test_a_quantity_shows_its_formula(paper: Path) -> None:
    right = pasted(paper, "work_out", "打包人数：640÷90≈7.1，取8人")["people"]
    wrong = pasted(paper, "work_out", "打包人数：7人")["people"]
    assert (right.point.share, wrong.point.share) == (1, 0)
    assert (right.looked_for.formula, right.looked_for.value) == ("ceil(orders / packed)", "8")
    assert right.looked_for.phrases == ("打包人数",)


def test_a_document_is_read_by_its_kind(paper: Path, tmp_path: Path) -> None:
    answer = tmp_path / "我的答案.docx"
    document = docx.Document()
    document.add_paragraph("重点客户要由专人对接。")
    document.save(answer)
    made = points(try_answer(paper, "logo/keep", answer))["专人"]
    assert made.point.share == 1


def test_a_mail_is_read_by_its_kind(paper: Path, tmp_path: Path) -> None:
    mail = tmp_path / "回访.eml"
    mail.write_bytes(
        "To: gu@mail.example\r\nSubject: =?utf-8?B?5Zue6K6/?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "尊敬的顾女士：\r\n您好！\r\n延误两天，十分抱歉。\r\n祝您生活愉快！\r\n".encode()
    )
    found = points(try_answer(paper, "logo/mail", mail))
    assert [found[name].point.share for name in ("recipient", "subject", "salutation", "致歉")] == [1, 1, 1, 1]
    assert found["致歉"].looked_for.phrases == ("抱歉",)
    assert found["recipient"].looked_for.phrases == ()


def test_what_is_no_text_is_not_tried_and_a_person_stays_one(paper: Path) -> None:
    tried = try_answer(paper, "shop_design.logo", "随便写".encode())
    by_part = {part.part.part.id: part for part in tried.parts}
    assert by_part["size"].points == ()
    assert [one.point.reason for one in by_part["original"].points] == [Reason.HUMAN]
    for language in ("zh_CN", "en"):
        assert "{" not in as_text(tried, language)


@pytest.mark.parametrize(
    ("asked", "nearest"), [("shop_design.lgoo", "shop_design.logo"), ("lgoo", "logo"), ("logo/kep", None)]
)
def test_an_unknown_criterion_is_named_with_the_nearest(paper: Path, asked: str, nearest: str | None) -> None:
    with pytest.raises(RubricError) as caught:
        try_answer(paper, asked, b"-")
    (problem,) = caught.value.problems
    assert problem.message.id == "exam.try.no_criterion"
    assert nearest is None or problem.nearest == nearest


def test_what_is_no_single_file_is_refused(paper: Path, tmp_path: Path) -> None:
    archive = tmp_path / "两份.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a.txt", "甲")
        zipped.writestr("b.txt", "乙")
    refused = {"missing": tmp_path / "none.txt", "one_file": archive, "too_long": b"-" * (MOST_PASTED + 1)}
    for why, answer in refused.items():
        with pytest.raises(SubmissionsError) as caught:
            try_answer(paper, "logo", answer)
        assert caught.value.message.id == f"exam.try.{why}"


def test_a_dimension_is_called_as_the_paper_calls_it(paper: Path) -> None:
    missing = pasted(paper, "audience", "营销对象\n主要是30岁左右的女性。")["地域"]
    assert missing.point.message.values["name"] == "地域"
