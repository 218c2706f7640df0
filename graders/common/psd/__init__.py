"""Checks of Photoshop documents: canvas, layers, their names and groups, what was left behind, live text."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.psd", ["check.psd"])
