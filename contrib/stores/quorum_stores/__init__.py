"""Search stores for Quorum: FAISS, Qdrant and Chroma."""
