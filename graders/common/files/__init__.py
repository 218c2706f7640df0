"""Checks of what was handed in as a whole: presence, names, formats, and files that nobody asked for."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.files", ["check.files"])
