"""From a submission as handed in to what the engine judges: opened, matched, measured. The unit of work of a batch."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.measure.keys import Inputs, manifest_digest
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.page.facts import PageFacts, Reference
from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.artifacts.reader import READERS, FailureReason, Source
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.exam.corrections import NO_CORRECTIONS, Corrections
from yuejuan.exam.entries import Entry
from yuejuan.exam.intake import Opened, digest_of, open_entry
from yuejuan.exam.matching import Size, match_files
from yuejuan.graders.submission import Extra, HandedFile, Match, Submission
from yuejuan.messages import Message, say
from yuejuan.rubrics.sheet import Sheet

MATERIAL = "material:"
"""How a measurement names a file of the paper's materials."""


@dataclass(frozen=True)
class Materials:
    """The paper's ``materials/``: digest and place of each file by its name."""

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of(sheet: Sheet) -> Materials:
        """Digest all materials of a paper once."""
        folder = sheet.folder / "materials"
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        return Materials(folder, {path.relative_to(folder).as_posix(): digest_of(path) for path in files})


@dataclass(frozen=True)
class Prepared:
    """A submission ready to be measured: what graders see, and where the bytes lie."""

    submission: Submission
    opened: Opened
    materials: Materials

    @cached_property
    def manifest(self) -> str:
        """Digest over all files of the submission: what a page may load."""
        return manifest_digest((file.path, file.sha256) for file in self.submission.files)

    def measure(self, request: Request, measurer: Measurer) -> Outcome:
        """One measurement of this submission, from the cache or made now."""
        file = self.submission.file(request.file)
        job = self._job(request, file)
        if isinstance(job, Failure):
            return job
        return measurer.measure(request, *job)

    def recall(self, request: Request, measurer: Measurer) -> Outcome | None:
        """What is known about ``request`` without measuring; ``None`` when it would have to be measured."""
        job = self._job(request, self.submission.file(request.file))
        return job if isinstance(job, Failure) else measurer.recall(request, job[0].name, job[1])

    def _job(self, request: Request, file: HandedFile) -> tuple[Source, Inputs] | Failure:
        others: dict[str, Path] = {}
        digests: list[tuple[str, str]] = []
        for role, name in request.others:
            found = self._other(name)
            if isinstance(found, Failure):
                return found
            others[role], digest = found
            digests.append((role, digest))
        place = self.opened.places[file.path]
        whole = READERS[request.reader].whole_folder
        source = Source(
            path=place,
            name=inside_root(place, self.opened.root) if whole else file.path,
            root=self.opened.root if whole else None,
            parameters=dict(request.parameters),
            others=others,
        )
        inputs = Inputs(file=file.sha256, others=tuple(digests), folder=self.manifest if whole else None)
        return source, inputs

    def _other(self, name: str) -> tuple[Path, str] | Failure:
        """Place and digest of a further input: a material of the paper, or another file of this submission."""
        if not name.startswith(MATERIAL):
            return self.opened.places[name], self.submission.file(name).sha256
        material = name.removeprefix(MATERIAL)
        if material not in self.materials.digests:
            return Failure(FailureReason.UNREADABLE, say("exam.material_missing", name=material))
        return self.materials.folder / material, self.materials.digests[material]


def inside_root(place: Path, root: Path) -> str:
    """A file's path below ``root``, by which readers of the whole folder know it."""
    return os.path.relpath(place, root).replace(os.sep, "/")


