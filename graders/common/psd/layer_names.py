"""The check ``psd.layer_names``."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost
from yuejuan.graders.common.psd.default_names import NameClass, classify
from yuejuan.graders.common.psd.layers_of import MOST_EVIDENCE, Node, nodes
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import say


class Parameters(CheckParameters):
    """What is tolerated."""

    allow: tuple[str, ...] = Field((), description="Patterns of names that always count as renamed, such as 蒙版*.")
    max_default: int = Field(0, ge=0, description="Default names that cost nothing.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("names"),)


@check("psd.layer_names", needs=(PsdFacts,), self_check=("allow", "max_default"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Layers and groups have names of their own instead of 图层 1 and 组 1.

    Earns: all layers and groups are renamed; otherwise the share of them that is (8 of 10: eight tenths). The
    background layer does not count on either side, and a text layer is named by its own words.
    Loses: everything, when no layer is renamed or nothing but a background is left to name.
    Open: the layer section is damaged and cannot be listed.
    Evidence: each layer with a default name, and those that could not be decided.
    Review: the point is only suggested while names are undecided: 图层1 without a blank, a bare 组, or an own name
    with 拷贝 behind it. They are counted as renamed; a teacher may count them otherwise.
    Example: 标题, 商品图, 图层 3, 背景: two of three are renamed, two thirds are earned.
    """
    facts = subject.facts(PsdFacts)
    file = subject.file.path
    if facts.layers is None:
        yield not_measured("names", facts, "layers", file, say("check.psd.unknown_layers", file=file))
        return
    counted = [node for node in nodes(facts) if not node.is_background]
    if not counted:
        yield lost("names", say("check.psd.layer_names.none", file=file), FileEvidence(file=file, measured="0"))
        return
    classes = [(node, _class_of(node, asked.allow)) for node in counted]
    default = [node for node, name_class in classes if name_class is NameClass.DEFAULT]
    undecided = [node for node, name_class in classes if name_class is NameClass.UNDECIDED]
    renamed = len(counted) - len(default)
    share = Fraction(1) if len(default) <= asked.max_default else Fraction(renamed, len(counted))
    outcome = "undecided" if undecided else "all" if not default else "some"
    message = say(
        f"check.psd.layer_names.{outcome}",
        file=file,
        count=len(counted),
        renamed=renamed,
        default=[node.layer.name for node in default[:MOST_EVIDENCE]] or ["—"],
        undecided=[node.layer.name for node in undecided[:MOST_EVIDENCE]] or ["—"],
    )
    evidence = [node.evidence(file, measured=node.layer.name) for node in (*default, *undecided)][:MOST_EVIDENCE]
    total = FileEvidence(file=file, expected=f"{len(counted)}/{len(counted)}", measured=f"{renamed}/{len(counted)}")
    yield judged("names", share, message, total, *evidence, suggested=bool(undecided))


def _class_of(node: Node, allow: tuple[str, ...]) -> NameClass:
    name = node.layer.name
    words = node.layer.text
    if any(fnmatchcase(name, pattern) for pattern in allow):
        return NameClass.OWN
    if node.layer.kind == "type" and words and _plain(words).startswith(_plain(name)[:20]) and name.strip():
        return NameClass.OWN
    return classify(name)


def _plain(text: str) -> str:
    return "".join(text.split())
