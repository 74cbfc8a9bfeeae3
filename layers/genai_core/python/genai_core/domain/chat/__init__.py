"""Conversations, runs, and the frames that clients get."""
