"""The plugin API, the engine, and one package of checks per examination module."""

if __name__ != "yuejuan.graders":
    raise ImportError("import yuejuan.graders, not graders: the repository root is the package yuejuan")

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders", ["engine", "binding"])
