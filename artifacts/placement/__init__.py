"""Reader ``placement``: where a picture shows another one, at whatever size; see ``facts.py``."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.placement", ["placement"])
