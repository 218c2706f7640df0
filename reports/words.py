"""The words of the reports in one language."""

from __future__ import annotations

from collections.abc import Callable

from yuejuan.messages import Value, render, say
from yuejuan.messages.message import Language

Words = Callable[..., str]


def words_in(language: Language) -> Words:
    """A function that gives the text of ``report.<id>`` in ``language``, filled with values."""

    def text(message_id: str, **values: Value) -> str:
        return render(say(f"report.{message_id}", **values), language)

    return text
