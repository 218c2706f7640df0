"""Reader of the kind ``image``: see ``facts.py`` for what it measures."""
