"""Checks of the module ``storefront_design``."""
