"""Budgets and plans that others wrote, each with its truth: what is determined must agree, the rest may stay open."""

import json
import os
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.document.reader import read as read_document
from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.artifacts.workbook.reader import read as read_workbook
from yuejuan.graders.api import Subject
from yuejuan.graders.common.dates import Window
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.finding import Certainty, Point, Reason, State
from yuejuan.graders.marketing_plan import activities, goal_statements, vocabulary
from yuejuan.graders.registry import installed
from yuejuan.graders.submission import HandedFile, Match, Submission
from yuejuan.rubrics.paper import Deliverable

SAMPLES = os.environ.get("YUEJUAN_SAMPLES")
PRACTICE = Path(SAMPLES or "") / "practice"
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(SAMPLES is None, reason="YUEJUAN_SAMPLES names no folder of independent samples"),
]


@cache
def truth(part: str) -> dict[str, Any]:
    return json.loads((PRACTICE / part / "truth.json").read_text(encoding="utf-8")) if SAMPLES else {}


def budgets() -> list[Any]:
    answers = [answer for problem in truth("budget").get("problems", ()) for answer in problem["answers"]]
    return [pytest.param(answer, id=answer["file"]) for answer in answers]


def plans() -> list[Any]:
    return [pytest.param(plan, id=plan["file"]) for plan in truth("plans").get("plans", ())]


@cache
def facts_of(path: Path) -> DocumentFacts | WorkbookFacts:
    source = Source(path=path, name=path.name)
    return read_workbook(source) if path.suffix == ".xlsx" else read_document(source)


def points(check_id: str, path: Path, **parameters: Any) -> dict[str, Point]:
    facts = facts_of(path)
    kind = "workbook" if isinstance(facts, WorkbookFacts) else "document"
    file = HandedFile(path=path.name, asked_path=path.name, bytes=1, sha256="", kind=kind, format=path.suffix[1:])
    match = Match(deliverable="work", files=(path.name,))
    submission = Submission(candidate="1", folder="1", files=(file,), matches=(match,), extras=(), complete=True)
    deliverable = Deliverable(id="work", title="作品", name=path.name, kind=kind)
    check = installed().get(check_id)
    subject = Subject(submission, (deliverable,), (file,), lambda _path, _kind: facts)
    return {point.key: point for point in check.judge(subject, check.parameters(**parameters))}


def decided(point: Point) -> bool:
    return point.state is State.JUDGED


@pytest.mark.parametrize("answer", budgets())
def test_rows_of_a_budget(answer: dict[str, Any]):
    point = points("marketing_plan.budget", PRACTICE / "budget" / answer["file"])["rows"]
    rows = [row["right"] for row in answer["rows"] if row["right"] is not None]
    if not rows:
        assert point.state is State.OPEN
    elif decided(point):
        assert point.share == Fraction(sum(rows), len(rows))
    else:
        assert point.reason in {Reason.UNCERTAIN, Reason.NOT_LOCATED}


@pytest.mark.parametrize("answer", budgets())
def test_totals_of_a_budget(answer: dict[str, Any]):
    """A total is right that sums the amounts or the subtotals as the candidate gave them."""
    point = points("marketing_plan.budget", PRACTICE / "budget" / answer["file"])["totals"]
    total = answer["total"]
    if total["given"] is None:
        assert not decided(point) or point.certainty is Certainty.SUGGESTED
        return
    from_subtotals = total["sum_of_given_subtotals"] is not None and total["given"] == total["sum_of_given_subtotals"]
    sums = [bool(total["equals_sum_of_given_amounts"]) or from_subtotals]
    sums += [subtotal["given"] == subtotal["sum_of_given_amounts"] for subtotal in answer["subtotals"]]
    if decided(point):
        assert point.share == Fraction(sum(sums), len(sums))


@pytest.mark.parametrize("answer", budgets())
def test_limit_of_a_budget(answer: dict[str, Any]):
    parameters = {"limit": answer["limit_yuan"]}
    point = points("marketing_plan.budget", PRACTICE / "budget" / answer["file"], **parameters)["limit"]
    over = {answer["over_limit_by_given_total"], answer["over_limit_by_recomputed_rows"]} - {None}
    if decided(point):
        assert over == {point.share == 0}


