"""What a check is written with: the decorator, typed parameters, the subject, and constructors of points.

A check is a pure function of facts and parameters. It declares the facts it needs; the engine measures them and calls
the check only when all are there, once for each file that may be the deliverable. Example::

    class Parameters(CheckParameters):
        width: int

        def points(self) -> tuple[Ask, ...]:
            return (Ask("width", property="size"),)

    @check("image.width", needs=(ImageFacts,))
    def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
        '''The picture is as wide as asked. …'''
        facts = subject.facts(ImageFacts)
        yield earned("width", …) if facts.width == asked.width else lost("width", …)
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from typing import Any, ClassVar, Literal, Protocol, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict

from yuejuan.artifacts.facts import Facts
from yuejuan.graders.finding import Certainty, Evidence, Finding, Point, Reason, State
from yuejuan.graders.submission import HandedFile, Match, Submission
from yuejuan.messages import Message
from yuejuan.rubrics.paper import Deliverable

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class Ask:
    """One scoring point that a set of parameters asks for.

    ``property`` names what it judges when that can also be used to match a misnamed file (``size``, ``format``,
    ``kind``, ``layers``, ``content``, ``words``): such a point is not determined for a file that was matched by it.
    """

    key: str
    weight: int = 1
    property: str | None = None


class CheckParameters(BaseModel):
    """Base of a check's parameters. Field descriptions become the manual's table and the editor's help."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stands_under: ClassVar[str | None] = None
    """The parameter with the names of the section that the answer stands under; an answer tried alone is put there."""

    def points(self) -> tuple[Ask, ...]:
        """The scoring points that these parameters ask for, known before any file is opened."""
        return (Ask("all"),)

    def points_for(self, deliverables: tuple[Deliverable, ...]) -> tuple[Ask, ...]:
        """The scoring points where they depend on the part's deliverables too (one for each, say).

        The engine calls this; unless a check overrides it, it is :meth:`points`.
        """
        return self.points()


@dataclass(frozen=True)
class Need:
    """One measurement a check needs: facts of each subject file, with parameters or in comparison with other files.

    ``parameters`` and ``materials`` compute from the check's parameters what the measurement is given: plain values,
    and files of the paper's ``materials/`` by role (``material:<file>``). ``reader`` is needed where two give these
    facts. ``of_kind`` limits the need to files of that kind by content: what is asked may stand in a document or in a
    workbook, and each is measured by its own reader.

    ``submitted`` (scope ``files``) computes the other files of the same submission that a file is measured with, by
    role: ids of deliverables of the part. ``deliverable`` computes the id of the deliverable whose files are measured;
    those of the part's other deliverables are not.
    """

    facts: type[Facts]
    reader: str | None = None
    parameters: Callable[[Any], Mapping[str, Any]] | None = None
    materials: Callable[[Any], Mapping[str, str]] | None = None
    of_kind: str | None = None
    submitted: Callable[[Any], Mapping[str, str]] | None = None
    deliverable: Callable[[Any], str] | None = None


class FactsOf(Protocol):
    """How a subject looks up facts: by file path and class, ``KeyError`` when that need was not declared."""

    def __call__(self, path: str, facts: type[F]) -> F:
        """The facts of that class about the file at ``path``."""
        ...


@dataclass(frozen=True)
class Subject:
    """What a check looks at.

    Scope ``file``: ``file`` is the one file to judge as ``deliverable``. Scopes ``files`` and ``submission``:
    ``files`` are all files of the part's deliverables; ``submission`` tells names, matches and extras.
    """

    submission: Submission
    deliverables: tuple[Deliverable, ...]
    files: tuple[HandedFile, ...]
    lookup: FactsOf = field(repr=False)

    @property
    def file(self) -> HandedFile:
        """The one file to judge (scope ``file``)."""
        if len(self.files) != 1:
            raise ValueError("this subject has not exactly one file")
        return self.files[0]

    @property
    def deliverable(self) -> Deliverable:
        """The one deliverable that the file is judged as."""
        if len(self.deliverables) != 1:
            raise ValueError("this subject has not exactly one deliverable")
        return self.deliverables[0]

    @property
    def match(self) -> Match:
        """How the one deliverable was matched."""
        return self.submission.match(self.deliverable.id)

    def files_of(self, deliverable: str) -> tuple[HandedFile, ...]:
        """Those of ``files`` that are, or may be, one of several deliverables."""
        paths = self.submission.match(deliverable).paths
        return tuple(file for file in self.files if file.path in paths)

    def facts(self, kind: type[F], path: str | None = None) -> F:
        """The facts of ``kind`` about ``path`` (default: the one file)."""
        return self.lookup(path if path is not None else self.file.path, kind)


