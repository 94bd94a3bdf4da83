"""The faces of the assistant: HTTP, pages, and the one renderer that all of them share."""
