"""The model of standard, rubric and paper; their loader and linter; the standard as YAML."""

if __name__ != "yuejuan.rubrics":
    raise ImportError("import yuejuan.rubrics, not rubrics: the repository root is the package yuejuan")

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.rubrics", ["rubric"])
