"""The function publish_status."""
