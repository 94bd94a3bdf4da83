"""The retrieval stage, measured: rankings against gold evidence, and beside what a user would pick."""
