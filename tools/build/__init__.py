"""Builds what is too large to commit, or derived: the encoder, and the layers of the functions."""
