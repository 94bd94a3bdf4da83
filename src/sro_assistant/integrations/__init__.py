"""The assistant inside other frameworks."""
