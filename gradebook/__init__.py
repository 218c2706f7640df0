"""The record of results: one versioned JSON document per submission."""

if __name__ != "yuejuan.gradebook":
    raise ImportError("import yuejuan.gradebook, not gradebook: the repository root is the package yuejuan")

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.gradebook", ["gradebook"])
