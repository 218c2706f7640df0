"""Save a PSD with another compression."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from yuejuan.exam.edits._layers import changed


def edit(root: Path, file: str | None, *, compression: Literal["raw", "rle", "zip"]) -> None:
    """Store the pixels of all layers and the merged picture uncompressed, run-length encoded or deflated.

    The merged picture is never deflated, as Photoshop has it.
    """
    from psd_tools.constants import Compression

    wanted = {"raw": Compression.RAW, "rle": Compression.RLE, "zip": Compression.ZIP}[compression]
    with changed(root, file) as document:
        record = document._record
        version = record.header.version
        for layer in document.descendants():
            width, height = layer._record.width, layer._record.height
            if not width or not height:  # groups have no pixels of their own
                continue
            for info, channel in zip(layer._record.channel_info, layer._channels, strict=True):
                data = channel.get_data(width, height, document.depth, version)
                channel.compression = wanted
                info.length = channel.set_data(data, width, height, document.depth, version) + 2
        planes = record.image_data.get_data(record.header, split=False)
        record.image_data.compression = Compression.RAW if compression == "raw" else Compression.RLE
        record.image_data.set_data([planes], record.header)
