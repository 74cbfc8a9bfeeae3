"""Search store on Chroma."""
