"""Checks whether passages support an answer, and finds the supporting quotes."""
