"""Compare the answers of several models, check them, and choose the one to serve."""
