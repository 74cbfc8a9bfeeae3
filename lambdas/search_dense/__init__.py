"""The function search_dense."""
