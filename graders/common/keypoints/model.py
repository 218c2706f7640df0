"""Key points as a paper's key lists them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class KeyPoint(BaseModel):
    """One point that an answer is to make.

    ``say`` are phrases of which one is enough: all telling words of a phrase in one sentence, in any order, each as it
    is, as a synonym, or with one wrong character. ``needs`` are words (``a|b`` for alternatives) that the sentence must
    have besides, ``without`` words that it must not have. A plain list of phrases is ``say`` alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    say: tuple[str, ...] = Field(min_length=1, description="Phrases of which one is enough.")
    needs: tuple[str, ...] = Field((), description="Words that the sentence must have besides; a|b for alternatives.")
    without: tuple[str, ...] = Field((), description="Words that the sentence must not have.")
    weight: int = Field(1, ge=1, description="Weight among the points.")

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, given: Any) -> Any:
        return (
            {"say": given}
            if isinstance(given, list | tuple)
            else {"say": (given,)}
            if isinstance(given, str)
            else given
        )
