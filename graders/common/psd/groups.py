"""The check ``psd.groups``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost
from yuejuan.graders.common.psd.layers_of import MOST_EVIDENCE, Node, nodes
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """How the layers are to be grouped."""

    min_groups: int = Field(1, ge=1, description="Groups that hold at least one layer.")
    max_ungrouped: int = Field(0, ge=0, description="Layers outside all groups that cost nothing.")

    def points(self) -> tuple[Ask, ...]:
        """The number of groups, and the share of layers that lie in one."""
        return (Ask("groups"), Ask("grouped_share"))


@check("psd.groups", needs=(PsdFacts,), self_check=("min_groups", "max_ungrouped"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The layers of the PSD are ordered in groups.

    Earns: `groups`: at least `min_groups` groups that hold a layer (with fewer, the share of them that is there; an
    artboard or an empty group is none). `grouped_share`: no more than `max_ungrouped` layers lie outside all groups;
    with more, the share of layers inside. The background layer cannot be grouped and does not count.
    Loses: no group at all loses both; so does a flattened document.
    Open: the layer section is damaged and cannot be listed.
    Evidence: the groups; the layers that lie outside.
    Review: whether the groups are sensible (one per area of the design) is for the eye.
    Example: three groups with eight layers, two layers outside: `groups` earned, `grouped_share` eight tenths.
    """
    facts = subject.facts(PsdFacts)
    file = subject.file.path
    if facts.layers is None:
        for ask in asked.points():
            yield not_measured(ask.key, facts, "layers", file, say("check.psd.unknown_layers", file=file))
        return
    every = nodes(facts)
    yield _groups(file, every, asked.min_groups)
    yield _grouped_share(file, every, asked.max_ungrouped)


def _groups(file: str, every: tuple[Node, ...], least: int) -> Point:
    groups = [node for node in every if node.is_group and not node.layer.artboard and _holds_layer(node)]
    share = min(Fraction(1), Fraction(len(groups), least))
    outcome = "enough" if share == 1 else "few" if groups else "none"
    message = say(f"check.psd.groups.{outcome}", file=file, count=len(groups), least=least)
    evidence = FileEvidence(file=file, expected=f"≥{least}", measured=str(len(groups)))
    return judged("groups", share, message, evidence, *[node.evidence(file) for node in groups[:MOST_EVIDENCE]])


def _grouped_share(file: str, every: tuple[Node, ...], most: int) -> Point:
    artboards = {node.indices for node in every if node.layer.artboard}
    layers = [node for node in every if not node.is_group and not node.is_background]
    outside = [node for node in layers if not node.grouped or node.indices[:-1] in artboards]
    inside = len(layers) - len(outside)
    total = FileEvidence(file=file, expected=f"≤{most}", measured=str(len(outside)))
    values: dict[str, Value] = {"file": file, "inside": inside, "count": len(layers), "outside": len(outside)}
    if not inside:
        return lost("grouped_share", say("check.psd.groups.all_outside", **values), total)
    share = Fraction(1) if len(outside) <= most else Fraction(inside, len(layers))
    message = say("check.psd.groups.inside" if share == 1 else "check.psd.groups.some_outside", **values)
    return judged("grouped_share", share, message, total, *[n.evidence(file) for n in outside[:MOST_EVIDENCE]])


def _holds_layer(node: Node) -> bool:
    waiting = list(node.layer.children)
    while waiting:
        child = waiting.pop()
        if child.kind != "group":
            return True
        waiting.extend(child.children)
    return False
