"""The function prepare_question."""
