"""A run as people read it: a table, and a page with every wrong answer."""
