"""What all HTTP and WebSocket handlers share."""
