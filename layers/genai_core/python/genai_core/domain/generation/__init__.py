"""Asking language models: which, with what prompt, at what cost, and how their replies are read."""
