"""The texts of the command line; registered here so that ``cli.py`` holds commands only."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence

from yuejuan.messages.catalogue import register_catalogue
from yuejuan.messages.message import Language, Value, render, say

register_catalogue("yuejuan.messages", ["cli"], "cli.yaml")

_LANGUAGES: Mapping[str, Language] = {"zh_CN": "zh_CN", "en": "en"}


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for by ``--lang``, else by ``YUEJUAN_LANG`` or an English locale; zh_CN otherwise."""
    for place, argument in enumerate(arguments):
        following = arguments[place + 1] if argument == "--lang" and place + 1 < len(arguments) else ""
        asked = argument.removeprefix("--lang=") if argument.startswith("--lang=") else following
        if asked in _LANGUAGES:
            return _LANGUAGES[asked]
    named = os.environ.get("YUEJUAN_LANG") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    named = named or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if named.lower().startswith("en") else "zh_CN"


def text(message_id: str, language: Language, **values: Value) -> str:
    """One text of the command line in ``language``."""
    return render(say("cli." + message_id, **values), language)
