"""How well the checks of written work agree with a teacher's marks on answers that were written without sight of them.

The answers lie in ``tests/blind/``, one file for each check: problems with their brief and parameters, answers in many
shapes, and the share of every scoring point that a fair teacher gives. ``unclear`` marks, on which two teachers would
differ, are left out. For each check: points that were determined, and how many of them are as marked; suggested ones;
open ones; and, over whole answers, the quadratic weighted kappa of the marks in tenths with a 95 % interval from the
bootstrap, beside what a constant mark and a mark by length alone would reach.

``python -m bench.agreement [CHECK …] [--half 0|1] [--list]`` prints the table, with ``--list`` every point that
differs; ``--write`` puts it into bench/AGREEMENT.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from bench.kappa import by_length, interval, weighted_kappa
from yuejuan.graders.finding import Certainty, Point, State
from yuejuan.graders.registry import installed
from yuejuan.graders.testing import writing  # noqa: F401 - registers the generators of Word files and workbooks
from yuejuan.graders.testing.cases import Case, run_case

BLIND = Path(__file__).resolve().parents[1] / "tests" / "blind"
_STEPS = 10
_FEWEST = 3
_FILES = {"docx": "答卷.docx", "txt": "答卷.txt", "xlsx": "答卷.xlsx", "eml": "答卷.eml"}
_MAKERS = {"docx": "docx", "txt": "text", "xlsx": "xlsx", "eml": "text"}
_KINDS = {"docx": "document", "txt": "document", "xlsx": "workbook", "eml": "mail"}


@dataclass
class Marked:
    """One answer: its length in characters, and for each point the teacher's share, the check's, and its state."""

    name: str
    length: int
    teacher: dict[str, Fraction]
    points: dict[str, Point]

    def settled(self) -> list[tuple[str, Fraction, Fraction, bool]]:
        """Key, teacher's share, the check's share, and whether it was determined, for points that both settled."""
        return [
            (key, self.teacher[key], in_steps(Fraction(point.score or "0")), point.certainty is Certainty.DETERMINED)
            for key, point in self.points.items()
            if key in self.teacher and point.state is State.JUDGED
        ]

    def tenths(self) -> tuple[int, int] | None:
        """The teacher's mark and the check's in tenths of what both settled; ``None`` when that is nothing."""
        settled = self.settled()
        weight_of = {key: self.points[key].weight for key, *_ in settled}
        whole = sum(weight_of.values())
        if not whole:
            return None
        teacher = sum(weight_of[key] * share for key, share, _, _ in settled) / whole
        check = sum(weight_of[key] * share for key, _, share, _ in settled) / whole
        return round(_STEPS * teacher), round(_STEPS * check)


@dataclass
class Agreement:
    """All answers of one check."""

    check: str
    answers: list[Marked] = field(default_factory=list)

    def differences(self) -> Iterator[str]:
        """Every point on which the check differs, one line each."""
        for answer in self.answers:
            for key, teacher, check, determined in answer.settled():
                if teacher != check:
                    kind = "determined" if determined else "suggested"
                    said = answer.points[key].message.id
                    yield f"{self.check} {answer.name} {key}: teacher {teacher}, check {check} ({kind}, {said})"

    def row(self) -> list[str]:
        """The line of the table."""
        settled = [one for answer in self.answers for one in answer.settled()]
        points = sum(len(answer.teacher) for answer in self.answers)
        counts = [
            f"`{self.check}`",
            str(len(self.answers)),
            _share([one for one in settled if one[3]]),
            _share([one for one in settled if not one[3]]),
            f"{points - len(settled)}",
        ]
        pairs = [(answer.length, *both) for answer in self.answers if (both := answer.tenths()) is not None]
        if len(pairs) < _FEWEST:
            return [*counts, *["too few settled"] * (len(HEADER) - len(counts))]
        teacher, check = [pair[1] for pair in pairs], [pair[2] for pair in pairs]
        low, high = interval(teacher, check, random.Random(self.check))
        length = weighted_kappa(teacher, by_length([pair[0] for pair in pairs], teacher))
        constant = sum(mark == max(set(teacher), key=teacher.count) for mark in teacher)
        return [
            *counts,
            f"{100 * sum(map(int.__eq__, teacher, check)) / len(pairs):.0f} %",
            f"{weighted_kappa(teacher, check):.2f} ({low:.2f}–{high:.2f})",
            f"{100 * constant / len(pairs):.0f} % / 0.00",
            f"{length:.2f}",
        ]


def in_steps(share: Fraction) -> Fraction:
    """All, partly or nothing: the steps in which the teacher marked, so that 2/3 is the teacher's 1/2."""
    return share if share in (0, 1) else Fraction(1, 2)


