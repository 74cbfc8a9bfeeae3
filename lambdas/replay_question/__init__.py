"""The function replay_question."""
