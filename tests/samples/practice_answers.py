"""Practice answers as subjects of a check, measured by the real readers, and points in the words of case files."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from yuejuan.artifacts.kind import sniff
from yuejuan.artifacts.reader import READERS, Source
from yuejuan.graders.api import Subject
from yuejuan.graders.finding import Point
from yuejuan.graders.registry import installed
from yuejuan.graders.submission import HandedFile, Submission

needs_samples = [
    pytest.mark.samples,
    pytest.mark.skipif("YUEJUAN_SAMPLES" not in os.environ, reason="set YUEJUAN_SAMPLES to the folder of samples"),
]


def folder(name: str) -> Path:
    """A folder of practice answers."""
    return Path(os.environ.get("YUEJUAN_SAMPLES", ".")) / "practice" / name


def truth_of(name: str) -> dict[str, Any]:
    """The truth that came with the answers; empty lists when there are no samples."""
    path = folder(name) / "truth.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {"problems": [], "answers": []}


@cache
def subject_of(path: Path) -> Subject:
    """One answer file as the subject of a check."""
    sniffed = sniff(path, path.name)
    source = Source(path=path, name=path.name, root=path.parent, parameters={})
    facts = READERS[sniffed.reader or sniffed.kind].function()(source)
    handed = HandedFile(
        path=path.name,
        asked_path=path.name,
        bytes=path.stat().st_size,
        sha256="0" * 64,
        kind=sniffed.kind,
        format=sniffed.format,
        extension_agrees=sniffed.extension_agrees,
    )
    submission = Submission(
        candidate="20990001", folder="20990001", files=(handed,), matches=(), extras=(), complete=True
    )
    return Subject(submission=submission, deliverables=(), files=(handed,), lookup=lambda file, kind: facts)


def judge(check_id: str, path: Path, parameters: dict[str, Any]) -> dict[str, Point]:
    """The points of one check on one file, by key."""
    check = installed().get(check_id)
    asked = check.parameters.model_validate(parameters)
    return {point.key: point for point in check.judge(subject_of(path), asked)}
