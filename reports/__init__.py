"""What goes out: HTML, XLSX, CSV and JSON."""

if __name__ != "yuejuan.reports":
    raise ImportError("import yuejuan.reports, not reports: the repository root is the package yuejuan")

from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.reports", ["report"])
