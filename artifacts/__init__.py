"""Safe unpacking, and readers that measure files and give frozen facts."""

if __name__ != "yuejuan.artifacts":
    raise ImportError("import yuejuan.artifacts, not artifacts: the repository root is the package yuejuan")

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.artifacts", ["inspect", "doctor"])
