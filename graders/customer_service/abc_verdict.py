"""Comparing what an answer says about the customers with what is right, errors carried forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from yuejuan.graders.common.answers import Answer
from yuejuan.graders.customer_service.abc_marks import ClassMark, Marks, ShareMark
from yuejuan.graders.customer_service.abc_rule import Rule, Standing

_LARGEST_RATIO = Fraction(2)
_MANY_BLANK = Fraction(1, 3)
_LAST_PLACES = Fraction(1, 10_000)
_FEWEST = 3


def _covering(ranges: Sequence[tuple[Fraction, Fraction]], total: Fraction) -> int:
    return sum(low <= total <= high for low, high in ranges)


@dataclass(frozen=True)
class Reading:
    """An answer, all marks found in it, and what is right."""

    answer: Answer
    marks: Marks
    solution: dict[str, Standing]
    rule: Rule

    def classes_of(self, name: str) -> tuple[ClassMark, ...]:
        """The classes given to a customer; where an exact name stands, a slip for the same customer is dropped."""
        own = [mark for mark in self.marks.classes if mark.name == name]
        exact = [mark for mark in own if mark.exact]
        return tuple(exact or own) if len({mark.letter for mark in own}) == 1 else tuple(own)

    @cached_property
    def found(self) -> frozenset[str]:
        """The customers who have a class anywhere."""
        return frozenset(mark.name for mark in self.marks.classes)

    @property
    def mostly_found(self) -> bool:
        """Whether at least half of the customers have a class."""
        return 2 * len(self.found) >= len(self.solution)

    @property
    def mostly_named(self) -> bool:
        """Whether something is said of at least half of the customers, if only that a class was left blank."""
        return 2 * len(self.found | self.marks.named | self.marks.blank.keys()) >= len(self.solution)

    @property
    def nobody_named(self) -> bool:
        """Whether the answer says nothing of any customer: what it holds is no classification of them."""
        return not self.marks.named and not self.found and not self.marks.shares and not self.answer.grids

    def tells(self, kind: str) -> bool:
        """Whether the answer gives shares of a kind at all."""
        return any(mark.kind == kind for mark in self.marks.shares)

    def row_left_blank(self, name: str) -> bool:
        """Whether a customer's row has no share either, where the table has columns for them."""
        return bool(self.marks.columns) and not any(mark.name == name for mark in self.marks.shares)

    @cached_property
    def falls(self) -> bool:
        """Whether the candidate's cumulative shares go through the customers in falling order of their shares."""
        both = [(reached[0], share) for name in self.solution
                if (reached := self.own(name, "cumulative")) and (share := self.own(name, "share"))]  # fmt: skip
        shares = [share for _, share in sorted(both, key=lambda one: one[0])]
        return all(left[0] + left[1] + right[1] >= right[0] for left, right in pairwise(shares))

    @property
    def many_blank(self) -> bool:
        """Whether so many cells are blank that a blank may mean the class above."""
        blank = len(self.marks.blank.keys() - self.found)
        return blank > _MANY_BLANK * (blank + len(self.found))

    @cached_property
    def bare_is_percent(self) -> dict[str, bool]:
        """By kind of share: whether numbers without a sign are percent; they are shares of one where all are small."""
        largest: dict[str, Fraction] = {}
        for mark in self.marks.shares:
            if mark.percent is None:
                largest[mark.kind] = max(largest.get(mark.kind, Fraction(0)), abs(mark.value))
        return {kind: value > _LARGEST_RATIO for kind, value in largest.items()}

    def shares_of(self, name: str, kind: str) -> tuple[tuple[ShareMark, Fraction, Fraction], ...]:
        """The shares written for a customer, each as a share of one with half of its last place."""
        return tuple(
            (mark, mark.value / scale, mark.half / scale)
            for mark in self.marks.shares
            if mark.name == name and mark.kind == kind
            for scale in (100 if mark.percent or self.bare_is_percent.get(kind, True) else 1,)
        )

    def own(self, name: str, kind: str) -> tuple[Fraction, Fraction] | None:
        """The one share that the candidate gave, with half of its last place."""
        given = self.shares_of(name, kind)
        return (given[0][1], given[0][2]) if len(given) == 1 else None

    def keeps_order(self, name: str) -> bool:
        """Whether a customer has its place among those of the same amount where the order of the data decides."""
        standing, mine = self.solution[name], self.own(name, "cumulative")
        if mine is None or len(standing.cumulatives) > 1:
            return True
        for other in self.solution.values():
            theirs = self.own(other.name, "cumulative") if other.share == standing.share else None
            before = other.cumulatives[0] < standing.cumulatives[0]
            if theirs is not None and theirs[0] != mine[0] and (theirs[0] < mine[0]) is not before:
                return False
        return True

    def errs(self, name: str) -> bool:
        """Whether a share that decides on the customer's class is wrong, not only rounded."""
        standing = self.solution[name]
        share, reached = self.own(name, "share"), self.own(name, "cumulative")
        wrong_share = share is not None and abs(share[0] - standing.share) > share[1]
        if self.rule.basis == "single":
            return wrong_share
        wrong = reached is not None and all(abs(reached[0] - one) > reached[1] for one in standing.cumulatives)
        return wrong or (wrong_share and self.rule.crossing == "upper")

    def own_class(self, name: str) -> str | None:
        """The class that the rule gives for the candidate's own shares; ``None`` where they do not tell."""
        share, reached = self.own(name, "share"), self.own(name, "cumulative") if self.falls else None
        if self.rule.basis == "single":
            return self.rule.class_of(share[0], Fraction(1)) if share else None
        if reached is None or (share is None and self.rule.crossing == "upper"):
            return None
        return self.rule.class_of(share[0] if share else Fraction(0), reached[0])

    @cached_property
    def own_total(self) -> Fraction | None:
        """The wrong total that the candidate divided by, relative to the right one; ``None`` without one.

        Every share allows a range of totals; one that lies in the ranges of at least half of the customers, and of
        three, was meant.
        """
        ranges = []
        for name, standing in self.solution.items():
            given = self.own(name, "share")
            if given is not None and standing.share and given[0] > given[1]:
                ranges.append((standing.share / (given[0] + given[1]), standing.share / (given[0] - given[1])))
        enough = max(_FEWEST, len(self.solution) / 2)
        best = max(ranges, key=lambda one: _covering(ranges, one[0]), default=None)
        used_the_right_one = _covering(ranges, Fraction(1)) >= enough
        if best is None or used_the_right_one or _covering(ranges, best[0]) < enough:
            return None
        return best[0]

    def fits_own_total(self, name: str) -> bool:
        """Whether a share is the customer's amount divided by the candidate's own total."""
        given = self.own(name, "share")
        if given is None or self.own_total is None:
            return False
        return abs(self.solution[name].share / self.own_total - given[0]) <= given[1]

    def adds_up(self, name: str) -> bool:
        """Whether a cumulative share is the sum of the candidate's own shares down to that customer."""
        mine, share = self.own(name, "cumulative"), self.own(name, "share")
        if mine is None or share is None or not self.falls:
            return False
        others = [reached for other in self.solution if other != name and (reached := self.own(other, "cumulative"))]
        before = max((reached for reached, _ in others if reached < mine[0]), default=Fraction(0))
        return abs(before + share[0] - mine[0]) <= mine[1] + share[1] + _LAST_PLACES
