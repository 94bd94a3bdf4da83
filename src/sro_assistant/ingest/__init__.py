"""From a file of the corpus to documents and passages: manifest, cleaning, structure, splitting."""
