"""Key points that answers are to make, found by words and synonyms."""
