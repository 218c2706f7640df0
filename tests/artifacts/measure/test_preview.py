"""Pictures for evidence are made in the killable child too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.reader import FailureReason
from yuejuan.artifacts.request import Failure


@pytest.fixture(scope="module")
def process() -> Iterator[MeasuringProcess]:
    with MeasuringProcess() as process:
        yield process


def size_of(preview: bytes | Failure) -> tuple[int, int]:
    assert isinstance(preview, bytes), preview
    with Image.open(io.BytesIO(preview)) as image:
        return image.size


@pytest.mark.parametrize("box", [None, Box(100, 50, 300, 150)])
def test_a_picture_becomes_small(process: MeasuringProcess, tmp_path: Path, box: Box | None) -> None:
    Image.new("RGB", (800, 400), "red").save(tmp_path / "海报.png")
    assert size_of(process.preview(tmp_path / "海报.png", "image", 200, box)) == (200, 100)


@pytest.mark.parametrize("kind", ["image", "psd"])
def test_what_cannot_be_shown_is_unreadable(process: MeasuringProcess, tmp_path: Path, kind: str) -> None:
    (tmp_path / "a").write_bytes(b"nothing that is a picture")
    failure = process.preview(tmp_path / "a", kind, 200)  # type: ignore[arg-type]
    assert isinstance(failure, Failure), failure
    assert failure.reason is FailureReason.UNREADABLE


def test_a_box_in_a_psd_is_a_mistake_of_the_caller(process: MeasuringProcess, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whole document"):
        process.preview(tmp_path / "a.psd", "psd", 200, Box(0, 0, 1, 1))
