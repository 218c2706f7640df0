"""Checks that several modules use, one package per family of artifacts."""
