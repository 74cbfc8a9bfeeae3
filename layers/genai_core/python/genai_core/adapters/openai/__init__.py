"""Servers with the OpenAI chat-completions protocol, over plain HTTP."""
