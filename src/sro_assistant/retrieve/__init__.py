"""Retrieval: a question becomes a Query, and the query finds passages, each with its reason."""
