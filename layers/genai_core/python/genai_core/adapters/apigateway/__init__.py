"""WebSocket connections of Amazon API Gateway."""