JudgeFunction = Callable[[Subject, Any], Iterable[Point]]
Scope = Literal["file", "files", "submission"]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A registered check: what the decorator made of the function."""

    id: str
    judge: JudgeFunction
    parameters: type[CheckParameters]
    needs: tuple[Need, ...]
    scope: Scope
    self_check: frozenset[str] | None
    module: str
    any_deliverable: bool = False

    @property
    def docstring(self) -> str:
        """The catalogue entry in English."""
        return inspect.cleandoc(self.judge.__doc__ or "")

    def __reduce__(self) -> tuple[Callable[[str, str], Any], tuple[str, str]]:
        """Pickle as a place: the decorator put the check where the function's name leads to."""
        return _check_at, (self.module, self.judge.__name__)


def _check_at(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def check(
    check_id: str,
    *,
    needs: Iterable[type[Facts] | Need] = (),
    scope: Scope = "file",
    self_check: Iterable[str] | None = None,
    any_deliverable: bool = False,
) -> Callable[[JudgeFunction], Check]:
    """Make a check out of a function ``(subject, parameters) -> points``.

    ``check_id`` is the check's place: ``image.size`` is ``image/size.py``. The class of the parameters is read from
    the second argument's annotation. ``self_check`` names the parameters that may go into a candidates' bundle;
    without it the check never runs there. ``any_deliverable`` (scope ``files``): one of the part's deliverables is
    enough to run, since what is looked for may stand in any of them. Raises ``TypeError`` when the function has
    another shape, naming the function.
    """

    def decorate(function: JudgeFunction) -> Check:
        names = list(inspect.signature(function).parameters)
        hints = get_type_hints(function)
        parameters = hints.get(names[1]) if len(names) == 2 else None
        if not (isinstance(parameters, type) and issubclass(parameters, CheckParameters)):
            raise TypeError(f"{check_id}: {function.__qualname__} must take (subject, parameters: CheckParameters)")
        return Check(
            id=check_id,
            judge=function,
            parameters=parameters,
            needs=tuple(need if isinstance(need, Need) else Need(need) for need in needs),
            scope=scope,
            self_check=frozenset(self_check) if self_check is not None else None,
            module=function.__module__,
            any_deliverable=any_deliverable,
        )

    return decorate


def judged(
    key: str,
    score: Fraction | int,
    message: Message,
    *evidence: Evidence,
    weight: int = 1,
    suggested: bool = False,
) -> Point:
    """A judged point with any share between 0 and 1; determined unless ``suggested``. A judged point needs evidence."""
    if not 0 <= score <= 1:
        raise ValueError(f"{key}: a share lies between 0 and 1, not {score}")
    if not evidence:
        raise ValueError(f"{key}: no mark without evidence")
    return Point(
        key=key,
        weight=weight,
        state=State.JUDGED,
        message=message,
        score=str(Fraction(score)),
        certainty=Certainty.SUGGESTED if suggested else Certainty.DETERMINED,
        evidence=evidence,
    )


def earned(key: str, message: Message, *evidence: Evidence, weight: int = 1, suggested: bool = False) -> Point:
    """A point fully earned."""
    return judged(key, 1, message, *evidence, weight=weight, suggested=suggested)


def lost(key: str, message: Message, *evidence: Evidence, weight: int = 1, suggested: bool = False) -> Point:
    """A point not earned at all."""
    return judged(key, 0, message, *evidence, weight=weight, suggested=suggested)


def unsettled(key: str, reason: Reason, message: Message, *evidence: Evidence, weight: int = 1) -> Point:
    """A point that this check leaves open, and why."""
    return Point(key=key, weight=weight, state=State.OPEN, message=message, reason=reason, evidence=evidence)


__all__ = [
    "Ask",
    "Check",
    "CheckParameters",
    "Finding",
    "Need",
    "Subject",
    "check",
    "earned",
    "judged",
    "lost",
    "unsettled",
]
