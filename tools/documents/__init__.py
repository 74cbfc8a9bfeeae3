"""Checks the documentation: its links, the paths and commands that it names, and its wording."""
