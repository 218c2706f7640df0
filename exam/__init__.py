"""The examination folder: roster, candidates, and matching files to deliverables."""

if __name__ != "yuejuan.exam":
    raise ImportError("import yuejuan.exam, not exam: the repository root is the package yuejuan")

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.exam", ["exam"])
register_catalogue("yuejuan.exam", ["exam.batch"], "batch.messages.yaml")
register_catalogue("yuejuan.exam", ["exam.try"], "tryout.messages.yaml")
register_catalogue("yuejuan.exam", ["exam.variants"], "variants.messages.yaml")
