"""The check ``psd.text_layers``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged
from yuejuan.graders.common.psd.layers_of import MOST_EVIDENCE, nodes
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import say


class Parameters(CheckParameters):
    """How many texts must stay editable."""

    min_text_layers: int = Field(1, ge=1, description="Text layers with words that the PSD must keep at least.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("text"),)


@check("psd.text_layers", needs=(PsdFacts,), self_check=("min_text_layers",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The words in the PSD are still text and can be edited.

    Earns: at least `min_text_layers` text layers that hold words; with fewer, the share of them that is there.
    Loses: everything, when there is no text layer: the words were rasterised, or drawn in another program.
    Open: the layer section is damaged and cannot be listed.
    Evidence: the text layers with their words.
    Review: lettering that was meant to be a drawing (a logo) may be rasterised; ask for as many text layers as the
    brief needs.
    Example: shop name and slogan as text layers, `min_text_layers: 2`: earned; the slogan rasterised: one half.
    """
    facts = subject.facts(PsdFacts)
    file = subject.file.path
    if facts.layers is None:
        yield not_measured("text", facts, "layers", file, say("check.psd.unknown_layers", file=file))
        return
    found = [node for node in nodes(facts) if node.layer.kind == "type" and (node.layer.text or "").strip()]
    least = asked.min_text_layers
    share = min(Fraction(1), Fraction(len(found), least))
    outcome = "enough" if share == 1 else "few" if found else "none"
    message = say(f"check.psd.text_layers.{outcome}", file=file, count=len(found), least=least)
    total = FileEvidence(file=file, expected=f"≥{least}", measured=str(len(found)))
    evidence = [node.evidence(file, measured=node.layer.text) for node in found[:MOST_EVIDENCE]]
    yield judged("text", share, message, total, *evidence)
