"""What the assistant knows of the Dutch language, apart from any document."""
