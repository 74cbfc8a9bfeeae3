"""The function publish_passages."""
