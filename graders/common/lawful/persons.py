"""Telephone and identity numbers of people in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[-\s]?)?(1[3-9]\d)([-\s]?)(\d{4})\2(\d{4})(?![\d*])")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3})([\dXx])(?![\dA-Za-z])")
# GB 11643-1999, 6: weights and check characters of ISO 7064 MOD 11-2.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83,
}  # fmt: skip


@dataclass(frozen=True)
class Number:
    """One number of a person: what it is, where it stands, its digits."""

    kind: str
    start: int
    end: int
    digits: str


def numbers(text: str) -> Iterator[Number]:
    """Mobile numbers, and identity numbers with a right birthday and check character; placeholders are left out."""
    for match in _IDENTITY.finditer(text):
        digits = match[0].upper()
        if is_identity(digits):
            yield Number("identity", match.start(), match.end(), digits)
    for match in _MOBILE.finditer(text):
        digits = match[1] + match[3] + match[4]
        if not _placeholder(digits):
            yield Number("mobile", match.start(), match.end(), digits)


def is_identity(digits: str) -> bool:
    """True for eighteen characters that are a valid identity number."""
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    check = _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11]
    return int(digits[:2]) in _PROVINCES and 1900 <= born.year <= 2100 and digits[17] == check


def _placeholder(digits: str) -> bool:
    """Numbers that nobody has: one digit over and over, or 123456… counted up."""
    tail = digits[3:]
    counted = tail in "0123456789" or tail in "9876543210"
    return len(set(tail)) <= 2 or counted or digits == "13800138000"


def masked(digits: str) -> str:
    """The number with its middle hidden, so that a report spreads no personal data."""
    return digits[:3] + "*" * (len(digits) - 7) + digits[-4:]
