"""Checks of the form of a document: format, length, sections, headings, captions, fonts, spacing, pictures, typos."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.document", ["check.document"])
