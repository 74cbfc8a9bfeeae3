"""Search store on FAISS in a local folder, without a server."""
