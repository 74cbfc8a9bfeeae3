"""Serves the REST routes."""
