"""Which file is which deliverable: by name as asked, else by what clearly points at it; never by a guess.

The passes run from the surest to the weakest. A file that was taken by a surer pass is out of the later ones. Where
several files fit equally well, all are kept as possible and a teacher decides.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Callable, Iterable, Mapping

from yuejuan.exam.assignment import PLACEABLE, Assignment, fits_kind, same_family
from yuejuan.exam.leftovers import materials_by_name, set_aside, set_rivals, version_of, without_older
from yuejuan.exam.names import key, plain
from yuejuan.graders.submission import Extra, HandedFile, Match
from yuejuan.messages import say
from yuejuan.rubrics.paper import Deliverable

Size = tuple[int, int]
SizeOf = Callable[[HandedFile], Size | None]
"""Pixels of a picture or PSD as displayed; ``None`` for anything else or when it cannot be read."""


def match_files(
    files: Iterable[HandedFile],
    deliverables: tuple[Deliverable, ...],
    size_of: SizeOf,
    *,
    candidate: Mapping[str, str],
    materials: frozenset[str] = frozenset(),
    decided: Mapping[str, str] | None = None,
    complete: bool = True,
) -> tuple[tuple[Match, ...], tuple[Extra, ...]]:
    """Match the files of one submission to the paper's deliverables.

    ``candidate`` fills ``{number}`` and ``{name}`` of asked names; ``materials`` are digests of the paper's
    materials; ``decided`` maps deliverables to files as a teacher said. Returns matches in the paper's order and what
    is left over.
    """
    files = sorted(files, key=lambda file: file.path)
    content = [file for file in files if file.role == "file"]
    extras = [Extra(path=file.path, kind="system") for file in files if file.role == "system"]
    extras += [Extra(path=file.path, kind="container") for file in files if file.role == "container"]
    extras += [Extra(path=file.path, kind="material") for file in content if file.sha256 in materials]
    free = {file.path: file for file in content if file.sha256 not in materials}
    assignment = Assignment(deliverables, free, materials_by_name(free.values(), deliverables))
    by_path = {file.path: file for file in content}
    _by_decision(assignment, decided or {})
    _by_name(assignment, candidate)
    extras += set_aside(assignment, by_path)
    extras += set_rivals(assignment, by_path, frozenset(key(name) for name in candidate.values()) - {"*", ""})
    _by_stem(assignment)
    _by_words(assignment)
    _by_size(assignment, size_of)
    _by_kind(assignment)
    matches = tuple(_match_or_absence(assignment, deliverable, complete) for deliverable in deliverables)
    extras += set_aside(assignment, by_path)
    extras += [Extra(path=path, kind="material" if path in assignment.apart else "stray") for path in assignment.free]
    return matches, tuple(sorted(extras, key=lambda extra: extra.path))


def _asked(deliverable: Deliverable, candidate: Mapping[str, str]) -> str:
    name = deliverable.name
    for place, value in candidate.items():
        name = name.replace("{" + place + "}", value)
    return name


def _by_decision(assignment: Assignment, decided: Mapping[str, str]) -> None:
    for deliverable in assignment.missing():
        file = assignment.free.get(decided.get(deliverable.id, ""))
        if file is not None:
            assignment.take(deliverable, [file], "correction", exact=plain(file.asked_path) == plain(deliverable.name))


def _by_name(assignment: Assignment, candidate: Mapping[str, str]) -> None:
    """The asked name at the asked place; then the same in other letters, an accepted other name, another place."""
    for deliverable in assignment.missing():
        asked = _asked(deliverable, candidate)
        found = [file for file in assignment.free.values() if fnmatch.fnmatchcase(file.asked_path, asked)]
        if found:
            assignment.take(deliverable, _one_of_each(found, deliverable), "name", exact=True)
    for deliverable in assignment.missing():
        names = {plain(name) for name in (_asked(deliverable, candidate), *deliverable.also)}
        found = [f for f in assignment.free.values() if any(fnmatch.fnmatchcase(plain(f.asked_path), n) for n in names)]
        if found:
            assignment.take(deliverable, _one_of_each(found, deliverable), "alias")
    for deliverable in assignment.missing():
        base = plain(posixpath.basename(_asked(deliverable, candidate)))
        found = [f for f in assignment.free.values() if plain(posixpath.basename(f.path)) == base]
        if found:
            assignment.take(deliverable, without_older(found), "alias")


def _one_of_each(files: list[HandedFile], deliverable: Deliverable) -> list[HandedFile]:
    """A file and its copy in an archive beside it are no ambiguity; where several are asked for, all count."""
    return files if deliverable.many else without_older(files)


def _by_stem(assignment: Assignment) -> None:
    """The asked stem with another extension or a version mark: 营销方案.pdf, logo(终稿).png, banner.jpeg."""
    for deliverable in assignment.missing():
        found = [
            file
            for file in assignment.free.values()
            if version_of(file).stem == _stem(deliverable)
            and (fits_kind(file, deliverable) or file.kind in PLACEABLE or same_family(file, deliverable))
        ]
        if found:
            assignment.take(deliverable, without_older(found), "words")


def _by_words(assignment: Assignment) -> None:
    """A clue word of one deliverable alone stands in the file's name: 店铺logo设计.png, 张三-店招.jpg."""
    wanted: dict[str, list[HandedFile]] = {}
    for file in assignment.usable():
        name = key(file.asked_path)
        meant = [d for d in assignment.missing() if fits_kind(file, d) and _clue(d, name)]
        longest = max((_clue(d, name) for d in meant), default=0)
        meant = [d for d in meant if _clue(d, name) == longest]
        if len(meant) == 1:
            wanted.setdefault(meant[0].id, []).append(file)
    for deliverable in assignment.missing():
        if deliverable.id in wanted:
            assignment.take(deliverable, without_older(wanted[deliverable.id]), "words")


