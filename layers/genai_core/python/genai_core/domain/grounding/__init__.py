"""Whether the passages bear an answer out, and with which words."""
