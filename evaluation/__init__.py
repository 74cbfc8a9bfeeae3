"""What `quorum evaluate` runs."""
