"""The submissions of a folder: one sub-folder, archive or single file per candidate, each counted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yuejuan.artifacts.kind import is_system_file, sniff
from yuejuan.exam.names import parse_folder_name, readable
from yuejuan.exam.roster import Identity, Roster
from yuejuan.messages import Message, say

_ROSTER_STEMS = ("roster", "名单", "考生名单", "花名册", "座次表")


class SubmissionsError(Exception):
    """The folder of submissions cannot be used; ``message`` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


@dataclass(frozen=True)
class Entry:
    """One submission as handed in. ``folder`` is its name, ``form`` how it came, ``candidate`` its id in reports.

    Several entries of one person get ids with ``-1``, ``-2`` …: they are attempts, and ``attempt_of`` names the person.
    """

    path: Path
    folder: str
    form: str
    candidate: str
    identity: Identity
    attempt_of: str | None = None
    notes: tuple[Message, ...] = ()


def find_entries(
    folder: Path, roster: Roster, decided: dict[str, str] | None = None, chosen: dict[str, str] | None = None
) -> list[Entry]:
    """All submissions in ``folder``, sorted by name; nothing that a candidate may have handed in is left out.

    ``decided`` maps folder names to candidates where a teacher has said whose they are, ``chosen`` candidates to the
    folder that counts of several. Raises :class:`SubmissionsError`.
    """
    if not folder.is_dir():
        raise SubmissionsError(say("exam.submissions_missing", path=str(folder)))
    entries = [
        _entry(path, roster, decided or {})
        for path in sorted(folder.iterdir(), key=lambda path: readable(path.name))
        if not _no_submission(path)
    ]
    if not entries:
        raise SubmissionsError(say("exam.submissions_empty", path=str(folder)))
    return _with_attempts(entries, chosen or {})


def single_entry(path: Path) -> Entry:
    """One folder or archive as a submission of its own, whatever its name (a candidate's self-check)."""
    return _entry(path, Roster(()), {})


def roster_beside(folder: Path) -> Path | None:
    """A roster that lies in the folder of submissions or beside it, if there is exactly one."""
    found = [
        path
        for place in (folder, folder.parent)
        if place.is_dir()
        for path in sorted(place.iterdir())
        if path.is_file() and _is_roster(path)
    ]
    return found[0] if len(found) == 1 else None


def _is_roster(path: Path) -> bool:
    return path.suffix.lower() in {".csv", ".xlsx"} and path.stem.lower() in _ROSTER_STEMS


def _no_submission(path: Path) -> bool:
    return is_system_file(path.name) or path.name.startswith(".") or (path.is_file() and _is_roster(path))


def _entry(path: Path, roster: Roster, decided: dict[str, str]) -> Entry:
    folder = readable(path.name)
    form, stem = "folder", folder
    if not path.is_dir() or path.is_symlink():
        stem = readable(path.stem)
        regular = path.is_file() and not path.is_symlink()
        form = "archive" if regular and sniff(path, path.name).kind == "archive" else "file"
    name = parse_folder_name(decided.get(folder, stem))
    identity = roster.identify(name)
    notes = (identity.conflict,) if identity.conflict is not None else ()
    return Entry(path, folder, form, identity.candidate, identity, notes=notes)


def _with_attempts(entries: Iterable[Entry], chosen: dict[str, str]) -> list[Entry]:
    by_candidate: dict[str, list[Entry]] = {}
    for entry in entries:
        by_candidate.setdefault(entry.candidate, []).append(entry)
    result: list[Entry] = []
    for candidate, group in by_candidate.items():
        if len(group) == 1:
            result.append(group[0])
            continue
        folders = [entry.folder for entry in group]
        counts = chosen.get(candidate)
        if counts in folders:
            note = say("exam.attempt_chosen", candidate=candidate, folder=counts or "")
        else:
            note = say("exam.two_attempts", candidate=candidate, count=len(group), folders=folders)
        result.extend(
            Entry(
                path=entry.path,
                folder=entry.folder,
                form=entry.form,
                candidate=candidate if entry.folder == counts else f"{candidate}-{number}",
                identity=entry.identity,
                attempt_of=None if entry.folder == counts else candidate,
                notes=(*entry.notes, note),
            )
            for number, entry in enumerate(group, start=1)
        )
    return sorted(result, key=lambda entry: (entry.candidate, entry.folder))
