"""What all tests share."""

from __future__ import annotations


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Files as bytes get the argument's name: their content may hold the time, and workers must agree on the ids."""
    return argname if isinstance(val, bytes) and len(val) > 8 else None
