"""Walking a layer tree, and evidence that points into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yuejuan.artifacts.psd.facts import Layer, PsdFacts
from yuejuan.graders.finding import LayerPath

MOST_EVIDENCE = 12
"""As many layers as one point shows; messages name the number of all."""


@dataclass(frozen=True)
class Node:
    """A layer or group with the names and positions from the root down to it."""

    layer: Layer
    names: tuple[str, ...]
    indices: tuple[int, ...]

    @property
    def is_group(self) -> bool:
        """True for groups and artboards."""
        return self.layer.kind == "group"

    @property
    def grouped(self) -> bool:
        """True when the node lies in a group."""
        return len(self.names) > 1

    @property
    def is_background(self) -> bool:
        """True for the background layer, which Photoshop names itself and keeps at the bottom outside all groups."""
        named_so = self.layer.name in {"背景", "Background"} and self.layer.kind == "pixel" and not self.grouped
        return self.layer.background or named_so

    def evidence(self, file: str, expected: str | None = None, measured: str | None = None) -> LayerPath:
        """Evidence that points at the node."""
        box = None if self.is_group or self.layer.bbox.empty else self.layer.bbox
        return LayerPath(
            file=file, names=self.names, indices=self.indices, box=box, expected=expected, measured=measured
        )


def nodes(facts: PsdFacts) -> tuple[Node, ...]:
    """Every layer and group, top to bottom as in the layers panel, groups before what they hold."""
    return tuple(_walk(facts.layers or (), (), ()))


def _walk(layers: tuple[Layer, ...], names: tuple[str, ...], indices: tuple[int, ...]) -> Iterator[Node]:
    for index, layer in enumerate(layers):
        node = Node(layer, (*names, layer.name), (*indices, index))
        yield node
        yield from _walk(layer.children, node.names, node.indices)
