"""The function expand_question."""
