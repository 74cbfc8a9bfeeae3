"""The function fuse_passages."""
