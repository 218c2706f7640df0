"""What all results of a batch say together; filled one candidate at a time, so that memory stays flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from yuejuan.graders.finding import TURN, Reason, State
from yuejuan.reports.marks import ZERO, Interval, Marks
from yuejuan.reports.spool import PaperLayout, natural_key
from yuejuan.reports.view import (
    CandidateView,
    Classes,
    CriterionView,
    PartView,
    People,
    Person,
    PointView,
    absent_people,
    owner,
)

PASS, EXCELLENT = 60, 85
BANDS = ((0, 60), (60, 70), (70, 85), (85, 101))
TURNS = ("operator", "candidate", "teacher", "nobody")


@dataclass(frozen=True)
class Row:
    """One candidate in the list: what the index shows, without the findings."""

    page: str
    paper: str
    candidate: str
    name: str
    seat: str
    folder: str
    interval: Interval
    settled: bool
    classes: Classes
    attempt: int
    attempts: int
    on_roster: bool | None
    losses: int
    suggestions: int
    open_to: Mapping[str, int]
    misnamed: int
    unreadable: int


@dataclass
class OpenGroup:
    """Open points of one reason (and one missing tool): how many, worth how much, of which candidates."""

    reason: Reason
    tool: str
    text: str
    points: int = 0
    marks: Fraction = ZERO
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def turns(self) -> tuple[str, ...]:
        """Whose turn it is; ``nobody`` in a self-check."""
        return TURN[self.reason] or ("nobody",)


@dataclass
class CriterionStatistics:
    """One criterion over all candidates of a paper."""

    id: str
    title: str
    points: Fraction
    classes: Classes = field(default_factory=Classes)
    low: Fraction = ZERO
    high: Fraction = ZERO
    settled: int = 0
    candidates: int = 0
    open_points: Counter[str] = field(default_factory=Counter)
    open_reasons: Counter[Reason] = field(default_factory=Counter)

    @property
    def mean(self) -> Interval:
        """The mean possible mark, as an interval."""
        return (
            Interval(self.low / self.candidates, self.high / self.candidates)
            if self.candidates
            else Interval(ZERO, ZERO)
        )


@dataclass
class PointStatistics:
    """One scoring point over all candidates of a paper: who lost marks there for certain."""

    criterion: str
    criterion_title: str
    part_title: str
    key: str
    example: str = ""
    judged: int = 0
    lost: int = 0
    marks: Fraction = ZERO


@dataclass(frozen=True)
class Absent:
    """A person on the roster who handed nothing in: absent, which is not 0."""

    candidate: str
    person: Person


@dataclass
class Batch:
    """The whole batch. ``handed_in`` is what the intake counted, ``None`` when it did not say."""

    papers: Mapping[str, PaperLayout]
    people: People
    handed_in: int | None
    rows: list[Row] = field(default_factory=list)
    criteria: dict[tuple[str, str], CriterionStatistics] = field(default_factory=dict)
    points: dict[tuple[str, str, str, str], PointStatistics] = field(default_factory=dict)
    open_groups: dict[tuple[str, str], OpenGroup] = field(default_factory=dict)
    suggested: Marks = field(default_factory=Marks)
    suggested_points: int = 0
    suggested_pages: dict[str, str] = field(default_factory=dict)
    pending_rules: int = 0

    def add(self, view: CandidateView) -> None:
        """Count one candidate."""
        waiting = {turn: view.open_to(turn) for turn in TURNS[:3]}
        self.rows.append(_row(view, waiting))
        label = view.name or view.candidate
        for criterion in view.criteria:
            self._count_criterion(view.result.paper, criterion)
            self.pending_rules += sum(rule.rule.state == "pending" for rule in criterion.rules)
        self.pending_rules += sum(rule.rule.state == "pending" for rule in view.rules)
        for criterion, part, point in view.points:
            if point.point.state is State.OPEN:
                self._count_open(view, label, criterion, point)
            else:
                self._count_judged(view, label, criterion, part, point)

    def _count_criterion(self, paper: str, criterion: CriterionView) -> None:
        found = self.criteria.setdefault(
            (paper, criterion.id), CriterionStatistics(criterion.id, criterion.title, criterion.available)
        )
        found.candidates += 1
        found.classes += criterion.classes
        found.low += criterion.interval.low
        found.high += criterion.interval.high
        found.settled += criterion.settled

    def _count_open(self, view: CandidateView, label: str, criterion: CriterionView, point: PointView) -> None:
        reason = point.reason or Reason.UNCERTAIN
        statistics = self.criteria[view.result.paper, criterion.id]
        statistics.open_reasons[reason] += 1
        statistics.open_points.update(TURN[reason] or ("nobody",))
        tool = str(point.point.message.values.get("tool", "")) if reason is Reason.TOOL_MISSING else ""
        group = self.open_groups.setdefault((reason, tool), OpenGroup(reason, tool, point.text))
        group.points += 1
        group.marks += point.available
        group.pages.setdefault(view.page, label)

    def _count_judged(
        self, view: CandidateView, label: str, criterion: CriterionView, part: PartView, point: PointView
    ) -> None:
        if point.suggested:
            self.suggested += Marks(point.awarded or ZERO, point.available)
            self.suggested_points += 1
            self.suggested_pages.setdefault(view.page, label)
            return
        found = self.points.setdefault(
            (view.result.paper, criterion.id, part.part.id, point.point.key),
            PointStatistics(criterion.id, criterion.title, part.title, point.point.key),
        )
        found.judged += 1
        if point.settled_loss:
            found.example = found.example or point.text
            found.lost += 1
            found.marks += point.available - (point.awarded or ZERO)

    @property
    def reported(self) -> int:
        """How many submissions are in the report."""
        return len(self.rows)

    @property
    def absent(self) -> tuple[Absent, ...]:
        """Everyone on the roster without a submission."""
        found = absent_people(self.people, (row.candidate for row in self.rows))
        return tuple(Absent(number, found[number]) for number in sorted(found, key=natural_key))

    @property
    def roster(self) -> int:
        """How many people are on the roster; several attempts of one person count once."""
        return len({owner(candidate, self.people) for candidate in self.people})

    @property
    def unmatched(self) -> tuple[Row, ...]:
        """Submissions whose candidate is not on the roster."""
        return tuple(row for row in self.rows if row.on_roster is False)

    @property
    def repeated(self) -> tuple[Row, ...]:
        """Submissions of candidates with more than one folder."""
        return tuple(row for row in self.rows if row.attempts > 1)

    @property
    def waiting(self) -> dict[tuple[str, ...], list[OpenGroup]]:
        """Open points by whose turn it is (operator first), the most marks first."""
        groups = sorted(self.open_groups.values(), key=lambda g: (TURNS.index(g.turns[0]), -g.marks, g.reason, g.tool))
        found: dict[tuple[str, ...], list[OpenGroup]] = {}
        for group in groups:
            found.setdefault(group.turns, []).append(group)
        return found

    @property
    def bands(self) -> tuple[tuple[int, int, int, int], ...]:
        """Bands of marks: lower end, upper end (outside), how many are certainly inside, how many possibly."""
        return tuple(
            (
                low,
                high,
                sum(low <= row.interval.low and row.interval.high < high for row in self.rows),
                sum(row.interval.low < high and row.interval.high >= low for row in self.rows),
            )
            for low, high in BANDS
        )

    def most_lost(self, paper: str, most: int = 12) -> list[PointStatistics]:
        """The scoring points of ``paper`` where most candidates lost marks for certain."""
        found = [item for (of, *_), item in self.points.items() if of == paper and item.lost]
        return sorted(found, key=lambda p: (-p.lost, -p.marks, p.criterion, p.part_title, p.key))[:most]


def _row(view: CandidateView, waiting: Mapping[str, int]) -> Row:
    return Row(
        page=view.page,
        paper=view.result.paper,
        candidate=view.candidate,
        name=view.name,
        seat=view.seat,
        folder=view.result.folder,
        interval=view.interval,
        settled=view.settled,
        classes=view.classes,
        attempt=view.attempt,
        attempts=view.attempts,
        on_roster=view.on_roster,
        losses=sum(point.settled_loss for _, _, point in view.points),
        suggestions=sum(point.suggested for _, _, point in view.points),
        open_to=waiting,
        misnamed=view.misnamed,
        unreadable=view.unreadable,
    )
