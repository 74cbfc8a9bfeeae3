"""The commands behind `quorum evaluate`."""
