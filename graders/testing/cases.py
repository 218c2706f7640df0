"""Case files: loading them, running a case through the engine, and telling how its outcome differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import yaml

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.kind import sniff
from yuejuan.artifacts.reader import READERS, FailureReason, Source, ToolMissing, UnreadableSource
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.graders.api import Check
from yuejuan.graders.binding import bind
from yuejuan.graders.engine import judge, plan
from yuejuan.graders.finding import Certainty, Finding, Point, State
from yuejuan.graders.registry import Registry, installed
from yuejuan.graders.submission import Extra, HandedFile, Match, Submission
from yuejuan.graders.testing.facts import facts_from
from yuejuan.graders.testing.making import GENERATORS
from yuejuan.messages import say
from yuejuan.rubrics.model import Text
from yuejuan.rubrics.paper import Deliverable
from yuejuan.rubrics.sheet import Sheet, SheetCriterion, SheetPart

_EXTENSIONS = {"image": "png", "psd": "psd", "page": "html", "document": "docx", "workbook": "xlsx", "mail": "eml"}
_FORMATS = {"image": "PNG", "psd": "PSD"}
_ABOUT_PICTURES = frozenset({"ocr", "comparison", "placement"})
"""Tags of facts that are measured on pictures."""
_ABOUT_PAGES = frozenset({"running_page", "audit"})
_DIGEST = "0" * 64
_FILE_KEYS = frozenset(
    {"facts", "make", "failure", "kind", "format", "bytes", "role", "asked_path", "extension_agrees"}
)
_CASE_KEYS = _FILE_KEYS | {
    "why",
    "path",
    "parameters",
    "deliverables",
    "files",
    "matches",
    "extras",
    "complete",
    "expect",
}


@dataclass(frozen=True)
class Case:
    """One case: the check's id, the case's name, and its data as written."""

    check: str
    name: str
    data: Mapping[str, Any] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.check}:{self.name}"

    @property
    def outcomes(self) -> dict[str, str]:
        """The expected outcome of each point in short form."""
        return {key: _as_mapping(value)["outcome"] for key, value in self.data["expect"].items()}


@dataclass(frozen=True)
class Run:
    """What a check said in a case."""

    case: Case
    finding: Finding

    def differences(self) -> list[str]:
        """Every way in which the finding is not as the case expects; empty when it is."""
        expected: Mapping[str, Any] = self.case.data["expect"]
        given = {point.key: point for point in self.finding}
        found = [f"{key}: not asked for" for key in given.keys() - expected.keys()]
        for key, value in expected.items():
            if key not in given:
                found.append(f"{key}: no such point, only {sorted(given)}")
            else:
                found += _point_differences(given[key], _as_mapping(value))
        return found


def load_cases(path: Path) -> list[Case]:
    """The cases of one file; ``ValueError`` when the file is not written as the module says."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not isinstance(data.get("check"), str) or not isinstance(data.get("cases"), dict):
        raise ValueError(f"{path}: a case file has `check` and a mapping `cases`")
    for name, case in data["cases"].items():
        unknown = set(case) - _CASE_KEYS
        unknown |= {key for file in (case.get("files") or {}).values() for key in set(file or {}) - _FILE_KEYS}
        if unknown or not case.get("expect"):
            raise ValueError(f"{path}: case {name}: needs `expect`, and nothing called {sorted(unknown)}")
    return [Case(data["check"], str(name), case) for name, case in data["cases"].items()]


def run_case(case: Case, folder: Path, registry: Registry | None = None) -> Run:
    """Run one case through the real engine. ``folder`` is an empty folder for files that the case makes."""
    registry = registry or installed()
    check = registry.get(case.check)
    deliverables = _deliverables(case, check)
    sheet = _sheet(case, deliverables)
    bound = bind(sheet, registry)
    files = {path: _file(path, data, check, folder) for path, data in _files(case, check, deliverables).items()}
    submission = Submission(
        candidate="20990001",
        folder="20990001",
        files=tuple(handed for handed, _ in files.values()),
        matches=tuple(_match(deliverable, case, files) for deliverable in deliverables),
        extras=tuple(msgspec.convert(extra, Extra) for extra in case.data.get("extras", ())),
        complete=case.data.get("complete", True),
    )
    outcomes = {request: files[request.file][1](request) for request in plan(bound, submission)}
    result = judge(bound, submission, outcomes)
    return Run(case, result.criteria[0].parts[0].finding)


# What is given


def _deliverables(case: Case, check: Check) -> tuple[Deliverable, ...]:
    given = case.data.get("deliverables")
    if given is None:
        kind = _kind_of(check)
        path = case.data.get("path") or f"work.{_EXTENSIONS.get(kind, 'dat')}"
        given = [{"id": "work", "title": "作品", "name": path, "kind": kind}]
    return tuple(Deliverable.model_validate({"title": entry["id"], "kind": "any", **entry}) for entry in given)


def _kind_of(check: Check) -> str:
    tags = [str(need.facts.__struct_config__.tag) for need in check.needs]
    if tags:
        tag = "page" if tags[0] in _ABOUT_PAGES else tags[0]
        return "image" if tag in _ABOUT_PICTURES else tag
    family = check.id.partition(".")[0]
    return family if family in _EXTENSIONS else "any"


