"""Measures agreement and groundedness on labelled sets."""
