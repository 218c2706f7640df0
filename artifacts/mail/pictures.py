"""The pictures that the HTML of a mail shows."""

from __future__ import annotations

import re
from typing import Literal

from yuejuan.artifacts.mail.facts import MailPicture

MAX_PICTURES = 500
_LONGEST = 200
_TAGS = frozenset({"img", "image", "v:imagedata", "input"})
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE)
_PIXELS = re.compile(r"^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", re.IGNORECASE)


def pictures_of(source: str) -> tuple[MailPicture, ...]:
    """Pictures and backgrounds in the order of the HTML, at most 500; those without an address are left out."""
    from bs4 import BeautifulSoup

    found: list[MailPicture] = []
    for tag in BeautifulSoup(source, "lxml").find_all(True):
        attributes = {name: str(value) for name, value in tag.attrs.items()}
        style = attributes.get("style", "")
        if tag.name in _TAGS and attributes.get("src", "").strip():
            width, height = (_pixels(attributes.get(side, ""), style, side) for side in ("width", "height"))
            found.append(_picture(attributes["src"], width, height))
        behind = (attributes.get("background", ""), *_BACKGROUND.findall(style))
        found += [_picture(address, None, None) for address in behind if address.strip()]
        if len(found) >= MAX_PICTURES:
            break
    return tuple(found[:MAX_PICTURES])


def _pixels(attribute: str, style: str, side: str) -> int | None:
    """A size in pixels; that of the style counts more, as in a browser."""
    styled = re.search(rf"(?:^|;)\s*{side}\s*:\s*(\d{{1,5}})(?:\.\d+)?\s*px", style, re.IGNORECASE)
    match = styled or _PIXELS.match(attribute)
    return int(match[1]) if match else None


def _picture(address: str, width: int | None, height: int | None) -> MailPicture:
    return MailPicture(address.strip()[:_LONGEST], _held(address.strip().lower()), width, height)


def _held(address: str) -> Literal["attached", "embedded", "linked"]:
    if address.startswith("cid:"):
        return "attached"
    return "embedded" if address.startswith("data:") else "linked"
