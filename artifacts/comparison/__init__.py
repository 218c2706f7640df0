"""Reader ``comparison``: a picture against the source picture that it was made from; see ``facts.py``."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.comparison", ["comparison"])
