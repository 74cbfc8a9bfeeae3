"""Facts of a text that must not differ, however alike two wordings are."""
