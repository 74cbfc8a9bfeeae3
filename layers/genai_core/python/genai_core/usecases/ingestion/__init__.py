"""Use cases that turn an uploaded file into searchable chunks."""
