"""Takes WebSocket frames."""
