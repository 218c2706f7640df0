"""Hand the submission in as a zip instead of a folder."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Literal

STAMP = (2026, 11, 20, 9, 0, 0)


def edit(root: Path, file: str | None, *, names: Literal["utf-8", "gbk"] = "utf-8") -> None:
    """Pack everything into a zip beside the folder, with names in UTF-8, or in GBK as old Windows programs write them.

    The folder is deleted.
    """
    target = root.with_name(root.name + ".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(_name(path.relative_to(root).as_posix(), names), STAMP)
            archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    if names == "gbk":
        _drop_utf8_flags(target, root)
    shutil.rmtree(root)


def _name(name: str, encoding: str) -> str:
    # Read back as Latin-1, the GBK bytes are letters that zipfile writes as UTF-8; see _drop_utf8_flags.
    return name if encoding == "utf-8" or name.isascii() else name.encode(encoding).decode("latin-1")


def _drop_utf8_flags(target: Path, root: Path) -> None:
    """Put the raw GBK bytes where zipfile wrote UTF-8, so that neither names nor flags tell the encoding."""
    rewritten = target.with_suffix(".raw")
    with zipfile.ZipFile(target) as source, zipfile.ZipFile(rewritten, "w") as archive:
        for member in source.infolist():
            raw = _RawName(member.filename, STAMP)
            archive.writestr(raw, source.read(member), zipfile.ZIP_DEFLATED)
    rewritten.replace(target)


class _RawName(zipfile.ZipInfo):
    """A member whose name is written byte for byte."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name that zipfile calls
        return self.filename.encode("latin-1"), self.flag_bits & ~0x800
