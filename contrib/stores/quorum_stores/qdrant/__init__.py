"""Search store on Qdrant."""
