"""The check ``psd.leftovers``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost
from yuejuan.graders.common.psd.layers_of import MOST_EVIDENCE, Node, nodes
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import say


class Parameters(CheckParameters):
    """Nothing to set."""

    def points(self) -> tuple[Ask, ...]:
        """Empty layers, hidden layers, empty groups."""
        return (Ask("empty"), Ask("hidden"), Ask("empty_groups"))


@check("psd.leftovers", needs=(PsdFacts,), self_check=())
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The PSD was tidied up: no empty layers, no hidden layers, no empty groups.

    Earns: `empty`: every pixel layer holds something and every text layer has words; `hidden`: the eye of every layer
    and group is on; `empty_groups`: every group holds a layer or another group.
    Loses: each of the three, when there is at least one such layer or group; all three, when the document was
    flattened, because there is nothing left that could be tidy.
    Open: the layer section is damaged and cannot be listed.
    Evidence: the layers and groups in question; a hidden group is named once and not with all that it holds.
    Review: `empty` is only suggested where the pixels of a layer were not looked at. A hidden layer may be meant (a
    second state of a button): the brief decides, and the teacher can give the point back.
    Example: 旧方案 hidden below the design: `hidden` lost, the others earned.
    """
    facts = subject.facts(PsdFacts)
    file = subject.file.path
    if facts.layers is None:
        for ask in asked.points():
            yield not_measured(ask.key, facts, "layers", file, say("check.psd.unknown_layers", file=file))
        return
    every = nodes(facts)
    if all(node.is_background for node in every):
        evidence = FileEvidence(file=file, expected=">0", measured="0")
        for ask in asked.points():
            yield lost(ask.key, say("check.psd.leftovers.flattened", file=file), evidence)
        return
    unseen = any(
        node.layer.kind == "pixel" and not _is_empty(node) and node.layer.transparent is None for node in every
    )
    yield _none_of("empty", file, [node for node in every if _is_empty(node)], unseen)
    hidden = [node for node in every if not node.layer.visible]
    roots = {node.indices for node in hidden}
    yield _none_of(
        "hidden", file, [n for n in hidden if not any(n.indices[:i] in roots for i in range(len(n.indices)))]
    )
    yield _none_of("empty_groups", file, [node for node in every if node.is_group and not node.layer.children])


def _none_of(key: str, file: str, found: list[Node], unseen: bool = False) -> Point:
    total = FileEvidence(file=file, expected="0", measured=str(len(found)))
    if not found:
        message = say(f"check.psd.leftovers.{key}.none" + (".unseen" if unseen else ""), file=file)
        return earned(key, message, total, suggested=unseen)
    names = [node.layer.name for node in found[:MOST_EVIDENCE]]
    message = say(f"check.psd.leftovers.{key}.some", file=file, count=len(found), names=names)
    return lost(key, message, total, *[node.evidence(file) for node in found[:MOST_EVIDENCE]])


def _is_empty(node: Node) -> bool:
    layer = node.layer
    if layer.kind == "type":
        return layer.text is not None and not layer.text.strip()
    return layer.kind == "pixel" and bool(layer.empty or layer.transparent)
