"""Computes the cost of a deployment from its synthesised templates and a dated list of prices."""
