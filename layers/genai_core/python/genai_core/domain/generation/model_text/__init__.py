"""Normalise a model's text before drafts, checks and consensus use it."""
