"""The function reach_consensus."""
