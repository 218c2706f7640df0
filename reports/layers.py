"""The layer tree of a Photoshop document beside its preview, with the layers where something earned or lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from yuejuan.artifacts.psd.facts import Layer, PsdFacts
from yuejuan.graders.finding import LayerPath
from yuejuan.reports.marked import Marked, frames
from yuejuan.reports.pictures import Pictures
from yuejuan.reports.places import Place, Places, Tone, severest
from yuejuan.reports.texts import Readings
from yuejuan.reports.view import CandidateView
from yuejuan.reports.written import Note, notes, one_each

_NAMES = "psd.layer_names"


@dataclass(frozen=True)
class LayerRow:
    """One layer as the layers panel shows it; ``skipped`` layers above it are left out.

    ``number`` counts from the top of the panel; the frames in the preview carry it. ``hidden`` is true for layers in a
    hidden group too. ``empty``: there is no pixel to be seen in it.
    """

    number: int
    name: str
    kind: str
    depth: int
    hidden: bool
    empty: bool
    text: str
    places: tuple[Place, ...]
    skipped: int = 0

    @property
    def tone(self) -> Tone | None:
        """What became of the layer; ``None`` when no point rests on it."""
        return severest({place.tone for place in self.places})

    @property
    def default_name(self) -> bool:
        """Whether the name is one that Photoshop gave, as the check of layer names found."""
        return any(place.numbered.part.part.check == _NAMES and place.tone != "earned" for place in self.places)


@dataclass(frozen=True)
class LayerTree:
    """One PSD: its rows, notes on the points in it, and its preview where there is one. ``left_out`` rows follow."""

    file: str
    width: int
    height: int
    rows: tuple[LayerRow, ...]
    notes: tuple[Note, ...]
    marked: Marked | None
    left_out: int


class LayerTrees:
    """The layer trees of one candidate's PSD files, read once for all sizes of the page."""

    def __init__(self, view: CandidateView, places: Places, readings: Readings | None) -> None:
        self._places = places
        self._facts: dict[str, PsdFacts] = {}
        for file in view.result.submission.files:
            wanted = file.kind == "psd" and readings is not None and places.of_file(file.path, LayerPath)
            facts = readings(view.candidate, file, "psd") if wanted and readings is not None else None
            if isinstance(facts, PsdFacts) and facts.layers:
                self._facts[file.path] = facts

    def shown(self, most: int, pictures: Pictures) -> tuple[LayerTree, ...]:
        """The trees with at most ``most`` layers each: those with places first, with the groups round them."""
        return tuple(self._tree(path, facts, most, pictures) for path, facts in self._facts.items())

    def _tree(self, path: str, facts: PsdFacts, most: int, pictures: Pictures) -> LayerTree:
        places: dict[tuple[int, ...], list[Place]] = {}
        for place in self._places.of_file(path, LayerPath):
            if isinstance(place.evidence, LayerPath):
                places.setdefault(place.evidence.indices, []).append(place)
        rows = list(_rows(facts.layers or (), (), False, places, count(1)))
        kept = _kept([indices for indices, _, _ in rows], places, most)
        shown = [(n, row) for n, (indices, _, row) in enumerate(rows) if indices in kept]
        boxes = [
            (layer.bbox, row.tone, str(row.number))
            for _, layer, row in rows
            if layer.kind != "group" and row.tone is not None and row.tone != "earned" and not row.empty
        ]
        picture = pictures.file(path)
        before = -1
        made = []
        for n, row in shown:
            made.append(replace(row, skipped=n - before - 1))
            before = n
        return LayerTree(
            file=path,
            width=facts.width,
            height=facts.height,
            rows=tuple(made),
            notes=notes([place.numbered for place in one_each(p for _, row in shown for p in row.places)]),
            marked=Marked(picture, facts.width, facts.height, frames(boxes, facts.width, facts.height))
            if picture is not None
            else None,
            left_out=len(rows) - before - 1,
        )


def _rows(
    layers: Sequence[Layer],
    above: tuple[int, ...],
    hidden: bool,
    places: dict[tuple[int, ...], list[Place]],
    numbers: Iterator[int],
) -> Iterator[tuple[tuple[int, ...], Layer, LayerRow]]:
    for index, layer in enumerate(layers):
        indices = (*above, index)
        row = LayerRow(
            number=next(numbers),
            name=layer.name,
            kind=layer.kind,
            depth=len(above),
            hidden=hidden or not layer.visible,
            empty=bool(layer.empty or layer.transparent) or (layer.kind == "group" and not layer.children),
            text=layer.text or "",
            places=tuple(places.get(indices, ())),
        )
        yield indices, layer, row
        yield from _rows(layer.children, indices, row.hidden, places, numbers)


def _kept(order: Sequence[tuple[int, ...]], places: dict[tuple[int, ...], list[Place]], most: int) -> set[object]:
    """Which layers are shown: those with places and the groups round them, then the others from the top."""
    kept: set[object] = set()
    for indices in [*(one for one in order if one in places), *order]:
        if len(kept) >= most:
            break
        kept |= {indices[:n] for n in range(1, len(indices) + 1)}
    return kept
