"""The generative drafter: a language model writes, and nothing it wrote is shown that was not proven."""
