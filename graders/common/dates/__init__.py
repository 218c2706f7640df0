"""Dates, spans of days and deadlines as Chinese papers write them."""

from yuejuan.graders.common.dates.deadlines import find_deadline
from yuejuan.graders.common.dates.periods import Period, Window, find_periods, read_period

__all__ = ["Period", "Window", "find_deadline", "find_periods", "read_period"]
