"""Opening a PSD to change it, finding a layer by its name, saving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yuejuan.exam.edits import EditError, place
from yuejuan.messages import say


@contextmanager
def changed(root: Path, file: str | None) -> Iterator[Any]:
    """The PSD ``file``; what is done to it inside the ``with`` is saved."""
    from psd_tools import PSDImage

    path = place(root, file)
    document = PSDImage.open(path)
    yield document
    # Saving to the file that is being read from would cut it short when saving fails.
    beside = path.with_name(path.name + ".saving")
    document.save(beside)
    beside.replace(path)


def layer_named(document: Any, name: str) -> Any:
    """The first layer or group of that name; :class:`EditError` when there is none."""
    for layer in document.descendants():
        if layer.name == name:
            return layer
    raise EditError(say("exam.edit_arguments", name=name, error="no such layer"))


def new_pixel_layer(document: Any, picture: Any, name: str, left: int = 0, top: int = 0) -> Any:
    """A pixel layer with the transparency of the RGBA ``picture``, which psd-tools leaves out for an RGB document."""
    from psd_tools.constants import ChannelID

    layer = document.create_pixel_layer(picture, name="layer", top=top, left=left)
    # A Chinese name given on creation cannot be saved: the old Pascal name is MacRoman.
    layer.name = name
    alpha = picture.getchannel("A").tobytes()
    for info, channel in zip(layer._record.channel_info, layer._channels, strict=True):
        if info.id == ChannelID.TRANSPARENCY_MASK:
            version = document._record.header.version
            info.length = channel.set_data(alpha, picture.width, picture.height, document.depth, version) + 2
    return layer
