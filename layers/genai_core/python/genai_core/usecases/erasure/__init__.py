"""Erasing what belonged to a deleted workspace or user."""
