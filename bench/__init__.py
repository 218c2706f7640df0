"""Benchmarks: what the engine costs over bare library calls, and how it grows. ``python -m bench`` prints one table."""
