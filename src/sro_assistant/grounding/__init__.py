"""Grounding: nothing reaches a reader before its words were found in a source."""