def _sheet(case: Case, deliverables: tuple[Deliverable, ...]) -> Sheet:
    title = Text(zh_CN=case.check, en=case.check)
    part = SheetPart(
        id="part",
        title=title,
        points=Fraction(100),
        check=case.check,
        deliverables=tuple(deliverable.id for deliverable in deliverables),
        parameters=dict(case.data.get("parameters", {})),
        where=str(case),
    )
    criterion = SheetCriterion(
        id="case.criterion", clause="M0", title=title, points=Fraction(100), literacy=False, parts=(part,)
    )
    return Sheet(
        paper_id="case",
        title=title,
        project="shop_design",
        minutes=1,
        deliverables=deliverables,
        criteria=(criterion,),
        rules=(),
        step=Fraction(1, 2),
        folder=Path(),
        paper_digest=_DIGEST,
        rubric_digest=_DIGEST,
    )


def _files(case: Case, check: Check, deliverables: tuple[Deliverable, ...]) -> Mapping[str, Mapping[str, Any]]:
    files = case.data.get("files")
    if files is not None:
        return {path: data or {} for path, data in files.items()}
    single = {key: case.data[key] for key in case.data.keys() - {"parameters", "expect", "matches", "extras", "why"}}
    if not single.keys() & {"facts", "make", "failure", "kind", "format", "bytes"}:
        return {}
    return {str(case.data.get("path") or deliverables[0].name): single}


Measured = tuple[HandedFile, Callable[[Request], Outcome]]


def _file(path: str, data: Mapping[str, Any], check: Check, folder: Path) -> Measured:
    if "make" in data:
        return _made_file(path, data, folder)
    kind = data.get("kind") or _facts_kind(data, check)
    facts = data.get("facts") or {}
    handed = HandedFile(
        path=path,
        asked_path=data.get("asked_path", path),
        bytes=data.get("bytes", facts.get("bytes", 1)),
        sha256=_DIGEST,
        kind=kind,
        format=data.get("format") or facts.get("format") or facts.get("version") or _FORMATS.get(kind, kind),
        extension_agrees=data.get("extension_agrees", True if PurePosixPath(path).suffix else None),
        role=data.get("role", "file"),
    )
    return handed, lambda request: _given(request, data)


def _facts_kind(data: Mapping[str, Any], check: Check) -> str:
    facts = data.get("facts") or {}
    return str(facts.get("kind") or _kind_of(check))


def _given(request: Request, data: Mapping[str, Any]) -> Outcome:
    if "failure" in data:
        message = say("engine.not_measured", file=request.file)
        return Failure(reason=FailureReason(data["failure"]), message=message)
    return facts_from(_facts_class(request), data.get("facts") or {})


def _facts_class(request: Request) -> type[Facts]:
    module, _, name = READERS[request.reader].facts.partition(":")
    found: type[Facts] = getattr(import_module(module), name)
    return found


def _made_file(path: str, data: Mapping[str, Any], folder: Path) -> Measured:
    ((name, arguments),) = data["make"].items()
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    GENERATORS[name](place, arguments)
    sniffed = sniff(place, path)
    handed = HandedFile(
        path=path,
        asked_path=data.get("asked_path", path),
        bytes=place.stat().st_size,
        sha256=_DIGEST,
        kind=sniffed.kind,
        format=sniffed.format,
        extension_agrees=sniffed.extension_agrees,
    )
    return handed, lambda request: _measured(request, folder)


def _measured(request: Request, folder: Path) -> Outcome:
    source = Source(path=folder / request.file, name=request.file, root=folder, parameters=dict(request.parameters))
    try:
        return READERS[request.reader].function()(source)
    except UnreadableSource as error:
        return Failure(reason=FailureReason.UNREADABLE, message=error.message)
    except ToolMissing as error:
        return Failure(reason=FailureReason.TOOL_MISSING, message=error.message, tool=error.tool)


def _match(deliverable: Deliverable, case: Case, files: Mapping[str, Measured]) -> Match:
    given = case.data.get("matches", {}).get(deliverable.id)
    if given is not None:
        return msgspec.convert({"deliverable": deliverable.id, **given}, Match)
    if deliverable.name in files:
        return Match(deliverable=deliverable.id, files=(deliverable.name,), matched_by=("name",), named_as_asked=True)
    return Match(deliverable=deliverable.id)


# What is expected


def _as_mapping(value: Any) -> dict[str, Any]:
    return {"outcome": value} if isinstance(value, str | int) else dict(value)


def _point_differences(point: Point, expected: Mapping[str, Any]) -> list[str]:
    first = point.evidence[0] if point.evidence else None
    kinds = list(dict.fromkeys(str(evidence.__struct_config__.tag) for evidence in point.evidence))
    given = {
        "outcome": outcome_of(point),
        "evidence": kinds,
        "expected": first.expected if first is not None else None,
        "measured": first.measured if first is not None else None,
        "message": point.message.id,
    }
    unknown = expected.keys() - given.keys()
    if unknown:
        raise ValueError(f"a point is expected to have {sorted(given)}, not {sorted(unknown)}")
    wanted = {**expected, "outcome": str(expected["outcome"])}
    return [
        f"{point.key}: {name} should be {value!r} and is {given[name]!r} ({point.message.id})"
        for name, value in wanted.items()
        if value != given[name]
    ]


def outcome_of(point: Point) -> str:
    """The outcome of a point as case files write it: ``earned``, ``2/3 suggested``, ``open uncertain`` …"""
    if point.state is State.NOT_HANDED_IN:
        return "not_handed_in"
    if point.state is State.OPEN:
        return f"open {point.reason.value}" if point.reason is not None else "open"
    share = {"1": "earned", "0": "lost"}.get(point.score or "", point.score or "")
    return share if point.certainty is Certainty.DETERMINED else f"{share} suggested"
