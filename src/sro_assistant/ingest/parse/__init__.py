"""A file's text as a document: residue out, lines joined, headings and lists found."""
