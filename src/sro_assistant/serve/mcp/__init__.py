"""The assistant as a Model Context Protocol server: its tools and its documents."""
