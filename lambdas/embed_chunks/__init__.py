"""The function embed_chunks."""
