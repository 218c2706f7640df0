"""Reader of the kind ``page``: see ``facts.py`` for what it measures."""
