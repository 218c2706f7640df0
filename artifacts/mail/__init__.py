"""Reader of the kind ``mail``: see ``facts.py`` for what it measures."""
