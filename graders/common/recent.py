"""What was worked out of the facts last, so that checks that ask the same of one submission share the work."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

_KEPT = 8


class Recent(Generic[T]):
    """Remembers, for each thread, the last few values by the very objects that they were made of.

    Facts are compared by identity: two of equal content may be large, and comparing them costs what it should save.
    """

    def __init__(self) -> None:
        self._threads = threading.local()

    def of(self, objects: Sequence[object], rest: Hashable, make: Callable[[], T]) -> T:
        """The value for ``objects`` (by identity) and ``rest`` (by value), made by ``make`` where it is not known."""
        values: OrderedDict[Hashable, tuple[Sequence[object], T]]
        values = self._threads.__dict__.setdefault("values", OrderedDict())
        key = (tuple(map(id, objects)), rest)
        if key in values:
            values.move_to_end(key)
            return values[key][1]
        # The objects are kept beside the value, so that no other object can have their identity.
        values[key] = (objects, make())
        if len(values) > _KEPT:
            values.popitem(last=False)
        return values[key][1]
