"""Measures other systems on the same sets."""