def _stem(deliverable: Deliverable) -> str:
    return key(posixpath.splitext(posixpath.basename(deliverable.name))[0])


def _clue(deliverable: Deliverable, name: str) -> int:
    """The length of the longest clue in ``name``: words of the paper, the title, the asked stem."""
    stem = posixpath.splitext(posixpath.basename(deliverable.name))[0]
    words = [key(word) for word in (*deliverable.clues.words, deliverable.title.zh_CN, stem)]
    return max((len(word) for word in words if len(word) >= 2 and word in name), default=0)


def _by_size(assignment: Assignment, size_of: SizeOf) -> None:
    """The specified pixels, where that is a clue: first sizes given in full, then those with one free side."""
    sized = [d for d in assignment.missing() if "size" in d.clues.properties]
    full = [d for d in sized if d.specification.width is not None and d.specification.height is not None]
    for rank in (full, [d for d in sized if d not in full]):
        for deliverable in rank:
            if deliverable.id not in assignment.matches:
                _take_by_size(assignment, deliverable, rank, size_of)


def _take_by_size(assignment: Assignment, deliverable: Deliverable, rank: list[Deliverable], size_of: SizeOf) -> None:
    kin = [file for file in assignment.usable() if fits_kind(file, deliverable)]
    found = [file for file in kin if _fits_size(file, deliverable, size_of)]
    if not found:
        return
    rivals = [
        other
        for other in rank
        if other is not deliverable
        and other.id not in assignment.matches
        and any(fits_kind(file, other) and _fits_size(file, other, size_of) for file in found)
    ]
    if not rivals:
        assignment.take(deliverable, without_older(found), "size", "kind")
        return
    for rival in (deliverable, *rivals):
        _share(assignment, rival, found)
    for file in found:
        assignment.free.pop(file.path, None)


def _share(assignment: Assignment, deliverable: Deliverable, files: list[HandedFile]) -> None:
    """The same files are possible for several deliverables of one size (three icons): all of them, for each."""
    keep = dict(assignment.free)
    assignment.take(deliverable, files, "size", "kind")
    assignment.free = keep


def _fits_size(file: HandedFile, deliverable: Deliverable, size_of: SizeOf) -> bool:
    asked = deliverable.specification
    if asked.width is None and asked.height is None:
        return False
    size = size_of(file)
    if size is None:
        return False
    tolerance = asked.size_tolerance or 0
    pairs = ((asked.width, size[0]), (asked.height, size[1]))
    return all(wanted is None or abs(wanted - measured) <= tolerance for wanted, measured in pairs)


def _by_kind(assignment: Assignment) -> None:
    """The only file of a kind that only one missing deliverable asks for; pictures are too many for that."""
    for deliverable in assignment.missing():
        if deliverable.kind in {"image", "any", "media"}:
            continue
        others = {_stem(other) for other in assignment.deliverables} - {_stem(deliverable)}
        found = [
            file for file in assignment.usable() if fits_kind(file, deliverable) and version_of(file).stem not in others
        ]
        rivals = [d for d in assignment.deliverables if d is not deliverable and d.kind == deliverable.kind]
        if len(found) == 1 and not rivals:
            assignment.take(deliverable, found, "kind", "elimination")


def _match_or_absence(assignment: Assignment, deliverable: Deliverable, complete: bool) -> Match:
    match = assignment.matches.get(deliverable.id)
    if match is not None:
        return match
    title = {"zh_CN": deliverable.title.zh_CN, "en": deliverable.title.en}
    unclear = [f.path for f in assignment.free.values() if fits_kind(f, deliverable) or f.kind in PLACEABLE]
    if not unclear:
        return Match(deliverable=deliverable.id, title=title, absence_proved=complete)
    note = say("exam.unassigned_left", title=deliverable.title.message, name=deliverable.name, files=sorted(unclear))
    return Match(deliverable=deliverable.id, title=title, absence_proved=False, note=note)
