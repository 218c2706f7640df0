"""The state of matching one submission: which deliverable has which files, and which files are still free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yuejuan.graders.submission import HandedFile, Match, MatchedBy
from yuejuan.messages import say
from yuejuan.rubrics.paper import Deliverable

_KINDS: Mapping[str, frozenset[str]] = {
    "document": frozenset({"document", "text"}),
    "mail": frozenset({"mail", "document", "text"}),
    "workbook": frozenset({"workbook"}),
    "text": frozenset({"text", "document", "page"}),
}
PLACEABLE = frozenset({"empty", "unknown"})
"""Kinds that say nothing: an exactly named file that is empty or garbled is still the one that is meant."""


def fits_kind(file: HandedFile, deliverable: Deliverable) -> bool:
    """True if the content of ``file`` is of the kind that the deliverable asks for."""
    if deliverable.kind == "any":
        return True
    return file.kind in _KINDS.get(deliverable.kind, frozenset({deliverable.kind}))


def same_family(file: HandedFile, deliverable: Deliverable) -> bool:
    """A table handed in as a document, a plan as a page: another kind, but clearly the thing that is meant."""
    family = {"document", "workbook", "text", "page", "mail"}
    return deliverable.kind in family and file.kind in family


@dataclass
class Assignment:
    """The state of matching: what each deliverable has, and which files are still free.

    ``apart`` are paths of free files that call themselves material: only their asked name makes them a deliverable.
    """

    deliverables: tuple[Deliverable, ...]
    free: dict[str, HandedFile]
    apart: frozenset[str] = frozenset()
    matches: dict[str, Match] = field(default_factory=dict)

    def usable(self) -> list[HandedFile]:
        """Free files that may be taken for what their name, size or kind says."""
        return [file for file in self.free.values() if file.path not in self.apart]

    def missing(self) -> list[Deliverable]:
        """Deliverables without any file so far."""
        return [deliverable for deliverable in self.deliverables if deliverable.id not in self.matches]

    def take(self, deliverable: Deliverable, files: Iterable[HandedFile], *by: MatchedBy, exact: bool = False) -> None:
        """Give ``files`` to a deliverable: one is matched (all, where several are allowed), more are possible."""
        chosen = sorted(files, key=lambda file: file.path)
        paths = tuple(file.path for file in chosen)
        several = len(chosen) > 1 and not deliverable.many
        note = None
        if not exact and not several:
            note = say(
                "exam.matched_misnamed",
                title=deliverable.title.message,
                name=deliverable.name,
                file=[file.asked_path for file in chosen],
            )
        self.matches[deliverable.id] = Match(
            deliverable=deliverable.id,
            title={"zh_CN": deliverable.title.zh_CN, "en": deliverable.title.en},
            files=() if several else paths,
            possible=paths if several else (),
            matched_by=by,
            named_as_asked=exact and not several,
            note=note,
        )
        for path in paths:
            self.free.pop(path, None)
