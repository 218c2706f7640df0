"""Promotion elements (price, discount, free shipping …) found in lines of text."""
