"""Fetches a second language model for the laptop: Qwen2.5-Coder-1.5B-Instruct, 1.1 GB, on request only."""
