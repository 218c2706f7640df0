"""yuejuan: the first marker of a practical vocational examination."""

__version__ = "0.1.0"
