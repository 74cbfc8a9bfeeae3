"""Conversations, runs, and what clients are told meanwhile."""
