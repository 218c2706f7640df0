"""How long a page is watched, told from what its timers did."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from yuejuan.artifacts.running.patience import Patience


def watched_until(delay: float, rounds: Iterable[float]) -> float:
    """Seconds after which a page is left whose only timer fires at ``rounds``, in seconds of the watch."""
    rounds = list(rounds)
    patience = Patience()
    for tenth in range(250):
        gone = tenth / 10
        fired = sum(moment <= gone for moment in rounds)
        due = 1000 * (min(moment for moment in rounds if moment > gone) - gone)
        if tenth % 10 == 0:
            patience.learn(gone, {"timers": [[delay, True, due, fired]]}, [], {}, [])
        if gone >= patience.needed:
            return gone
    raise AssertionError("the page was never left")


def every(seconds: float, first: float) -> list[float]:
    return [first + seconds * number for number in range(40)]


@pytest.mark.parametrize("first", [1.9, 0.4, -1.7])
def test_slides_are_seen_to_change_twice(first: float) -> None:
    second_in_sight = [moment for moment in every(2, first) if moment > 0][1]
    assert second_in_sight <= watched_until(2000, every(2, first)) <= 7


@pytest.mark.parametrize("first", [-3.9, -5.9])
def test_rounds_before_a_late_watch_were_not_seen(first: float) -> None:
    """A busy machine shows the page late: two or three rounds have gone by when the watch begins."""
    second_in_sight = [moment for moment in every(2, first) if moment > 0][1]
    assert second_in_sight <= watched_until(2000, every(2, first)) <= 7


@pytest.mark.parametrize("first", [11.1, 11.95, 12.0])
def test_the_one_round_of_a_slow_timer_is_seen_to_stay(first: float) -> None:
    assert first + 0.7 <= watched_until(12_000, every(12, first)) <= 14


def test_a_slow_timer_that_fired_before_the_watch() -> None:
    assert 8.5 <= watched_until(5000, every(5, -1.5)) <= 12
