"""A progress bar with an estimate, on a terminal only and on stderr, so that results can be piped."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from yuejuan.exam.submission_grading import Summary
from yuejuan.messages import render, say
from yuejuan.messages.message import Language

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class ProgressBar:
    """Give an object of this class as ``progress`` to ``grade_batch``, inside ``with``. Silent where nobody watches."""

    def __init__(self, language: Language = "zh_CN", stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._label = render(say("exam.batch.progress"), language)
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        if self._stream.isatty():
            self._bar = _bar(self._stream)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __call__(self, done: int, total: int, summary: Summary | None) -> None:
        """Show that ``done`` of ``total`` submissions are graded."""
        if self._bar is None:
            return
        if self._task is None:
            self._task = self._bar.add_task(self._label, total=total)
        self._bar.update(self._task, completed=done)


def _bar(stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        # The label is no markup: nothing that a candidate named may colour or hide text.
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
    )
