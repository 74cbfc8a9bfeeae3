"""Checks who calls."""
