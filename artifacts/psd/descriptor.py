"""Photoshop's action descriptors: the key-value trees inside text layers and artboards.

Source: Adobe Photoshop File Formats Specification, "Descriptor structure". Only what is asked for is kept; the rest is
walked over, with limits on depth and counts because the lengths are the author's own.
"""

from __future__ import annotations

import struct
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | bytes | dict[bytes, Value] | list[Value] | None"
_MAX_DEPTH = 32
_MAX_ITEMS = 100_000


class BrokenDescriptor(Exception):
    """The bytes are no descriptor."""


class DescriptorReader:
    """Reads one descriptor out of ``data`` from ``offset`` on."""

    def __init__(self, data: bytes, offset: int = 0) -> None:
        self._data = data
        self._at = offset
        self._items = 0

    def read(self, until: bytes | None = None, depth: int = 0) -> dict[bytes, Value]:
        """The items by key; stops after the key ``until``. Raises ``BrokenDescriptor``."""
        if depth > _MAX_DEPTH:
            raise BrokenDescriptor("too deep")
        self._text()
        self._identifier()
        found: dict[bytes, Value] = {}
        for _ in range(self._count()):
            key = self._identifier()
            found[key] = self._value(self._take(4), depth)
            if key == until:
                break
        return found

    def _value(self, kind: bytes, depth: int) -> Value:
        if kind in (b"Objc", b"GlbO"):
            return self.read(depth=depth + 1)
        if kind == b"VlLs":
            return self._list(depth)
        if kind == b"TEXT":
            return self._text()
        if kind in _NUMBERS:
            layout = _NUMBERS[kind]
            number: int | float | bool = struct.unpack(layout, self._take(struct.calcsize(layout)))[-1]
            return number
        if kind == b"enum":
            self._identifier()
            return self._identifier()
        if kind in (b"type", b"GlbC", b"Clss"):
            self._text()
            return self._identifier()
        if kind in (b"tdta", b"alis", b"Pth "):
            return self._take(self._number())
        if kind == b"UnFl":
            self._take(4)
            self._take(8 * self._count())
            return None
        raise BrokenDescriptor(f"unknown type {kind!r}")

    def _list(self, depth: int) -> list[Value]:
        if depth > _MAX_DEPTH:
            raise BrokenDescriptor("too deep")
        return [self._value(self._take(4), depth + 1) for _ in range(self._count())]

    def _count(self) -> int:
        count = self._number()
        self._items += count
        if self._items > _MAX_ITEMS:
            raise BrokenDescriptor("too many items")
        return count

    def _number(self) -> int:
        return int.from_bytes(self._take(4), "big")

    def _identifier(self) -> bytes:
        return self._take(self._number() or 4)

    def _text(self) -> str:
        return self._take(2 * self._number()).decode("utf-16-be", "replace").rstrip("\x00")

    def _take(self, count: int) -> bytes:
        start, self._at = self._at, self._at + count
        if self._at > len(self._data):
            raise BrokenDescriptor("cut")
        return self._data[start : self._at]


_NUMBERS = {b"long": ">i", b"comp": ">q", b"doub": ">d", b"bool": ">?", b"UntF": ">4sd"}
