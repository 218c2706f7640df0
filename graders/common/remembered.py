"""Functions of a text that remember what they said of short ones: many checks ask about the same cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def for_short_texts(
    longest: int, most: int
) -> Callable[[Callable[Concatenate[str, Rest], Result]], Callable[Concatenate[str, Rest], Result]]:
    """Remember the results of the last ``most`` texts of at most ``longest`` characters.

    Longer texts are worked out each time: hardly any comes twice, and a few would fill the memory. The function must
    be pure and its result must never be changed.
    """

    def decorate(function: Callable[Concatenate[str, Rest], Result]) -> Callable[Concatenate[str, Rest], Result]:
        remembered = cast("Callable[Concatenate[str, Rest], Result]", lru_cache(maxsize=most)(function))

        @wraps(function)
        def ask(text: str, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
            return (remembered if len(text) <= longest else function)(text, *args, **kwargs)

        return ask

    return decorate
