"""Reader of the kind ``psd``: see ``facts.py`` for what it measures."""
