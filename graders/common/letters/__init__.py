"""The parts of a Chinese business letter, as a mail or written down in a document, each with its place.

The parts are those of a formal letter (GB/T 9704 has the same order for official papers): recipient and subject in the
head, then salutation (称呼), greeting (问候), body (正文), closing (祝颂语), signature (署名) and date (日期).
"""

from yuejuan.graders.common.letters.contents import (
    KNOWN_ITEMS,
    NEW_OFFER,
    find_item,
    with_synonyms,
    without_bare_names,
)
from yuejuan.graders.common.letters.lines import Line, Writing, written_in_document, written_in_mail
from yuejuan.graders.common.letters.parts import PARTS, Letter, Part, PartName, Standing, read_letter
from yuejuan.graders.common.letters.senses import SENSES, Sense, sense_by_name

__all__ = [
    "KNOWN_ITEMS",
    "NEW_OFFER",
    "PARTS",
    "SENSES",
    "Letter",
    "Line",
    "Part",
    "PartName",
    "Sense",
    "Standing",
    "Writing",
    "find_item",
    "read_letter",
    "sense_by_name",
    "with_synonyms",
    "without_bare_names",
    "written_in_document",
    "written_in_mail",
]
