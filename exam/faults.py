"""Every fault that a person can mend, as sentences: what, where, how to mend it."""

from __future__ import annotations

from yuejuan.messages import Message, say
from yuejuan.messages.message import Language


def sentences_of(error: BaseException, language: Language) -> list[Message | str]:
    """What to tell the person about ``error``, text in ``language``; empty when it is a fault of the program itself."""
    from yuejuan.exam.batch import BatchError
    from yuejuan.exam.edits import EditError
    from yuejuan.exam.entries import SubmissionsError
    from yuejuan.exam.folder import FolderError
    from yuejuan.exam.papers import UnknownSchema
    from yuejuan.exam.roster import RosterError
    from yuejuan.gradebook.store import ResultError
    from yuejuan.graders.binding import BindingError
    from yuejuan.graders.registry import BrokenFamily, UnknownCheck
    from yuejuan.rubrics.errors import RubricError

    if isinstance(
        error, BatchError | EditError | SubmissionsError | FolderError | RosterError | ResultError | UnknownSchema
    ):
        return [error.message]
    if isinstance(error, BindingError):
        return list(error.problems)
    if isinstance(error, RubricError):
        return [error.text(language)]
    if isinstance(error, UnknownCheck):
        return [say("exam.unknown_check", name=str(error.args[0]))]
    if isinstance(error, BrokenFamily):
        return [say("exam.broken_family", what=str(error))]
    if isinstance(error, OSError) and error.errno is not None:
        return [say("exam.system_error", path=str(error.filename or ""), error=error.strerror or "")]
    return []
