"""Checks of the module ``mobile_marketing``."""
