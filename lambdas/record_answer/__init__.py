"""The function record_answer."""
