"""Checks of what florists hand in."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan_florist", ["check.florist"])