HEADER = (
    "check",
    "answers",
    "determined points as marked",
    "suggested points as marked",
    "open points",
    "answers marked alike",
    "weighted kappa (95 %)",
    "constant: alike / kappa",
    "length only: kappa",
)


def _share(points: Sequence[tuple[str, Fraction, Fraction, bool]]) -> str:
    return f"{sum(teacher == check for _, teacher, check, _ in points)} of {len(points)}"


def load(path: Path, half: int | None = None) -> Iterator[tuple[str, Case, dict[str, Fraction], int]]:
    """Name, case, the teacher's shares without the unclear ones, and length of every answer in a file.

    ``half`` 0 takes every other answer from the first on, 1 the rest: what a check is improved on and what it is then
    held against.
    """
    data: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    asks_for_brief = "brief" in installed().get(data["check"]).parameters.model_fields
    number = 0
    for problem, given in data["problems"].items():
        parameters = dict(given["parameters"])
        if asks_for_brief:
            parameters.setdefault("brief", given["brief"])
        for name, answer in given["answers"].items():
            number += 1
            if half is not None and number % 2 == half:
                continue
            (form,) = answer.keys() & _FILES.keys()
            file = _FILES[form]
            case = Case(
                data["check"],
                f"{problem}:{name}",
                {
                    "parameters": parameters,
                    "deliverables": [{"id": "work", "name": file, "kind": _KINDS[form]}],
                    "files": {file: {"make": {_MAKERS[form]: answer[form]}}},
                    "expect": answer["marks"],
                },
            )
            marks = {key: Fraction(str(mark)) for key, mark in answer["marks"].items() if mark != "unclear"}
            yield f"{problem}:{name}", case, marks, len(_text(answer[form]))


def _text(content: Any) -> str:
    """All words of an answer, however it is laid out."""
    if isinstance(content, Mapping):
        return "".join(_text(value) for key, value in content.items() if key not in ("level", "span", "picture"))
    if isinstance(content, list):
        return "".join(map(_text, content))
    return str(content)


def agreement_of(path: Path, half: int | None = None) -> Agreement:
    """Run the check over every answer of a file, or of one half."""
    found = Agreement(path.stem)
    for name, case, marks, length in load(path, half):
        with tempfile.TemporaryDirectory(prefix="yuejuan-blind-") as folder:
            points = {point.key: point for point in run_case(case, Path(folder)).finding}
        unknown = case.data["expect"].keys() ^ points.keys()
        if unknown:
            raise ValueError(f"{path.name}: {name}: marks and points differ in {sorted(unknown)}")
        found.answers.append(Marked(name, length, marks, points))
    return found


def main() -> int:
    """Print the table and, where asked, the differences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checks", nargs="*")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    lines = ["| " + " | ".join(HEADER) + " |", "|---" * len(HEADER) + "|"]
    differences: list[str] = []
    for path in sorted(BLIND.glob("*.yaml")):
        if asked.checks and path.stem not in asked.checks:
            continue
        found = agreement_of(path, asked.half)
        lines.append("| " + " | ".join(found.row()) + " |")
        differences += found.differences()
    print("\n".join(lines))
    if asked.list:
        print("\n".join(["", *differences]))
    if asked.write:
        listed = "\n".join(f"- {line}" for line in differences)
        text = "\n".join(
            [
                "# Measured by `python -m bench.agreement --write`",
                "",
                *lines,
                "",
                "## Points that differ",
                "",
                listed,
                "",
            ]
        )
        (Path(__file__).parent / "AGREEMENT.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
