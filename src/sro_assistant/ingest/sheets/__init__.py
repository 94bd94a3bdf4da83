"""The fact sheets of `corpus/fiches/`: their form, their reading, and their text as a document."""
