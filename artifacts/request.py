"""One measurement as asked for, and what came of it."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.reader import FailureReason, Scalar
from yuejuan.messages import Message


class Request(msgspec.Struct, frozen=True, omit_defaults=True, order=True):
    """A measurement of one file of a submission: hashable, so that it is made once however many checks ask.

    ``file`` is the path inside the submission; ``others`` are (role, path) of further inputs, a path that begins with
    ``material:`` being a file of the paper's ``materials/``. ``parameters`` are sorted pairs.
    """

    reader: str
    file: str
    parameters: tuple[tuple[str, Scalar], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class Failure(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a measurement gave no facts. ``tool`` is what ``yuejuan doctor`` calls the missing program."""

    reason: FailureReason
    message: Message
    tool: str | None = None


Outcome: TypeAlias = Facts | Failure
