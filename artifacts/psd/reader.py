"""Measures a PSD or PSB: canvas, colour mode, depth, layer tree, and who wrote it. No pixel is rendered."""

from __future__ import annotations

import hashlib
from typing import IO, Literal

from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.artifacts.psd.structure import MODES, Header, Malformed, Record, Structure, read_structure
from yuejuan.artifacts.psd.transparency import all_transparent
from yuejuan.artifacts.psd.tree import Tree, build_tree
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.messages import Message, say

_VERSIONS: dict[int, Literal["PSD", "PSB"]] = {1: "PSD", 2: "PSB"}
_XMP, _VERSION_INFO = 1060, 1057


def read(source: Source) -> PsdFacts:
    """The facts of the Photoshop document at ``source.path``.

    A file that is cut or broken after its header keeps the header's facts with ``damaged``; a bad header raises
    ``UnreadableSource``.
    """
    try:
        with source.path.open("rb") as file:
            return _measure(file, source)
    except Malformed as error:
        raise UnreadableSource(say(f"psd.{error.problem}", file=source.name)) from error
    except OSError as error:
        raise UnreadableSource(say("psd.not_opened", file=source.name)) from error


def tools() -> dict[str, str]:
    """Nothing outside this package takes part in the listing."""
    return {}


def _measure(file: IO[bytes], source: Source) -> PsdFacts:
    size = file.seek(0, 2)
    if size == 0:
        raise Malformed("empty")
    file.seek(0)
    structure = read_structure(file)
    header = structure.header
    tree, problem = _tree(file, structure)
    document_id, software = _origin(structure.resources)
    return PsdFacts(
        version=_VERSIONS[header.version],
        width=header.width,
        height=header.height,
        mode=MODES[header.mode],
        depth=header.depth,
        bytes=size,
        sha256=_digest(file),
        layers=tree.layers if tree else None,
        layer_count=tree.layer_count if tree else None,
        group_count=tree.group_count if tree else None,
        flattened=_flattened(tree) if tree else None,
        document_id=document_id,
        software=software,
        damaged=problem is not None or (tree is not None and tree.unbalanced),
        not_measured=_not_measured(tree, problem, source.name),
        notes=_notes(header, tree, problem, source.name),
    )


def _tree(file: IO[bytes], structure: Structure) -> tuple[Tree | None, str | None]:
    if structure.records is None:
        return None, structure.problem or "cut"

    def transparent(record: Record) -> bool | None:
        return all_transparent(file, record, structure.header.version)

    try:
        return build_tree(structure.records, structure.header, transparent), structure.problem
    except Malformed as error:
        return None, error.problem


def _flattened(tree: Tree) -> bool:
    return not tree.layers or (len(tree.layers) == 1 and tree.layers[0].background)


def _not_measured(tree: Tree | None, problem: str | None, name: str) -> tuple[NotMeasured, ...]:
    if tree is None:
        reason = say(f"psd.{problem}", file=name)
        return tuple(NotMeasured(field, reason) for field in ("layers", "layer_count", "group_count", "flattened"))
    return tuple(
        NotMeasured("layers.text", say("psd.text_unread", file=name, layer=layer)) for layer in tree.texts_unread
    )


def _notes(header: Header, tree: Tree | None, problem: str | None, name: str) -> tuple[Message, ...]:
    notes = []
    if tree is not None and problem is not None:
        notes.append(say("psd.damaged_after_layers", file=name))
    if tree is not None and tree.unbalanced:
        notes.append(say("psd.groups_unbalanced", file=name))
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    if suffix and suffix != _VERSIONS[header.version].lower():
        notes.append(say("psd.extension_differs", file=name, version=_VERSIONS[header.version], extension=suffix))
    return tuple(notes)


def _origin(resources: dict[int, bytes]) -> tuple[str | None, str | None]:
    """Document id and program: by the XMP packet, the program else by the version info resource."""
    document_id = software = None
    if _XMP in resources:
        from yuejuan.artifacts.xmp import xmp_properties

        properties = xmp_properties(resources[_XMP])
        document_id, software = properties.document_id, properties.creator_tool
    if software is None and _VERSION_INFO in resources:
        data = resources[_VERSION_INFO]
        # Version (4 bytes) and a flag (1), then the writer's name in UTF-16 after its length.
        software = data[9 : 9 + 2 * int.from_bytes(data[5:9], "big")].decode("utf-16-be", "replace").strip("\x00 ")
    return document_id, software or None


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()
