"""Checks of the module ``customer_service``."""
