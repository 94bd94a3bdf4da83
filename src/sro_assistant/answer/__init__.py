"""Answering: retrieved passages become statements with proven citations, or an honest refusal."""
