"""Chooses an adapter for each port from the settings; nothing else imports adapters.

Each function builds once per process and imports its adapter only when called, so that a
function's cold start pays for what it uses and nothing more.
"""
