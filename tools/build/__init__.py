"""Builds what is too large or too derived to commit: the encoder, and the layers of the functions."""
