"""The function record_failure."""
