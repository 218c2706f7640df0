"""Checks of what a picture shows: words in it, other pictures in it, and what was done to its source."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.picture", ["check.picture"])
