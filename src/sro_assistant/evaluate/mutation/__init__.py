"""The suite's own test: answers made wrong, systems that are bad, and the figures that must notice."""
