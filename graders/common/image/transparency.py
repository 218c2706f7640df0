"""The check ``image.transparency``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point
from yuejuan.messages import say


class Parameters(CheckParameters):
    """Transparent or opaque."""

    transparent: bool = Field(True, description="True: some of the picture must be transparent; false: nothing may be.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("transparency"),)


@check("image.transparency", needs=(ImageFacts,), self_check=("transparent",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture has a transparent background, or has none, as the paper asks.

    Earns: with `transparent: true`, at least one pixel is not fully opaque; with `transparent: false`, every pixel
    is.
    Loses: the other case. An alpha channel without one transparent pixel is not transparent, although the file "has"
    it.
    Open: the pixels could not be decoded, so that only the header is known.
    Evidence: the whole picture, with the share of its pixels that are not fully opaque.
    Review: whether the right part is transparent (the background, not the drawing) is for the eye; this check only
    settles that there is transparency.
    Example: a PNG saved with a white background under `transparent: true`: lost.
    """
    facts = subject.facts(ImageFacts)
    file = subject.file.path
    if facts.has_alpha is None or (facts.has_alpha and facts.transparent_share is None):
        field = "has_alpha" if facts.has_alpha is None else "transparent_share"
        yield not_measured("transparency", facts, field, file, say("check.image.transparency.unknown", file=file))
        return
    share = facts.transparent_share if facts.has_alpha and facts.transparent_share else 0.0
    transparent = share > 0
    measured = f"{share:.1%}" if share == 0 or share >= 0.001 else "<0.1%"
    evidence = PictureRegion(file=file, expected=">0%" if asked.transparent else "0%", measured=measured)
    outcome = "transparent" if transparent else "channel_only" if facts.has_alpha else "opaque"
    message = say(f"check.image.transparency.{outcome}", file=file, measured=measured)
    yield (earned if transparent == asked.transparent else lost)("transparency", message, evidence)
