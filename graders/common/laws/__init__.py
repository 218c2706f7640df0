"""Chinese laws that customer service cites: their names, their articles, and what a text says of them."""
