"""What a scoring point looks for in an answer: the paper's phrases with their synonyms, needed and forbidden words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from pydantic import BaseModel

from yuejuan.graders.api import CheckParameters
from yuejuan.graders.common.keypoints import KeyPoint
from yuejuan.graders.common.keypoints.cutting import same_as, telling_words
from yuejuan.graders.common.numbers import shown
from yuejuan.graders.common.quantities.model import NamedQuantity, Problem

_NO_WORDS = frozenset({"brief", "place", "without", "exercise"})
"""Fields that say where and how to look, not what for."""


class LookedFor(msgspec.Struct, frozen=True, kw_only=True):
    """What one point looks for.

    ``phrases``: any one of them will do. ``synonyms``: for key points, each telling word of them with the words that
    count as the same. ``needed`` (``a|b`` for alternatives) and ``forbidden`` are about the same sentence.
    ``formula``: how a quantity is worked out, and ``value`` what it comes to.
    """

    phrases: tuple[str, ...]
    synonyms: dict[str, tuple[str, ...]] = {}
    needed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    formula: str | None = None
    value: str | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.phrases or self.formula)


def looked_for(parameters: CheckParameters | None, key: str) -> LookedFor:
    """What ``parameters`` say about the point ``key``; where they name no point, all their words."""
    if parameters is None:
        return LookedFor(phrases=())
    rest = key.partition(".")[2]  # a point such as class.东湖酒店 is about one of several named things
    name = rest if rest and next(_entries(parameters, key), None) is None else key
    owner, own = next(_entries(parameters, name), (parameters, None))
    if isinstance(own, KeyPoint):
        return _key_point(own)
    if isinstance(own, NamedQuantity) and isinstance(owner, Problem):
        value = shown(owner.right_values()[name])
        return LookedFor(phrases=own.labels, formula=own.formula, value=value)
    words = _shared(parameters, name) if own is None else _texts(own) or [name]
    return LookedFor(phrases=tuple(dict.fromkeys(words)))


def _shared(parameters: CheckParameters, name: str) -> list[str]:
    """The words for a point that has none of its own: all words, unless they are those of the other points."""
    ids = {ask.key for ask in parameters.points()}
    if any(next(_entries(parameters, other), None) for other in ids):
        return _texts(getattr(parameters, name, None))
    return [text for text in _texts(parameters, frozenset({parameters.stands_under})) if text not in ids]


def key_point(parameters: CheckParameters | None, key: str) -> KeyPoint | None:
    """The key point that a scoring point is about, if it is about one."""
    found = next(_entries(parameters, key), None) if parameters is not None else None
    return found[1] if found is not None and isinstance(found[1], KeyPoint) else None


def _key_point(point: KeyPoint) -> LookedFor:
    words = dict.fromkeys(word for phrase in point.say for word in telling_words(phrase))
    same = {word: tuple(other for other in same_as(word) if other != word) for word in words}
    return LookedFor(
        phrases=point.say,
        synonyms={word: others for word, others in same.items() if others},
        needed=point.needs,
        forbidden=point.without,
    )


def _entries(model: BaseModel, key: str) -> Iterator[tuple[BaseModel, Any]]:
    """Whatever the parameters, or a model inside them, keep under the name of the point; with the model that does."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Mapping) and key in value:
            yield model, value[key]
        elif isinstance(value, BaseModel):
            yield from _entries(value, key)


def _texts(value: Any, without: frozenset[str | None] = frozenset()) -> list[str]:
    """All words in a value: texts, names of mappings, and what models hold."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, BaseModel):
        shown = [getattr(value, name) for name in type(value).model_fields if name not in _NO_WORDS | without]
        return [text for one in shown for text in _texts(one)]
    if isinstance(value, Mapping):
        # A text under a name is another name: the quantity that ranks a customer.
        return [
            text for name, one in value.items() for text in (str(name), *([] if isinstance(one, str) else _texts(one)))
        ]
    if isinstance(value, Sequence):
        return [text for one in value for text in _texts(one)]
    return []
