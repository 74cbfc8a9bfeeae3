"""Facts that must agree between two texts, however similar their wording is."""
