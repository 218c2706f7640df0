"""One message: an id, typed values, and the zh_CN template that was valid when it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, Union

import msgspec

from yuejuan.messages.catalogue import catalogue_of

Language = Literal["zh_CN", "en"]

_SEPARATOR = {"zh_CN": "、", "en": ", "}
_NOTHING = {"zh_CN": "无", "en": "none"}


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the program has to say, not yet text.

    ``id`` is dotted and begins with the catalogue's prefix (``image.size.differs``); ``values`` fill the template's
    ``{name}`` places; ``template`` is the zh_CN text as it stood when the message was made.
    """

    id: str
    values: dict[str, Value] = {}
    template: str = ""


Value: TypeAlias = Union[str, int, float, bool, Message, Sequence[Union[str, Message]]]  # noqa: UP007  read at run time
"""What fills a place of a template; a message inside another one is shown in the same language, no item as 无."""


def say(message_id: str, **values: Value) -> Message:
    """Make a message from the catalogue that owns ``message_id``.

    Raises ``KeyError`` when no registered catalogue has the id: a message without text is a bug of the caller.
    """
    return Message(message_id, values, catalogue_of(message_id).template(message_id, "zh_CN"))


def both(zh_cn: str, en: str) -> Message:
    """A text that somebody wrote in both languages, such as the title of a deliverable, as a value of a message."""
    return say("messages.both", zh_CN=zh_cn, en=en)


def render(message: Message, language: Language = "zh_CN") -> str:
    """The text of ``message`` for a person.

    zh_CN comes from the message itself; English from the catalogue, falling back to the zh_CN template where the
    catalogue no longer knows the id.
    """
    template = message.template
    if language == "en":
        try:
            template = catalogue_of(message.id).template(message.id, "en")
        except KeyError:
            template = message.template
    return fill(template, message.values, language)


def fill(template: str, values: Mapping[str, Value], language: Language = "zh_CN") -> str:
    """Put ``values`` into the ``{name}`` places of ``template``; a place without a value stays as it is.

    Only plain names are places: no attribute access, no format specification, so that a hostile value or
    template can reach nothing.
    """
    pieces: list[str] = []
    rest = template
    while rest:
        before, brace, after = rest.partition("{")
        pieces.append(before)
        if not brace:
            break
        name, closing, tail = after.partition("}")
        if closing and name in values:
            pieces.append(_shown(values[name], language))
            rest = tail
        else:
            pieces.append("{")
            rest = after
    return "".join(pieces)


def _shown(value: Value, language: Language) -> str:
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, bool):
        return {"zh_CN": ("否", "是"), "en": ("no", "yes")}[language][value]
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, str | int):
        return str(value)
    return _SEPARATOR[language].join(_shown(one, language) for one in value) or _NOTHING[language]