@pytest.mark.parametrize("answer", budgets())
def test_total_in_the_text(answer: dict[str, Any]):
    point = points("marketing_plan.budget", PRACTICE / "budget" / answer["file"])["text"]
    if answer["text_total"] is not None and decided(point):
        assert (point.share == 1) == answer["text_total"]["agrees_with_table_total"]


SECTIONS = {
    "background": (vocabulary.BACKGROUND, ()),
    "goals": (vocabulary.GOALS, vocabulary.GOALS_WITHOUT),
    "audience": (vocabulary.AUDIENCE, ()),
    "strategy": (vocabulary.STRATEGY, vocabulary.STRATEGY_WITHOUT),
    "implementation": (vocabulary.IMPLEMENTATION, vocabulary.IMPLEMENTATION_WITHOUT),
}


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("plan", plans())
def test_sections_of_a_plan(plan: dict[str, Any], section: str):
    words, without = SECTIONS[section]
    path = PRACTICE / "plans" / plan["file"]
    point = points("document.section", path, words=words, without=without)["section"]
    if section in plan["standard_sections_absent"]:
        assert point.share != 1 or point.certainty is Certainty.SUGGESTED
    elif point.certainty is Certainty.DETERMINED:
        assert point.share == 1


@pytest.mark.parametrize("plan", plans())
def test_goals_of_a_plan(plan: dict[str, Any]):
    facts = facts_of(PRACTICE / "plans" / plan["file"])
    assert isinstance(facts, DocumentFacts)
    found = [section for section in find_sections(facts, *SECTIONS["goals"]) if section.words]
    if not found:
        pytest.skip("this plan has no section of goals that can be located")
    goals = goal_statements.goals_of(plan["file"], found[0])
    complete = [goal for goal in goals if goal.quantity and goal.unit and goal.period]
    assert len(complete) == sum(goal["complete"] for goal in plan["goals"])
    assert len(goals) == len(plan["goals"])


@pytest.mark.parametrize("plan", plans())
def test_activities_of_a_plan(plan: dict[str, Any]):
    campaign = next(entry for entry in truth("plans")["campaigns"] if entry["id"] == plan["campaign"])
    start, end = campaign["start"], campaign["end"]
    given = points("marketing_plan.implementation", PRACTICE / "plans" / plan["file"], start=start, end=end)
    dated = [activity for activity in plan["activities"] if activity["start"]]
    if decided(given["inside"]):
        inside = sum(bool(activity["inside_campaign"]) for activity in dated)
        assert given["inside"].share == Fraction(inside, len(dated))
    if decided(given["order"]):
        assert (given["order"].share == 1) == plan["activities_in_date_order"]
    if decided(given["complete"]) and given["complete"].certainty is Certainty.DETERMINED:
        whole = sum(bool(a["name"] and a["time_text"] and a["content"]) for a in plan["activities"])
        assert given["complete"].share == Fraction(whole, len(plan["activities"]))


@pytest.mark.parametrize("plan", plans())
def test_days_of_the_activities(plan: dict[str, Any]):
    campaign = next(entry for entry in truth("plans")["campaigns"] if entry["id"] == plan["campaign"])
    window = Window(date.fromisoformat(campaign["start"]), date.fromisoformat(campaign["end"]))
    facts = facts_of(PRACTICE / "plans" / plan["file"])
    assert isinstance(facts, DocumentFacts)
    sections = [section for section in find_sections(facts, *SECTIONS["implementation"]) if section.words]
    found = activities.activities_of(plan["file"], facts, sections[0] if sections else None, window)
    days = [(str(a.periods[0].start), str(a.periods[0].end)) if a.periods else (None, None) for a in found]
    assert days == [(activity["start"], activity["end"]) for activity in plan["activities"]] or not found


@pytest.mark.parametrize("plan", plans())
def test_captions_of_a_plan(plan: dict[str, Any]):
    given = points("document.captions", PRACTICE / "plans" / plan["file"])
    for key, kind, count in (("figures", "figure", plan["figures"]), ("tables", "table", plan["tables"])):
        numbered = sum(caption["numbered"] for caption in plan["captions"] if caption["kind"] == kind)
        if decided(given[key]) and given[key].certainty is Certainty.DETERMINED:
            assert given[key].share == Fraction(numbered, count)
