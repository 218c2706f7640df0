"""Reader of the kind ``mail``: see ``facts.py`` for what it measures."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.mail", ["mail"])
