"""Checks of the module ``marketing_plan``."""
