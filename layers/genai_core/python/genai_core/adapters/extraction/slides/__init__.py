"""Slides: their shapes in order, without those that nobody sees."""
