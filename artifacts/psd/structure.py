"""The sections of a PSD or PSB file, read without a single pixel.

Source: Adobe Photoshop File Formats Specification, sections "File Header" to "Additional Layer Information".
Reading the few bytes of each layer record and skipping the channel data keeps the listing of a file of hundreds
of megabytes within milliseconds, and keeps what lies before a cut.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from typing import IO, Any

from yuejuan.artifacts.facts import Box

MAX_LAYERS = 8000
"""Photoshop's own limit of layers in a document."""
LARGEST_SIDE = {1: 30_000, 2: 300_000}
"""Photoshop's limit of a canvas side, by version of the file (1: PSD, 2: PSB)."""
MODES = {
    0: "Bitmap",
    1: "Grayscale",
    2: "Indexed",
    3: "RGB",
    4: "CMYK",
    7: "Multichannel",
    8: "Duotone",
    9: "Lab",
}
_FARTHEST = 600_000
_MAX_CHANNELS = 56
_XMP, _VERSION_INFO = 1060, 1057
_MAX_RESOURCE = 4 * 1024 * 1024
# Blocks whose content is used; of the others only the presence is kept.
_KEPT = frozenset({b"luni", b"lsct", b"lsdk", b"TySh", b"artb", b"artd", b"abdd"})
# In a PSB these have lengths of eight bytes.
_LONG_BLOCKS = frozenset(
    {b"LMsk", b"Lr16", b"Lr32", b"Layr", b"Mt16", b"Mt32", b"Mtrn", b"Alph", b"FMsk", b"lnk2", b"lnk3", b"lnkE"}
    | {b"FEid", b"FXid", b"FELS", b"PxSD", b"pths", b"extd", b"extn", b"cinf", b"artd"}
)


class Malformed(Exception):
    """The bytes break the specification. ``problem`` is the last part of a message id (``psd.<problem>``)."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The 26 bytes at the beginning. ``version`` is 1 for PSD and 2 for PSB."""

    version: int
    channels: int
    height: int
    width: int
    depth: int
    mode: int


@dataclass(kw_only=True, slots=True)
class Record:
    """One layer record. ``data_offset`` is where its first channel's pixels begin in the file."""

    box: Box
    channels: tuple[tuple[int, int], ...]
    blend_key: bytes
    opacity: int
    clipping: bool
    flags: int
    legacy_name: bytes
    blocks: dict[bytes, bytes]
    data_offset: int = 0


@dataclass(kw_only=True)
class Structure:
    """What was read; ``problem`` names the first thing that broke, ``records`` are bottom to top (``None``: unread)."""

    header: Header
    records: list[Record] | None = None
    resources: dict[int, bytes] = field(default_factory=dict)
    problem: str | None = None


class Cursor:
    """Reads big-endian values out of a file and never past ``end``; raises ``Malformed("cut")`` there."""

    def __init__(self, file: IO[bytes], end: int, version: int = 1) -> None:
        self.file = file
        self.end = end
        self.version = version

    @property
    def position(self) -> int:
        """Offset from the beginning of the file."""
        return self.file.tell()

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        if count > self.end - self.file.tell():
            raise Malformed("cut")
        data = self.file.read(count)
        if len(data) != count:
            raise Malformed("cut")
        return data

    def peek(self, count: int) -> bytes:
        """The next ``count`` bytes without passing them."""
        data = self.take(count)
        self.file.seek(-count, io.SEEK_CUR)
        return data

    def unpack(self, layout: str) -> tuple[Any, ...]:
        """The next values, as ``struct`` lays them out."""
        layout = ">" + layout
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def length(self, *, wide: bool = False) -> int:
        """A length of four bytes, or of eight in a PSB where the specification says so."""
        value: int = self.unpack("Q" if wide and self.version == 2 else "I")[0]
        return value

    def section(self, *, wide: bool = False) -> tuple[int, int]:
        """Start and end of the section whose length comes next; cut off at the end of what there is."""
        length = self.length(wide=wide)
        start = self.position
        return start, start + length

    def go(self, position: int) -> None:
        """Continue at ``position``."""
        if position > self.end:
            raise Malformed("cut")
        self.file.seek(position)


def read_header(file: IO[bytes]) -> Header:
    """The header of ``file``; raises ``Malformed`` when it is none, or one that Photoshop could not have written."""
    data = file.read(26)
    if data[:4] != b"8BPS":
        raise Malformed("not_psd")
    if len(data) < 26:
        raise Malformed("header_cut")
    version, channels, height, width, depth, mode = struct.unpack(">H6xHIIHH", data[4:])
    if version not in LARGEST_SIDE or depth not in (1, 8, 16, 32) or mode not in MODES:
        raise Malformed("header_values")
    if not 1 <= channels <= _MAX_CHANNELS:
        raise Malformed("header_values")
    if not (1 <= height <= LARGEST_SIDE[version] and 1 <= width <= LARGEST_SIDE[version]):
        raise Malformed("canvas_size")
    return Header(version=version, channels=channels, height=height, width=width, depth=depth, mode=mode)


