"""The read-only view of one result that all formats share: nothing is worked out twice.

A view adds to the result document what only people need: names, the marks of each scoring point as numbers, and the
words of the language. It takes nothing away and rounds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, Protocol

from yuejuan.graders.finding import TURN, Certainty, Evidence, Point, Reason, State
from yuejuan.graders.result import CriterionResult, PartResult, RuleLine, SubmissionResult, Tally
from yuejuan.messages import Message
from yuejuan.messages.message import Language, render
from yuejuan.reports.marks import NOTHING, ZERO, Interval, Marks, decimal

Outcome = Literal["full", "part", "none", "not_handed_in", "open"]


class Person(Protocol):
    """What a report needs to know about a candidate: the name and the seat, empty where unknown."""

    @property
    def name(self) -> str:
        """The name as on the roster."""
        ...

    @property
    def seat(self) -> str:
        """The number of the seat."""
        ...


People = Mapping[str, Person]


def owner(candidate: str, people: People) -> str:
    """Who handed ``candidate`` in: attempts of one person have ids of their own but one number on the roster.

    The number is that of the person where the roster's people carry one (``number``), else the candidate's id.
    """
    return str(getattr(people.get(candidate), "number", "") or candidate)


def absent_people(people: People, candidates: Iterable[str]) -> dict[str, Person]:
    """Everyone on the roster of whom none of ``candidates`` is a submission, by number."""
    present = {owner(candidate, people) for candidate in candidates}
    owners = {owner(candidate, people): person for candidate, person in people.items()}
    return {number: person for number, person in owners.items() if number not in present}


def words(texts: Mapping[str, str], language: Language) -> str:
    """The text in ``language``, else in zh_CN, else whatever there is."""
    return texts.get(language) or texts.get("zh_CN") or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Classes:
    """Marks by class: determined, suggested, open."""

    determined: Marks = NOTHING
    suggested: Marks = NOTHING
    open: Marks = NOTHING

    @classmethod
    def of(cls, tally: Tally) -> Classes:
        """From the tally of a result document."""
        return cls(Marks.of(tally.determined), Marks.of(tally.suggested), Marks.of(tally.open))

    def __add__(self, other: Classes) -> Classes:
        return Classes(self.determined + other.determined, self.suggested + other.suggested, self.open + other.open)


@dataclass(frozen=True)
class PointView:
    """One scoring point with its marks. ``awarded`` is ``None`` while the point is open."""

    point: Point
    anchor: str
    available: Fraction
    awarded: Fraction | None
    outcome: Outcome
    text: str

    @property
    def reason(self) -> Reason | None:
        """Why the point is open; ``None`` when it is not."""
        return self.point.reason

    @property
    def turns(self) -> tuple[str, ...]:
        """Whose turn it is: ``operator``, ``candidate``, ``teacher``; empty when nobody's."""
        return TURN[self.point.reason] if self.point.reason is not None else ()

    @property
    def suggested(self) -> bool:
        """True when a teacher has to confirm the mark."""
        return self.point.certainty is Certainty.SUGGESTED and self.outcome != "open"

    @property
    def settled_loss(self) -> bool:
        """True when marks are lost for certain."""
        return self.outcome in ("part", "none", "not_handed_in") and not self.suggested

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the point rests on."""
        return self.point.evidence

    @property
    def mark(self) -> str:
        """Awarded out of available; a dash for the unknown."""
        return f"{'–' if self.awarded is None else decimal(self.awarded)}/{decimal(self.available)}"


@dataclass(frozen=True)
class PartView:
    """One part with its points; ``levels`` are share, marks at that share, and what the level looks like."""

    part: PartResult
    anchor: str
    title: str
    available: Fraction
    points: tuple[PointView, ...]
    prompt: str
    levels: tuple[tuple[Fraction, Fraction, str], ...]

    @property
    def human(self) -> bool:
        """True when a teacher judges this part."""
        return self.part.judge == "human"


@dataclass(frozen=True)
class RuleView:
    """A rule that fired or is pending, in words."""

    rule: RuleLine
    title: str
    text: str

    @property
    def change(self) -> str:
        """The change of the mark as a decimal, empty where it is not known yet."""
        return decimal(Fraction(self.rule.change)) if self.rule.change is not None else ""


@dataclass(frozen=True)
class CriterionView:
    """One criterion: marks by class before rules, the possible mark after rules and rounding, parts and rules."""

    criterion: CriterionResult
    anchor: str
    title: str
    available: Fraction
    classes: Classes
    interval: Interval
    parts: tuple[PartView, ...]
    rules: tuple[RuleView, ...]

    @property
    def id(self) -> str:
        """The criterion's whole id."""
        return self.criterion.id

    @property
    def settled(self) -> bool:
        """True when nothing is open, nothing waits to be confirmed and no rule is pending: the mark is final."""
        return (
            self.interval.settled
            and not self.classes.suggested.available
            and not self.classes.open.available
            and all(rule.rule.state == "fired" for rule in self.rules)
        )


