"""Figures of merit that all evaluations share."""
