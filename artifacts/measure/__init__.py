"""Measuring in a process that can be killed, with limits of time and memory, and the cache of facts."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.measure", ["measure"])
