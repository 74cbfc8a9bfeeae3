"""Open WebSocket connections behind Amazon API Gateway."""
