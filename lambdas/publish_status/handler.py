"""Sends document status events from the topic to the members' connections.

Environment: WORKSPACES_TABLE, DOCUMENTS_TABLE, CONNECTIONS_TABLE, WEBSOCKET_MANAGEMENT_URL.
Integrations: DynamoDB, WebSocket connections.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, TypeAdapter

from genai_core.errors import InvalidInput, QuorumError
from genai_core.usecases.ingestion.publish_status import StatusEvent
from genai_core.wiring import document_states
from lambdas.catalogue.metrics import LOST_STATUS_EVENTS
from lambdas.entry import entry, note_swallowed, parse
from lambdas.observed import correlate, reason_of


class Notification(BaseModel):
    """The used part of a notification."""

    message: str = Field(alias="Message")


class Record(BaseModel):
    """One record of the event."""

    notification: Notification = Field(alias="Sns")


class Request(BaseModel):
    """What the topic delivers."""

    records: list[Any] = Field(alias="Records")


_RECORD, _EVENT = TypeAdapter(Record), TypeAdapter(StatusEvent)


@entry(Request)
def handler(request: Request) -> dict[str, int]:
    """Returns how many connections were notified.

    A record that is not valid is logged, counted and dropped.

    Raises:
        Unavailable: A connection could not be notified now; all others were, and may be notified twice.
    """
    publish = document_states.publish_status()
    sent, failures = 0, list[QuorumError]()
    for record in request.records:
        try:
            event = status_event(record)
            correlate(event.document_id)
            sent += publish(event)
        except InvalidInput as error:
            note_swallowed(LOST_STATUS_EVENTS, reason=reason_of(error))
        except QuorumError as error:
            failures.append(error)
    if failures:
        raise failures[0]
    return {"sent": sent}


def status_event(record: Any) -> StatusEvent:
    """Returns the event that a record holds. Raises InvalidInput if it holds none."""
    message = parse(_RECORD, record).notification.message
    return parse(_EVENT, message, is_json=True)
