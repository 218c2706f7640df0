"""Facts of handed-in files for reports: what grading measured is looked up, and measured again only when it is gone."""

from __future__ import annotations

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.measure.keys import Inputs, manifest_digest
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import READERS, Source
from yuejuan.artifacts.request import Request
from yuejuan.exam.intake import Opened
from yuejuan.exam.opening import LastOpened
from yuejuan.exam.prepare import MATERIAL, Materials, inside_root
from yuejuan.graders.submission import HandedFile


class Readings:
    """Gives facts by candidate and file. A submission is opened only where the cache cannot be asked without."""

    def __init__(self, opened: LastOpened, measurer: Measurer, materials: Materials) -> None:
        self._opened = opened
        self._measurer = measurer
        self._materials = materials

    def __call__(self, candidate: str, file: HandedFile, reader: str, source: str | None = None) -> Facts | None:
        """The facts of ``file`` by ``reader``; ``None`` where it cannot be read, is gone or was changed since.

        ``source`` names the material of a comparison. Comparisons and whole folders (pages) are only looked up: what
        is not known any more would take seconds.
        """
        if READERS[reader].whole_folder:
            return self._of_folder(candidate, file, reader)
        others, digests = self._others(source)
        request = Request(reader, file.path, others=others)
        inputs = Inputs(file=file.sha256, others=digests)
        outcome = self._measurer.recall(request, file.path, inputs)
        if outcome is None and source is None:
            opened = self._opened(candidate)
            if opened is None or not _unchanged(opened, file):
                return None
            place = Source(path=opened.places[file.path], name=file.path)
            outcome = self._measurer.measure(request, place, inputs)
        return outcome if isinstance(outcome, Facts) else None

    def _of_folder(self, candidate: str, file: HandedFile, reader: str) -> Facts | None:
        opened = self._opened(candidate)
        if opened is None or not _unchanged(opened, file):
            return None
        name = inside_root(opened.places[file.path], opened.root)
        manifest = manifest_digest((known.path, known.sha256) for known in opened.files)
        outcome = self._measurer.recall(Request(reader, file.path), name, Inputs(file=file.sha256, folder=manifest))
        return outcome if isinstance(outcome, Facts) else None

    def _others(self, source: str | None) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """The further input of a comparison as request and as digest: the material that is its source."""
        if source is None:
            return (), ()
        return (("source", MATERIAL + source),), (("source", self._materials.digests.get(source, "")),)


def _unchanged(opened: Opened, file: HandedFile) -> bool:
    same = any(known.path == file.path and known.sha256 == file.sha256 for known in opened.files)
    return same and file.path in opened.places
