"""Passages to a generation of the index, and a generation to what searches need."""
