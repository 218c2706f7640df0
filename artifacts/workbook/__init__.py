"""Reader of the kind ``workbook``: see ``facts.py`` for what it measures."""
