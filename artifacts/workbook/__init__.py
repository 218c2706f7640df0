"""Reader of the kind ``workbook``: see ``facts.py`` for what it measures."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.workbook", ["workbook"])
