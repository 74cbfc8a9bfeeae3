"""Blob parsers, one per file kind; imported only inside the limited process."""
