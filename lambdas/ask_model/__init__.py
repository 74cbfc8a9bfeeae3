"""The function ask_model."""
