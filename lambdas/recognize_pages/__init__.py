"""The function recognize_pages."""
