"""Checks of the module ``marketing_plan`` (网络营销方案设计)."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.marketing_plan", ["check.marketing_plan"])
