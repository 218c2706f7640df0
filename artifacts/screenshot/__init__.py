"""Reader ``screenshot``: how a page looks, for a person who judges it; see ``facts.py``."""
