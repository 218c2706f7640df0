"""Reader of the kind ``psd``: see ``facts.py`` for what it measures."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.artifacts.psd", ["psd"])
