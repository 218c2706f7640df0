"""Files that are no deliverable of their own: copies, earlier versions, exports of the same work, material."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from yuejuan.exam.assignment import Assignment, fits_kind, same_family
from yuejuan.exam.names import MATERIAL_MARKS, OLDER_MARKS, Variant, key, plain, variant_of
from yuejuan.graders.submission import Extra, HandedFile, Match
from yuejuan.rubrics.paper import Deliverable

_BACKUP_EXTENSIONS = frozenset({".bak", ".old", ".backup", ".wbk", ".asd"})
_SAME_EXTENSION = {".jpeg": ".jpg", ".htm": ".html", ".tiff": ".tif"}


def version_of(file: HandedFile) -> Variant:
    """The stem of a file without its marks of version; a backup's extension or an old version's folder is one too."""
    folder, name = posixpath.split(file.asked_path)
    stem, extension = posixpath.splitext(name)
    backup = extension.lower() in _BACKUP_EXTENSIONS
    if backup:
        stem = posixpath.splitext(stem)[0]
    variant = variant_of(stem)
    parts = [key(part) for part in folder.split("/")]
    older = backup or any(part in OLDER_MARKS or variant_of(part).mark == "older" for part in parts if part)
    return Variant(variant.stem, "older") if older else variant


def without_older(files: Iterable[HandedFile]) -> list[HandedFile]:
    """One file of each content, the one with the plainest path; no earlier version where a later one is there."""
    by_content: dict[str, HandedFile] = {}
    for file in sorted(files, key=lambda file: (file.path.count("!/"), file.path.count("/"), file.path)):
        by_content.setdefault(file.sha256, file)
    distinct = list(by_content.values())
    return [file for file in distinct if version_of(file).mark != "older"] or distinct


def materials_by_name(files: Iterable[HandedFile], deliverables: Iterable[Deliverable]) -> frozenset[str]:
    """Paths that call themselves material (素材/柚子.jpg).

    A word that the paper's own names use tells nothing, nor does one that stands over the whole submission.
    """
    files = list(files)
    asked = " ".join(
        plain(name) for deliverable in deliverables for name in (deliverable.name, deliverable.title.zh_CN)
    )
    marks = [mark for mark in MATERIAL_MARKS if mark not in asked]
    marked = frozenset(file.path for file in files if any(mark in plain(file.asked_path) for mark in marks))
    return marked if len(marked) < len(files) else frozenset()


def set_aside(assignment: Assignment, content: Mapping[str, HandedFile]) -> Iterator[Extra]:
    """Take repetitions of matched files out of the free ones: the same bytes, or a version marked as older."""
    for deliverable, match, taken in _matched(assignment, content):
        stems = {version_of(taken).stem, key(posixpath.splitext(posixpath.basename(deliverable.name))[0])}
        for file in list(assignment.free.values()):
            version = version_of(file)
            if file.sha256 == taken.sha256:
                kind = "duplicate"
            elif version.mark == "older" and version.stem in stems and _alike(file, deliverable, taken):
                kind = "earlier_version"
            else:
                continue
            assignment.free.pop(file.path)
            yield Extra(path=file.path, kind=kind, of=match.paths[0])  # type: ignore[arg-type]


def set_rivals(assignment: Assignment, content: Mapping[str, HandedFile], own: frozenset[str]) -> Iterator[Extra]:
    """Make a match unclear where another file under its name may be the valid version; ``own``: the candidate's names.

    An export beside the asked file (营销方案.pdf beside 营销方案.docx) is no rival: the asked extension decides.
    """
    for deliverable, match, taken in list(_matched(assignment, content)):
        if not match.files or not {"name", "alias"} & set(match.matched_by):
            continue
        stem = key(posixpath.splitext(posixpath.basename(taken.asked_path))[0])
        found = []
        for file in [file for file in assignment.usable() if _alike(file, deliverable, taken)]:
            version = version_of(file)
            if _without(version.stem, own) != stem:
                continue
            if version.mark is None and _is_export(file, taken, deliverable):
                yield Extra(path=assignment.free.pop(file.path).path, kind="duplicate", of=taken.path)
            else:
                found.append(file)
        if found:
            assignment.take(deliverable, [taken, *found], *match.matched_by)


def _matched(
    assignment: Assignment, content: Mapping[str, HandedFile]
) -> Iterator[tuple[Deliverable, Match, HandedFile]]:
    """Each deliverable with one matched file or several possible ones; a teacher's choice is not touched."""
    for deliverable in assignment.deliverables:
        match = assignment.matches.get(deliverable.id)
        if match is not None and not deliverable.many and "correction" not in match.matched_by:
            for path in match.paths:
                yield deliverable, match, content[path]


def _alike(file: HandedFile, deliverable: Deliverable, taken: HandedFile) -> bool:
    return fits_kind(file, deliverable) or file.kind == taken.kind or same_family(file, deliverable)


def _is_export(file: HandedFile, taken: HandedFile, deliverable: Deliverable) -> bool:
    return _extension(file.asked_path) != _extension(deliverable.name) == _extension(taken.asked_path)


def _extension(path: str) -> str:
    extension = posixpath.splitext(path)[1].lower()
    return _SAME_EXTENSION.get(extension, extension)


def _without(stem: str, own: frozenset[str]) -> str:
    for name in sorted(own, key=len, reverse=True):
        stem = stem.removeprefix(name).removesuffix(name)
    return stem
