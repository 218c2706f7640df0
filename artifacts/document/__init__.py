"""Reader of the kind ``document``: see ``facts.py`` for what it measures."""
