"""Writes everything that follows from the wire contract: documents, the page's types, the SDK's types."""
