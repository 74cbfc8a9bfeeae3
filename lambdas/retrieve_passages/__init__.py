"""The function retrieve_passages."""
