"""Reader of the kind ``running_page``: a page as it looks and behaves in a real browser."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.running", ["running"])
