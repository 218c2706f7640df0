"""Values that answers give for named quantities, out of tables first and out of running text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from yuejuan.graders.common.answers.labels import Labels
from yuejuan.graders.common.answers.source import Answer
from yuejuan.graders.common.answers.values_in_tables import values_in_grid
from yuejuan.graders.common.answers.values_in_text import loose_numbers, values_in_lines
from yuejuan.graders.common.answers.written import Found, Wanted
from yuejuan.graders.common.tables import Grid


@dataclass(frozen=True)
class Values:
    """All that was found by quantity. ``loose`` are numbers in the answer that belong to no quantity that was found."""

    found: Mapping[str, tuple[Found, ...]]
    loose: frozenset[Fraction]
    loose_in_prose: bool

    def with_more(self, more: Sequence[Found]) -> Values:
        """The same with values found in other ways, which are then no longer loose."""
        found = {name: (*group, *(one for one in more if one.name == name)) for name, group in self.found.items()}
        loose = self.loose - {one.value.number for one in more if one.value is not None}
        return replace(self, found=found, loose=loose)

    def settled(self, name: str) -> Found | None:
        """The one value of a quantity, the most exact of those that agree; ``None`` without one or with several."""
        readable = [found for found in self.found[name] if found.value is not None]
        if not readable or len(readable) < len(self.found[name]):
            return None
        finest = max(readable, key=lambda found: (found.exact, found.value.places if found.value else 0))
        return finest if all(found.agrees(finest) for found in readable) else None

    def contradicts_itself(self, name: str) -> bool:
        """True when the quantity has two values that differ."""
        readable = [found for found in self.found[name] if found.value is not None]
        return any(not one.agrees(readable[0]) for one in readable[1:])


def find_values(answer: Answer, wanted: Mapping[str, Wanted]) -> Values:
    """Look for every wanted quantity in every table, then in the text outside the tables that were understood."""
    labels = Labels({name: one.labels for name, one in wanted.items()})
    found: dict[str, list[Found]] = {name: [] for name in wanted}
    understood: list[Grid] = []
    for grid in (*answer.grids, *answer.typed):
        in_grid = values_in_grid(grid, labels, wanted)
        understood += [grid] if in_grid else []
        for one in in_grid:
            found[one.name].append(replace(one, exact=one.exact and not grid.typed))
    lines = answer.beside(understood)
    for one in values_in_lines(lines, labels, wanted):
        found[one.name].append(one)
    everything = [one for group in found.values() for one in group]
    loose, in_prose = loose_numbers(answer, lines, everything)
    return Values({name: tuple(group) for name, group in found.items()}, loose, in_prose)
