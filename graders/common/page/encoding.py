"""The check ``page.encoding``."""

from __future__ import annotations

from collections.abc import Iterator

import webencodings
from pydantic import Field

from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PageElement, Point, Reason
from yuejuan.messages import Value, say

# One family: a reader of the largest reads them all, and programs use the names for one another.
_FAMILIES = {"gb18030": "gbk", "utf-16le": "utf-16", "utf-16be": "utf-16"}
_PYTHON = {"utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "utf-8-sig": "utf-8"}


class Parameters(CheckParameters):
    """The charset that is asked for, if any."""

    charset: str | None = Field(None, description="Character set that is asked for, such as utf-8 or gb2312.")

    def points(self) -> tuple[Ask, ...]:
        """The declaration; and the charset where one is asked for."""
        return (Ask("declared"), *([Ask("charset")] if self.charset is not None else []))


@check("page.encoding", needs=(PageFacts,), self_check=("charset",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The page declares the character set that its bytes are really in, and it is the one asked for.

    Earns: `meta charset` names the encoding of the bytes; the bytes are in the charset asked for. GB2312, GBK and
    GB18030 count as one.
    Loses: nothing is declared, or another encoding than that of the bytes, so that browsers show wrong characters;
    another charset than asked for.
    Open: the bytes read as text in two encodings, or in none without damage.
    Evidence: the declaration, with what it says and what the bytes are.
    Review: open the page in a browser where the point is open.
    Example: a page saved as GBK that says `charset=utf-8`: `declared` lost.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    values: dict[str, Value] = {"file": file, "declared": facts.declared_encoding or "", "bytes": facts.encoding or ""}
    evidence = PageElement(
        file=file, selector="meta[charset]", expected=facts.encoding, measured=facts.declared_encoding
    )
    keys = [ask.key for ask in asked.points()]
    if facts.encoding is None or (facts.damaged and not facts.encoding_conflict):
        otherwise = say("check.page.encoding.damaged", **values)
        yield from (not_measured(key, facts, "encoding", file, otherwise) for key in keys)
        return
    if facts.encoding_conflict:
        message = say("check.page.encoding.two", file=file, encodings=list(facts.encoding_conflict))
        yield from (unsettled(key, Reason.UNCERTAIN, message, evidence) for key in keys)
        return
    if facts.declared_encoding is None:
        yield lost("declared", say("check.page.encoding.undeclared", **values), evidence)
    elif _true(facts, facts.declared_encoding):
        yield earned("declared", say("check.page.encoding.true", **values), evidence)
    else:
        yield lost("declared", say("check.page.encoding.false", **values), evidence)
    if asked.charset is not None:
        right = _true(facts, asked.charset) and (not facts.ascii_only or _declares(facts, asked.charset))
        wanted = PageElement(file=file, selector="meta[charset]", expected=asked.charset, measured=facts.encoding)
        name = "as_asked" if right else "other"
        message = say(f"check.page.encoding.{name}", expected=asked.charset, **values)
        yield (earned if right else lost)("charset", message, wanted)


def _true(facts: PageFacts, label: str) -> bool:
    """True when the bytes may be called by that label; plain ASCII is in every charset but UTF-16."""
    if facts.ascii_only:
        return family(label) != "utf-16"
    return family(label) == family(facts.encoding or "")


def _declares(facts: PageFacts, charset: str) -> bool:
    return facts.declared_encoding is not None and family(facts.declared_encoding) == family(charset)


def family(label: str) -> str:
    """The family of a label of the Encoding Standard or of a Python codec; an unknown one stands for itself."""
    known = webencodings.lookup(_PYTHON.get(label.lower(), label))
    name = str(known.name) if known is not None else label.lower()
    return _FAMILIES.get(name, name)
