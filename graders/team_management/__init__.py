"""Checks of the module ``team_management``."""