def prepare(
    entry: Entry, sheet: Sheet, materials: Materials, measurer: Measurer, corrections: Corrections = NO_CORRECTIONS
) -> Prepared:
    """Open ``entry``, match its files to the paper's deliverables, and tell what is left over."""
    opened = open_entry(entry, measurer.unpack)
    first = _prepared(entry, opened, materials, (), ())
    decided = {
        deliverable: _file_meant(path, opened.files)
        for deliverable, path in corrections.files_of(entry.candidate).items()
    }
    matches, extras = match_files(
        opened.files,
        sheet.deliverables,
        _Sizes(first, measurer),
        candidate=_placeholders(entry),
        materials=frozenset(materials.digests.values()),
        decided=decided,
        complete=opened.complete,
    )
    known = {file.path for file in opened.files}
    for deliverable, path in decided.items():
        if path not in known:
            opened.notes.append(
                say("exam.correction_unknown_file", candidate=entry.candidate, file=path, deliverable=deliverable)
            )
    extras = _with_resources(first, matches, extras, measurer)
    return _prepared(entry, opened, materials, matches, extras)


def _file_meant(path: str, files: Iterable[HandedFile]) -> str:
    """The handed-in file that a teacher names, who may leave out the archive and the folder round everything."""
    found = {file.path for file in files if path in (file.path, file.asked_path) and file.role == "file"}
    return found.pop() if len(found) == 1 else path


def _prepared(
    entry: Entry, opened: Opened, materials: Materials, matches: tuple[Match, ...], extras: tuple[Extra, ...]
) -> Prepared:
    submission = Submission(
        candidate=entry.candidate,
        folder=entry.folder,
        files=tuple(sorted(opened.files, key=lambda file: file.path)),
        matches=matches,
        extras=extras,
        complete=opened.complete,
        notes=tuple(_distinct((*entry.notes, *opened.notes))),
    )
    return Prepared(submission, opened, materials)


def _distinct(notes: Iterable[Message]) -> list[Message]:
    kept: list[Message] = []
    for note in notes:
        if note not in kept:
            kept.append(note)
    return kept


def _placeholders(entry: Entry) -> dict[str, str]:
    person = entry.identity.person
    number = person.number if person is not None else entry.attempt_of or entry.candidate
    return {"number": number, "name": person.name if person is not None else "*"}


class _Sizes:
    """Pixels of a picture, measured only when matching asks for them."""

    def __init__(self, prepared: Prepared, measurer: Measurer) -> None:
        self._prepared = prepared
        self._measurer = measurer

    def __call__(self, file: HandedFile) -> Size | None:
        if file.kind not in {"image", "psd"}:
            return None
        facts = self._prepared.measure(Request(reader=file.kind, file=file.path), self._measurer)
        if isinstance(facts, PsdFacts):
            return facts.width, facts.height
        if isinstance(facts, ImageFacts):
            width, height = facts.displayed_width or facts.width, facts.displayed_height or facts.height
            return (width, height) if width is not None and height is not None else None
        return None


def _with_resources(
    prepared: Prepared, matches: tuple[Match, ...], extras: tuple[Extra, ...], measurer: Measurer
) -> tuple[Extra, ...]:
    """Files that a handed-in page refers to are its resources, not strays."""
    strays = {extra.path for extra in extras if extra.kind == "stray"}
    pages = [path for match in matches for path in match.paths]
    if not strays:
        return extras
    of: dict[str, str] = {}
    by_place = {os.path.realpath(place): path for path, place in prepared.opened.places.items()}
    for page in pages:
        if prepared.submission.file(page).kind != "page":
            continue
        facts = prepared.measure(Request(reader="page", file=page), measurer)
        if isinstance(facts, PageFacts):
            for target in _targets(facts):
                path = by_place.get(os.path.realpath(prepared.opened.root / target))
                if path in strays:
                    of.setdefault(path, page)
    return tuple(
        msgspec.structs.replace(extra, kind="resource", of=of[extra.path]) if extra.path in of else extra
        for extra in extras
    )


def _targets(facts: PageFacts) -> Iterable[str]:
    references: list[Reference] = [*facts.links, *facts.media, *facts.frames]
    references += [image.reference for image in facts.images]
    references += [sheet.reference for sheet in facts.stylesheets if sheet.reference is not None]
    references += [script.reference for script in facts.scripts if script.reference is not None]
    return [*facts.uses, *(reference.target for reference in references if reference.target is not None)]
