"""Checks of the module ``customer_service`` (网络客户服务与管理)."""

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.customer_service", ["check.customer_service"])
register_catalogue(
    "yuejuan.graders.customer_service", ["check.customer_service.follow_up_email"], "follow_up_email.messages.yaml"
)
register_catalogue(
    "yuejuan.graders.customer_service", ["check.customer_service.nothing_own"], "nothing_own.messages.yaml"
)
