"""Versions of installed libraries, for the tools that readers name."""

from __future__ import annotations


def installed(name: str) -> str:
    """The version of a distribution; ``PackageNotFoundError`` (an ``ImportError``) when it is not installed."""
    # Imported with the first question: a measuring child asks none, and it costs a quarter of the child's start.
    from importlib.metadata import version

    return version(name)
