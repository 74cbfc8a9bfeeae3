"""Metrics that all evaluations share."""
