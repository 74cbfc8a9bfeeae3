"""Handle WebSocket frames."""
