"""Properties of an XMP packet, as pictures and Photoshop documents carry it.

Source: ISO 16684-1 (XMP part 1). A property is an attribute of ``rdf:Description`` or an element below it; lists are
``rdf:li`` elements. Entities are not resolved and nothing is loaded.
"""

from __future__ import annotations

import msgspec

MAX_BYTES = 4 * 1024 * 1024
"""Larger packets are not parsed; Photoshop's history of a long edited file takes a few hundred kilobytes."""

_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MEDIA = "{http://ns.adobe.com/xap/1.0/mm/}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"


class XmpProperties(msgspec.Struct, frozen=True):
    """What is used of a packet; ``None`` where the packet does not say it."""

    creator_tool: str | None = None
    creator: str | None = None
    document_id: str | None = None


def xmp_properties(packet: bytes) -> XmpProperties:
    """The properties of ``packet``; all ``None`` when it is no XML or too large."""
    from lxml import etree

    if len(packet) > MAX_BYTES:
        return XmpProperties()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b"\x00 \r\n\t"), parser)
    except etree.XMLSyntaxError:
        return XmpProperties()
    found: dict[str, str] = {}
    for description in root.iter(_DESCRIPTION):
        for name, value in description.attrib.items():
            found.setdefault(str(name), str(value))
        for child in description:
            text = " ".join("".join(str(part) for part in child.itertext(with_tail=False)).split())
            if isinstance(child.tag, str) and text:
                found.setdefault(child.tag, text)
    return XmpProperties(
        creator_tool=found.get(f"{_XMP}CreatorTool"),
        creator=found.get(f"{_DUBLIN_CORE}creator"),
        document_id=found.get(f"{_MEDIA}DocumentID"),
    )