def read_structure(file: IO[bytes]) -> Structure:
    """Header, resources in use and layer records of an open file; only a bad header raises (``Malformed``)."""
    structure = Structure(header=read_header(file))
    size = file.seek(0, io.SEEK_END)
    cursor = Cursor(file, size, structure.header.version)
    try:
        cursor.go(26)
        cursor.go(cursor.section()[1])
        start, end = cursor.section()
        _read_resources(cursor, start, min(end, size), structure.resources)
        cursor.go(end)
        start, end = cursor.section(wide=True)
        structure.records = _read_layers(cursor, min(end, size))
        cursor.go(end)
        _check_merged_image(cursor, structure.header)
    except Malformed as error:
        structure.problem = error.problem
    return structure


def _read_resources(cursor: Cursor, start: int, end: int, into: dict[int, bytes]) -> None:
    """Keep the XMP packet and the version info out of the image resources."""
    cursor.go(start)
    while cursor.position + 12 <= end:
        _, identifier, name_length = cursor.unpack("4sHB")
        # The name with its length byte is padded to an even count.
        cursor.go(cursor.position + name_length + (name_length + 1) % 2)
        data_start, data_end = cursor.section()
        if identifier in (_XMP, _VERSION_INFO) and data_end - data_start <= _MAX_RESOURCE:
            into[identifier] = cursor.take(data_end - data_start)
        cursor.go(data_end + (data_end - data_start) % 2)


def _read_layers(cursor: Cursor, end: int) -> list[Record]:
    """The records of the layer section that begins at the cursor, or of the block that holds them for 16 and 32 bit."""
    if cursor.position + 4 > end:
        return []
    _, info_end = cursor.section(wide=True)
    if info_end > cursor.position:
        return _read_layer_info(cursor)
    if cursor.position + 4 > end:
        return []
    if cursor.peek(4) not in (b"8BIM", b"8B64"):
        # The global layer mask lies in between.
        cursor.go(cursor.section()[1])
    while cursor.position + 12 <= end:
        signature, key = cursor.unpack("4s4s")
        if signature not in (b"8BIM", b"8B64"):
            break
        start, stop = cursor.section(wide=key in _LONG_BLOCKS)
        if key in (b"Lr16", b"Lr32", b"Layr"):
            return _read_layer_info(cursor)
        cursor.go(start + (stop - start + 3) // 4 * 4)
    return []


def _read_layer_info(cursor: Cursor) -> list[Record]:
    count = abs(cursor.unpack("h")[0])
    if count > MAX_LAYERS:
        raise Malformed("layer_count")
    records = [_read_record(cursor) for _ in range(count)]
    offset = cursor.position
    for record in records:
        record.data_offset = offset
        offset += sum(length for _, length in record.channels)
    return records


def _read_record(cursor: Cursor) -> Record:
    top, left, bottom, right, channel_count = cursor.unpack("4iH")
    if max(abs(top), abs(left), abs(bottom), abs(right)) > _FARTHEST or channel_count > _MAX_CHANNELS + 4:
        raise Malformed("layer_box")
    layout = "hQ" if cursor.version == 2 else "hI"
    channels = tuple(tuple(cursor.unpack(layout)) for _ in range(channel_count))
    signature, blend_key, opacity, clipping, flags = cursor.unpack("4s4sBBBx")
    if signature != b"8BIM":
        raise Malformed("layer_record")
    extra_start, extra_end = cursor.section()
    cursor.go(cursor.section()[1])
    cursor.go(cursor.section()[1])
    name_length = cursor.take(1)[0]
    legacy_name = cursor.take(name_length)
    # The name with its length byte is padded to a multiple of four.
    cursor.go(cursor.position + -(name_length + 1) % 4)
    if not extra_start <= cursor.position <= extra_end:
        raise Malformed("layer_record")
    blocks = _read_blocks(cursor, extra_end)
    cursor.go(extra_end)
    return Record(
        box=Box(left, top, max(left, right), max(top, bottom)),
        channels=channels,
        blend_key=blend_key,
        opacity=opacity,
        clipping=bool(clipping),
        flags=flags,
        legacy_name=legacy_name,
        blocks=blocks,
    )


def _read_blocks(cursor: Cursor, end: int) -> dict[bytes, bytes]:
    blocks: dict[bytes, bytes] = {}
    while cursor.position + 12 <= end:
        signature, key = cursor.unpack("4s4s")
        if signature not in (b"8BIM", b"8B64"):
            # Some programs pad a block to two or four bytes, others do not: look on one byte later.
            cursor.go(cursor.position - 7)
            continue
        start, stop = cursor.section(wide=key in _LONG_BLOCKS)
        if stop > end:
            raise Malformed("layer_record")
        blocks[key] = cursor.take(stop - start) if key in _KEPT else b""
        cursor.go(stop)
    return blocks


def _check_merged_image(cursor: Cursor, header: Header) -> None:
    """Raise ``Malformed("cut")`` when the merged picture at the end has fewer bytes than it must have."""
    compression = cursor.unpack("H")[0]
    rows = header.height * header.channels
    if compression == 0:
        row_bytes = (header.width * header.depth + 7) // 8
        cursor.go(cursor.position + rows * row_bytes)
    elif compression == 1:
        layout = "I" if header.version == 2 else "H"
        counts = cursor.unpack(f"{rows}{layout}")
        cursor.go(cursor.position + sum(counts))
