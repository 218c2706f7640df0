"""What goes out: HTML, XLSX, CSV and JSON."""

if __name__ != "yuejuan.reports":
    raise ImportError("import yuejuan.reports, not reports: the repository root is the package yuejuan")
