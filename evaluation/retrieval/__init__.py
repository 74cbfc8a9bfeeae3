"""Measures retrieval."""
