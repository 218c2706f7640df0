"""One activity of a plan, however it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from yuejuan.graders.common.dates import Period
from yuejuan.graders.finding import Evidence


@dataclass(frozen=True)
class Activity:
    """One activity. ``time`` is what was written; ``periods`` what it means; ``exact`` is True for cells of a table."""

    name: str
    time: str
    content: str
    periods: tuple[Period, ...]
    evidence: Evidence
    exact: bool

    @property
    def complete(self) -> bool:
        """Whether name, time and content are all there."""
        return bool(self.name and self.time and self.content)

    @property
    def understood(self) -> bool:
        """Whether the time is one that was read as days."""
        return bool(self.periods)
