"""The parts of a Chinese business letter, as a mail or written down in a document, each with its place.

The parts are those of a formal letter (GB/T 9704 has the same order for official papers): recipient and subject in the
head, then salutation (称呼), greeting (问候), body (正文), closing (祝颂语), signature (署名) and date (日期).
"""

from yuejuan.graders.common.letters.contents import KNOWN_ITEMS, NEW_OFFER, find_item, with_synonyms
from yuejuan.graders.common.letters.lines import Line, Writing, written_in_document, written_in_mail
from yuejuan.graders.common.letters.parts import PARTS, Letter, Part, PartName, Standing, read_letter

__all__ = [
    "KNOWN_ITEMS",
    "NEW_OFFER",
    "PARTS",
    "Letter",
    "Line",
    "Part",
    "PartName",
    "Standing",
    "Writing",
    "find_item",
    "read_letter",
    "with_synonyms",
    "written_in_document",
    "written_in_mail",
]
