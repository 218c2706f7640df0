"""Checks of single pictures: size, format, length in bytes, transparency, colour mode, resolution, soundness."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.image", ["check.image"])
