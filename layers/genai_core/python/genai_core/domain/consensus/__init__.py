"""What several models agree on, and the answer that is served."""
