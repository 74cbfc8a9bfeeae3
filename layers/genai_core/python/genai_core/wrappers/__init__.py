"""Wrappers implement the port that they wrap, and change when or whether a call happens, for any vendor."""
