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

        ``source`` names the material of a comparison. A reader of whole folders (pages that run) is only asked what
        it found before: running them again takes many seconds.
        """
        if READERS[reader].whole_folder:
            return self._of_folder(candidate, file, reader)
        if source is not None and source not in self._materials.digests:
            return None
        others = {"source": source} if source is not None else {}
        request = Request(reader, file.path, others=tuple((role, MATERIAL + name) for role, name in others.items()))
        digests = tuple((role, self._materials.digests[name]) for role, name in others.items())
        inputs = Inputs(file=file.sha256, others=digests)
        outcome = self._measurer.recall(request, file.path, inputs)
        if outcome is None:
            opened = self._opened(candidate)
            if opened is None or not _unchanged(opened, file):
                return None
            places = {role: self._materials.folder / name for role, name in others.items()}
            handed = Source(path=opened.places[file.path], name=file.path, others=places)
            outcome = self._measurer.measure(request, handed, inputs)
        return outcome if isinstance(outcome, Facts) else None

    def _of_folder(self, candidate: str, file: HandedFile, reader: str) -> Facts | None:
        opened = self._opened(candidate)
        if opened is None or not _unchanged(opened, file):
            return None
        name = inside_root(opened.places[file.path], opened.root)
        manifest = manifest_digest((known.path, known.sha256) for known in opened.files)
        outcome = self._measurer.recall(Request(reader, file.path), name, Inputs(file=file.sha256, folder=manifest))
        return outcome if isinstance(outcome, Facts) else None


def _unchanged(opened: Opened, file: HandedFile) -> bool:
    same = any(known.path == file.path and known.sha256 == file.sha256 for known in opened.files)
    return same and file.path in opened.places
