"""Catalogues of message templates: one YAML file per package, both languages side by side.

A catalogue file maps ids to ``{zh_CN: …, en: …}``. A package registers its file once, on import, with
``register_catalogue(__package__, prefixes)``; the file is read when the first message of a prefix is made. Modules
that register are named by the entry points ``yuejuan.messages`` and ``yuejuan.checks``, so that a message out of a
stored result finds its English text although nothing has imported the package that made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module, resources

import yaml


class Catalogue:
    """The templates of one package, by message id and language."""

    def __init__(self, package: str, filename: str = "messages.yaml") -> None:
        self.package = package
        self.filename = filename
        self._templates: dict[str, dict[str, str]] | None = None

    @property
    def templates(self) -> dict[str, dict[str, str]]:
        """All templates: id to language to text; read from the package's YAML file on first use."""
        if self._templates is None:
            text = resources.files(self.package).joinpath(self.filename).read_text(encoding="utf-8")
            self._templates = yaml.load(text, Loader=yaml.CSafeLoader) or {}
        return self._templates

    def template(self, message_id: str, language: str) -> str:
        """The text of one id in one language; ``KeyError`` with the id and the file when there is none."""
        try:
            return self.templates[message_id][language]
        except KeyError:
            raise KeyError(f"{message_id} has no {language} text in {self.package}/{self.filename}") from None


_by_prefix: dict[str, Catalogue] = {}


def register_catalogue(package: str, prefixes: Iterable[str], filename: str = "messages.yaml") -> Catalogue:
    """Make ``package``'s catalogue answer for every id that begins with one of ``prefixes`` (``image``, ``psd`` …).

    Registering the same prefix again for another package raises ``ValueError``: two owners of an id would make the
    text depend on the order of imports.
    """
    catalogue = Catalogue(package, filename)
    for prefix in prefixes:
        owner = _by_prefix.setdefault(prefix, catalogue)
        if (owner.package, owner.filename) != (package, filename):
            raise ValueError(f"messages {prefix}.* belong to {owner.package} already")
    catalogue_of.cache_clear()
    return catalogue


@cache
def catalogue_of(message_id: str) -> Catalogue:
    """The catalogue whose longest registered prefix (cut at dots) begins ``message_id``; ``KeyError`` if none."""
    found = _registered(message_id)
    if found is None:
        _import_owners()
        found = _registered(message_id)
    if found is None:
        raise KeyError(f"no catalogue is registered for message {message_id}")
    return found


def _registered(message_id: str) -> Catalogue | None:
    prefix = message_id
    while prefix:
        if prefix in _by_prefix:
            return _by_prefix[prefix]
        prefix = prefix.rpartition(".")[0]
    return None


@cache
def _import_owners() -> None:
    from importlib import metadata

    for group in ("yuejuan.messages", "yuejuan.checks"):
        for point in metadata.entry_points(group=group):
            import_module(point.value)
