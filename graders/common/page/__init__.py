"""Checks of web pages as they stand in the files."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.page", ["check.page"])
