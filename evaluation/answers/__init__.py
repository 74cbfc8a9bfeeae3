"""Measures whole answers, end to end."""
