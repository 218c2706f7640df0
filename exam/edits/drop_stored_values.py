"""Save a workbook with formulas only, as programs write it that do not calculate."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None) -> None:
    """Save the workbook again without the results of its formulas."""
    from openpyxl import load_workbook

    path = place(root, file)
    workbook = load_workbook(path)
    workbook.save(path)
