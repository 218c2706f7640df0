"""Reader of the kind ``page``: see ``facts.py`` for what it measures."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.artifacts.page", ["page"])
