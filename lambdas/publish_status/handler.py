"""Sends document status events from the topic to the members' connections.

Environment: WORKSPACES_TABLE, DOCUMENTS_TABLE, CONNECTIONS_TABLE, WEBSOCKET_MANAGEMENT_URL.
Integrations: DynamoDB, WebSocket connections.
"""

from __future__ import annotations

from genai_core.wiring import ingestion
from lambdas.entry import entry
from lambdas.publish_status.contract import Request


@entry(Request)
def handler(request: Request) -> dict[str, int]:
    """Returns how many connections were told."""
    publish = ingestion.publish_status()
    return {"sent": sum(publish(record.event()) for record in request.records)}
