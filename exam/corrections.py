"""``corrections.yaml``: a teacher's choices where the machine would have to guess. Each with a name and a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictStr

from yuejuan.messages import Message, say
from yuejuan.rubrics.model import Identifier, Model

FILENAME = "corrections.yaml"


class FileChoice(Model):
    """Which file of a candidate is a deliverable."""

    candidate: StrictStr
    deliverable: Identifier
    file: StrictStr
    by: StrictStr
    why: StrictStr


class FolderChoice(Model):
    """Whose submission a folder or archive is: ``candidate`` is a number or a name on the roster."""

    folder: StrictStr
    candidate: StrictStr
    by: StrictStr
    why: StrictStr


class AttemptChoice(Model):
    """Which of a candidate's submissions counts."""

    candidate: StrictStr
    folder: StrictStr
    by: StrictStr
    why: StrictStr


class Corrections(Model):
    """The file ``corrections.yaml``."""

    schema_: Annotated[Literal["yuejuan.corrections/1"], Field(alias="schema")]
    files: tuple[FileChoice, ...] = ()
    folders: tuple[FolderChoice, ...] = ()
    attempts: tuple[AttemptChoice, ...] = ()

    def files_of(self, candidate: str) -> dict[str, str]:
        """Deliverable to file for one candidate; a later line replaces an earlier one."""
        return {choice.deliverable: choice.file for choice in self.files if choice.candidate == candidate}

    def owners(self) -> dict[str, str]:
        """Folder name to candidate."""
        return {choice.folder: choice.candidate for choice in self.folders}

    def chosen_attempts(self) -> dict[str, str]:
        """Candidate to the folder that counts."""
        return {choice.candidate: choice.folder for choice in self.attempts}

    def without_effect(
        self, candidates: Collection[str], folders: Collection[str], deliverables: Collection[str]
    ) -> Iterator[Message]:
        """A remark for each choice that names a candidate, folder or deliverable that there is not."""
        for choice in self.files:
            if choice.candidate not in candidates:
                yield say("exam.correction_unknown_candidate", candidate=choice.candidate)
            elif choice.deliverable not in deliverables:
                known = sorted(deliverables)
                yield say("exam.correction_unknown_deliverable", deliverable=choice.deliverable, known=known)
        named = [choice.folder for choice in self.folders] + [choice.folder for choice in self.attempts]
        for name in named:
            if name not in folders:
                yield say("exam.correction_unknown_folder", folder=name)

    def digest_for(self, candidate: str) -> str | None:
        """sha256 over what these corrections say about one candidate; ``None`` when they say nothing."""
        lines = [choice.model_dump_json() for choice in self.files if choice.candidate == candidate]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else None


NO_CORRECTIONS = Corrections(schema="yuejuan.corrections/1")  # type: ignore[call-arg]


def load_corrections(path: Path) -> Corrections:
    """Read ``corrections.yaml``; no file means no corrections. Raises ``RubricError`` with file, line and column."""
    from yuejuan.rubrics.validation import load_model

    return load_model(path, Corrections).model if path.is_file() else NO_CORRECTIONS
