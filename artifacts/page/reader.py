"""Reader of web pages. Its modules are imported with the first page: who only asks for its tools does not wait."""

from __future__ import annotations

from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.versions import installed


def read(source: Source) -> PageFacts:
    """Measure the page; raises ``UnreadableSource`` when the file is empty, far too big, or holds no markup."""
    from yuejuan.artifacts.page.reading import read_page

    return read_page(source)


def tools() -> dict[str, str]:
    """Names and versions of the libraries that the facts depend on."""
    from lxml import etree

    names = ("lxml", "tinycss2", "cssselect2", "webencodings")
    return {name: installed(name) for name in names} | {"libxml2": ".".join(map(str, etree.LIBXML_VERSION))}
