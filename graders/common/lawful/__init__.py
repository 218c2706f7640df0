"""Checks of lawful content. The words are data with their legal source: ``wordings.yaml``."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.lawful", ["check.lawful"])
