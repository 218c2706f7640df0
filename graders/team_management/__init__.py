"""Checks of the module ``team_management`` (团队管理)."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.team_management", ["check.team_management"])
