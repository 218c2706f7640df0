"""Which steps a talk takes, where, and how surely: under their label, by what is said, or by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.steps.speech import Said, Talk, sentences_of

Cues = Callable[[str], Mapping[str, int]]


@dataclass(frozen=True)
class Taken:
    """A step that was taken: where, how many-th thing said it is, and whether label and words agree."""

    step: str
    said: Said
    start: int
    end: int
    position: int
    sure: bool


def steps_taken(talk: Talk, steps: Sequence[str], cues: Cues) -> list[Taken]:
    """Every place where a step is taken, in order.

    Under a label the label tells, unless the words are plainly those of another step. Without labels each sentence
    tells by its words; of several steps the one that goes on in order is meant.
    """
    labelled = len({label for label, _ in talk.labels}) >= 2
    found: list[Taken] = []
    for position, said in enumerate(talk.said):
        if said.label is not None:
            found.append(_by_label(said, position, cues))
        elif not labelled:
            for start, end in sentences_of(said):
                step = _by_words(said.line.own[start:end], steps, cues, [one.step for one in found])
                if step is not None:
                    found.append(Taken(step, said, start, end, position, False))
    return found


def _by_label(said: Said, position: int, cues: Cues) -> Taken:
    told = cues(said.text)
    label = said.label or ""
    best = max(told.values(), default=0)
    if label not in told and best >= 2:
        others = [step for step, count in told.items() if count == best]
        if len(others) == 1:
            return Taken(others[0], said, said.start, said.end, position, False)
    sure = told.get(label, 0) == best > 0
    return Taken(label, said, said.start, said.end, position, sure)


def _by_words(sentence: str, steps: Sequence[str], cues: Cues, before: Sequence[str]) -> str | None:
    """The step that most words are of; a greeting only opens. Of equals a new one is meant, the next in order first."""
    told = cues(sentence)
    if before and len(told) > 1:
        told = {step: count for step, count in told.items() if step != steps[0]}
    if not told:
        return None
    reached = steps.index(before[-1]) if before else 0
    best = max(told.values())
    likely = [step for step in steps if told.get(step) == best]
    return min(likely, key=lambda step: (step in before, steps.index(step) < reached, steps.index(step)))
