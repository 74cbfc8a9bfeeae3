"""The function chunk_document."""
