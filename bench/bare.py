"""The bare script that the engine is held against: the readers called one after the other, and nothing else.

``python -m bench.bare WORK`` takes what :mod:`bench.listing` wrote and prints how many measurements it made. No cache,
no digests, no limits, no results: what somebody would write in ten minutes who trusts all files. With ``--judge
PAPER`` the checks look at the facts as well; still nothing is matched, scored twice, kept or written.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.reader import READERS, Source
from yuejuan.artifacts.request import Request


def main(work: Path, paper: Path | None) -> int:
    """Make every measurement of the list, and judge each submission by ``paper``."""
    judge = _judge(paper) if paper is not None else None
    count = 0
    for submission, measurements in json.loads(work.read_text("utf-8")):
        outcomes = dict(_measure(*measurement) for measurement in measurements)
        count += len(outcomes)
        if judge is not None:
            judge(submission, outcomes)
    print(count)
    return 0


def _measure(asked: dict[str, Any], path: str, root: str | None, others: dict[str, str]) -> tuple[Request, Facts]:
    request = msgspec.convert(asked, Request)
    source = Source(
        path=Path(path),
        name=request.file,
        root=Path(root) if root is not None else None,
        parameters=dict(request.parameters),
        others={role: Path(other) for role, other in others.items()},
    )
    facts: Facts = import_module(READERS[request.reader].module).read(source)
    return request, facts


def _judge(paper: Path) -> Any:
    from yuejuan.graders.binding import bind
    from yuejuan.graders.engine import judge
    from yuejuan.graders.registry import installed
    from yuejuan.graders.submission import Submission
    from yuejuan.rubrics.loader import load_paper

    bound = bind(load_paper(paper), installed())
    return lambda submission, outcomes: judge(bound, msgspec.convert(submission, Submission), outcomes)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[3]) if sys.argv[2:3] == ["--judge"] else None))
