"""字数 of every sample document: ours, its range, LibreOffice's, the number stored in the file, and the difference.

Run ``YUEJUAN_SAMPLES=<folder> python bench/word_counts.py``. The folder holds ``doc_truth.json`` (LibreOffice's
document statistics and app.xml per file) and ``practice/plans/truth.json``; LibreOffice itself is needed for .doc only.
The difference is LibreOffice's statistics less headers and footers, which it counts and Word does not, less ours.
"its text" counts the text that LibreOffice exports (list labels in, text boxes out); "in range" says whether the
statistics, or failing that ("text") the export, lie within our range.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from yuejuan.artifacts.document.characters import words
from yuejuan.artifacts.document.reader import read
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.messages import render

HEADER = ("file", "ours", "low", "high", "LibreOffice", "its text", "head/foot", "app.xml", "difference", "in range")


def samples(folder: Path) -> Iterator[tuple[Path, int, int | None, int | None]]:
    """Path, LibreOffice's word-count, the count of its text export and the stored ``Words`` of each file."""
    files = json.loads((folder / "doc_truth.json").read_text("utf-8"))["files"]
    for name, truth in files.items():
        if (folder / name).is_file():
            exported = truth["libreoffice_text"]["word_style_count"]
            stored = truth.get("app_xml", {}).get("Words")
            yield folder / name, truth["libreoffice_statistics"]["word-count"], exported, stored
    for plan in json.loads((folder / "practice/plans/truth.json").read_text("utf-8"))["plans"]:
        path = folder / "practice/plans" / plan["file"]
        if path.is_file():
            yield path, plan["counts"]["libreoffice"]["word-count"], None, None


def row(path: Path, theirs: int, exported: int | None, stored: int | None) -> tuple[str, ...]:
    """One line of the table; the reason in place of numbers when a file cannot be read."""
    try:
        facts = read(Source(path=path, name=path.name))
    except (UnreadableSource, ToolMissing) as refusal:
        return (path.name, render(refusal.message, "en"))
    if facts.word_count is None or facts.word_count_range is None:
        return (path.name, "not counted")
    low, high = facts.word_count_range
    apart = words(facts.headers_footers)
    inside = low <= theirs - apart <= high or low <= theirs <= high
    by_text = exported is not None and low <= exported <= high
    agrees = "yes" if inside else "text" if by_text else "no"
    numbers = (facts.word_count, low, high, theirs, exported, apart, stored)
    shown = ("-" if number is None else str(number) for number in numbers)
    return (path.name, *shown, f"{theirs - apart - facts.word_count:+d}", agrees)


def main() -> int:
    """Print the table; 2 when the samples folder is not given."""
    given = os.environ.get("YUEJUAN_SAMPLES")
    if not given:
        print("set YUEJUAN_SAMPLES to the folder of sample files", file=sys.stderr)
        return 2
    print("\t".join(HEADER))
    for sample in samples(Path(given)):
        print("\t".join(row(*sample)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
