"""The check ``psd.layers``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost
from yuejuan.graders.common.psd.layers_of import MOST_EVIDENCE, nodes
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """How many layers are asked for."""

    min_layers: int = Field(2, ge=2, description="Layers that the PSD must keep at least; groups do not count.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("layers", property="layers"),)


@check("psd.layers", needs=(PsdFacts,), self_check=("min_layers",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The PSD keeps its layers and was not flattened.

    Earns: at least `min_layers` layers, the background and layers in groups included, groups themselves not. With
    fewer, but more than one, the share of them that is there (4 of 5: four fifths).
    Loses: everything, when the document is flattened or holds a single layer: nothing can be changed any more.
    Open: the layer section is damaged and cannot be listed.
    Evidence: the layers found, top to bottom.
    Review: many layers are not yet good work; empty ones and left-overs are judged by `psd.leftovers`.
    Example: a JPEG opened in Photoshop and saved as PSD has only 背景: lost.
    """
    facts = subject.facts(PsdFacts)
    file = subject.file.path
    if facts.layers is None or facts.layer_count is None:
        yield not_measured("layers", facts, "layers", file, say("check.psd.unknown_layers", file=file))
        return
    count = facts.layer_count
    evidence = FileEvidence(file=file, expected=f"≥{asked.min_layers}", measured=str(count))
    values: dict[str, Value] = {"file": file, "count": count, "least": asked.min_layers}
    if facts.flattened or count <= 1:
        yield lost("layers", say("check.psd.layers.flattened", **values), evidence)
        return
    found = [node.evidence(file) for node in nodes(facts) if not node.is_group][:MOST_EVIDENCE]
    share = min(Fraction(1), Fraction(count, asked.min_layers))
    message = say("check.psd.layers.enough" if share == 1 else "check.psd.layers.few", **values)
    yield judged("layers", share, message, evidence, *found)
