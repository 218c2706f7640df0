"""Real files made at test time, so that a case can go through the real reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Generator = Callable[[Path, Any], None]

GENERATORS: dict[str, Generator] = {}
"""By name: functions that write a file from what the case says."""


def generator(name: str) -> Callable[[Generator], Generator]:
    """Register a function ``(path, arguments)`` that writes the file of ``make: {name: arguments}``."""

    def register(function: Generator) -> Generator:
        GENERATORS[name] = function
        return function

    return register


@generator("picture")
def _picture(path: Path, arguments: dict[str, Any]) -> None:
    """``format width height mode dpi colour orientation quality frames``; ``keep``: only so many bytes of it."""
    from PIL import Image

    size = (arguments["width"], arguments["height"])
    mode = arguments.get("mode", "RGB")
    colour = arguments.get("colour", "white")
    colour = tuple(colour) if isinstance(colour, list) else colour
    frames = [Image.new(mode, size, colour) for _ in range(arguments.get("frames", 1))]
    options: dict[str, Any] = {key: arguments[key] for key in ("quality", "progressive") if key in arguments}
    if "dpi" in arguments:
        options["dpi"] = (arguments["dpi"], arguments["dpi"])
    if "orientation" in arguments:
        exif = Image.Exif()
        exif[0x0112] = arguments["orientation"]
        options["exif"] = exif
    if len(frames) > 1:
        # Frames that are all alike would be stored as one.
        for number, frame in enumerate(frames):
            frame.putpixel((number % size[0], 0), 0)
        options |= {"save_all": True, "append_images": frames[1:]}
    frames[0].save(path, format=arguments["format"], **options)
    if "keep" in arguments:
        path.write_bytes(path.read_bytes()[: arguments["keep"]])


@generator("psd")
def _psd(path: Path, arguments: dict[str, Any]) -> None:
    """``width height layers``: pixel layers by name, top to bottom, each filling the canvas."""
    from PIL import Image
    from psd_tools import PSDImage

    size = (arguments["width"], arguments["height"])
    document = PSDImage.new("RGB", size)
    for number, name in enumerate(reversed(arguments.get("layers", []))):
        layer = document.create_pixel_layer(Image.new("RGB", size, (number, 90, 160)), name=f"layer {number}")
        # A Chinese name given on creation cannot be saved: the old Pascal name is MacRoman.
        layer.name = name
    document.save(path)


@generator("text")
def _text(path: Path, arguments: Any) -> None:
    """The text itself, in UTF-8."""
    path.write_text(str(arguments), encoding="utf-8")


@generator("encoded")
def _encoded(path: Path, arguments: dict[str, str]) -> None:
    """``text`` in the encoding of that name."""
    path.write_bytes(arguments["text"].encode(arguments["encoding"]))


@generator("hex")
def _hex(path: Path, arguments: Any) -> None:
    """The bytes as hexadecimal digits; empty for an empty file."""
    path.write_bytes(bytes.fromhex(str(arguments)))
