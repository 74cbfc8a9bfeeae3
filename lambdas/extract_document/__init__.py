"""The function extract_document."""
