"""The function join_pages."""
