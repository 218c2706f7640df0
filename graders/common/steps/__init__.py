"""Steps that answers are to take in order, found by their labels and by what is said."""
