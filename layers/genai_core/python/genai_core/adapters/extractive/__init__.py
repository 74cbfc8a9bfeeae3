"""Answers that consist of the passages' own sentences, without a neural model."""
