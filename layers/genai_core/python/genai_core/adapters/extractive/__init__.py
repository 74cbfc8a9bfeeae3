"""Answers made of the passages' own sentences: no weights, nothing invented."""
