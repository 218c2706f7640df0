"""Which steps a talk takes, where, and how surely: under their label, by what is said, or by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.steps.speech import Said, Talk, sentences_of

Cues = Callable[[str], Mapping[str, int]]

_SHORTEST_STEP = 5


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

    Under a label the label tells, unless two labels are plainly swapped over the words of each other. Without labels,
    and in a numbered item under an unknown one, each sentence tells by its words; of several steps the one that goes on
    in order is meant.
    """
    labelled = is_labelled(talk)
    swapped = _swapped(talk, cues)
    found: list[Taken] = []
    for position, said in enumerate(talk.said):
        if said.label is not None:
            told = cues(said.text)
            sure = told.get(said.label, 0) == max(told.values(), default=0) > 0
            step = swapped.get(said.label, said.label)
            certain = sure and step == said.label and not said.named
            found.append(Taken(step, said, said.start, said.end, position, certain))
        elif not labelled or said.item:
            for start, end in sentences_of(said):
                meant = _by_words(said.telling(start, end), steps, cues, [one.step for one in found])
                if meant is not None:
                    found.append(Taken(meant, said, start, end, position, False))
    return found


def is_labelled(talk: Talk) -> bool:
    """Whether the talk is divided by the names of the steps; what stands under none of them is then no step."""
    return len({label for label, _ in talk.labels}) >= 2


def has_unexplained(talk: Talk, taken: Sequence[Taken]) -> bool:
    """Whether sentences are left that tell no step: one of them may be a step all the same.

    Where steps have labels, only what stands under a name that nobody knows can be.
    """
    explained = {(one.said.line, one.start) for one in taken}
    labelled = is_labelled(talk)
    return any(
        (said.item or not labelled)
        and said.line.paragraph.level is None
        and (said.line, start) not in explained
        and len(said.line.own[start:end].strip()) >= _SHORTEST_STEP
        for said in talk.said
        for start, end in sentences_of(said)
    )


def _swapped(talk: Talk, cues: Cues) -> dict[str, str]:
    """Labels over each other's words: neither tells its own step, and each tells the other's."""
    told: dict[str, set[str]] = {}
    for said in talk.said:
        if said.label is not None:
            told.setdefault(said.label, set()).update(cues(said.text))
    return {
        one: other
        for one, steps in told.items()
        for other in steps
        if other in told and one not in steps and one in told[other] and other not in told[other]
    }


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
