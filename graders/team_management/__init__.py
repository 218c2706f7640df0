"""Checks of the module ``team_management`` (团队管理)."""
