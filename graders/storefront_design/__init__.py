"""Checks of the module ``storefront_design`` (网站(店)美工)."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.storefront_design", ["check.storefront_design"])
