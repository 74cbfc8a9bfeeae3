"""FAISS over a local folder, without any server."""
