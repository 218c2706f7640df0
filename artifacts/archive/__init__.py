"""Reader of the kind ``archive``: see ``facts.py`` for what it measures."""
