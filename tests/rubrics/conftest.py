"""A small complete paper, written new for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PAPER = """\
schema: yuejuan.paper/1
id: small
project: shop_design
title: 小试题
minutes: 60
deliverables:
  - {id: logo, title: 店标, name: logo.png, kind: image, specification: {width: 200, max_kilobytes: 79.50}}
points:
  shop_design.logo: {size: 30, original: 60}
  shop_design.literacy: {naming: 10}
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    (folder / "materials").mkdir(parents=True)
    (folder / "materials" / "source.png").write_bytes(b"picture")
    (folder / "brief.md").write_text("做一个店标。", encoding="utf-8")
    (folder / "paper.yaml").write_text(PAPER, encoding="utf-8")
    return folder


@pytest.fixture
def replace(paper: Path) -> Callable[[str, str], None]:
    """Change the paper in one place that must be there."""

    def change(old: str, new: str) -> None:
        text = (paper / "paper.yaml").read_text(encoding="utf-8")
        assert text.count(old) == 1
        (paper / "paper.yaml").write_text(text.replace(old, new), encoding="utf-8")

    return change