@dataclass(frozen=True)
class CandidateView:
    """One result joined with the person, in one language. ``page`` is the name of its page without suffix."""

    result: SubmissionResult
    page: str
    name: str
    seat: str
    on_roster: bool | None
    attempt: int
    attempts: int
    criteria: tuple[CriterionView, ...]
    classes: Classes
    interval: Interval
    rules: tuple[RuleView, ...]
    notes: tuple[str, ...]
    language: Language

    @property
    def candidate(self) -> str:
        """The examination number or the hash that stands for it."""
        return self.result.candidate

    @property
    def settled(self) -> bool:
        """True when every criterion is settled and no rule of the whole paper is pending."""
        return all(item.settled for item in self.criteria) and all(rule.rule.state == "fired" for rule in self.rules)

    @cached_property
    def points(self) -> tuple[tuple[CriterionView, PartView, PointView], ...]:
        """All scoring points in the rubric's order, each with its criterion and part."""
        return tuple((c, part, point) for c in self.criteria for part in c.parts for point in part.points)

    def open_to(self, turn: str) -> int:
        """How many open points wait for ``turn``."""
        return sum(turn in point.turns for _, _, point in self.points)

    @property
    def misnamed(self) -> int:
        """How many deliverables were found under another name than the asked one."""
        return sum(bool(match.files) and not match.named_as_asked for match in self.result.submission.matches)

    @property
    def unreadable(self) -> int:
        """How many files could not be read."""
        return sum(file.role == "unreadable" for file in self.result.submission.files)


def view_of(
    result: SubmissionResult,
    page: str,
    people: People,
    language: Language = "zh_CN",
    attempt: tuple[int, int] = (1, 1),
) -> CandidateView:
    """The view of ``result``; ``attempt`` is which of how many folders of the same candidate this is."""
    person = people.get(result.candidate)
    return CandidateView(
        result=result,
        page=page,
        name=person.name if person else "",
        seat=person.seat if person else "",
        on_roster=(person is not None) if people else None,
        attempt=attempt[0],
        attempts=attempt[1],
        criteria=tuple(_criterion(item, f"c{n}", language) for n, item in enumerate(result.criteria, 1)),
        classes=Classes.of(result.tally),
        interval=Interval(Fraction(result.low), Fraction(result.high)),
        rules=_rules(result.rules, language),
        notes=_texts((*result.notes, *result.submission.notes), language),
        language=language,
    )


def _texts(messages: tuple[Message, ...], language: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(render(message, language) for message in messages))


def _rules(rules: tuple[RuleLine, ...], language: Language) -> tuple[RuleView, ...]:
    return tuple(RuleView(rule, words(rule.title, language), render(rule.message, language)) for rule in rules)


def _criterion(criterion: CriterionResult, anchor: str, language: Language) -> CriterionView:
    return CriterionView(
        criterion=criterion,
        anchor=anchor,
        title=words(criterion.title, language),
        available=Fraction(criterion.points),
        classes=Classes.of(criterion.tally),
        interval=Interval(Fraction(criterion.low), Fraction(criterion.high)),
        parts=tuple(_part(part, f"{anchor}-p{n}", language) for n, part in enumerate(criterion.parts, 1)),
        rules=_rules(criterion.rules, language),
    )


def _part(part: PartResult, anchor: str, language: Language) -> PartView:
    available = Fraction(part.points)
    weights = sum(point.weight for point in part.finding)
    return PartView(
        part=part,
        anchor=anchor,
        title=words(part.title, language),
        available=available,
        points=tuple(
            _point(point, f"{anchor}-{n}", available * point.weight / weights if weights else ZERO, language)
            for n, point in enumerate(part.finding, 1)
        ),
        prompt=words(part.prompt, language),
        levels=tuple(
            (Fraction(share), Fraction(share) * available, words(text, language)) for share, text in part.levels
        ),
    )


def _point(point: Point, anchor: str, available: Fraction, language: Language) -> PointView:
    share = point.share
    outcome: Outcome
    if point.state is State.OPEN:
        outcome, awarded = "open", None
    elif point.state is State.NOT_HANDED_IN:
        outcome, awarded = "not_handed_in", ZERO
    else:
        awarded = (share or ZERO) * available
        outcome = "full" if share == 1 else "part" if share else "none"
    return PointView(point, anchor, available, awarded, outcome, render(point.message, language))
