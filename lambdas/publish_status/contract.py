"""What `publish_status` is called with: notifications of the status topic."""

from __future__ import annotations

from pydantic import BaseModel, Field, TypeAdapter

from genai_core.usecases.publish_status import StatusEvent

_EVENT = TypeAdapter(StatusEvent)


class Notification(BaseModel):
    """The part of a notification that matters."""

    message: str = Field(alias="Message")


class Record(BaseModel):
    """One record of the event."""

    notification: Notification = Field(alias="Sns")

    def event(self) -> StatusEvent:
        """Returns the status event. Raises pydantic's ValidationError where it is none."""
        return _EVENT.validate_json(self.notification.message)


class Request(BaseModel):
    """What the topic delivers."""

    records: list[Record] = Field(alias="Records")
