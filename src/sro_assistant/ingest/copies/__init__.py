"""Two files that hold one document: found, compared, and the better one served."""
