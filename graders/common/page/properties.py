"""The check ``page.properties``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field, model_validator

from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.page.known import doubtful
from yuejuan.graders.finding import PageElement, Point, Reason
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """What the head of the page must say; only what is set is asked for."""

    title: str | None = Field(None, description="The title that is asked for.")
    keywords: tuple[str, ...] = Field((), description="Keywords that must be among those of the page.")
    min_description: int | None = Field(None, ge=1, description="Least characters of the description.")
    max_description: int | None = Field(None, ge=1, description="Most characters of the description.")
    description_words: tuple[str, ...] = Field((), description="Words that the description must contain.")
    language: str | None = Field(None, description="Language of the page as `lang` names it, such as zh-CN.")

    @model_validator(mode="after")
    def _asks_something(self) -> Parameters:
        if not self.points():
            raise ValueError("ask for a title, keywords, a description or a language")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One point for each property that is asked for."""
        asked = {
            "title": self.title is not None,
            "keywords": bool(self.keywords),
            "description": self.min_description is not None or self.max_description is not None,
            "description_words": bool(self.description_words),
            "language": self.language is not None,
        }
        return tuple(Ask(key) for key, wanted in asked.items() if wanted)


@check("page.properties", needs=(PageFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Title, keywords, description and language of the page are as asked.

    Earns: the title is the one asked for (suggested where only blanks, punctuation, width or letter case differ); the
    share of asked keywords and words that are there, whatever separates them; the description keeps its limits; `lang`
    is the language asked for (suggested where only the region differs).
    Loses: what is missing or another.
    Open: a script sets the head of the page, or the page is damaged, and the property was not found; the length of the
    description keeps the limits or not, depending on whether blanks and punctuation count.
    Evidence: the element of the head, with what was asked for and what it says.
    Review: a keyword that stands only inside a longer one is suggested.
    Example: asked 手作面包, 燕麦欧包; `content="手作面包|全麦吐司"`: half.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    if asked.title is not None:
        yield _title(facts, file, asked.title)
    if asked.keywords:
        yield _keywords(facts, file, asked.keywords)
    if asked.min_description is not None or asked.max_description is not None:
        yield _length(facts, file, asked)
    if asked.description_words:
        yield _words(facts, file, asked.description_words)
    if asked.language is not None:
        yield _language(facts, file, asked.language)


def _title(facts: PageFacts, file: str, title: str) -> Point:
    evidence = PageElement(file=file, selector="title", expected=title, measured=facts.title)
    values: dict[str, Value] = {"file": file, "expected": title, "measured": facts.title or ""}
    if facts.title == " ".join(title.split()):
        return earned("title", say("check.page.properties.title_right", **values), evidence)
    if facts.title is not None and _plain(facts.title) == _plain(title):
        return earned("title", say("check.page.properties.title_nearly", **values), evidence, suggested=True)
    name = "title_missing" if not facts.title else "title_wrong"
    return doubtful("title", facts, file, "head") or lost(
        "title", say(f"check.page.properties.{name}", **values), evidence
    )


def _keywords(facts: PageFacts, file: str, asked: tuple[str, ...]) -> Point:
    present = [_plain(word) for word in facts.keywords or ()]
    exact = [word for word in asked if _plain(word) in present]
    inside = [word for word in asked if word not in exact and any(_plain(word) in one for one in present)]
    missing = [word for word in asked if word not in exact and word not in inside]
    shown = "，".join(facts.keywords) if facts.keywords else None
    evidence = PageElement(file=file, selector="meta[name=keywords]", expected="，".join(asked), measured=shown)
    if missing and (open_point := doubtful("keywords", facts, file, "head")) is not None:
        return open_point
    name = "keywords_some" if missing else "keywords_inside" if inside else "keywords_all"
    message = say(
        f"check.page.properties.{name}", file=file, found=len(asked) - len(missing), count=len(asked),
        missing=missing or ["—"], inside=inside or ["—"],
    )  # fmt: skip
    return judged(
        "keywords", Fraction(len(asked) - len(missing), len(asked)), message, evidence, suggested=bool(inside)
    )


def _length(facts: PageFacts, file: str, asked: Parameters) -> Point:
    least, most = asked.min_description, asked.max_description
    expected = f"{least or 1}–{most}" if most is not None else f"≥{least}"
    text = facts.description or ""
    evidence = PageElement(file=file, selector="meta[name=description]", expected=expected, measured=str(len(text)))
    values: dict[str, Value] = {"file": file, "expected": expected, "count": len(text)}
    if not text:
        missing = say("check.page.properties.description_missing", **values)
        return doubtful("description", facts, file, "head") or lost("description", missing, evidence)
    # Blanks and punctuation count for some and not for others.
    counts = (len(text), sum(unicodedata.category(character)[0] in "LNM" for character in text))
    fits = [(least is None or count >= least) and (most is None or count <= most) for count in counts]
    if all(fits):
        return earned("description", say("check.page.properties.description_right", **values), evidence)
    if any(fits):
        message = say("check.page.properties.description_border", low=counts[1], **values)
        return unsettled("description", Reason.UNCERTAIN, message, evidence)
    wrong = say("check.page.properties.description_wrong", **values)
    return doubtful("description", facts, file, "head") or lost("description", wrong, evidence)


def _words(facts: PageFacts, file: str, asked: tuple[str, ...]) -> Point:
    text = _plain(facts.description or "")
    missing = [word for word in asked if _plain(word) not in text]
    expected = "，".join(asked)
    evidence = PageElement(file=file, selector="meta[name=description]", expected=expected, measured=facts.description)
    if missing and (open_point := doubtful("description_words", facts, file, "head")) is not None:
        return open_point
    name = "description_words_some" if missing else "description_words_all"
    message = say(f"check.page.properties.{name}", file=file, missing=missing or ["—"], count=len(asked))
    return judged("description_words", Fraction(len(asked) - len(missing), len(asked)), message, evidence)


def _language(facts: PageFacts, file: str, language: str) -> Point:
    given = (facts.language or "").strip()
    evidence = PageElement(file=file, selector="html", expected=language, measured=given or None)
    values: dict[str, Value] = {"file": file, "expected": language, "measured": given}
    if given.lower() == language.lower():
        return earned("language", say("check.page.properties.language_right", **values), evidence)
    if given and given.lower().partition("-")[0] == language.lower().partition("-")[0]:
        return earned("language", say("check.page.properties.language_nearly", **values), evidence, suggested=True)
    name = "language_wrong" if given else "language_missing"
    return doubtful("language", facts, file, "head") or lost(
        "language", say(f"check.page.properties.{name}", **values), evidence
    )


def _plain(text: str) -> str:
    """Letters and digits only, of one width and in lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LNM")
