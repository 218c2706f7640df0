"""The engine: what a failed measurement, a crash, an absent or an ambiguous file does to the points of a part."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import msgspec
import pytest

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.placement.facts import PlacementFacts
from yuejuan.artifacts.reader import FailureReason
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.graders.api import Ask, Check, CheckParameters, Need, Subject, check, earned, judged, lost
from yuejuan.graders.binding import BindingError, bind
from yuejuan.graders.engine import judge, plan, to_be_seen
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.graders.registry import Registry, installed
from yuejuan.graders.result import PartResult, SubmissionResult
from yuejuan.graders.submission import HandedFile, Match, Submission
from yuejuan.messages import say
from yuejuan.tests.graders.builders import handed, human_part, part, sheet, submission


class Asked(CheckParameters):
    width: int
    height: int = 50

    def points(self) -> tuple[Ask, ...]:
        return (Ask("width", weight=3, property="size"), Ask("height", weight=1))


@check("exam.pixels", needs=(ImageFacts,))
def pixels(subject: Subject, asked: Asked) -> Iterator[Point]:
    """Pixels as asked."""
    facts = subject.facts(ImageFacts)
    evidence = FileEvidence(file=subject.file.path)
    for key, wanted, measured in (("width", asked.width, facts.width), ("height", asked.height, facts.height)):
        if measured == 999:
            raise ZeroDivisionError
        if measured == 998:
            continue
        yield (earned if measured == wanted else lost)(key, say("engine.human"), evidence)


class Nothing(CheckParameters):
    pass


@check("exam.half", needs=(ImageFacts,))
def half(subject: Subject, asked: Nothing) -> Iterator[Point]:
    """Half of everything, suggested."""
    yield judged("all", Fraction(1, 2), say("engine.human"), FileEvidence(file=subject.file.path), suggested=True)


class Pair(CheckParameters):
    picture: str = "banner"
    mark: str = "logo"


@check(
    "exam.inside",
    needs=(
        Need(PlacementFacts, deliverable=lambda asked: asked.picture, submitted=lambda asked: {"mark": asked.mark}),
    ),
    scope="files",
)
def inside(subject: Subject, asked: Pair) -> Iterator[Point]:
    """One deliverable is found in another."""
    found = subject.facts(PlacementFacts, "banner.png").found
    yield (earned if found else lost)("all", say("engine.human"), FileEvidence(file="banner.png"))


REGISTRY = Registry({}, {made.id: made for made in (pixels, half, inside)})


def picture(width: int, height: int = 50) -> ImageFacts:
    return ImageFacts(
        format="PNG", width=width, height=height, mode="RGB", bytes=1, frames=1, dpi=None, icc=None,
        has_alpha=False, sha256="0",
    )  # fmt: skip


def run(handed_in: Submission, outcomes: dict[str, Outcome], check_id: str = "exam.pixels") -> SubmissionResult:
    parameters = {"width": 100} if check_id == "exam.pixels" else {}
    measured = part("size", "4", check=check_id, deliverables=("logo",), parameters=parameters)
    bound = bind(sheet(("logo", [measured, human_part("look", "6")])), REGISTRY)
    return judge(bound, handed_in, {Request(reader="image", file=path): made for path, made in outcomes.items()})


def the_part(result: SubmissionResult) -> PartResult:
    return result.criteria[0].parts[0]


def summary(result: SubmissionResult) -> list[tuple[str, str, str | None, str | None]]:
    return [(p.key, p.state.value, p.score, p.reason.value if p.reason else None) for p in the_part(result).finding]


LOGO = Match(deliverable="logo", files=("logo.png",), matched_by=("name",), named_as_asked=True)


def test_a_right_file_earns_and_the_human_part_stays_open() -> None:
    result = run(submission(LOGO), {"logo.png": picture(100)})
    assert summary(result) == [("width", "judged", "1", None), ("height", "judged", "1", None)]
    assert result.tally.determined == ("4", "4")
    assert result.tally.open == ("0", "6")
    assert (result.low, result.high) == ("4", "10")


def test_weights_split_the_marks_of_a_part() -> None:
    result = run(submission(LOGO), {"logo.png": picture(99)})
    assert result.tally.determined == ("1", "4")
    assert (result.low, result.high) == ("1", "7")


def test_suggested_marks_are_in_no_lower_end() -> None:
    result = run(submission(LOGO), {"logo.png": picture(100)}, "exam.half")
    assert result.tally.suggested == ("2", "4")
    assert (result.low, result.high) == ("0", "10")


@pytest.mark.parametrize("reason", list(FailureReason))
def test_a_failed_measurement_opens_the_points_that_need_it_and_no_others(reason: FailureReason) -> None:
    result = run(submission(LOGO), {"logo.png": Failure(reason, say("engine.human"))})
    assert {(p.state.value, p.reason.value if p.reason else None) for p in the_part(result).finding} == {
        ("open", reason.value)
    }
    assert result.tally.determined == ("0", "0")
    assert the_part(result).finding[0].evidence


def test_a_crash_in_a_check_costs_nobody_a_mark() -> None:
    result = run(submission(LOGO), {"logo.png": picture(999)})
    assert summary(result) == [("width", "open", None, "crashed"), ("height", "open", None, "crashed")]
    assert the_part(result).finding[0].message.values["error"] == "ZeroDivisionError"


def test_a_point_that_the_check_forgot_is_open() -> None:
    result = run(submission(LOGO), {"logo.png": picture(998)})
    assert summary(result) == [("width", "open", None, "crashed"), ("height", "judged", "1", None)]


def test_not_handed_in_is_settled_only_after_a_whole_search() -> None:
    result = run(submission(Match(deliverable="logo")), {})
    assert {p.state.value for p in the_part(result).finding} == {"not_handed_in"}
    assert result.tally.determined == ("0", "4")
    result = run(submission(Match(deliverable="logo", absence_proved=False)), {})
    assert {p.reason.value for p in the_part(result).finding if p.reason} == {"unreadable"}
    note = say("engine.human")
    result = run(submission(Match(deliverable="logo", absence_proved=False, note=note)), {})
    assert {p.reason.value for p in the_part(result).finding if p.reason} == {"not_located"}


def test_nothing_is_left_to_judge_where_nothing_was_handed_in() -> None:
    bound = bind(sheet(("logo", [human_part("look", "6", "logo"), human_part("order", "1")])), REGISTRY)
    look, order = judge(bound, submission(Match(deliverable="logo")), {}).criteria[0].parts
    assert (look.finding[0].state, order.finding[0].state) == ("not_handed_in", "open")
    unclear = judge(bound, submission(Match(deliverable="logo", absence_proved=False)), {}).criteria[0].parts[0]
    assert (unclear.finding[0].state, unclear.finding[0].reason) == ("open", "human")


AMBIGUOUS = Match(deliverable="logo", possible=("logo.png", "logo2.png"), matched_by=("words",))


def test_possible_files_that_agree_stand_and_the_others_are_open_with_each_value() -> None:
    result = run(submission(AMBIGUOUS), {"logo.png": picture(100, 50), "logo2.png": picture(100, 51)})
    assert summary(result) == [("width", "judged", "1", None), ("height", "open", None, "ambiguous_match")]
    candidates = the_part(result).finding[1].candidates
    assert [file for file, _ in candidates] == ["logo.png", "logo2.png"]


def test_a_property_that_found_the_file_earns_nothing_determined() -> None:
    by_size = Match(deliverable="logo", files=("1.png",), matched_by=("size", "kind"))
    result = run(submission(by_size), {"1.png": picture(100)})
    width, height = the_part(result).finding
    assert (width.certainty, height.certainty) == ("suggested", "determined")
    result = run(submission(by_size), {"1.png": picture(99)})
    assert the_part(result).finding[0].certainty == "determined"


def test_several_files_of_one_deliverable_are_averaged() -> None:
    both = Match(deliverable="logo", files=("a.png", "b.png"), matched_by=("name",))
    result = run(submission(both), {"a.png": picture(100), "b.png": picture(7)})
    assert summary(result)[0] == ("width", "judged", "1/2", None)
    assert len(the_part(result).finding[0].evidence) == 2


def test_each_measurement_is_planned_once() -> None:
    twice = [
        part("one", "1", check="exam.pixels", deliverables=("logo",), parameters={"width": 1}),
        part("two", "1", check="exam.half", deliverables=("logo",)),
    ]
    bound = bind(sheet(("logo", twice)), REGISTRY)
    assert plan(bound, submission(LOGO)) == (Request(reader="image", file="logo.png"),)


def test_pages_that_a_person_judges_are_taken_a_picture_of() -> None:
    look = human_part("look", "6", "shop", "logo")
    page = HandedFile(path="index.html", asked_path="index.html", bytes=1, sha256="p", kind="page", format="html")
    found = Match(deliverable="shop", files=("index.html",), matched_by=("name",), named_as_asked=True)
    handed_in = msgspec.structs.replace(submission(LOGO, found), files=(handed("logo.png"), page))
    bound = bind(sheet(("shop", [look])), REGISTRY)
    assert plan(bound, handed_in) == ()
    assert to_be_seen(bound, handed_in) == (Request(reader="screenshot", file="index.html"),)


def test_a_page_that_is_watched_anyway_needs_no_picture_of_its_own() -> None:
    look = human_part("look", "6", "shop")
    watched = part("effects", "1", check="page.effects", deliverables=("shop",), parameters={"asked": ["carousel"]})
    page = HandedFile(path="index.html", asked_path="index.html", bytes=1, sha256="p", kind="page", format="html")
    found = Match(deliverable="shop", files=("index.html",), matched_by=("name",), named_as_asked=True)
    handed_in = msgspec.structs.replace(submission(found), files=(page,))
    bound = bind(sheet(("shop", [look, watched])), installed())
    assert [request.reader for request in plan(bound, handed_in)] == ["running_page"]
    assert to_be_seen(bound, handed_in) == ()


def test_wrong_parameters_and_unknown_checks_are_told_together_with_the_nearest_name() -> None:
    parts = [
        part("a", "1", check="exam.pixels", deliverables=("logo",), parameters={"widht": 1}, where="rubric.yaml:3:5"),
        part("b", "1", check="image.sise", deliverables=("logo",)),
    ]
    with pytest.raises(BindingError) as caught:
        bind(sheet(("logo", parts)), Registry({"image": "yuejuan.graders.common.image"}))
    assert [problem.id for problem in caught.value.problems] == ["binding.unknown_check"]
    with pytest.raises(BindingError) as caught:
        bind(sheet(("logo", parts[:1])), REGISTRY)
    problems = {problem.id: problem.values for problem in caught.value.problems}
    assert set(problems) == {"binding.parameter_missing", "binding.parameter_unknown"}
    assert problems["binding.parameter_unknown"]["known"] == ["width"]


def test_an_examinations_own_check_stays_open_unless_allowed() -> None:
    parts = [part("a", "2", check="exam.other", deliverables=("logo",))]
    result = judge(bind(sheet(("logo", parts)), REGISTRY), submission(LOGO), {})
    assert summary(result) == [("all", "open", None, "untrusted_check")]


def test_without_the_key_a_point_is_nobodys_turn() -> None:
    parts = [part("a", "2", check="exam.half", deliverables=("logo",), missing_key=("answers.x",))]
    result = judge(bind(sheet(("logo", parts)), REGISTRY), submission(LOGO), {})
    assert summary(result) == [("all", "open", None, "no_key")]


def test_a_check_must_take_a_subject_and_typed_parameters() -> None:
    with pytest.raises(TypeError, match=r"exam\.bad"):
        check("exam.bad")(lambda subject: iter(()))  # type: ignore[misc, arg-type]
    assert isinstance(pixels, Check)


def test_no_mark_without_evidence_and_no_share_beyond_one() -> None:
    with pytest.raises(ValueError, match="evidence"):
        earned("a", say("engine.human"))
    with pytest.raises(ValueError, match="share"):
        judged("a", Fraction(3, 2), say("engine.human"), FileEvidence(file="a"))


BANNER = Match(deliverable="banner", files=("banner.png",), matched_by=("name",), named_as_asked=True)


def search(mark: str) -> Request:
    return Request(reader="placement", file="banner.png", others=(("mark", mark),))


def placement(*, found: bool) -> PlacementFacts:
    return PlacementFacts(width=950, height=120, mark_width=80, mark_height=80, found=found)


def pair_of(**values: object) -> object:
    return part("inside", "4", check="exam.inside", deliverables=("banner", "logo"), parameters=values)


def test_a_file_is_measured_with_another_one_of_the_same_submission() -> None:
    bound = bind(sheet(("banner", [pair_of()])), REGISTRY)
    handed_in = submission(BANNER, LOGO)
    assert plan(bound, handed_in) == (search("logo.png"),)
    assert summary(judge(bound, handed_in, {search("logo.png"): placement(found=True)})) == [
        ("all", "judged", "1", None)
    ]


def test_each_possible_other_file_is_measured_and_must_agree() -> None:
    bound = bind(sheet(("banner", [pair_of()])), REGISTRY)
    handed_in = submission(BANNER, Match(deliverable="logo", possible=("logo.png", "logo2.png")))
    assert plan(bound, handed_in) == (search("logo.png"), search("logo2.png"))
    differing = {search("logo.png"): placement(found=True), search("logo2.png"): placement(found=False)}
    assert summary(judge(bound, handed_in, differing)) == [("all", "open", None, "ambiguous_match")]
    agreeing = {search("logo.png"): placement(found=True), search("logo2.png"): placement(found=True)}
    assert summary(judge(bound, handed_in, agreeing)) == [("all", "judged", "1", None)]


def test_several_other_files_of_one_deliverable_leave_the_choice_to_a_teacher() -> None:
    bound = bind(sheet(("banner", [pair_of()])), REGISTRY)
    handed_in = submission(BANNER, Match(deliverable="logo", files=("logo.png", "logo2.png"), matched_by=("name",)))
    outcomes = {request: placement(found=True) for request in plan(bound, handed_in)}
    assert summary(judge(bound, handed_in, outcomes)) == [("all", "open", None, "ambiguous_match")]


def test_a_deliverable_beyond_the_part_is_told_before_anything_is_measured() -> None:
    with pytest.raises(BindingError) as caught:
        bind(sheet(("banner", [pair_of(mark="poster")])), REGISTRY)
    assert [problem.id for problem in caught.value.problems] == ["binding.not_of_the_part"]
