"""Reconstruct lines, columns and tables of a PDF page from the positions of its letters."""
