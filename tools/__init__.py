"""Installs and builds the project."""
