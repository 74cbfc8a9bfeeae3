"""The functions: one folder per verb_noun with its contract and its handler."""
