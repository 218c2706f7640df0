"""How long a page must be watched: until everything that its timers and animations may do has been seen twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yuejuan.artifacts.running.samples import State

QUIET_SECONDS = 1.2
"""A page without timers and animations: nothing can happen any more."""
BUSY_SECONDS = 3.2
COUNTING_SECONDS = 7.0
"""A quick timer may count up to something slow; ordinary slides stay three to five seconds."""
AFTERWARDS_SECONDS = 1.2
"""How long the page is watched after an animation ends: what moved once must be seen to rest."""
SHOWN_SECONDS = 0.8
"""What a page needs to show what a timer has done, and we to see that it stays."""
LONGEST_SECONDS = 21.0
QUICK_MILLISECONDS = 700
SHORT_MILLISECONDS = 2500


class Patience:
    """``needed`` is how many seconds the watch must last as far as is known now.

    ``later`` says that a timer or an animation may still do something for the first time after the longest watch.
    """

    def __init__(self) -> None:
        self.needed = QUIET_SECONDS
        self.later = False
        self._held = 0.0
        self._before: dict[float, int] | None = None

    def learn(
        self,
        gone: float,
        account: Mapping[str, Any],
        animations: Sequence[Sequence[float]],
        about: Mapping[str, Any],
        watched: Sequence[State],
    ) -> None:
        """Take in what the page has pending after ``gone`` seconds of watching; first when the watch begins."""
        if self._before is None:
            self._before = _rounds(account)
        ends = [QUIET_SECONDS, self._held, *self._of_timers(gone, account), *self._of_animations(gone, animations)]
        if about.get("marquees"):
            ends.append(COUNTING_SECONDS if about.get("marqueePictures") else BUSY_SECONDS)
            ends.append(float(about.get("marqueeEnd") or 0) / 1000 + AFTERWARDS_SECONDS)
        if about.get("smil") or account.get("frames"):
            ends.append(COUNTING_SECONDS)
        if account.get("armed") and _pictures_changed(watched):
            ends.append(COUNTING_SECONDS)
        self.later = any(end > LONGEST_SECONDS + 1 for end in ends)
        self.needed = min(max(ends), LONGEST_SECONDS)

    def _of_timers(self, gone: float, account: Mapping[str, Any]) -> list[float]:
        ends = []
        for delay, repeats, due, fired in account.get("timers", []):
            # The first round of a short one may fall before the watch began; where more did, none of them was seen.
            allowed = 1 if delay <= SHORT_MILLISECONDS else 0
            missed = max(0, (self._before or {}).get(delay, 0) - allowed)
            seen = max(0, max(fired, _fired(account, delay)) - missed)
            wanted = 2 + allowed
            if delay < QUICK_MILLISECONDS:
                ends.append(COUNTING_SECONDS if repeats or due > 0 else BUSY_SECONDS)
            elif seen >= wanted or (seen and gone + due / 1000 > LONGEST_SECONDS):
                # Twice seen is a habit; of a slow one once must do. What it has just done must still be seen to stay.
                ends.append(gone + (due - delay) / 1000 + SHOWN_SECONDS)
            else:
                again = max(0, wanted - 1 - seen) if delay * 2 < LONGEST_SECONDS * 1000 else 0
                ends.append(gone + (due + again * delay) / 1000 + SHOWN_SECONDS)
        return ends

    def _of_animations(self, gone: float, animations: Sequence[Sequence[float]]) -> list[float]:
        ends = []
        for delay, duration, iterations, now in animations:
            if iterations == -1:
                ends.append(max(BUSY_SECONDS, gone + (min(delay + duration * 1.1, 14000.0) - now) / 1000))
            else:
                end = gone + max(0.0, (delay + duration * iterations - now) / 1000) + AFTERWARDS_SECONDS
                self._held = max(self._held, min(end, LONGEST_SECONDS))
                ends.append(end)
        return [min(end, LONGEST_SECONDS) if end < 60 else end for end in ends]


def _rounds(account: Mapping[str, Any]) -> dict[float, int]:
    """How often timers of each delay have fired."""
    rounds = {delay: fired for delay, _, _, fired in sorted(account.get("timers", []), key=lambda timer: timer[3])}
    return {delay: max(fired, _fired(account, delay)) for delay, fired in rounds.items()}


def _fired(account: Mapping[str, Any], delay: float) -> int:
    return sum(count for wait, count in account.get("chains", []) if wait == delay)


def _pictures_changed(watched: Sequence[State]) -> bool:
    first, last = watched[0], watched[-1]
    return any(last.pictures.get(name) != picture for name, picture in first.pictures.items())
