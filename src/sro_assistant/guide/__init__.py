"""What the fact sheets know, for people who come with a name or a need."""
