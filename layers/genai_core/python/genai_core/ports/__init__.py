"""What the core needs from outside, in its own words: one Protocol per file."""
