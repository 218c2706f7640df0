"""Small hand-written pages with known effects, and the pictures that they use, made when a test runs."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

KINDS = ("scrolling_text", "image_rollover", "zoom", "carousel", "floating_ad")


@dataclass(frozen=True)
class Sample:
    """One page. ``shows`` are the effects that really work in it, ``disputed`` those about which people disagree."""

    name: str
    html: str
    shows: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()
    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """The page with all pictures in a folder of its own; returns the page's path."""
        root = folder / self.name
        for name, body in {**pictures(), **self.files}.items():
            (root / "img" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "img" / name).write_bytes(body)
        (root / "index.html").write_text(self.html, encoding="utf-8")
        return root / "index.html"


def page(name: str, body: str, *, head: str = "", shows: str = "", disputed: str = "", quirks: bool = False) -> Sample:
    """A page of Chinese words around ``body``; kinds as words separated by blanks."""
    doctype = "" if quirks else "<!DOCTYPE html>"
    html = (
        f'{doctype}<html><head><meta charset="utf-8"><title>{name}</title>{head}</head>'
        f"<body>{body}<p>本店经营各类茶叶，欢迎选购。</p></body></html>"
    )
    return Sample(name, html, frozenset(shows.split()), frozenset(disputed.split()))


LONG = "".join(f"<p>第{number}段：春茶采摘于清明之前，叶底嫩绿，汤色明亮。</p>" for number in range(60))
"""Enough words that an ordinary window must be scrolled."""


def drawn(number: int, size: tuple[int, int] = (300, 200)) -> Image.Image:
    """A picture that differs from that of every other number by colour and by what is drawn."""
    picture = Image.new("RGB", size, ((number * 67) % 200 + 40, (number * 151) % 200 + 40, (number * 31) % 200 + 40))
    pen = ImageDraw.Draw(picture)
    for step in range(4):
        left, top = (number * 53 + step * 71) % size[0], (number * 37 + step * 47) % size[1]
        pen.ellipse(
            (left - 30, top - 20, left + 40, top + 30), fill=((step * 80) % 255, (number * 90) % 255, 200 - step * 40)
        )
    return picture


def encoded(picture: Image.Image, format: str = "PNG", **options: int) -> bytes:
    """The bytes of a picture."""
    held = io.BytesIO()
    picture.save(held, format, **options)
    return held.getvalue()


@cache
def pictures() -> dict[str, bytes]:
    """``1.png`` to ``4.png`` are four pictures, ``same.png`` is ``1.png`` again, ``1_big.png`` a larger one of it.

    ``1.jpg`` and ``1_poor.jpg`` show ``1.png``, saved in another format and quality.
    """
    files = {f"{number}.png": encoded(drawn(number)) for number in range(1, 5)}
    files["same.png"] = files["1.png"]
    files["1.jpg"] = encoded(drawn(1), "JPEG", quality=92)
    files["1_poor.jpg"] = encoded(drawn(1), "JPEG", quality=60)
    files["1_big.png"] = encoded(drawn(1).resize((900, 600)))
    files["ad.png"] = encoded(drawn(7, (120, 90)))
    files["ad2.png"] = encoded(drawn(8, (100, 260)))
    files["dot.png"] = encoded(drawn(9, (14, 14)))
    files["tall.png"] = encoded(drawn(5, (300, 800)))
    sheet = Image.new("RGB", (120, 80))
    sheet.paste(drawn(10, (120, 40)), (0, 0))
    sheet.paste(drawn(11, (120, 40)), (0, 40))
    files["sheet.png"] = encoded(sheet)
    frames = [drawn(number, (200, 120)) for number in (12, 13)]
    held = io.BytesIO()
    frames[0].save(held, "GIF", save_all=True, append_images=frames[1:], duration=700, loop=0)
    files["moving.gif"] = held.getvalue()
    return files
