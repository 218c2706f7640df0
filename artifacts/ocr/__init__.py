"""Reader ``ocr``: the text that can be read in a picture; see ``facts.py``."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.ocr", ["ocr"])
