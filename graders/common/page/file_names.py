"""The check ``page.file_names``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from fractions import Fraction

from pydantic import Field, model_validator

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason, State
from yuejuan.graders.submission import HandedFile
from yuejuan.messages import say

MOST_EVIDENCE = 20


class Parameters(CheckParameters):
    """Which rules the paper sets for names of files and folders."""

    lower_case: bool = Field(True, description="Only lower-case letters.")
    no_blanks: bool = Field(True, description="No blanks.")
    no_chinese: bool = Field(True, description="Only characters of ASCII, so no Chinese ones.")
    allow: tuple[str, ...] = Field((), description="Patterns of files that the rules do not hold for, such as *.docx.")

    @model_validator(mode="after")
    def _asks_something(self) -> Parameters:
        if not self.points():
            raise ValueError("ask for at least one of lower_case, no_blanks and no_chinese")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One point for each rule."""
        return tuple(Ask(name) for name in _RULES if getattr(self, name))


@check("page.file_names", scope="submission", self_check=("lower_case", "no_blanks", "no_chinese", "allow"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Names of files and folders suit a web server: lower case, no blanks, no Chinese, as the paper asks.

    Earns: the share of files whose whole path keeps the rule. An archive, or a folder of the candidate's own name
    around everything, is no part of it; a name that the paper itself asks for is always right.
    Loses: each file with a name against the rule, or in a folder with such a name.
    Open: something could not be opened, and everything else keeps the rule.
    Evidence: each file against the rule.
    Review: not needed; names are what they are.
    Example: `Images/b 1.jpg` beside nine good names: nine tenths of `lower_case` and of `no_blanks`.
    """
    asked_names = {name for deliverable in subject.deliverables for name in (deliverable.name, *deliverable.also)}
    files = [
        file
        for file in subject.submission.files
        if file.role not in ("system", "container")
        and not any(fnmatchcase(file.asked_path, pattern) for pattern in asked.allow)
    ]
    for ask in asked.points():
        broken = [file for file in files if file.asked_path not in asked_names and _RULES[ask.key](file.asked_path)]
        yield _point(subject, ask.key, files, broken)


def _point(subject: Subject, key: str, files: list[HandedFile], broken: list[HandedFile]) -> Point:
    if not files:
        message = say("check.page.file_names.nothing")
        return Point(key=key, weight=1, state=State.NOT_HANDED_IN, message=message, evidence=(FileEvidence(file="."),))
    names = [file.asked_path for file in broken[:MOST_EVIDENCE]] or ["—"]
    evidence = [FileEvidence(file=file.path, measured=file.asked_path) for file in broken[:MOST_EVIDENCE]]
    total = FileEvidence(file=".", expected=str(len(files)), measured=str(len(files) - len(broken)))
    if not broken and not subject.submission.complete:
        return unsettled(key, Reason.UNREADABLE, say("check.page.unused.unopened"), total)
    name = f"{key}_broken" if broken else f"{key}_kept"
    message = say(f"check.page.file_names.{name}", count=len(broken), files=names)
    return judged(key, Fraction(len(files) - len(broken), len(files)), message, total, *evidence)


_RULES: dict[str, Callable[[str], bool]] = {
    "lower_case": lambda name: name != name.lower(),
    "no_blanks": lambda name: any(character.isspace() for character in name),
    "no_chinese": lambda name: not name.isascii(),
}
